"""Coming back to ask: once, once more, then by voice, and one day not at all (R48-R50)."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.vocabulary import (
    CaseKind,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Purpose,
    Role,
    Satisfaction,
    Urgency,
    Verb,
)
from flows.talks.results import Talk
from storage.case_ending import REVISIT_KEY
from storage.case_rounds import hear_fixed, hear_satisfaction
from storage.cases import RESIDENT, lock_case
from storage.conversations import Conversation, ConversationState, Starter, seal_document
from storage.residents import lock
from storage.tasks import TaskReason, TaskState
from tests.estate import LI, MORNING, Garden, plant

REVISIT = DeadlineKind.REVISIT


def resolved(garden: Garden, **report: object) -> int:
    case = garden.report(**report)  # type: ignore[arg-type]  # a test names what it wants
    garden.resolve(case)
    return case


def asked(garden: Garden, case: int) -> list[datetime]:
    """When the resident was to be asked whether it is fixed."""
    return [one.created_at for one in garden.messages(case, REVISIT_KEY)]


def say_fixed(garden: Garden, case: int) -> None:
    with garden.changing() as session:
        hear_fixed(session, lock_case(session, case), by=RESIDENT, now=garden.now)


def begin_report(garden: Garden, case: int) -> None:
    """The resident of a case begins to report something else."""
    reporter = garden.case(case).reporter_id
    with garden.changing() as session:
        session.add(
            Conversation(
                resident_id=reporter,
                flow="report",
                seed_sealed=seal_document(session, {}),
                answers_sealed=seal_document(session, {}),
                state=ConversationState.OPEN,
                starter=Starter.RESIDENT,
                opened_at=garden.now,
                touched_at=garden.now,
            )
        )


def test_a_day_after_the_resident_is_asked_whether_it_is_fixed(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=23, minutes=59)
    assert asked(garden, case) == []

    garden.wait(minutes=1)

    assert asked(garden, case) == [MORNING + timedelta(hours=24)]
    (talk,) = garden.talks(case)
    assert (talk.state, talk.starter, talk.expires_at) == (
        ConversationState.OPEN,
        Starter.HOUSE,
        None,
    )
    question = garden.messages(case, "revisit")[0]
    assert "处理结果：已修好。请问真的修好、解决了吗？" in question.text
    assert question.options == [
        {"label": "已经好了", "token": f"{talk.id}.fixed.yes"},
        {"label": "没有，还有问题", "token": f"{talk.id}.fixed.no"},
    ]


def test_what_is_done_at_night_is_asked_about_in_the_morning_after_the_next(
    garden: Garden,
) -> None:
    garden.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 22:00
    case = resolved(garden)
    garden.wait(hours=48)

    assert asked(garden, case)[0] == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # 09:00


def test_a_minor_repair_is_asked_about_the_next_day(garden: Garden) -> None:
    case = resolved(garden, kind=CaseKind.REPAIR)
    garden.wait(hours=24)

    assert asked(garden, case) == [datetime(2026, 11, 24, 1, 0, tzinfo=UTC)]


def test_who_does_not_answer_is_reminded_once_a_day_later(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=71)

    assert asked(garden, case) == [MORNING + timedelta(hours=24), MORNING + timedelta(hours=48)]
    assert garden.messages(case, "revisit")[1].text.startswith("再打扰您一下：\n您好，回访一下")
    assert len(garden.talks(case)) == 1


def test_a_reminder_names_the_question_that_it_repeats(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=71)

    first, reminder = (one for one in garden.messages(case) if one.purpose is Purpose.REVISIT)
    assert (first.reminds_id, reminder.reminds_id) == (None, first.id)


def test_no_reminder_comes_where_the_call_comes_first(garden: Garden) -> None:
    case = resolved(garden, kind=CaseKind.REPAIR)
    garden.wait(hours=50)

    assert len(asked(garden, case)) == 2  # at 23 and 47 hours; due at 48
    later = resolved(garden, kind=CaseKind.REPAIR, home=LI, urgency=Urgency.NORMAL)
    garden.now += timedelta(hours=26)  # asked two hours late: the reminder would come after
    garden.wait(days=3)
    assert len(asked(garden, later)) == 1


def test_a_revisit_that_nobody_answers_becomes_a_call(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=72)

    (task,) = garden.tasks(case)
    assert (task.reason, task.role, task.state) == (
        TaskReason.REVISIT,
        Role.ASSISTANT,
        TaskState.OPEN,
    )
    fired = garden.deadline(case, REVISIT)
    assert (fired.state, fired.fired_at) == (DeadlineState.FIRED, garden.now)
    assert garden.told(case, "task") == [(garden.now, "xiao.lin")]
    assert garden.state(case) is CaseState.RESOLVED


@pytest.mark.parametrize("report", [{"urgency": Urgency.KEY}, {"home": LI}])
def test_of_a_major_case_a_lead_calls(garden: Garden, report: dict[str, object]) -> None:
    case = resolved(garden, **report)
    garden.wait(hours=72)

    assert [(task.reason, task.role) for task in garden.tasks(case)] == [
        (TaskReason.MAJOR, Role.LEAD),
        (TaskReason.REVISIT, Role.LEAD),
    ]


def test_a_week_after_the_call_task_the_case_closes_unconfirmed(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(days=9, hours=23)
    assert garden.state(case) is CaseState.RESOLVED

    garden.wait(hours=1)

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.UNCONFIRMED)
    assert closed.closed_at == MORNING + timedelta(days=10)
    assert [talk.state for talk in garden.talks(case)] == [ConversationState.CANCELLED]
    assert garden.tasks(case)[0].state is TaskState.CANCELLED
    assert garden.heard(case)[-1].startswith("我们几次联系您，都没能联系上")
    assert garden.months_without_figures(days=30) == []


def test_about_an_anonymous_report_nobody_is_asked_and_somebody_looks(garden: Garden) -> None:
    case = resolved(garden, anonymous=True)
    garden.wait(hours=73)

    assert asked(garden, case) == []
    assert [task.reason for task in garden.tasks(case)] == [TaskReason.REVISIT]


def test_fixed_without_a_grade_is_asked_once_more_and_then_confirmed(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=30)
    say_fixed(garden, case)
    garden.wait(hours=41, minutes=59)
    assert garden.state(case) is CaseState.RESOLVED

    garden.wait(minutes=1)

    closed = garden.case(case)
    assert (closed.state, closed.closure) == (CaseState.CLOSED, Closure.CONFIRMED)
    assert closed.verdict_satisfaction is None
    assert garden.deadline(case, REVISIT).state is DeadlineState.MET
    assert garden.tasks(case) == []


def test_fixed_said_after_the_call_task_ends_confirmed_in_its_time(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=80)
    say_fixed(garden, case)
    garden.wait(days=8)

    assert garden.case(case).closure is Closure.CONFIRMED


def test_an_answer_ends_reminder_and_call(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=30)
    say_fixed(garden, case)
    with garden.changing() as session:
        grade = Satisfaction.SATISFIED
        hear_satisfaction(session, lock_case(session, case), grade, by=RESIDENT, now=garden.now)
    garden.wait(days=20)

    assert len(asked(garden, case)) == 1
    assert garden.tasks(case) == []
    assert garden.case(case).closure is Closure.CONFIRMED


def test_who_is_in_the_middle_of_a_report_is_asked_when_it_is_left_alone(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=23, minutes=50)
    begin_report(garden, case)
    garden.wait(hours=2)

    assert asked(garden, case) == [MORNING + timedelta(hours=24, minutes=20)]
    newest = garden.talks(case)[-1]
    assert newest.position == 1


def test_a_wait_into_the_night_ends_in_the_morning(garden: Garden) -> None:
    garden.now = datetime(2026, 11, 23, 12, 15, tzinfo=UTC)  # 20:15
    case = resolved(garden)
    garden.wait(hours=23, minutes=55)
    begin_report(garden, case)  # until 20:40, when quiet hours have begun
    garden.wait(days=2)

    morning = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    assert asked(garden, case) == [morning, morning + timedelta(hours=24)]


def test_a_report_without_end_does_not_keep_the_call_waiting(garden: Garden) -> None:
    case = resolved(garden)
    for _ in range(30):
        begin_report(garden, case)
        garden.wait(hours=3)
        begin_report(garden, case)

    assert garden.deadline(case, REVISIT).fired_at == MORNING + timedelta(hours=72)


def test_whose_message_is_being_taken_is_asked_a_moment_later(postgres_database: str) -> None:
    garden = plant(postgres_database)
    case = resolved(garden)
    garden.now += timedelta(hours=24)

    with garden.changing() as session:
        lock(session, garden.case(case).reporter_id or 0)
        assert garden.sweep() == []
    garden.wait(seconds=2)

    assert asked(garden, case) == [garden.now]
    garden.close()


def test_after_three_days_of_downtime_it_is_asked_and_given_to_a_human_at_once(
    garden: Garden,
) -> None:
    case = resolved(garden)
    garden.now += timedelta(days=4)
    garden.sweep()

    assert asked(garden, case) == [garden.now]
    assert [task.reason for task in garden.tasks(case)] == [TaskReason.REVISIT]
    garden.wait(days=7)
    assert garden.case(case).closure is Closure.UNCONFIRMED


def test_after_a_downtime_over_night_nobody_is_asked_before_the_morning(garden: Garden) -> None:
    case = resolved(garden)
    garden.now += timedelta(hours=38)  # 00:00
    garden.sweep()
    assert asked(garden, case) == []

    garden.wait(hours=24)

    assert asked(garden, case)[0] == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def test_a_question_asked_late_is_reminded_of_late(garden: Garden) -> None:
    case = resolved(garden)
    garden.now += timedelta(hours=30)
    garden.wait(hours=30)

    assert asked(garden, case) == [MORNING + timedelta(hours=30), MORNING + timedelta(hours=54)]


def test_an_extended_revisit_is_called_about_later(garden: Garden) -> None:
    case = resolved(garden)
    later = MORNING + timedelta(days=5)
    garden.wait(hours=50)
    garden.do(Verb.EXTEND, case, "zhou", kind="revisit", until=later, reason="雨天看不出")
    garden.wait(days=4)

    assert garden.deadline(case, REVISIT).fired_at == later
    assert len(asked(garden, case)) == 2


def test_the_revisit_of_the_next_round_is_another(garden: Garden) -> None:
    case = resolved(garden)
    garden.wait(hours=30)
    garden.do(Verb.REVISIT, case, "xiao.lin", via="phone", fixed=False)
    garden.resolve(case, "zhou")
    again = garden.now
    garden.wait(days=2)

    first, second = garden.deadlines(case, REVISIT)
    assert (first.round, first.state, second.round) == (1, DeadlineState.MET, 2)
    assert second.ask_at == datetime(2026, 11, 25, 8, 0, tzinfo=UTC) == again + timedelta(hours=24)
    old, new = (one for one in garden.talks(case) if one.flow == Talk.REVISIT)
    assert (old.state, new.state) == (ConversationState.CANCELLED, ConversationState.OPEN)
