from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignKind, CampaignState, MeasureKind, MeasureState
from flows.rules.vocabulary import Role, Satisfaction
from storage.campaigns import Campaign, lock_campaign
from storage.estates import Home
from storage.invitations import Invitation
from storage.measures import Measure, measures_of
from storage.outgoing import Outgoing
from storage.staff import Staff, find_staff
from storage.survey_measures import Change, change_measure, follow_report, propose_measure
from tests.campaigns import Survey
from tests.estate import Garden

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class By:
    """A member of the staff, with the role that they have."""

    member: Staff
    role: Role


def reported(survey: Survey, *, below: bool = False, items: tuple[str, ...] = ()) -> list[Measure]:
    """A report has said so."""
    with survey.garden.changing() as session:
        campaign = lock_campaign(session, survey.id)
        follow_report(
            session,
            campaign,
            below_target=["回音花园"] if below else [],
            without_improvement=items,
            now=survey.garden.now,
        )
    return measures(survey)


def measures(survey: Survey) -> list[Measure]:
    with survey.garden.looking() as session:
        return measures_of(session, survey.id)


def proposed(survey: Survey, text: str = "加快电梯", about: str = "") -> Measure:
    with survey.garden.changing() as session:
        member = find_staff(session, "xiao.lin")
        assert member is not None
        campaign = lock_campaign(session, survey.id)
        return propose_measure(session, campaign, member, text, about, survey.garden.now)


def change(survey: Survey, measure: Measure, by: str = "wang", **said: object) -> None:
    with survey.garden.changing() as session:
        member = find_staff(session, by)
        assert member is not None
        row = session.get_one(Measure, measure.id)
        actor = By(member, member.role)
        change_measure(session, row, actor, Change(**said), survey.garden.now)  # type: ignore[arg-type]  # whatever is said


def pushed(survey: Survey, userid: str) -> list[str]:
    """What a member was told, but for the figures of the months that have ended."""
    with survey.garden.looking() as session:
        member = find_staff(session, userid)
        assert member is not None
        query = select(Outgoing.text).where(Outgoing.staff_id == member.id)
        told = session.exec(query.order_by(col(Outgoing.id)))
        return [one for one in told if "指标" not in one]


def test_an_estate_below_its_target_is_put_right_by_its_manager(garden: Garden) -> None:
    survey = Survey(garden)

    (made,) = reported(survey, below=True)
    reported(survey, below=True)

    assert (made.kind, made.state) == (MeasureKind.RECTIFICATION, MeasureState.ADOPTED)
    assert made.due_on == TODAY + timedelta(days=30)
    assert [one.id for one in measures(survey)] == [made.id]
    (push,) = pushed(survey, "wang")
    assert "低于目标" in push


def test_what_does_not_improve_is_studied(garden: Garden) -> None:
    survey = Survey(garden)

    (made,) = reported(survey, items=("greenery",))

    assert (made.kind, made.about) == (MeasureKind.STUDY, "greenery")
    assert "没有改善" in pushed(survey, "wang")[0]


def test_the_owner_is_reminded_and_the_next_rung_hears_what_is_late(garden: Garden) -> None:
    survey = Survey(garden)
    (made,) = reported(survey, below=True)

    happened = garden.wait(days=40)

    assert [one.action for one in happened if one.kind == "measure"] == ["reminded", "late"]
    assert ["提醒" in one for one in pushed(survey, "wang")] == [False, True, False]
    (late,) = pushed(survey, "boss")
    assert "已过期" in late
    assert measures(survey)[0].next_at is None
    assert made.next_at is not None


def test_what_is_done_in_time_bothers_nobody(garden: Garden) -> None:
    survey = Survey(garden)
    (made,) = reported(survey, below=True)
    change(survey, made, state=MeasureState.DONE, result="增加了保洁")

    happened = garden.wait(days=40)

    assert [one for one in happened if one.kind == "measure"] == []
    assert pushed(survey, "boss") == []


def test_a_decision_says_so_in_words_and_what_is_adopted_has_an_owner(garden: Garden) -> None:
    survey = Survey(garden)
    measure = proposed(survey)
    due = TODAY + timedelta(days=20)

    with pytest.raises(NotAllowed, match="decision"):
        change(survey, measure, state=MeasureState.NOT_ADOPTED)
    with pytest.raises(NotAllowed, match="owner"):
        change(survey, measure, state=MeasureState.ADOPTED, decision="下月完成", due_on=due)
    with pytest.raises(NotAllowed, match="takes a lead"):
        change(survey, measure, "xiao.lin", state=MeasureState.NOT_ADOPTED, decision="不行")
    change(survey, measure, state=MeasureState.NOT_ADOPTED, decision="消防要求不能改")
    change(
        survey, measure, state=MeasureState.ADOPTED, decision="下月完成", owner="zhou", due_on=due
    )

    assert measures(survey)[0].state is MeasureState.ADOPTED
    assert "加快电梯" in pushed(survey, "zhou")[0]
    with pytest.raises(NotAllowed, match="result"):
        change(survey, measure, state=MeasureState.DONE)


def test_those_who_raised_it_and_nobody_else_are_asked_how_it_turned_out(garden: Garden) -> None:
    survey = Survey(garden, 4)
    survey.answers(survey.homes[0], Satisfaction.DISSATISFIED)
    survey.answers(survey.homes[1], Satisfaction.SATISFIED)
    survey.answers(survey.homes[2], Satisfaction.SATISFIED, "电梯太慢")
    survey.move_to(CampaignState.REPORTED)
    (made,) = reported(survey, below=True)
    change(survey, made, state=MeasureState.DONE, result="换了电梯")

    with garden.looking() as session:
        follow_up = session.get_one(Campaign, measures(survey)[0].follow_up_id)
        query = (
            select(Home.code)
            .join(Invitation, col(Invitation.home_id) == col(Home.id))
            .where(Invitation.campaign_id == follow_up.id, col(Invitation.next_at).is_not(None))
        )
        asked = set(session.exec(query))

    assert asked == {survey.homes[0], survey.homes[2]}
    assert (follow_up.kind, follow_up.follows_id) == (CampaignKind.FOLLOW_UP, survey.id)
    assert follow_up.state is CampaignState.RUNNING
    assert follow_up.last_day == TODAY + timedelta(days=7)


def test_nobody_raised_it_and_nobody_is_asked(garden: Garden) -> None:
    survey = Survey(garden)
    survey.answers(survey.homes[0])
    measure = proposed(survey, about="greenery")
    due = TODAY + timedelta(days=20)
    change(survey, measure, state=MeasureState.ADOPTED, decision="做", owner="zhou", due_on=due)

    change(survey, measure, state=MeasureState.DONE, result="做了")

    assert measures(survey)[0].follow_up_id is None
