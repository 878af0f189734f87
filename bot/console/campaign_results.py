"""What follows from a survey: calls, opinions, measures, prizes (R15-R17, R19, R20, R23, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, func, select

from bot.console.asked import Answer, Asked, Go, Missing, Page, Route
from bot.console.campaign_tabs import (
    NOTHING_TRIED,
    PATH,
    Tab,
    Tried,
    campaign_of,
    name_of_member,
    tab_values,
)
from bot.console.campaign_tabs import tried as refused
from bot.console.permissions import may_open
from bot.console.service import VIA
from bot.survey_records import give_prize
from flows.forms.reading import load_form
from flows.rules.refusals import NotAllowed
from flows.rules.survey.measures import AFTER
from flows.rules.survey.words import MeasureState
from flows.talks.item_options import in_words as in_each_language
from flows.wording.say import Say
from storage.campaigns import Campaign, estates_of, lock_campaign
from storage.estates import Home
from storage.invitations import Invitation
from storage.measure_news import in_brief
from storage.measures import Measure, measures_of
from storage.prizes import Prize, prizes_of
from storage.staff import Staff, chain, staff_name
from storage.survey_opinions import ranked_opinions, ranked_praise
from storage.tasks import Task, TaskReason, TaskState

REASONS = (TaskReason.OPINION, TaskReason.UNRETURNED, TaskReason.CHECK)
PLACE_DIGITS_MAX = 6


@dataclass(frozen=True)
class CallCount:
    """The calls of a reason: how many there are to make, were made, or are too late."""

    reason: TaskReason
    open: int
    ended: int
    late: int


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it is read, and what it can become."""

    measure: Measure
    brief: Say
    owner: str
    userid: str
    follow_up: str
    possible: Sequence[MeasureState]


@dataclass(frozen=True)
class PrizeLine:
    """A prize, the home that won it, and who handed it over."""

    prize: Prize
    home: str
    by: str


def show_results(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""
    return results_page(session, asked, campaign_of(session, asked), now)


def hand_over(session: Session, asked: Asked, now: datetime) -> Answer:
    """Write down that a winner has the prize."""
    campaign = lock_campaign(session, campaign_of(session, asked).id)
    place = asked.field("place")[:PLACE_DIGITS_MAX]
    found = [one for one in prizes_of(session, campaign.id) if str(one.place) == place]
    if not found:
        raise Missing
    try:
        with session.begin_nested():
            give_prize(session, campaign, found[0], asked.member, via=VIA, now=now)
    except NotAllowed as refusal:
        return results_page(
            session, asked, campaign, now, refused(session, asked, "prize", refusal)
        )
    return Go(f"{PATH}/{campaign.number}/{Tab.RESULTS}", "campaigns.said_prize", place)


def results_page(
    session: Session,
    asked: Asked,
    campaign: Campaign,
    now: datetime,
    attempt: Tried = NOTHING_TRIED,
) -> Page:
    """The page, with what was not taken and what was typed."""
    form = load_form(campaign.form_content)
    people = {one.userid: one for estate in estates_of(session, campaign.id)
              for one in chain(session, estate.id)}  # fmt: skip
    values = {
        **tab_values(session, asked, campaign, Tab.RESULTS),
        "calls": _calls(session, campaign, now),
        "opinions": ranked_opinions(session, campaign, now),
        "praise": ranked_praise(session, campaign, now),
        "labels": {item.id: in_each_language(item.label) for item in form.items},
        "measures": [_line(session, campaign, one) for one in measures_of(session, campaign.id)],
        "prizes": _prizes(session, campaign),
        "people": [(userid, staff_name(session, one)) for userid, one in people.items()],
        "may_propose": may_open(asked.member.role, "campaign.propose"),
        "may_change": may_open(asked.member.role, "campaign.measure"),
        "may_give": may_open(asked.member.role, "campaign.prize"),
        "tried": attempt,
    }
    return Page("campaign_results.html", values, attempt.status)


ROUTES = (
    Route(
        "campaign.results", "GET", "/campaigns/{number}/results", show_results, reads="results of"
    ),
    Route("campaign.prize", "POST", "/campaigns/{number}/prizes", hand_over),
)


def _calls(session: Session, campaign: Campaign, now: datetime) -> list[CallCount]:
    is_open = col(Task.state) == TaskState.OPEN
    is_late = is_open & (col(Task.due_at) <= now)
    counted = session.exec(
        select(Task.reason, func.count(), _number_of(is_open), _number_of(is_late))
        .where(Task.campaign_id == campaign.id, col(Task.reason).in_(REASONS))
        .group_by(col(Task.reason))
    )
    found = {reason: (count, to_make, late) for reason, count, to_make, late in counted}
    return [_count(reason, *found.get(reason, (0, 0, 0))) for reason in REASONS]


def _number_of(what: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows are so."""
    return func.coalesce(func.sum(case((what, 1), else_=0)), 0)


def _count(reason: TaskReason, count: int, to_make: int, late: int) -> CallCount:
    return CallCount(reason, int(to_make), count - int(to_make), int(late))


def _line(session: Session, campaign: Campaign, measure: Measure) -> MeasureLine:
    owner = None if measure.owner_id is None else session.get_one(Staff, measure.owner_id)
    follow_up = measure.follow_up_id
    return MeasureLine(
        measure,
        in_brief(session, campaign, measure),
        name_of_member(session, measure.owner_id),
        "" if owner is None else owner.userid,
        "" if follow_up is None else session.get_one(Campaign, follow_up).number,
        [one for one in MeasureState if one in AFTER[measure.state]],
    )


def _prizes(session: Session, campaign: Campaign) -> list[PrizeLine]:
    query = (
        select(Prize, Home.code)
        .join(Invitation, col(Invitation.id) == col(Prize.invitation_id))
        .join(Home, col(Home.id) == col(Invitation.home_id))
        .where(Prize.campaign_id == campaign.id)
        .order_by(col(Prize.place))
    )
    return [
        PrizeLine(prize, home, name_of_member(session, prize.handed_over_by_id))
        for prize, home in session.exec(query)
    ]
