"""A visit is agreed on before anybody rings the bell, or turned down (R49, R56)."""

from datetime import datetime, timedelta

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import DeadlineKind, MessageState, Urgency, Verb
from flows.talks.results import Talk
from storage.appointments import Speaker, agree_visit, decline_visit
from storage.cases import lock_case
from storage.conversations import ConversationState
from storage.tasks import Task, TaskKind, TaskState, records
from tests.estate import MORNING, Garden

TOMORROW = MORNING + timedelta(days=1, hours=4)
CALL = DeadlineKind.CALL_TASK


def visited(garden: Garden, *, urgency: Urgency = Urgency.KEY) -> int:
    """A major case that staff say is done: a visit is offered."""
    case = garden.report(urgency=urgency)
    garden.resolve(case)
    return case


def agree(garden: Garden, case: int, at: datetime = TOMORROW) -> Task:
    """The resident says when."""
    with garden.changing() as session:
        held = lock_case(session, case)
        task = session.get_one(Task, garden.tasks(case)[-1].id)
        identity = held.identity_id or 0
        by = Speaker(identity_id=identity)
        agree_visit(session, held, task, by=by, at=at, until=None, now=garden.now)
    return garden.tasks(case)[-1]


def decline(garden: Garden, case: int, *, by_phone: bool) -> Task:
    """The resident wants no visit."""
    with garden.changing() as session:
        held = lock_case(session, case)
        task = session.get_one(Task, garden.tasks(case)[-1].id)
        identity = held.identity_id or 0
        by = Speaker(identity_id=identity)
        decline_visit(session, held, task, by=by, by_phone=by_phone, now=garden.now)
    return garden.tasks(case)[-1]


def offers(garden: Garden, case: int) -> list[ConversationState]:
    return [one.state for one in garden.talks(case) if one.flow == Talk.APPOINTMENT]


def waiting(garden: Garden, case: int, key: str) -> list[datetime]:
    found = garden.messages(case, key)
    return [one.not_before for one in found if one.state is MessageState.QUEUED]


def test_whose_case_is_major_is_asked_when_a_visit_suits(garden: Garden) -> None:
    case = visited(garden)

    assert offers(garden, case) == [ConversationState.OPEN]
    (offer,) = garden.messages(case, "visit")
    assert [one["label"] for one in offer.options[-3:]] == [
        "别的时间",
        "不用上门，打电话就行",
        "不用上门，也不用打电话",
    ]
    assert (offer.urgent, garden.story(case)[-1]) == (False, "visit_offered")


def test_of_an_emergency_the_offer_waits_for_the_morning_like_any_other(garden: Garden) -> None:
    case = visited(garden, urgency=Urgency.EMERGENCY)

    assert [one.urgent for one in garden.messages(case, "visit")] == [False]


def test_nobody_is_asked_about_an_ordinary_case_or_one_whose_reporter_nobody_knows(
    garden: Garden,
) -> None:
    ordinary = visited(garden, urgency=Urgency.NORMAL)
    unknown = garden.report(urgency=Urgency.KEY, anonymous=True)
    garden.resolve(unknown)

    assert garden.talks(ordinary) == garden.talks(unknown) == []
    assert [task.kind for task in garden.tasks(unknown)] == [TaskKind.VISIT]


def test_an_appointment_is_kept_told_to_the_lead_and_its_record_is_due_after_it(
    garden: Garden,
) -> None:
    case = visited(garden)
    garden.now += timedelta(hours=1)
    task = agree(garden, case)

    assert (task.consented, task.consented_at, task.appointment_at) == (
        True,
        garden.now,
        TOMORROW,
    )
    assert task.consented_by_id == garden.case(case).identity_id
    assert task.due_at == garden.deadline(case, CALL).due_at == TOMORROW + timedelta(hours=24)
    assert garden.told(case, f"task {task.id} answered") == [(garden.now, "zhou")]
    assert garden.events(case, "visit_agreed")[0].by == "resident"


