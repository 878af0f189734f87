from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlmodel import col, select

from flows.rules.refusals import NotAllowed
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Audit, Mark
from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from flows.rules.vocabulary import Purpose, Role, Satisfaction
from storage.campaign_signing import Spoken
from storage.campaigns import lock_campaign
from storage.invitations import named_homes
from storage.outgoing import Outgoing
from storage.prizes import hand_over, prizes_of
from storage.response_checks import ResponseCheck, checks_of
from storage.staff import Staff, find_staff
from storage.survey_opinions import ranked_opinions
from storage.survey_truth import after_close, audit_count, mark_check
from storage.tasks import Task, TaskReason
from tests.campaigns import Survey
from tests.estate import Garden
from tests.survey_estate import run


@dataclass(frozen=True)
class By:
    """A member of the staff, with the role that they have."""

    member: Staff
    role: Role


def closed(garden: Garden, homes: int, answered: int, **more: int) -> Survey:
    survey = Survey(garden, homes, **more)
    for home in survey.homes[:answered]:
        survey.answers(home)
    survey.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        after_close(session, lock_campaign(session, survey.id), garden.now)
    return survey


def checks(survey: Survey) -> list[ResponseCheck]:
    with survey.garden.looking() as session:
        return checks_of(session, survey.id)


def mark(survey: Survey, check: ResponseCheck, found: Mark, by: str = "shen") -> None:
    with survey.garden.changing() as session:
        member = find_staff(session, by)
        assert member is not None
        campaign = lock_campaign(session, survey.id)
        row = session.get_one(ResponseCheck, check.id)
        checker = By(member, member.role)
        mark_check(session, campaign, row, checker, mark=found, remark="", now=survey.garden.now)


def state(survey: Survey) -> Audit:
    with survey.garden.looking() as session:
        return audit_count(session, survey.id).state


def test_three_silent_homes_are_called_and_a_tenth_of_the_answers_compared(garden: Garden) -> None:
    survey = closed(garden, homes=20, answered=12)

    with garden.looking() as session:
        calls = session.exec(select(Task).where(Task.campaign_id == survey.id)).all()
        silent = named_homes(session, survey.id, Known.ISSUED)

    assert [(one.reason, one.role) for one in calls] == [(TaskReason.UNRETURNED, Role.LEAD)] * 3
    assert {one.invitation_id for one in calls} <= {one.id for one in silent.values()}
    assert len(checks(survey)) == 2  # a tenth, rounded up


def test_one_falsification_has_all_compared_and_the_general_manager_told(garden: Garden) -> None:
    survey = closed(garden, homes=20, answered=12)
    first, second = checks(survey)

    mark(survey, first, Mark.MATCH)
    assert state(survey) is Audit.RUNNING
    mark(survey, second, Mark.FALSIFIED)

    assert state(survey) is Audit.CHECK_ALL
    assert [one.of_all for one in checks(survey)] == [False] * 2 + [True] * 10
    with garden.looking() as session:
        boss = find_staff(session, "boss")
        assert boss is not None
        told = session.exec(select(Outgoing).where(Outgoing.staff_id == boss.id)).all()
    assert ["100%" in one.text for one in told] == [False, True]
    mark(survey, checks(survey)[2], Mark.FALSIFIED)
    assert len(checks(survey)) == 12


def test_the_company_office_hears_what_it_has_to_compare(garden: Garden) -> None:
    survey = closed(garden, homes=20, answered=12)

    with garden.looking() as session:
        query = select(Staff.userid, Outgoing.text).join(
            Staff, col(Staff.id) == col(Outgoing.staff_id)
        )
        told = dict(session.exec(query.where(col(Outgoing.text).contains("原件"))).all())

    assert set(told) == {"shen", "boss"}
    assert survey.number in told["shen"]
    assert "2 份" in told["shen"]


