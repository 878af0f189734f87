"""Cards that may be changed are found, however many lie there that may not."""

from datetime import timedelta

from sqlmodel import select

from flows.rules.vocabulary import CaseState, MessageState, Purpose
from storage.cases import Case
from storage.errands import errands
from storage.outgoing import Outgoing
from storage.staff import Staff
from storage.staff_cards import (
    StaffCard,
    keep_code,
    next_update,
    put_off_update,
    show_on_cards,
    take_updates,
)
from tests.estate import Garden
from tests.gardens import Ground
from tests.metering import metered

MANY = 300


def deal(garden: Garden, count: int, code: str | None) -> None:
    """So many cards that show what is no longer so."""
    case = garden.report()
    with garden.changing() as session:
        reader = session.exec(select(Staff)).first()
        assert reader is not None
        for number in range(count):
            key = f"case {case} push {number}"
            push = Outgoing(
                unique_key=key,
                staff_id=reader.id,
                case_id=case,
                purpose=Purpose.STAFF,
                text="",
                state=MessageState.ACCEPTED,
                not_before=garden.now,
                created_at=garden.now,
            )
            session.add(push)
            session.flush()
            session.add(
                StaffCard(
                    outgoing_id=push.id,
                    name=key,
                    case_id=case,
                    staff_id=reader.id,
                    buttons=[],
                    case_state=CaseState.HANDLING,
                    response_code=code,
                    update_at=garden.now,
                )
            )


def steps(garden: Garden) -> int:
    """What it costs a database to look whether a card is to be changed."""
    now = garden.now + timedelta(minutes=1)
    with metered(garden.database) as meter, garden.database.transaction() as session:
        errands(session, now)
        assert take_updates(session, now, now, 5) == []
        next_update(session)
    return meter.steps


def test_cards_that_wait_for_a_press_are_not_looked_through(grounds: dict[str, Ground]) -> None:
    garden = grounds["sqlite"].garden()  # which tells how much work a question is
    before = steps(garden)
    deal(garden, MANY, None)

    assert steps(garden) < before + MANY


def test_a_card_that_was_pressed_is_changed_at_once(garden: Garden) -> None:
    deal(garden, 1, None)
    with garden.changing() as session:
        keep_code(session, session.exec(select(StaffCard)).one(), "code-of-a-press")

    with garden.changing() as session:
        (changed,) = take_updates(session, garden.now, garden.now, 5)

    assert changed[0].response_code == "code-of-a-press"


def test_a_case_that_moves_on_hurries_no_provider_that_asked_for_a_pause(garden: Garden) -> None:
    """Nor is what moved on forgotten: the change that was put off shows the newest state."""
    deal(garden, 1, "code")
    pause = garden.now + timedelta(seconds=20)
    with garden.changing() as session:
        card = session.exec(select(StaffCard)).one()
        put_off_update(session, card.id, pause)
        case = session.get_one(Case, card.case_id)
        case.state = CaseState.CLOSED
        show_on_cards(session, case, garden.now)

    with garden.looking() as session:
        card = session.exec(select(StaffCard)).one()
        assert card.case_state is CaseState.CLOSED
        assert (card.update_at, card.tries) == (pause, 1)


def test_a_case_that_moves_on_shows_on_its_cards_at_once(garden: Garden) -> None:
    deal(garden, 1, "code")
    garden.now += timedelta(minutes=5)
    with garden.changing() as session:
        card = session.exec(select(StaffCard)).one()
        case = session.get_one(Case, card.case_id)
        case.state = CaseState.CLOSED
        show_on_cards(session, case, garden.now)

    with garden.looking() as session:
        assert session.exec(select(StaffCard)).one().update_at == garden.now