def test_both_sides_are_reminded_the_day_before_and_some_hours_before(garden: Garden) -> None:
    case = visited(garden)
    task = agree(garden, case)

    wanted = [TOMORROW - timedelta(hours=24), TOMORROW - timedelta(hours=2)]
    assert waiting(garden, case, f"visit {task.id} remind")[:2] == wanted
    assert waiting(garden, case, f"visit {task.id} remind")[2:] == wanted


@pytest.mark.parametrize("by_phone", [True, False])
def test_who_wants_no_visit_is_called_or_left_alone(garden: Garden, by_phone: bool) -> None:
    case = visited(garden)
    task = decline(garden, case, by_phone=by_phone)

    kinds = (TaskKind.CALL, TaskState.OPEN) if by_phone else (TaskKind.VISIT, TaskState.CANCELLED)
    assert (task.kind, task.state, task.consented) == (*kinds, False)
    assert garden.told(case, f"task {task.id} answered") == [(MORNING, "zhou")]


def test_a_leaders_call_does_the_task_of_whoever_wants_no_visit(garden: Garden) -> None:
    case = visited(garden)
    decline(garden, case, by_phone=True)
    garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=True)

    assert [task.state for task in garden.tasks(case)] == [TaskState.DONE]


def test_a_visit_that_nobody_agreed_on_is_recorded_with_its_reason_only(garden: Garden) -> None:
    case = visited(garden)
    (task,) = garden.tasks(case)
    with pytest.raises(NotAllowed, match="without_appointment") as refused:
        garden.record(task.id, "zhou", reached=True)
    assert refused.value.code is Refusal.MISSING_FIELD

    garden.record(task.id, "zhou", reached=True, why="在楼下遇到")

    with garden.looking() as session:
        assert [one.without_appointment for one in records(session, task.id)] == ["在楼下遇到"]
    assert garden.events(case, "call_reached")[0].details["without_appointment"] == "在楼下遇到"


def test_an_agreed_visit_and_one_where_nobody_was_met_need_no_reason(garden: Garden) -> None:
    case = visited(garden)
    (task,) = garden.tasks(case)
    garden.record(task.id, "zhou", reached=False)
    agree(garden, case)
    garden.record(task.id, "zhou", reached=True)

    assert garden.tasks(case)[0].state is TaskState.DONE


def test_a_revisit_by_visit_needs_an_appointment_or_a_reason(garden: Garden) -> None:
    case = visited(garden)
    with pytest.raises(NotAllowed, match="without_appointment"):
        garden.do(Verb.REVISIT, case, "zhou", via="visit", fixed=True)
    agree(garden, case)
    garden.do(Verb.REVISIT, case, "zhou", via="visit", fixed=True)

    assert [task.state for task in garden.tasks(case)] == [TaskState.DONE]


def test_an_appointment_of_an_earlier_round_counts_no_more_and_reminds_nobody(
    garden: Garden,
) -> None:
    case = visited(garden)
    agree(garden, case)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=False, remark="又漏了")
    assert waiting(garden, case, "visit") == []

    garden.resolve(case, "zhou")

    with pytest.raises(NotAllowed, match="without_appointment"):
        garden.do(Verb.REVISIT, case, "wang", via="visit", fixed=True)


def test_one_question_at_a_time_the_revisit_s_takes_the_offer_s_place(garden: Garden) -> None:
    case = visited(garden)
    garden.wait(hours=30)

    (task,) = garden.tasks(case)
    states = {one.flow: one.state for one in garden.talks(case)}
    assert states == {
        Talk.APPOINTMENT: ConversationState.CANCELLED,
        Talk.REVISIT: ConversationState.OPEN,
    }
    assert [who for _, who in garden.told(case, f"task {task.id} unanswered")] == ["zhou"]
    assert task.state is TaskState.OPEN


def test_a_round_that_begins_takes_the_offer_back(garden: Garden) -> None:
    case = visited(garden)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=False)

    assert offers(garden, case) == [ConversationState.CANCELLED]
    assert waiting(garden, case, "visit") == []
