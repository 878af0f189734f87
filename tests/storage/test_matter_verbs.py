"""What staff do with suggestions and praise, and with cases that others must help with."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Urgency,
    Verb,
)
from storage.case_forwarding import repairs_of
from storage.praise import credits_of, tally
from storage.staff import find_staff
from tests.estate import LI, MORNING, RESOLVED, Garden

NOISE = "隔壁装修太吵，还把楼道灯弄坏了"


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(NotAllowed) as caught:
        act()
    return caught.value.code


def counted(garden: Garden, praise: int) -> dict[str, str]:
    with garden.looking() as session:
        return {garden.userid(one.staff_id): one.by for one in credits_of(session, praise)}


def praised_times(garden: Garden, userid: str, **period: timedelta) -> int:
    limits = {name: MORNING + after for name, after in period.items()}
    with garden.looking() as session:
        member = find_staff(session, userid)
        assert member is not None
        return tally(session, **limits).get(member.id, 0)


def test_a_suggestion_is_adopted_with_its_reason_and_is_at_its_end(garden: Garden) -> None:
    light = garden.report("建议东门装路灯", kind=CaseKind.SUGGESTION)

    garden.do(Verb.ADOPT, light, "zhou", decision="adopted", reason="下月就装")

    case = garden.case(light)
    assert (case.state, case.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
    assert (case.adoption, case.adoption_reason) == ("adopted", "下月就装")
    assert "下月就装" in garden.heard(light)[-1]
    assert garden.deadline(light, DeadlineKind.SOLUTION).state is DeadlineState.MET
    assert garden.tasks(light) == []


def test_a_suggestion_is_declined_only_with_a_reason(garden: Garden) -> None:
    light = garden.report("建议东门装路灯", kind=CaseKind.SUGGESTION)

    decline = {"decision": "declined"}
    assert refused(lambda: garden.do(Verb.ADOPT, light, "zhou", **decline)) == "missing_field"
    garden.do(Verb.ADOPT, light, "zhou", **decline, reason="消防通道不能占")
    assert "消防通道不能占" in garden.heard(light)[-1]


def test_an_assistant_decides_on_no_suggestion_and_nobody_adopts_a_complaint(
    garden: Garden,
) -> None:
    light = garden.report("建议东门装路灯", kind=CaseKind.SUGGESTION)
    said = {"decision": "adopted", "reason": "好"}

    assert refused(lambda: garden.do(Verb.ADOPT, light, "xiao.lin", **said)) == "wrong_role"
    leak = garden.report()
    assert refused(lambda: garden.do(Verb.ADOPT, leak, "zhou", **said)) == "wrong_kind"


def test_praise_is_passed_on_to_those_it_names_and_its_author_hears(garden: Garden) -> None:
    praise = garden.report("师傅修得真好", kind=CaseKind.PRAISE)

    garden.do(Verb.CREDIT, praise, "zhou", staff="gong, XIAO.LIN")

    assert counted(garden, praise) == {"gong": "zhou", "xiao.lin": "zhou"}
    assert [who for _, who in garden.told(praise, "event")] == ["gong", "xiao.lin"]
    assert garden.case(praise).closure is Closure.CONFIRMED
    assert garden.heard(praise) != []


def test_praise_that_was_counted_for_the_wrong_one_is_corrected_afterwards(garden: Garden) -> None:
    praise = garden.report("师傅修得真好", kind=CaseKind.PRAISE)
    garden.do(Verb.CREDIT, praise, "zhou", staff="xiao.lin")
    heard = garden.heard(praise)

    garden.do(Verb.CREDIT, praise, "wang", staff="gong")

    assert counted(garden, praise) == {"gong": "wang"}
    assert praised_times(garden, "xiao.lin") == 0
    assert garden.heard(praise) == heard


def test_praise_for_the_whole_team_reaches_everyone_and_is_nobodys_tally(garden: Garden) -> None:
    praise = garden.report("物业服务越来越好", kind=CaseKind.PRAISE)

    garden.do(Verb.CREDIT, praise, "zhou", staff="everyone")

    assert counted(garden, praise) == {}
    assert {"gong", "xiao.lin", "wang"} <= {who for _, who in garden.told(praise, "event")}
    assert "全体同事" in garden.heard(praise)[-1]
    assert garden.case(praise).closure is Closure.CONFIRMED


def test_a_suggestion_is_not_just_done(garden: Garden) -> None:
    light = garden.report("建议东门装路灯", kind=CaseKind.SUGGESTION)

    assert refused(lambda: garden.do(Verb.RESOLVE, light, "zhou", **RESOLVED)) == "wrong_kind"
    assert garden.state(light) is CaseState.OPEN


def test_praise_for_nobody_known_is_refused_and_changes_nothing(garden: Garden) -> None:
    praise = garden.report("师傅修得真好", kind=CaseKind.PRAISE)

    assert refused(lambda: garden.do(Verb.CREDIT, praise, "zhou", staff="nobody")) == "bad_value"
    assert counted(garden, praise) == {}
    assert garden.state(praise) is CaseState.OPEN


def test_praise_is_tallied_by_the_time_that_it_was_given(garden: Garden) -> None:
    for _ in range(2):
        praise = garden.report("师傅修得真好", kind=CaseKind.PRAISE)
        garden.do(Verb.CREDIT, praise, "zhou", staff="gong")
        garden.now += timedelta(days=2)

    assert praised_times(garden, "gong") == 2
    assert praised_times(garden, "gong", since=timedelta(days=1)) == 1
    assert praised_times(garden, "gong", until=timedelta(days=1)) == 1


def test_a_flag_of_malice_drops_no_deadline_and_can_be_lifted(garden: Garden) -> None:
    leak = garden.report()
    before = [(one.state, one.due_at, one.next_at) for one in garden.deadlines(leak)]

    garden.do(Verb.FLAG, leak, "zhou", reason="三次核实不属实")

    assert garden.case(leak).flag_reason == "三次核实不属实"
    assert [(one.state, one.due_at, one.next_at) for one in garden.deadlines(leak)] == before
    assert garden.heard(leak) == []
    garden.do(Verb.FLAG, leak, "zhou", reason="这次是真的", lifted=True)
    assert garden.case(leak).flag_reason is None
    assert [event.kind for event in garden.events(leak)][-2:] == ["flagged", "unflagged"]


def test_a_suspicion_of_malice_takes_a_lead(garden: Garden) -> None:
    leak = garden.report()

    assert refused(lambda: garden.do(Verb.FLAG, leak, "xiao.lin", reason="烦")) == "wrong_role"


def test_the_resident_hears_which_outside_unit_is_asked_and_all_deadlines_run_on(
    garden: Garden,
) -> None:
    leak = garden.report()

    garden.do(Verb.COORDINATE, leak, "xiao.lin", unit="供水公司", reason="主管爆裂")

    assert "供水公司" in garden.heard(leak)[-1]
    assert garden.deadline(leak, DeadlineKind.FIRST_RESPONSE).state is DeadlineState.PENDING
    assert garden.case(leak).first_responded_at is None


def test_a_time_told_with_the_outside_unit_is_a_promise(garden: Garden) -> None:
    leak = garden.report()
    until = garden.now + timedelta(days=2)

    garden.do(Verb.COORDINATE, leak, "xiao.lin", unit="供水公司", reason="主管爆裂", until=until)

    assert garden.deadline(leak, DeadlineKind.PROMISE).due_at == until
    assert garden.case(leak).promised_at == until


def test_a_time_that_the_outside_unit_puts_off_replaces_the_promise_made_before(
    garden: Garden,
) -> None:
    leak = garden.report()
    asked = {"unit": "供水公司", "reason": "主管爆裂"}
    first, second = (garden.now + timedelta(days=days) for days in (1, 2))

    garden.do(Verb.COORDINATE, leak, "xiao.lin", **asked, until=first)
    garden.do(Verb.COORDINATE, leak, "xiao.lin", **asked, until=second)

    promises = garden.deadlines(leak, DeadlineKind.PROMISE)
    assert [(one.state, one.due_at) for one in promises] == [
        (DeadlineState.DROPPED, first),
        (DeadlineState.PENDING, second),
    ]


def test_a_promise_that_was_broken_stays_broken_whatever_time_the_outside_unit_names(
    garden: Garden,
) -> None:
    leak = garden.report()
    asked = {"unit": "供水公司", "reason": "主管爆裂"}
    garden.do(Verb.COORDINATE, leak, "xiao.lin", **asked, until=garden.now + timedelta(hours=1))
    garden.wait(hours=2)

    garden.do(Verb.COORDINATE, leak, "xiao.lin", **asked, until=garden.now + timedelta(days=1))

    states = [one.state for one in garden.deadlines(leak, DeadlineKind.PROMISE)]
    assert states == [DeadlineState.FIRED, DeadlineState.PENDING]


def test_what_wants_repairing_in_a_complaint_becomes_a_repair_linked_both_ways(
    garden: Garden,
) -> None:
    noise = garden.report(NOISE, case_class=CaseClass.OTHER)

    garden.do(Verb.FORWARD, noise, "xiao.lin", text="8栋1单元楼道灯坏了")

    with garden.looking() as session:
        (repair,) = repairs_of(session, noise)
    assert (repair.kind, repair.forwarded_from_id) == (CaseKind.REPAIR, noise)
    assert repair.text == "8栋1单元楼道灯坏了"
    assert repair.number in garden.heard(noise)[-1]
    assert garden.case(noise).number in garden.heard(noise)[-1]
    assert garden.events(noise, "forwarded")[0].text == repair.number
    assert garden.state(noise) is CaseState.OPEN


def test_a_forwarded_emergency_keeps_its_quarter_of_an_hour(garden: Garden) -> None:
    noise = garden.report(NOISE, case_class=CaseClass.OTHER)

    garden.do(Verb.FORWARD, noise, "xiao.lin", text="楼道电线冒火花", urgency="emergency")

    with garden.looking() as session:
        (repair,) = repairs_of(session, noise)
    first = garden.deadline(repair.id, DeadlineKind.FIRST_RESPONSE)
    assert repair.urgency is Urgency.EMERGENCY
    assert first.due_at == garden.now + timedelta(minutes=15)


def test_the_repair_out_of_a_complaint_is_no_repeat_of_it(garden: Garden) -> None:
    leak = garden.report("厨房水管漏水了", home=LI)

    garden.do(Verb.FORWARD, leak, "xiao.lin")

    with garden.looking() as session:
        (repair,) = repairs_of(session, leak)
    assert repair.repeat_of_id is None
    assert garden.deadlines(repair.id, DeadlineKind.SPECIAL_MEASURES) == []


def test_a_complaint_is_forwarded_once_while_its_repair_is_under_way(garden: Garden) -> None:
    noise = garden.report(NOISE, case_class=CaseClass.OTHER)
    garden.do(Verb.FORWARD, noise, "xiao.lin")
    with garden.looking() as session:
        (repair,) = repairs_of(session, noise)

    with pytest.raises(NotAllowed, match=repair.number) as caught:
        garden.do(Verb.FORWARD, noise, "xiao.lin")
    assert caught.value.code is Refusal.WRONG_STATE
    assert refused(lambda: garden.do(Verb.FORWARD, noise, "zhou", text=NOISE)) == "wrong_state"

    garden.do(Verb.FORWARD, noise, "xiao.lin", text="单元门也关不上")
    with garden.looking() as session:
        both = repairs_of(session, noise)
    for one in both:
        garden.resolve(one.id)
    garden.do(Verb.FORWARD, noise, "xiao.lin")
    with garden.looking() as session:
        assert len(repairs_of(session, noise)) == len(both) + 1
