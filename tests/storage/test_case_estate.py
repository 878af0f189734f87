"""A stranger's emergency before anybody knows the estate, and where it goes then."""

from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind, Urgency, Verb
from storage.case_estate import doubt_estate, doubted, settle_estate
from storage.cases import lock_case
from storage.estates import Estate, Home
from tests.estate import CHEN, Garden


def estate_of(session: Session, estate_id: int) -> Estate:
    return session.get_one(Estate, estate_id)


def doubtful(garden: Garden) -> int:
    """An emergency of somebody who may mean either estate."""
    case = garden.report("电梯困人了", urgency=Urgency.EMERGENCY, anonymous=True)
    with garden.changing() as session:
        meant = [estate_of(session, one) for one in (garden.id, garden.next_door)]
        doubt_estate(session, lock_case(session, case), meant, garden.now)
    return case


def settle(garden: Garden, case: int, estate_id: int) -> None:
    with garden.changing() as session:
        estate = estate_of(session, estate_id)
        settle_estate(session, lock_case(session, case), estate, by="resident", now=garden.now)


def test_those_on_duty_in_every_estate_that_may_be_meant_hear_at_once(garden: Garden) -> None:
    case = doubtful(garden)

    event = garden.events(case, "estate_unknown")[0].id
    assert {who for _, who in garden.told(case, f"event {event}")} == {"xiao.lin", "zhou", "liu"}


def test_the_case_moves_to_its_estate_and_the_others_hear_that_it_has(garden: Garden) -> None:
    case = doubtful(garden)
    with garden.changing() as session:
        home = Home(estate_id=garden.next_door, building="8", unit="1", room="302", code=CHEN)
        session.add(home)
        session.flush()
        there = home.id
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    settle(garden, case, garden.next_door)

    moved = garden.case(case)
    assert (moved.estate_id, moved.home_id) == (garden.next_door, there)
    assert (moved.handler_id, moved.accepted_at) == (None, None)
    event = garden.events(case, "estate_known")[0].id
    told = {m.text[:5]: garden.userid(m.staff_id) for m in garden.messages(case, f"event {event}")}
    assert told == {"紧急事项已": "liu", "TS-20": "zhou"}
    with garden.looking() as session:
        assert doubted(session, moved) == []


def test_nobody_s_again_it_is_called_about_until_somebody_there_takes_it(garden: Garden) -> None:
    case = doubtful(garden)
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    settle(garden, case, garden.next_door)

    garden.wait(minutes=1)

    assert {who for _, who in garden.warned(case, DeadlineKind.FIRST_RESPONSE)} >= {"liu"}


def test_where_it_was_is_where_it_stays(garden: Garden) -> None:
    case = doubtful(garden)
    garden.do(Verb.ACCEPT, case, "xiao.lin")

    settle(garden, case, garden.id)

    assert (garden.case(case).estate_id, garden.handler(case)) == (garden.id, "xiao.lin")
    event = garden.events(case, "estate_known")[0].id
    assert {who for _, who in garden.told(case, f"event {event}")} == {"xiao.lin", "zhou", "liu"}
