"""A revisit's call asks whether an earlier rating is true (R22)."""

from datetime import timedelta

import pytest

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Satisfaction, Verb
from storage.call_tasks import record_task
from storage.cases import Case
from storage.earlier_ratings import rating_before, survey_rating
from storage.response_checks import checks_of
from storage.responses import FormResponse
from storage.staff import find_staff
from storage.tasks import Task, TaskReason
from tests.campaigns import Survey
from tests.estate import Garden


def to_be_called(garden: Garden, case_id: int) -> Task:
    """Nobody answered the revisit: staff are to call."""
    garden.resolve(case_id)
    garden.wait(days=4)
    (task,) = [one for one in garden.tasks(case_id) if one.reason is TaskReason.REVISIT]
    return task


def denied(garden: Garden, task: Task) -> None:
    with garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        row = session.get_one(Task, task.id)
        record_task(
            session, row, member, reached=True, outcome="不属实", confirmed=False, now=garden.now
        )


def test_the_last_rating_counts_from_a_case_or_a_questionnaire(garden: Garden) -> None:
    first = garden.report()
    garden.resolve(first)
    garden.do(Verb.REVISIT, first, "zhou", via="phone", fixed=True, satisfaction="satisfied")
    with garden.looking() as session:
        reporter = session.get_one(Case, first).reporter_id
        assert reporter is not None
        before = rating_before(session, reporter, garden.now)
    garden.wait(days=1)

    with garden.looking() as session:
        known = rating_before(session, reporter, garden.now)

    assert before is None
    assert known is not None
    assert (known.satisfaction, known.response_id) == (Satisfaction.SATISFIED, None)


def test_a_rating_that_its_giver_does_not_know_of_is_looked_into(garden: Garden) -> None:
    survey = Survey(garden, 1)
    response_id = survey.answers(survey.homes[0], Satisfaction.VERY_SATISFIED)
    case_id = garden.report()
    with garden.changing() as session:
        response = session.get_one(FormResponse, response_id)
        response.resident_id = session.get_one(Case, case_id).reporter_id
        session.add(response)
    task = to_be_called(garden, case_id)

    denied(garden, task)

    assert "rating_denied" in garden.story(case_id)
    assert any("不属实" in one.text for one in garden.messages(case_id))
    with garden.looking() as session:
        assert [one.response_id for one in checks_of(session, survey.id)] == [response_id]


def rated_by_its_reporter(garden: Garden, survey: Survey, case_id: int) -> int:
    """The home of whoever reported the case has rated the house in a survey."""
    response_id = survey.answers(survey.homes[0], Satisfaction.VERY_SATISFIED)
    with garden.changing() as session:
        response = session.get_one(FormResponse, response_id)
        response.resident_id = session.get_one(Case, case_id).reporter_id
        session.add(response)
    return response_id


def said_by_the_reporter(garden: Garden, *texts: str) -> str:
    said = ""
    for text in texts:
        key = f"m{len(garden.rows()['inbound'])}"
        incoming = Incoming(ChannelName.WECHAT, "gh", key, "openid-chen", text, raw=b"x")
        said = "\n".join(part.text for part in receive(garden.database, incoming, garden.now).parts)
    return said


@pytest.mark.parametrize(("answer", "is_doubted"), [("不是", True), ("是", False), ("跳过", False)])
def test_a_resident_who_denies_a_rating_in_chat_has_the_response_compared(
    garden: Garden, answer: str, *, is_doubted: bool
) -> None:
    survey = Survey(garden, 1)
    case_id = garden.report()
    response_id = rated_by_its_reporter(garden, survey, case_id)
    garden.resolve(case_id)
    garden.wait(days=1)

    asked = said_by_the_reporter(garden, "好了", "满意", "没有")
    said_by_the_reporter(garden, answer)

    assert "“很满意”" in asked
    assert garden.state(case_id) == "closed"
    assert ("rating_denied" in garden.story(case_id)) is is_doubted
    with garden.looking() as session:
        doubted = [one.response_id for one in checks_of(session, survey.id)]
    assert doubted == ([response_id] if is_doubted else [])


@pytest.mark.parametrize("last_words", ["电梯也慢", "没有"])
def test_who_has_something_on_their_mind_is_not_asked_about_a_rating(
    garden: Garden, last_words: str
) -> None:
    survey = Survey(garden, 1)
    case_id = garden.report()
    rated_by_its_reporter(garden, survey, case_id)
    garden.resolve(case_id)
    garden.wait(days=1)
    grade = "一般" if last_words == "没有" else "满意"

    asked = said_by_the_reporter(garden, "好了", grade, last_words)

    assert "很满意" not in asked


def test_a_rating_of_long_ago_is_asked_about_no_more(garden: Garden) -> None:
    days = packaged("strict").revisit.rating_days
    case_id = garden.report()
    rated_by_its_reporter(garden, Survey(garden, 1), case_id)
    with garden.looking() as session:
        reporter = session.get_one(Case, case_id).reporter_id
        assert reporter is not None
        last_day = survey_rating(session, reporter, garden.now + timedelta(days=days), days)
        after_it = survey_rating(session, reporter, garden.now + timedelta(days=days + 1), days)

    assert last_day is not None
    assert after_it is None
