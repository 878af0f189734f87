"""What a survey led to: measures, who has them, and what becomes of each (R17, R19, R20)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from bot import survey_records
from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.campaign_checks import campaign_asked
from bot.api.errors import bad_value, not_found
from bot.api.showing import Shown, estate_names, staff_userids
from bot.api.texts import read_identifier
from flows.rules.survey.words import MeasureState
from storage.campaigns import Campaign, lock_campaign
from storage.database import zone_of
from storage.measure_news import in_brief
from storage.measures import Measure, measures_of
from storage.survey_measures import Change, held_measure
from storage.telling import STAFF_LANGUAGE, in_words

TEXT_LONGEST = 500
ITEM_LONGEST = 64
DAY_LONGEST = 10


def list_measures(session: Session, asked: Asked, _now: datetime) -> Shown:
    """What a campaign led to, in the order it was written down."""
    campaign = campaign_asked(session, asked)
    return {"items": show_measures(session, measures_of(session, campaign.id))}


def propose(session: Session, asked: Asked, now: datetime) -> Shown:
    """Write down something to be improved."""
    asked.fields.refuse_others("by", "text", "about")
    campaign = lock_campaign(session, campaign_asked(session, asked).id)
    member = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST)).member
    text = asked.fields.needed_text("text", TEXT_LONGEST)
    about = asked.fields.text("about", ITEM_LONGEST)
    survey_records.propose(session, campaign, member, text, about, via=via(asked), now=now)
    return {"items": show_measures(session, measures_of(session, campaign.id))}


def change(session: Session, asked: Asked, now: datetime) -> Shown:
    """Decide on a measure, hand it to somebody, or say that it is done."""
    asked.fields.refuse_others("by", "state", "decision", "result", "owner", "due_on")
    measure_id = read_identifier(asked.path["id"])
    measure = None if measure_id is None else held_measure(session, measure_id)
    if measure is None:
        raise not_found(f"there is no measure {asked.path['id']}")
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    fields = asked.fields
    said = Change(
        state=fields.word("state", MeasureState),
        decision=fields.text("decision", TEXT_LONGEST) or None,
        result=fields.text("result", TEXT_LONGEST) or None,
        owner=fields.text("owner", USERID_LONGEST) or None,
        due_on=_day(fields),
    )
    survey_records.change(session, measure, actor, said, via=via(asked), now=now)
    (shown,) = show_measures(session, [measure])
    return shown


def show_measures(session: Session, measures: Sequence[Measure]) -> list[Shown]:
    """Measures with all that is decided on them."""
    zone = zone_of(session)
    userids = staff_userids(session, [one.owner_id for one in measures])
    estates = estate_names(session)
    ids = {one.campaign_id for one in measures} | {one.follow_up_id for one in measures}
    query = select(Campaign).where(col(Campaign.id).in_(ids - {None}))
    campaigns = {one.id: one for one in session.exec(query)}

    def shown(at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(zone).isoformat()

    return [
        {
            "id": one.id,
            "kind": one.kind,
            "estate": estates.get(one.estate_id),
            "about": one.about,
            "text": in_words(
                session, in_brief(session, campaigns[one.campaign_id], one), STAFF_LANGUAGE
            ),
            "state": one.state,
            "decision": one.decision,
            "result": one.result,
            "owner": userids.get(one.owner_id),
            "due_on": None if one.due_on is None else one.due_on.isoformat(),
            "made_at": shown(one.made_at),
            "decided_at": shown(one.decided_at),
            "done_at": shown(one.done_at),
            "follow_up": None if one.follow_up_id is None else campaigns[one.follow_up_id].number,
        }
        for one in measures
    ]


def _day(fields: Fields) -> date | None:
    typed = fields.text("due_on", DAY_LONGEST)
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise bad_value("due_on is not a date, as 2026-11-30") from None
