from datetime import timedelta

from flows.rules.vocabulary import (
    CaseKind,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Urgency,
    Verb,
)
from flows.wording.say import say
from storage.case_settling import close_enrolment
from storage.cases import lock_case
from storage.outgoing import Outgoing
from storage.staff import find_staff
from storage.tasks import TaskKind, TaskReason, TaskState
from tests.estate import CHEN, LI, MORNING, RESOLVED, Garden

MET, DROPPED, PENDING = DeadlineState.MET, DeadlineState.DROPPED, DeadlineState.PENDING


def states(garden: Garden, case: int) -> dict[DeadlineKind, DeadlineState]:
    return {one.kind: one.state for one in garden.deadlines(case)}


def test_resolving_is_an_answer_meets_all_that_waits_and_promises_a_revisit(
    garden: Garden,
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.now += timedelta(hours=2)
    garden.do(Verb.PROPOSE, case, "xiao.lin", plan="换管")
    garden.do(Verb.RESOLVE, case, "gong", **RESOLVED)

    resolved = garden.case(case)
    assert (resolved.state, resolved.resolved_at) == (CaseState.RESOLVED, garden.now)
    assert resolved.first_responded_at == garden.now
    assert garden.handler(case) == "gong"
    assert (resolved.result, resolved.measures, resolved.improvement) == tuple(RESOLVED.values())
    assert states(garden, case) == {
        DeadlineKind.FIRST_RESPONSE: MET,
        DeadlineKind.SOLUTION: MET,
        DeadlineKind.KEY_SOLUTION: MET,
        DeadlineKind.APPROVAL: DROPPED,
        DeadlineKind.REVISIT: PENDING,
        DeadlineKind.CALL_TASK: PENDING,
    }
    assert "结果：已修好\n措施：更换水管\n改进：每月检查" in garden.heard(case)[-2]


def test_resolving_keeps_a_promise(garden: Garden) -> None:
    case = garden.report()
    later = MORNING + timedelta(hours=5)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等", promised_at=later)
    garden.resolve(case)

    assert garden.deadline(case, DeadlineKind.PROMISE).state is MET
    assert garden.wait(hours=10) == []


def test_the_revisit_is_due_three_days_after_and_of_a_minor_repair_two(garden: Garden) -> None:
    complaint, repair = garden.report(), garden.report("灯坏了", home=LI, kind=CaseKind.REPAIR)
    for case in (complaint, repair):
        garden.resolve(case)

    revisits = [garden.deadline(case, DeadlineKind.REVISIT) for case in (complaint, repair)]
    assert [one.due_at - MORNING for one in revisits] == [timedelta(hours=72), timedelta(hours=48)]
    assert [one.ask_at for one in revisits] == [
        MORNING + timedelta(hours=24),
        MORNING + timedelta(hours=23),
    ]


def test_a_major_case_is_visited_by_a_lead_beside_the_chat_s_revisit(garden: Garden) -> None:
    cases = [garden.report(urgency=Urgency.KEY), garden.report("路灯坏了", home=LI)]
    for case in cases:
        garden.resolve(case)

        (task,) = garden.tasks(case)
        assert (task.kind, task.reason, task.state) == (
            TaskKind.VISIT,
            TaskReason.MAJOR,
            TaskState.OPEN,
        )
        assert garden.told(case, "task") == [(MORNING, "zhou")]
        assert garden.deadline(case, DeadlineKind.CALL_TASK).task_id == task.id


def test_an_ordinary_case_needs_no_visit(garden: Garden) -> None:
    case = garden.report(home=CHEN)
    garden.resolve(case)

    assert garden.tasks(case) == []


def test_a_withdrawn_case_waits_for_nothing_any_more(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.do(Verb.WITHDRAW, case, "zhou", reason="住户撤销")

    withdrawn = garden.case(case)
    assert (withdrawn.state, withdrawn.closed_at) == (CaseState.WITHDRAWN, MORNING)
    assert set(states(garden, case).values()) == {DROPPED}
    assert garden.heard(case) == ["您的事项 TS-20261123-0001 已撤回。原因：住户撤销"]
    assert garden.months_without_figures(days=40) == []


def test_whoever_was_to_do_a_withdrawn_case_hears_that_they_need_not(garden: Garden) -> None:
    unclaimed, taken = garden.report(), garden.report()
    with garden.changing() as session:
        for message in garden.messages(unclaimed):
            session.get_one(Outgoing, message.id).state = MessageState.ACCEPTED
    garden.do(Verb.ACCEPT, taken, "gong")
    for case in (unclaimed, taken):
        garden.do(Verb.WITHDRAW, case, "zhou", reason="住户撤销")

    for case, told in ((unclaimed, "xiao.lin"), (taken, "gong")):
        event = garden.events(case, "withdrawn")[0].id
        assert garden.told(case, f"event {event}") == [(MORNING, told)]


def test_a_manager_closes_from_the_second_round_on_with_a_reason(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.now += timedelta(hours=1)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=False)
    garden.do(Verb.RESPOND, case, "zhou", text="再看")
    garden.do(Verb.CLOSE, case, "wang", reason="住户要求超出范围")

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.UNSATISFIED)
    assert closed.closed_at == garden.now
    event = garden.events(case, "closed")[0]
    assert (event.by, event.text) == ("wang", "住户要求超出范围")
    assert "住户要求超出范围" in garden.heard(case)[-1]
    assert {task.state for task in garden.tasks(case)} <= {TaskState.CANCELLED}
    assert garden.months_without_figures(days=40) == []


def test_a_decided_enrolment_closes_at_once_and_nobody_revisits_it(garden: Garden) -> None:
    case = garden.report("申请绑定房屋", kind=CaseKind.HELP)
    with garden.changing() as session:
        zhou = find_staff(session, "zhou")
        assert zhou is not None
        done = say("enrolment.done", home=CHEN, name="陈")
        close_enrolment(session, lock_case(session, case), zhou, done, garden.now)

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
    assert states(garden, case) == {DeadlineKind.FIRST_RESPONSE: MET, DeadlineKind.SOLUTION: MET}
