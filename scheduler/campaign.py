"""Surveys in time: they start on their day, remind, warn whoever answers for them, and close (R2).

Beside them the calendar of each estate makes its drafts, and warns of a part without a survey (R1).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.survey.campaign_clock import Step, steps_due
from flows.rules.survey.words import CampaignState, CampaignVerb
from flows.rules.vocabulary import Role
from flows.wording.say import Say, say
from scheduler.due_rows import Due, first_that_goes, one_by_one, pause_after
from scheduler.happenings import Happening
from storage.campaign_due import earliest_campaign, take_due_campaign
from storage.campaign_runner import BY_ITSELF
from storage.campaign_running import steps_of
from storage.campaign_verbs import run_campaign
from storage.campaign_watching import returns_of
from storage.campaigns import Campaign, campaign_policy, estates_of
from storage.database import Database, zone_of
from storage.leave import on_duty
from storage.rungs import of_estate
from storage.staff import Staff
from storage.survey_calendar import look_at_calendar, next_looks
from storage.survey_news import push_to_staff

KIND = "campaign"
HOLD_AFTER_FAILURE = timedelta(minutes=1)


def earliest(session: Session) -> datetime | None:
    """When the next survey, or the calendar of an estate, has something to do."""
    times = [earliest_campaign(session), *next_looks(session).values()]
    return min((time for time in times if time is not None), default=None)


def sweep_one(database: Database, now: datetime) -> list[Happening] | None:
    """Do what one survey, or the calendar of one estate, has to do; None when nothing is due."""
    done = SURVEYS.sweep_some(database, now)
    return _look_at_calendars(database, now) if done is None else done


def _look_at_calendars(database: Database, now: datetime) -> list[Happening] | None:
    """Look at the first calendar that is due."""
    with database.reading() as session:
        due = {estate: at for estate, at in next_looks(session).items() if at <= now}

    def look(session: Session, one: tuple[int, datetime]) -> list[Happening]:
        estate_id, at = one
        done = look_at_calendar(session, estate_id, now)
        return [Happening(KIND, f"estate {estate_id}", action, at) for action in done]

    return first_that_goes(database, due.items(), look)


def _handle(session: Session, campaign: Campaign, now: datetime) -> list[Happening]:
    due = campaign.next_at or now
    campaign.failures, campaign.held_until = 0, None
    policy = campaign_policy(session, campaign.id, now)
    match campaign.state:
        case CampaignState.DRAFT:
            campaign.next_at = None
            _tell_owner(session, campaign, say("survey.freeze_due", **_named(campaign)), now)
            done = ["freeze_due"]
        case CampaignState.FROZEN:
            done = [_start(session, campaign, now)]
        case CampaignState.RUNNING:
            done = _go_on(session, campaign, policy, now)
        case _:
            campaign.next_at = None
            done = []
    session.add(campaign)
    session.flush()
    return [Happening(KIND, campaign.number, action, due) for action in done]


def _start(session: Session, campaign: Campaign, now: datetime) -> str:
    today = now.astimezone(zone_of(session)).date()
    if today > campaign.last_day:  # the service was down for so long that nobody could answer
        campaign.next_at = None
        _tell_owner(session, campaign, say("survey.never_started", **_named(campaign)), now)
        return "never_started"
    run_campaign(session, CampaignVerb.START, campaign, BY_ITSELF, now)
    return Step.START.value


def _go_on(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> list[str]:
    steps = steps_of(session, campaign, policy)
    due, following = steps_due(steps, campaign.next_at or now, now)
    campaign.next_at = following
    if Step.CLOSE in due:
        run_campaign(session, CampaignVerb.CLOSE, campaign, BY_ITSELF, now)
        _tell_result(session, campaign, policy, now)
        return [Step.CLOSE.value]
    done = []
    if Step.REMIND in due:
        run_campaign(session, CampaignVerb.REMIND, campaign, BY_ITSELF, now)
        done.append(Step.REMIND.value)
    if Step.ALARM in due and _warn_of_few(session, campaign, policy, now):
        done.append(Step.ALARM.value)
    return done


def _warn_of_few(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> bool:
    """Tell the owner that fewer have answered than the policy aims at, while there is time."""
    found = returns_of(session, campaign, policy)
    if not found.wanted:
        return False
    sentence = say(
        "survey.too_few",
        **_named(campaign),
        until=str(campaign.last_day),
        issued=found.asked.issued,
        returned=found.asked.returned,
        target=policy.targets.returned_percent,
        wanted=found.wanted,
    )
    _tell_owner(session, campaign, sentence, now)
    return True


def _tell_result(session: Session, campaign: Campaign, policy: Policy, now: datetime) -> None:
    found = returns_of(session, campaign, policy)
    sentence = say(
        "survey.closed",
        **_named(campaign),
        issued=found.asked.issued,
        returned=found.asked.returned,
        percent=round(100 * (found.rate.share or 0)),
    )
    _tell_owner(session, campaign, sentence, now)


def _tell_owner(session: Session, campaign: Campaign, sentence: Say, now: datetime) -> None:
    key = sentence.key
    push_to_staff(session, campaign, _in_charge(session, campaign, now), sentence, key=key, now=now)


def _in_charge(session: Session, campaign: Campaign, now: datetime) -> Sequence[Staff]:
    """Whoever owns a survey; where they have left or are away, those who lead its first estate."""
    if campaign.owner_id is not None:
        owner = session.get_one(Staff, campaign.owner_id)
        if owner.active and on_duty(session, [owner], now):
            return [owner]
    return of_estate(session, estates_of(session, campaign.id)[0].id, Role.LEAD, now)


def _named(campaign: Campaign) -> dict[str, str]:
    return {"number": campaign.number, "title": campaign.title}


def _put_aside(session: Session, campaign_id: int, _error: Exception, now: datetime) -> None:
    campaign = session.get_one(Campaign, campaign_id)
    campaign.held_until = now + pause_after(campaign.failures, HOLD_AFTER_FAILURE)
    campaign.failures += 1
    session.add(campaign)


SURVEYS = one_by_one(KIND, take_due_campaign, _handle, _put_aside)
DUE = Due(earliest, sweep_one)
