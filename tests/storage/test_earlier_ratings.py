"""A revisit's call asks whether an earlier rating is true (R22)."""

from flows.rules.vocabulary import Satisfaction, Verb
from storage.call_tasks import record_task
from storage.cases import Case
from storage.earlier_ratings import rating_before
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
