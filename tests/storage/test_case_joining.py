"""合并: staff find that two reports are one; nobody is forgotten over it, and nothing is lost."""

from datetime import timedelta

import pytest

from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import (
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Source,
    Urgency,
    Verb,
)
from storage.callers import Caller, reporter_of
from storage.cases import Case, lock_case
from storage.estates import Estate, homes_written
from storage.followers import Follower, followers_of
from storage.incidents import Joining, join, similar_to
from tests.estate import LI, Garden

STRICT = packaged("strict")
OUTAGE = "整栋楼停水了"
PHONE = "+8613800138222"


def called(garden: Garden, text: str = "我家停水了", *, phone: str = PHONE, home: str = LI) -> int:
    """A neighbour calls, whom the directory does not know; staff register it."""
    case_id = garden.report(
        text, home=home, kind=CaseKind.REPAIR, anonymous=True, source=Source.PHONE
    )
    with garden.changing() as session:
        case = lock_case(session, case_id)
        (where,) = homes_written(session, home, garden.id)
        estate = session.get_one(Estate, garden.id)
        caller = Caller("何先生" if phone else "", phone)
        case.reporter_id = reporter_of(session, caller, estate, where, garden.now)
    return case_id


def number(garden: Garden, case_id: int) -> str:
    return garden.case(case_id).number


def joined(garden: Garden, case_id: int, incident: int, by: str = "xiao.lin") -> None:
    garden.do(Verb.JOIN, case_id, by, into=number(garden, incident))


def followers(garden: Garden, case_id: int) -> list[Follower]:
    with garden.looking() as session:
        return followers_of(session, case_id)


def similar(garden: Garden, case_id: int) -> list[int]:
    with garden.looking() as session:
        case = session.get_one(Case, case_id)
        return [one.id for one in similar_to(session, case, STRICT, garden.now)]


def refused(garden: Garden, case_id: int, into: str) -> Refusal:
    before = garden.rows()
    with pytest.raises(NotAllowed) as refusal:
        garden.do(Verb.JOIN, case_id, "wang", into=into)
    assert garden.rows() == before
    return refusal.value.code


def test_a_caller_who_is_joined_hears_of_the_one_case_like_everybody_else(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    call = called(garden)

    joined(garden, call, cut)
    garden.do(Verb.RESPOND, cut, "xiao.lin", text="正在抢修")
    garden.resolve(cut)

    (caller,) = followers(garden, cut)
    assert (caller.resident_id, caller.identity_id) == (garden.case(call).reporter_id, None)
    told = [one for one in garden.messages(cut) if one.resident_id == caller.resident_id]
    assert ["正在抢修" in one.text for one in told] == [True, False]
    assert "已处理" in told[1].text
    assert garden.heard(call) == []


def test_the_joined_report_ends_and_the_two_know_each_other(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    call = called(garden)

    joined(garden, call, cut)

    ended = garden.case(call)
    assert (ended.state, ended.joined_to_id) == (CaseState.WITHDRAWN, cut)
    assert {one.state for one in garden.deadlines(call)} == {DeadlineState.DROPPED}
    assert (garden.case(cut).joined, garden.case(cut).homes) == (1, 2)
    assert [event.text for event in garden.events(cut, "took_in")] == [number(garden, call)]
    assert [event.by for event in garden.events(cut, "joined")] == ["xiao.lin"]
    assert number(garden, cut) in garden.events(call, "withdrawn")[0].text


def test_who_reported_in_writing_is_told_where_it_goes_on(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    written = garden.report("停水了", home=LI, kind=CaseKind.REPAIR)

    joined(garden, written, cut)

    (told,) = garden.heard(written)
    assert number(garden, cut) in told
    assert followers(garden, cut)[0].identity_id == garden.case(written).identity_id


def test_those_who_joined_the_one_follow_the_other(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    other = called(garden, phone="")
    written = garden.report("停水", home=LI, kind=CaseKind.REPAIR)
    who = garden.case(written)
    with garden.changing() as session:
        joining = Joining(who.reporter_id or 0, who.identity_id, None, None, "我家也是")
        join(session, lock_case(session, other), joining, garden.now)

    joined(garden, other, cut)

    assert followers(garden, other) == []
    assert [one.text for one in followers(garden, cut)] == ["我家也是"]
    assert number(garden, cut) in garden.heard(other)[0]


def test_the_reporter_who_calls_once_more_does_not_hear_everything_twice(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    again = called(garden, phone="")
    with garden.changing() as session:
        lock_case(session, again).reporter_id = garden.case(cut).reporter_id

    joined(garden, again, cut)

    assert followers(garden, cut) == []
    assert garden.case(cut).joined == 0


def test_nothing_that_is_promised_to_one_alone_is_lost(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    promised, visited = called(garden, "停水"), called(garden, "没水")
    until = garden.now + timedelta(days=1)
    garden.do(Verb.RESPOND, promised, "xiao.lin", text="明天答复", promised_at=until)
    garden.do(Verb.ARRANGE, visited, "xiao.lin", at=until, via="phone")
    into = number(garden, cut)

    assert refused(garden, promised, into) is Refusal.WRONG_STATE
    assert refused(garden, visited, into) is Refusal.WRONG_STATE
    assert garden.deadline(promised, DeadlineKind.PROMISE).state is DeadlineState.PENDING


def test_the_more_urgent_of_the_two_holds_for_the_one(garden: Garden) -> None:
    cut, call = garden.report(OUTAGE, kind=CaseKind.REPAIR), called(garden)
    garden.do(Verb.RECLASSIFY, call, "xiao.lin", urgency=Urgency.KEY)

    joined(garden, call, cut)

    assert garden.case(cut).urgency is Urgency.KEY
    assert garden.deadline(cut, DeadlineKind.KEY_SOLUTION).state is DeadlineState.PENDING


def test_only_what_others_may_share_is_joined_and_only_to_what_is_under_way(
    garden: Garden,
) -> None:
    cut, call = garden.report(OUTAGE, kind=CaseKind.REPAIR), called(garden)
    about, praise = garden.report("投诉周主管", about="zhou"), garden.report(kind=CaseKind.PRAISE)
    done = garden.report("停水了", kind=CaseKind.REPAIR, home=None)
    garden.resolve(done)

    for into in (call, about, praise, done):
        assert refused(garden, call, number(garden, into)) is Refusal.BAD_VALUE
    assert refused(garden, call, "BX-20200101-0001") is Refusal.BAD_VALUE
    for case_id in (about, praise):
        assert refused(garden, case_id, number(garden, cut)) is Refusal.WRONG_KIND


def test_what_is_similar_is_named_and_nothing_else(garden: Garden) -> None:
    cut = garden.report(OUTAGE, kind=CaseKind.REPAIR)
    garden.report("停水没人管，投诉周主管", about="zhou")
    garden.report("厨房水管漏水", kind=CaseKind.REPAIR)
    lift = garden.report("8栋电梯坏了", home=None, kind=CaseKind.REPAIR)

    assert similar(garden, called(garden)) == [cut]
    assert similar(garden, called(garden, phone="")) != []
    assert similar(garden, called(garden, "电梯不动了")) == [lift]
    assert similar(garden, called(garden, "水管爆了")) == []


def test_the_same_danger_in_one_building_is_similar(garden: Garden) -> None:
    smoke = garden.report("8栋楼道冒烟了", home=None, kind=CaseKind.REPAIR)

    assert similar(garden, called(garden, "楼道有烟，冒烟")) == [smoke]
