"""One trouble and several homes: who joins hears of it all, once, and in nobody else's words."""

from datetime import timedelta

import pytest
from sqlmodel import select

from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseKind, CaseState, Language, ResidenceRole, Source, Verb
from storage.case_rounds import hear_not_fixed
from storage.cases import RESIDENT, Case, lock_case
from storage.estates import homes_written
from storage.followers import followers_of
from storage.incidents import Joining, join, leave, under_way
from storage.keys import keyring
from storage.residents import Identity, Residence, Resident, add_identity, find_identity
from storage.visible_cases import may_see
from tests.estate import CHEN, LI, RESOLVED, Garden

STRICT = packaged("strict")
OUTAGE = "整栋楼停水了"


def neighbour(garden: Garden) -> Identity:
    with garden.looking() as session:
        found = find_identity(session, "wechat", "gh", "openid-li")
        assert found is not None
        return found


def joined(garden: Garden, case_id: int, text: str = "我家也没水") -> None:
    who = neighbour(garden)
    with garden.changing() as session:
        joining = Joining(who.resident_id, who.id, None, None, text)
        join(session, lock_case(session, case_id), joining, garden.now)


def heard_by(garden: Garden, case_id: int, resident_id: int | None) -> list[str]:
    found = garden.messages(case_id)
    return [one.text for one in found if one.resident_id == resident_id]


def candidates(garden: Garden, resident_id: int) -> list[str]:
    with garden.looking() as session:
        found: list[Case] = under_way(session, garden.id, resident_id, STRICT, garden.now)
        return [case.number for case in found]