def test_the_result_waits_for_the_check_and_a_false_answer_for_a_new_report(
    garden: Garden,
) -> None:
    survey = closed(garden, homes=5, answered=3)
    (check,) = checks(survey)
    run(garden, CampaignVerb.REPORT, survey.number)
    sign(survey)
    with pytest.raises(NotAllowed, match="1 answers wait"):
        run(garden, CampaignVerb.PUBLISH, survey.number, "wang", Spoken(reason="都在等"))

    garden.now += timedelta(hours=1)
    mark(survey, check, Mark.FALSIFIED)
    for other in checks(survey)[1:]:
        mark(survey, other, Mark.MATCH)
    with pytest.raises(NotAllowed, match="report again"):
        run(garden, CampaignVerb.PUBLISH, survey.number, "boss", Spoken(reason="都在等"))

    run(garden, CampaignVerb.REPORT, survey.number)
    with pytest.raises(NotAllowed):  # whoever signed has not read it
        run(garden, CampaignVerb.PUBLISH, survey.number, "wang")
    sign(survey)
    run(garden, CampaignVerb.PUBLISH, survey.number, "wang")


def sign(survey: Survey) -> None:
    for reviewer, by in zip(Reviewer, ("zhou", "wang", "boss"), strict=True):
        run(survey.garden, CampaignVerb.SIGN, survey.number, by, Spoken(reviewer=reviewer))


def test_only_the_company_office_compares(garden: Garden) -> None:
    survey = closed(garden, homes=5, answered=3)
    (check,) = checks(survey)

    for userid in ("xiao.lin", "zhou", "wang", "gong"):
        with pytest.raises(NotAllowed, match="company office"):
            mark(survey, check, Mark.MATCH, by=userid)
    mark(survey, check, Mark.MATCH, by="boss")

    assert state(survey) is Audit.PASSED


def test_what_staff_keyed_in_is_asked_about_by_voice(garden: Garden) -> None:
    survey = Survey(garden, 3)
    survey.answers(survey.homes[0], Satisfaction.VERY_SATISFIED, collector="xiao.lin")
    survey.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        after_close(session, lock_campaign(session, survey.id), garden.now)

    with garden.looking() as session:
        query = select(Task).where(Task.campaign_id == survey.id).order_by(col(Task.id))
        reasons = [one.reason for one in session.exec(query)]

    assert reasons == [TaskReason.UNRETURNED] * 2 + [TaskReason.CHECK]


def test_prizes_are_drawn_from_those_who_answered_whatever_they_said(garden: Garden) -> None:
    survey = Survey(garden, 6, prizes=2)
    for home, said in zip(survey.homes[:4], Satisfaction, strict=False):
        survey.answers(home, said)
    survey.move_to(CampaignState.CLOSED)
    with garden.changing() as session:
        after_close(session, lock_campaign(session, survey.id), garden.now)

    with garden.looking() as session:
        won = prizes_of(session, survey.id)
        completed = named_homes(session, survey.id, Known.COMPLETED).values()
        told = session.exec(select(Outgoing).where(Outgoing.purpose == Purpose.SURVEY)).all()

    assert [one.place for one in won] == [1, 2]
    winners = [one.invitation_id for one in won]
    assert set(winners) <= {one.id for one in completed}
    assert [one.invitation_id for one in told] == winners


def test_a_prize_is_handed_over_once(garden: Garden) -> None:
    survey = closed(garden, homes=4, answered=4, prizes=1)

    with garden.changing() as session:
        (prize,) = prizes_of(session, survey.id)
        member = find_staff(session, "xiao.lin")
        assert member is not None
        campaign = lock_campaign(session, survey.id)
        hand_over(session, campaign, prize, member, garden.now)
        with pytest.raises(NotAllowed, match="handed over already"):
            hand_over(session, campaign, prize, member, garden.now)


def test_opinions_that_are_alike_are_ranked_by_their_homes(garden: Garden) -> None:
    survey = Survey(garden, 4)
    survey.answers(survey.homes[0], opinion="电梯太慢了")
    survey.answers(survey.homes[1], opinion="电梯太慢")
    survey.answers(survey.homes[2], opinion="希望多种一些树")

    with garden.looking() as session:
        ranked = ranked_opinions(session, survey.campaign(), garden.now)

    assert [(one.place, one.homes) for one in ranked] == [(1, 2), (2, 1)]
