"""A visit agreed on by voice is keyed in by whoever heard it, moved, called off, and made (R56)."""

from datetime import timedelta

import pytest

from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import CaseState, DeadlineKind, MessageState, ToldBy, Urgency, Verb
from flows.talks.results import Talk
from storage.conversations import ConversationState
from storage.tasks import TaskKind, TaskReason, TaskState
from tests.estate import MORNING, Garden

TOMORROW = MORNING + timedelta(days=1, hours=4)
THURSDAY = MORNING + timedelta(days=3, hours=4)


def waiting(garden: Garden, case: int, key: str) -> int:
    return sum(one.state is MessageState.QUEUED for one in garden.messages(case, key))


def test_what_was_agreed_on_by_phone_is_kept_told_and_reminded_of(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "gong", at=TOMORROW, via="phone", text="带梯子")

    (task,) = garden.tasks(case)
    assert (task.kind, task.reason, task.consented) == (TaskKind.VISIT, TaskReason.AGREED, True)
    assert (task.told_to, task.told_by, task.consented_by_id) == ("gong", ToldBy.PHONE, None)
    assert task.appointment_at == TOMORROW
    assert garden.events(case, "visit_agreed")[0].by == "gong"
    assert garden.deadline(case, DeadlineKind.CALL_TASK).due_at == TOMORROW + timedelta(hours=24)
    assert waiting(garden, case, "visit") > 1
    assert garden.case(case).first_responded_at == garden.now


def test_by_letter_nobody_was_spoken_to(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="letter")

    assert garden.state(case) is CaseState.OPEN
    assert garden.case(case).first_responded_at is None


def test_a_moved_visit_is_reminded_of_at_its_new_time_alone(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="phone")
    garden.do(Verb.REARRANGE, case, "xiao.lin", at=THURSDAY, via="phone")

    (task,) = garden.tasks(case)
    reminders = garden.messages(case, f"visit {task.id} remind")
    assert task.appointment_at == THURSDAY
    queued = [one.not_before for one in reminders if one.state is MessageState.QUEUED]
    assert queued
    assert min(queued) > TOMORROW


def test_a_called_off_visit_is_nobodys_and_nobody_is_reminded(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="phone")
    garden.do(Verb.CALL_OFF, case, "gong", reason="住户出门", via="visit")

    (task,) = garden.tasks(case)
    assert (task.state, task.appointment_at) == (TaskState.CANCELLED, None)
    assert waiting(garden, case, f"visit {task.id} remind") == 0
    assert "xiao.lin" in [who for _, who in garden.told(case, f"task {task.id} answered")]


@pytest.mark.parametrize("verb", [Verb.REARRANGE, Verb.CALL_OFF])
def test_nothing_is_moved_or_called_off_that_was_never_agreed_on(
    garden: Garden, verb: Verb
) -> None:
    case = garden.report()
    said = {"at": TOMORROW} if verb is Verb.REARRANGE else {"reason": "住户出门"}
    with pytest.raises(NotAllowed, match="no visit is agreed") as refused:
        garden.do(verb, case, "xiao.lin", via="phone", **said)

    assert refused.value.code is Refusal.WRONG_STATE
    assert garden.case(case).first_responded_at is None


def test_a_second_visit_is_not_agreed_on_beside_the_first(garden: Garden) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="phone")

    with pytest.raises(NotAllowed, match="rearrange"):
        garden.do(Verb.ARRANGE, case, "zhou", at=THURSDAY, via="phone")


def test_the_leads_visit_may_be_agreed_on_by_voice_too(garden: Garden) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.resolve(case)
    garden.do(Verb.ARRANGE, case, "zhou", at=TOMORROW, via="phone")

    (task,) = garden.tasks(case)
    assert (task.reason, task.told_to) == (TaskReason.MAJOR, "zhou")
    offers = [one.state for one in garden.talks(case) if one.flow == Talk.APPOINTMENT]
    assert offers == [ConversationState.CANCELLED]

    garden.do(Verb.CALL_OFF, case, "zhou", reason="不要上门", via="phone")
    (task,) = garden.tasks(case)
    assert (task.kind, task.state) == (TaskKind.CALL, TaskState.OPEN)


def test_a_visit_that_was_only_offered_is_declined_by_voice_and_a_call_stays(
    garden: Garden,
) -> None:
    case = garden.report(urgency=Urgency.KEY)
    garden.resolve(case)

    garden.do(Verb.CALL_OFF, case, "xiao.lin", reason="不用上门，电话里说好了", via="phone")

    (task,) = garden.tasks(case)
    assert (task.kind, task.state, task.consented) == (TaskKind.CALL, TaskState.OPEN, False)
    offers = [one.state for one in garden.talks(case) if one.flow == Talk.APPOINTMENT]
    assert offers == [ConversationState.CANCELLED]
    (declined,) = garden.events(case, "visit_declined")
    assert (declined.by, declined.text) == ("xiao.lin", "不用上门，电话里说好了")


@pytest.mark.parametrize(("hours", "state"), [(1, TaskState.CANCELLED), (30, TaskState.DONE)])
def test_a_visit_ends_with_the_work_done_if_its_time_has_come(
    garden: Garden, hours: int, state: TaskState
) -> None:
    case = garden.report()
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="phone")
    garden.now += timedelta(hours=hours)
    garden.resolve(case)

    assert garden.tasks(case)[0].state is state


def test_a_revisit_on_an_agreed_visit_needs_no_reason(garden: Garden) -> None:
    case = garden.report()
    garden.resolve(case)
    garden.do(Verb.ARRANGE, case, "xiao.lin", at=TOMORROW, via="phone")
    garden.now = TOMORROW
    garden.do(Verb.REVISIT, case, "xiao.lin", via="visit", fixed=True)

    assert garden.state(case) is CaseState.CLOSED
    assert [task.state for task in garden.tasks(case)] == [TaskState.DONE]
