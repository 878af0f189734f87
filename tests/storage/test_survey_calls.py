from datetime import timedelta

import pytest
from sqlmodel import col, select

from flows.rules.escalation import StepAction
from flows.rules.policy_text import packaged
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import DeadlineKind, DeadlineState, MessageState, Role, Satisfaction
from storage.campaigns import Campaign, lock_campaign
from storage.deadlines import Deadline
from storage.erasing import erase_resident
from storage.invitations import Invitation
from storage.outgoing import Outgoing
from storage.responses import FormResponse
from storage.staff import find_staff
from storage.survey_calls import (
    check_survey_record,
    hold_survey_call,
    open_survey_call,
    opinions_in,
    record_survey_call,
)
from storage.survey_truth import after_close
from storage.tasks import Task, TaskReason, TaskState, records
from tests.campaigns import Survey
from tests.estate import Garden

CASE_DAYS = packaged("strict").retention.case_days
SLOW = "电梯太慢了，早上要等十分钟"


def tasks_of(survey: Survey) -> list[Task]:
    with survey.garden.looking() as session:
        query = select(Task).where(Task.campaign_id == survey.id).order_by(col(Task.id))
        return list(session.exec(query))


def deadline_of(survey: Survey, task: Task) -> Deadline:
    with survey.garden.looking() as session:
        return session.exec(select(Deadline).where(Deadline.task_id == task.id)).one()


def lists_to(survey: Survey, userid: str) -> list[Outgoing]:
    with survey.garden.looking() as session:
        member = find_staff(session, userid)
        assert member is not None
        query = select(Outgoing).where(
            Outgoing.staff_id == member.id, Outgoing.state == MessageState.QUEUED
        )
        return list(session.exec(query.order_by(col(Outgoing.id))))


def record(
    survey: Survey, task: Task, by: str = "xiao.lin", *, reached: bool, said: str = "已沟通"
) -> None:
    with survey.garden.changing() as session:
        held = hold_survey_call(session, task.id)
        member = find_staff(session, by)
        assert member is not None
        check_survey_record(session, held, member, member.role)
        record_survey_call(
            session,
            held,
            member,
            reached=reached,
            outcome=said,
            confirmed=None,
            now=survey.garden.now,
        )


def test_whoever_wrote_an_opinion_is_called_back_within_fifteen_days(garden: Garden) -> None:
    survey = Survey(garden)

    survey.answers(survey.homes[0], opinion=SLOW)
    survey.answers(survey.homes[1])

    (task,) = tasks_of(survey)
    assert (task.reason, task.role, task.text) == (TaskReason.OPINION, Role.ASSISTANT, "")
    assert task.due_at == garden.now + timedelta(days=15)
    deadline = deadline_of(survey, task)
    assert deadline.kind is DeadlineKind.OPINION_CALLBACK
    assert (deadline.case_id, deadline.campaign_id) == (None, survey.id)


def test_the_opinions_of_a_day_are_one_push_without_a_word_of_them(garden: Garden) -> None:
    survey = Survey(garden, 12)

    for home in survey.homes:
        survey.answers(home, opinion=SLOW)

    (push,) = lists_to(survey, "xiao.lin")
    assert push.not_before == garden.now + timedelta(hours=21, minutes=30)  # 07:30 in the morning
    assert "12 条" in push.text
    assert "9-1-001" in push.text
    assert "另有 2 个" in push.text
    assert SLOW not in push.text


def test_what_is_recorded_before_the_morning_is_not_listed(garden: Garden) -> None:
    survey = Survey(garden)
    for home in survey.homes[:2]:
        survey.answers(home, opinion=SLOW)
    first, second = tasks_of(survey)

    record(survey, first, reached=True)
    (push,) = lists_to(survey, "xiao.lin")
    assert ("9-1-001" in push.text, "9-1-002" in push.text) == (False, True)
    record(survey, second, reached=True)

    assert lists_to(survey, "xiao.lin") == []


