from datetime import timedelta

import pytest

from flows.rules.vocabulary import (
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Role,
    Urgency,
    Verb,
)
from storage.call_tasks import open_call_task
from storage.cases import lock_case
from storage.tasks import Task, TaskKind, TaskReason, TaskState, records
from tests.estate import MORNING, Garden

CALL = DeadlineKind.CALL_TASK


def undelivered(garden: Garden, case: int, text: str = "请回电") -> Task:
    with garden.changing() as session:
        return open_call_task(
            session,
            lock_case(session, case),
            reason=TaskReason.UNDELIVERED,
            role=Role.ASSISTANT,
            text=text,
            now=garden.now,
        )


def revisit_task(garden: Garden) -> tuple[int, Task]:
    """A case whose revisit nobody has answered for three days."""
    case = garden.report()
    garden.resolve(case)
    garden.wait(hours=72)
    return case, garden.tasks(case)[-1]


def test_a_task_tells_those_who_may_do_it_and_is_due_in_a_day(garden: Garden) -> None:
    case = garden.report()
    task = undelivered(garden, case)

    assert (task.kind, task.state) == (TaskKind.CALL, TaskState.OPEN)
    assert task.due_at == garden.deadline(case, CALL).due_at == MORNING + timedelta(hours=24)
    assert garden.told(case, "task") == [(MORNING, "xiao.lin")]
    assert garden.story(case)[-1] == "call_task"


def test_one_task_of_a_reason_is_enough_at_a_time(garden: Garden) -> None:
    case = garden.report()
    first, second = undelivered(garden, case), undelivered(garden, case)
    garden.record(first.id, "xiao.lin", reached=True)
    third = undelivered(garden, case)

    assert first.id == second.id != third.id
    assert len(garden.deadlines(case, CALL)) == 2


def test_whoever_is_reached_by_voice_was_answered_by_a_human(garden: Garden) -> None:
    case = garden.report()
    task = undelivered(garden, case)
    garden.now += timedelta(hours=1)
    garden.record(task.id, "xiao.lin", reached=True, outcome="已告知住户")

    answered = garden.case(case)
    assert (answered.state, answered.first_responded_at) == (CaseState.HANDLING, garden.now)
    assert (garden.handler(case), answered.accepted_at) == ("xiao.lin", garden.now)
    assert garden.deadline(case, DeadlineKind.FIRST_RESPONSE).state is DeadlineState.MET
    assert (garden.deadline(case, CALL).state, garden.deadline(case, CALL).met_at) == (
        DeadlineState.MET,
        garden.now,
    )
    assert garden.tasks(case)[0].state is TaskState.DONE


def test_whoever_is_not_reached_was_not_answered(garden: Garden) -> None:
    case = garden.report()
    task = undelivered(garden, case)
    garden.record(task.id, "xiao.lin", reached=False, outcome="无人接听")

    assert garden.state(case) is CaseState.OPEN
    assert garden.deadline(case, CALL).state is DeadlineState.PENDING
    with garden.looking() as session:
        (record,) = records(session, task.id)
    assert (record.by, record.reached, record.outcome) == ("xiao.lin", False, "无人接听")


def test_a_call_about_a_withdrawn_case_changes_nothing_but_its_task(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.WITHDRAW, case, "zhou", reason="误报")
    task = undelivered(garden, case, "已撤回")
    garden.record(task.id, "xiao.lin", reached=True)

    assert garden.case(case).first_responded_at is None
    assert garden.case(case).handler_id is None
    assert garden.tasks(case)[0].state is TaskState.DONE


def test_a_task_is_told_to_its_people_then_one_rung_up_then_the_manager(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.do(Verb.RESOLVE, case, "xiao.lin", result="a", measures="b", improvement="c")
    garden.wait(hours=24)

    assert garden.warned(case, CALL) == [
        (MORNING + timedelta(hours=19.2), "zhou"),
        (MORNING + timedelta(hours=24), "wang"),
    ]


def test_two_calls_that_reach_nobody_close_a_case_unconfirmed(garden: Garden) -> None:
    case, task = revisit_task(garden)
    garden.record(task.id, "xiao.lin", reached=False)
    assert garden.state(case) is CaseState.RESOLVED

    garden.now += timedelta(hours=3)
    garden.record(task.id, "xiao.lin", reached=False)

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.UNCONFIRMED)
    assert garden.tasks(case)[0].state is TaskState.CANCELLED
    assert garden.wait(days=10) == []


def test_a_call_that_reached_the_resident_is_done_and_its_verdict_is_recorded(
    garden: Garden,
) -> None:
    case, task = revisit_task(garden)
    garden.record(task.id, "xiao.lin", reached=True, outcome="住户说好了")
    assert garden.state(case) is CaseState.RESOLVED

    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=True)

    assert garden.case(case).closure is Closure.CONFIRMED
    assert garden.tasks(case)[0].state is TaskState.DONE
    late = garden.deadline(case, DeadlineKind.REVISIT)
    assert (late.state, late.met_at) == (DeadlineState.FIRED, garden.now)


@pytest.mark.parametrize(
    ("by", "via", "visit"),
    [
        ("zhou", "visit", TaskState.DONE),
        ("zhou", "phone", TaskState.OPEN),
        ("xiao.lin", "visit", TaskState.OPEN),
    ],
)
def test_a_recorded_revisit_does_the_call_and_by_a_leader_s_visit_the_visit(
    garden: Garden, by: str, via: str, visit: TaskState
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.resolve(case)
    garden.wait(hours=73)
    why = {"without_appointment": "在楼下遇到"} if via == "visit" else {}
    garden.do(Verb.REVISIT, case, by, via=via, fixed=True, **why)

    tasks = {task.reason: task.state for task in garden.tasks(case)}
    assert tasks == {TaskReason.REVISIT: TaskState.DONE, TaskReason.MAJOR: visit}