def test_who_joins_hears_each_step_once_and_so_does_the_reporter(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    joined(garden, cut)

    garden.do(Verb.ACCEPT, cut, "xiao.lin")
    garden.do(Verb.RESPOND, cut, "xiao.lin", text="正在抢修")
    garden.resolve(cut)

    reporter = garden.case(cut).reporter_id
    assert len(heard_by(garden, cut, neighbour(garden).resident_id)) == 3
    assert len(heard_by(garden, cut, reporter)) == 3
    assert garden.case(cut).joined == 1


def test_who_joins_reads_no_word_of_the_other_home(garden: Garden) -> None:
    cut = garden.report("停水了，我是302的，老人等着做透析", kind=CaseKind.REPAIR)
    joined(garden, cut)

    garden.resolve(cut)

    theirs = [one for one in garden.messages(cut) if one.resident_id
              == neighbour(garden).resident_id]  # fmt: skip
    told = "".join(f"{one.text}{one.fields}" for one in theirs)
    assert theirs
    assert "透析" not in told
    assert CHEN not in told


@pytest.mark.parametrize("verb", [Verb.REARRANGE, Verb.CALL_OFF])
def test_of_a_visit_to_the_reporters_home_nobody_else_hears(garden: Garden, verb: Verb) -> None:
    cut = garden.report("停水了，我是302的，老人等着做透析", kind=CaseKind.REPAIR)
    joined(garden, cut)
    said = {"at": garden.now + timedelta(days=2)} if verb is Verb.REARRANGE else {"reason": "出门"}

    garden.do(Verb.ARRANGE, cut, "gong", at=garden.now + timedelta(days=1), via="phone")
    garden.do(verb, cut, "gong", via="phone", **said)

    assert heard_by(garden, cut, neighbour(garden).resident_id) == []
    assert len(heard_by(garden, cut, garden.case(cut).reporter_id)) > 1


def test_only_the_reporter_is_thanked_for_confirming(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    garden.resolve(cut)

    garden.do(Verb.REVISIT, cut, "xiao.lin", via="phone", fixed=True)

    told = heard_by(garden, cut, neighbour(garden).resident_id)[-1]
    assert "谢谢您的确认" not in told
    assert "没修好" in told


def test_a_follower_who_says_that_it_is_not_fixed_opens_the_next_round_for_all(
    garden: Garden,
) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    garden.resolve(cut)
    speaker = neighbour(garden).resident_id
    before = len(heard_by(garden, cut, speaker))

    with garden.changing() as session:
        case = lock_case(session, cut)
        hear_not_fixed(session, case, by=RESIDENT, now=garden.now, speaker=speaker)

    assert (garden.case(cut).round, garden.state(cut)) == (2, CaseState.OPEN)
    assert "没有处理好" in heard_by(garden, cut, garden.case(cut).reporter_id)[-1]
    assert len(heard_by(garden, cut, speaker)) == before


def test_who_joined_may_see_the_case_and_a_stranger_may_not(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    today = garden.now.date()
    with garden.looking() as session:
        assert not may_see(session, neighbour(garden), session.get_one(Case, cut), today)

    joined(garden, cut)

    with garden.looking() as session:
        assert may_see(session, neighbour(garden), session.get_one(Case, cut), today)


def test_a_shared_report_that_its_reporter_takes_back_stays_with_the_others(
    garden: Garden,
) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    reporter = garden.case(cut).reporter_id

    with garden.changing() as session:
        case = lock_case(session, cut)
        assert leave(session, case, reporter or 0, garden.now)

    case = garden.case(cut)
    assert (case.state, case.joined) == (CaseState.OPEN, 0)
    assert (case.reporter_id, case.text) == (neighbour(garden).resident_id, "我家也没水")
    with garden.looking() as session:
        assert followers_of(session, cut) == []


@pytest.mark.parametrize(
    ("home", "heirs_home", "place"),
    [(CHEN, LI, LI), (CHEN, None, ""), (None, LI, "中心花园")],
)
def test_the_next_reporter_sees_nothing_of_the_former_ones_home(
    garden: Garden, home: str | None, heirs_home: str | None, place: str
) -> None:
    cut = garden.report(OUTAGE, home=home, kind=CaseKind.REPAIR)
    who = neighbour(garden)
    with garden.changing() as session:
        case = lock_case(session, cut)
        case.for_whom_sealed = keyring(session).seal("我妈")
        former = session.exec(select(Resident.id).where(Resident.id != who.resident_id)).one()
        case.reporter_id = former
        homes = homes_written(session, heirs_home, garden.id) if heirs_home else []
        home_id = homes[0].id if homes else None
        for channel in ("wechat", "sms"):
            identity = who
            if channel == "sms":
                heir = session.get_one(Resident, who.resident_id)
                identity = add_identity(session, heir, "sms", "", "+85255500109")
            joining = Joining(who.resident_id, identity.id, home_id, None, "我家也没水")
            join(session, case, joining, garden.now)
        assert case.joined == 2
        assert leave(session, case, former, garden.now)

    case = garden.case(cut)
    assert (case.place, case.home_id, case.for_whom_sealed) == (place, home_id, None)
    assert (case.reporter_id, case.joined) == (who.resident_id, 0)
    with garden.looking() as session:
        assert followers_of(session, cut) == []


def test_the_timeline_says_that_somebody_joined_and_not_in_which_words(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)

    joined(garden, cut, "李家的老人等着做透析")

    (line,) = garden.events(cut, "joined")
    assert (line.text, line.details) == ("", {"homes": 2})
    with garden.looking() as session:
        assert [one.text for one in followers_of(session, cut)] == ["李家的老人等着做透析"]


def test_a_report_that_nobody_joined_is_left_to_nobody(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)

    with garden.changing() as session:
        case = lock_case(session, cut)
        assert not leave(session, case, case.reporter_id or 0, garden.now)


def test_what_can_be_joined_is_fresh_under_way_and_somebody_elses(garden: Garden) -> None:
    theirs = neighbour(garden).resident_id
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    garden.report("停水了", home=LI, kind=CaseKind.REPAIR)
    garden.report("停水没人管，投诉周主管", about="zhou")
    garden.report("建议停水前通知", kind=CaseKind.SUGGESTION)

    assert candidates(garden, theirs) == [garden.case(cut).number]
    garden.now += timedelta(hours=STRICT.incident.within_hours, minutes=1)
    assert candidates(garden, theirs) == []


def test_what_is_done_is_not_joined_any_more(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)

    garden.do(Verb.RESOLVE, cut, "xiao.lin", **RESOLVED)

    assert candidates(garden, neighbour(garden).resident_id) == []


def wife_of_chen(garden: Garden) -> Identity:
    """Somebody else of the reporter's home, who writes from an address that proves nothing."""
    with garden.changing() as session:
        wife = Resident(
            estate_id=garden.id,
            name_sealed=keyring(session).seal("陈太"),
            language=Language.SIMPLIFIED,
            created_at=garden.now,
        )
        session.add(wife)
        session.flush()
        (home,) = homes_written(session, CHEN, garden.id)
        tie = Residence(resident_id=wife.id, home_id=home.id, role=ResidenceRole.FAMILY)
        session.add(tie)
        return add_identity(session, wife, "wechat", "gh", "openid-wife")


@pytest.mark.parametrize("home", [CHEN, None])
def test_two_people_of_one_home_are_one_home(garden: Garden, home: str | None) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    if home is None:
        with garden.changing() as session:
            lock_case(session, cut).home_id = None
    wife = wife_of_chen(garden)
    with garden.changing() as session:
        joining = Joining(wife.resident_id, wife.id, None, None, "我家停水")
        join(session, lock_case(session, cut), joining, garden.now)

    assert (garden.case(cut).joined, garden.case(cut).homes) == (1, 1)
    assert garden.events(cut, "joined")[0].details == {"homes": 1}


def test_the_same_person_at_two_addresses_is_one_home(garden: Garden) -> None:
    cut = garden.report(OUTAGE, home=LI, kind=CaseKind.REPAIR, anonymous=True, source=Source.PHONE)
    joined(garden, cut)

    assert garden.case(cut).homes == 1


def test_a_neighbour_and_a_stranger_are_homes_of_their_own(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    with garden.changing() as session:
        stranger = Resident(language=Language.SIMPLIFIED, created_at=garden.now)
        session.add(stranger)
        session.flush()
        for number in ("+85255500110", "+85255500111"):
            known = add_identity(session, stranger, "sms", "", number)
            joining = Joining(stranger.id, known.id, None, None, "停水")
            join(session, lock_case(session, cut), joining, garden.now)

    assert (garden.case(cut).joined, garden.case(cut).homes) == (3, 3)
    with garden.changing() as session:
        assert leave(session, lock_case(session, cut), stranger.id, garden.now)
    assert (garden.case(cut).joined, garden.case(cut).homes) == (1, 2)


def test_what_staff_write_of_one_home_nobody_else_reads(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    joined(garden, cut)
    seen = "8-1-302的chen说302的阀门坏了，电话13800138000；8-1-303也看过"

    garden.do(Verb.RESPOND, cut, "xiao.lin", text=seen)

    reporter = heard_by(garden, cut, garden.case(cut).reporter_id)[-1]
    follower = heard_by(garden, cut, neighbour(garden).resident_id)[-1]
    assert "8-1-302的chen说302的阀门坏了" in reporter
    assert "8-1-303" not in reporter
    assert "8-1-303也看过" in follower
    for private in ("8-1-302", "chen", "13800138000"):
        assert private not in follower


def test_to_a_case_of_one_home_alone_staff_write_as_they_like(garden: Garden) -> None:
    case = garden.report()
    words = "8-1-302 chen 电话 13800138000"

    garden.do(Verb.RESPOND, case, "xiao.lin", text=words)

    assert words in garden.heard(case)[-1]