def test_a_record_of_a_talk_meets_the_deadline_and_trying_twice_ends_it(garden: Garden) -> None:
    survey = Survey(garden)
    for home in survey.homes[:2]:
        survey.answers(home, opinion=SLOW)
    first, second = tasks_of(survey)

    record(survey, first, reached=True)
    record(survey, second, reached=False)
    assert tasks_of(survey)[1].state is TaskState.OPEN
    record(survey, second, reached=False)

    assert [task.state for task in tasks_of(survey)] == [TaskState.DONE, TaskState.DONE]
    assert {deadline_of(survey, one).state for one in (first, second)} == {DeadlineState.MET}
    with pytest.raises(NotAllowed):
        record(survey, first, reached=True)


def test_a_survey_that_closes_at_midnight_leaves_a_day_for_its_calls(garden: Garden) -> None:
    survey = Survey(garden, 3)
    garden.now = garden.now.replace(hour=16)  # midnight in Shanghai
    survey.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        after_close(session, lock_campaign(session, survey.id), garden.now)

    morning = garden.now + timedelta(hours=9)
    for task in tasks_of(survey):
        assert task.due_at == deadline_of(survey, task).due_at == morning + timedelta(hours=24)


def test_a_call_nobody_makes_goes_up_the_rungs(garden: Garden) -> None:
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion=SLOW)
    (task,) = tasks_of(survey)

    happened = garden.until(task.due_at + timedelta(days=2))

    calls = [one for one in happened if one.kind == DeadlineKind.OPINION_CALLBACK]
    assert [(one.about, one.action) for one in calls] == [
        (survey.number, StepAction.WARN),
        (survey.number, StepAction.FIRE),
        (survey.number, StepAction.REMIND_AGAIN),
    ]
    assert calls[0].at == task.created_at + timedelta(days=12)
    assert deadline_of(survey, task).state is DeadlineState.FIRED
    assert any("快到期" in one.text for one in lists_to(survey, "xiao.lin"))
    assert any("已过期" in one.text for one in lists_to(survey, "zhou"))
    assert any("已过期" in one.text for one in lists_to(survey, "wang"))
    record(survey, task, reached=True)
    late = deadline_of(survey, task)
    assert (late.state, late.met_at) == (DeadlineState.FIRED, garden.now)


def test_nobody_checks_what_they_keyed_in_themselves(garden: Garden) -> None:
    survey = Survey(garden)
    response_id = survey.answers(survey.homes[0], Satisfaction.VERY_SATISFIED, collector="zhou")
    with garden.changing() as session:
        response = session.get_one(FormResponse, response_id)
        invitation = session.get_one(Invitation, response.invitation_id)
        open_survey_call(
            session, invitation, TaskReason.CHECK, Role.LEAD, garden.now, response=response
        )
    (task,) = tasks_of(survey)

    with pytest.raises(NotAllowed, match="keyed in themselves"):
        record(survey, task, "zhou", reached=True)
    record(survey, task, "wang", reached=True)

    assert tasks_of(survey)[0].state is TaskState.DONE
    with garden.looking() as session:
        assert session.get_one(Campaign, survey.id).number == survey.number


def test_what_was_said_in_a_call_goes_with_the_person(garden: Garden) -> None:
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion=SLOW)
    (task,) = tasks_of(survey)
    record(survey, task, reached=True, said="住户姓王，腿不方便")

    with garden.changing() as session:
        invitation = session.get_one(Invitation, task.invitation_id)
        assert invitation.resident_id is not None
        erase_resident(session, invitation.resident_id, garden.now)

    with garden.looking() as session:
        assert [one.outcome for one in records(session, task.id)] == [""]
        response = session.get_one(FormResponse, task.response_id)
        assert opinions_in(session, response) == []


def test_what_was_said_in_a_call_goes_when_the_words_of_a_case_would(garden: Garden) -> None:
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion=SLOW)
    survey.answers(survey.homes[1], opinion=SLOW)
    reached, open_one = tasks_of(survey)
    record(survey, reached, reached=True, said="王阿姨说电梯要快一点")
    record(survey, open_one, reached=False, said="没人接，女儿说晚上再打")

    def said(task: Task) -> str:
        with garden.looking() as session:
            (attempt,) = records(session, task.id)
            return attempt.outcome

    garden.sleep(CASE_DAYS - 1)
    assert said(reached) == "王阿姨说电梯要快一点"
    garden.sleep(1)

    assert said(reached) == ""
    assert said(open_one) == "没人接，女儿说晚上再打"
