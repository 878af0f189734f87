"""Surveys in time: what starts, reminds, warns and closes by itself, also after a long sleep."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState, CampaignVerb
from flows.rules.vocabulary import Role
from scheduler.campaign import KIND
from scheduler.happenings import Happening
from storage.audit import AuditEntry
from storage.campaigns import Campaign, CampaignEstate, find_campaign
from storage.invitations import Invitation
from storage.outgoing import Outgoing
from storage.staff import Staff
from tests.estate import Garden, plant
from tests.survey_estate import draft, people, run

HOMES = [f"{building}-{room}" for building in (1, 2) for room in range(101, 106)]


def moment(day: int, hour: int, month: int = 12) -> datetime:
    """A time of the estate."""
    return datetime(2026, month, day, hour - 8, tzinfo=UTC)


def _campaign(session: Session, number: str) -> Campaign:
    found = find_campaign(session, number)
    assert found is not None
    return found


def _pushes(garden: Garden) -> list[tuple[str, str]]:
    """What staff was told about surveys, to whom."""
    with garden.looking() as session:
        query = (
            select(Staff.userid, Outgoing.text)
            .join(Outgoing, col(Outgoing.staff_id) == col(Staff.id))
            .order_by(col(Outgoing.id))
        )
        return [(userid, text) for userid, text in session.exec(query) if "调查" in text]


def _of_calendar(garden: Garden, happened: list[Happening]) -> list[Happening]:
    """What the calendar of the estate did."""
    return [one for one in happened if one.kind == KIND and one.about == f"estate {garden.id}"]


def _of_surveys(happened: list[Happening]) -> list[str]:
    return [one.action for one in happened if one.kind == KIND]


def _frozen(garden: Garden) -> str:
    people(garden, HOMES)
    number = draft(garden, 8)
    run(garden, CampaignVerb.FREEZE, number)
    return number


def test_a_frozen_survey_runs_by_itself_to_its_close(garden: Garden) -> None:
    number = _frozen(garden)

    happened = garden.until(moment(25, 12))

    assert _of_surveys(happened) == ["start", "remind", "alarm", "remind", "close"]
    with garden.looking() as session:
        campaign = _campaign(session, number)
        assert campaign.started_at == moment(5, 9)
        assert campaign.closed_at == moment(19, 8) - timedelta(hours=8)
        assert campaign.state is CampaignState.CLOSED
        lines = session.exec(select(AuditEntry).where(AuditEntry.by == "huiyin")).all()
        assert [(one.action, one.via) for one in lines][0::3] == [
            ("start", "planned"),
            ("close", "planned"),
        ]
    told = [text for userid, text in _pushes(garden) if userid == "zhou"]
    assert "2026-12-18 截止：发了 8 户，收回 0 户，目标 60%，还差 5 户" in told[0]
    assert any("已结束：发了 8 户，收回 0 户（0%）" in text for text in told[1:])


def test_nobody_is_warned_of_a_survey_that_most_have_answered(garden: Garden) -> None:
    _frozen(garden)
    garden.until(moment(6, 12))
    with garden.changing() as session:
        for one in session.exec(select(Invitation)).all()[:5]:
            one.known = Known.COMPLETED

    happened = garden.until(moment(18, 12))

    assert "alarm" not in _of_surveys(happened)
    assert _pushes(garden) == []


def test_a_service_that_was_down_for_three_days_makes_up_for_it_once(garden: Garden) -> None:
    number = _frozen(garden)
    garden.until(moment(8, 12))

    garden.now = moment(17, 12)  # both reminders and the alarm have passed
    missed = garden.sweep(KIND)
    again = garden.sweep(KIND)

    assert _of_surveys(missed) == ["remind", "alarm"]
    assert again == []
    garden.now = moment(22, 12)
    assert _of_surveys(garden.sweep(KIND)) == ["close"]
    with garden.looking() as session:
        assert _campaign(session, number).next_at is None


def test_a_survey_whose_whole_time_was_slept_through_is_told_and_asks_nobody(
    garden: Garden,
) -> None:
    number = _frozen(garden)

    garden.now = moment(30, 12)
    assert _of_surveys(garden.sweep(KIND)) == ["never_started"]

    with garden.looking() as session:
        assert _campaign(session, number).state is CampaignState.FROZEN
    assert [userid for userid, _ in _pushes(garden)] == ["zhou"]
    assert garden.sweep(KIND) == []


def test_whoever_answers_for_a_draft_hears_when_its_list_is_due(garden: Garden) -> None:
    draft(garden, 8)
    garden.dismiss("zhou")  # somebody else leads by now
    garden.employ("qin", Role.LEAD)

    happened = garden.until(moment(29, 12, 11))

    assert _of_surveys(happened) == ["freeze_due"]
    assert [(userid, "今天要定名单" in text) for userid, text in _pushes(garden)] == [("qin", True)]


def test_a_survey_that_cannot_be_handled_does_not_keep_others_waiting(garden: Garden) -> None:
    broken = _frozen(garden)
    sound = draft(garden, 2)
    run(garden, CampaignVerb.FREEZE, sound)
    with garden.changing() as session:
        campaign_id = _campaign(session, broken).id
        session.delete(session.get_one(CampaignEstate, (campaign_id, garden.id)))

    garden.now = moment(5, 10)
    garden.sweep(KIND)

    with garden.looking() as session:
        assert _campaign(session, sound).state is CampaignState.RUNNING
        aside = _campaign(session, broken)
        assert (aside.failures, aside.held_until) == (1, garden.now + timedelta(minutes=1))


def test_each_half_year_is_drafted_by_itself_and_missed_by_the_manager(garden: Garden) -> None:
    people(garden, HOMES)

    happened = garden.until(datetime(2027, 6, 1, tzinfo=UTC))

    here = _of_calendar(garden, happened)
    assert [one.action for one in here] == ["drafted DC-20270417-0001", "warned 2027-1"]
    with garden.looking() as session:
        campaign = _campaign(session, "DC-20270417-0001")
        assert campaign.title == "2027年第1次住户满意度调查"
        assert (campaign.part, campaign.size) == ("2027-1", 12)
        assert (campaign.starts_on, campaign.last_day) == (date(2027, 5, 15), date(2027, 5, 28))
    told = _pushes(garden)
    assert [userid for userid, _ in told if userid in {"zhou", "wang"}] == ["zhou", "zhou", "wang"]
    assert "最晚 2027-05-08 定下名单" in told[0][1]


def test_a_survey_that_the_office_has_drafted_itself_is_not_drafted_again(garden: Garden) -> None:
    people(garden, HOMES)
    garden.now = datetime(2027, 4, 1, tzinfo=UTC)
    number = draft(garden, 8, starts_on=date(2027, 4, 24))
    run(garden, CampaignVerb.FREEZE, number)

    happened = garden.until(datetime(2027, 6, 1, tzinfo=UTC))

    assert _of_calendar(garden, happened) == []


def test_the_calendar_of_an_estate_that_fails_keeps_no_other_waiting(
    empty_sqlite_database: str,
) -> None:
    garden = plant(empty_sqlite_database)
    people(garden, HOMES)
    people(garden, HOMES, next_door=True)
    with garden.changing() as session:
        session.execute(
            text(
                "CREATE TRIGGER broken BEFORE INSERT ON campaign_estate "
                "WHEN NEW.estate_id = (SELECT min(id) FROM estate) "
                "BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
        )
    assert garden.id < garden.next_door
    garden.now = datetime(2027, 4, 17, 4, tzinfo=UTC)

    with pytest.raises(DBAPIError, match="broken"):
        garden.sweep(KIND)

    with garden.looking() as session:
        drafted = session.exec(select(CampaignEstate.estate_id)).all()
    garden.close()
    assert drafted == [garden.next_door]
