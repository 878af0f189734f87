"""The homes that a survey asks, its questions, and answers that staff key in for them (R8)."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.campaigns import campaign_asked
from bot.api.errors import bad_value, not_found
from bot.api.paging import newest_first
from bot.api.showing import Shown, estate_names, staff_userids
from flows.forms.keyed import WrongAnswers, read_keyed
from flows.forms.reading import load_form
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Known, disposition
from flows.rules.survey.words import Disposition
from storage.campaigns import Campaign, estates_of
from storage.database import zone_of
from storage.estates import Home, homes_written
from storage.invitations import Invitation
from storage.keyed_responses import Collected, KeyedMode, key_in
from storage.keys import keyring
from storage.responses import FormResponse, answers_to

ANSWER_FIELDS = ("by", "home", "estate", "mode", "answers", "original")
ANSWERS = "answers"
NAME_LONGEST = 100
ORIGINAL_LONGEST = 500


def list_invitations(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The homes that were drawn, of a disposition or one home, and how far each has got."""
    campaign = campaign_asked(session, asked)
    query = select(Invitation).where(Invitation.campaign_id == campaign.id)
    state = asked.query.word("state", Disposition)
    if state is not None:
        ends_so = [known for known in Known if disposition(known) is state]
        query = query.where(col(Invitation.known).in_(ends_so))
    code = asked.query.text("home")
    if code is not None:
        homes = [home.id for home in homes_written(session, code)]
        query = query.where(col(Invitation.home_id).in_(homes))
    rows, cursor = newest_first(session, query, Invitation.id, asked.query.page())
    return {"items": _shown(session, rows), "next": cursor}


def show_form(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The questions of a survey as they are asked, with the values that answers may have."""
    content = campaign_asked(session, asked).form_content
    shown: Shown = json.loads(content)
    return {**shown, "digest": form_digest(load_form(content))}


def take_answers(session: Session, asked: Asked, now: datetime) -> Shown:
    """Take a home's answers that came by phone, on paper or at the door."""
    fields = asked.fields
    fields.refuse_others(*ANSWER_FIELDS)
    actor = actor_of(session, asked.caller, fields.needed_text("by", USERID_LONGEST))
    campaign = campaign_asked(session, asked)
    home = _home(session, campaign, fields)
    collected = Collected(
        actor.member,
        actor.role,
        fields.needed_word("mode", KeyedMode),
        fields.text("original", ORIGINAL_LONGEST),
        via(asked),
    )
    try:
        response = read_keyed(load_form(campaign.form_content), fields.needed_object(ANSWERS))
    except WrongAnswers as wrong:
        raise bad_value(f"answers: {wrong}") from None
    row = key_in(session, campaign, home, response, collected, now)
    return {
        "campaign": campaign.number,
        "home": home.code,
        "mode": row.mode,
        "collector": actor.member.userid,
        "original": keyring(session).open(row.original_sealed) or None,
        "handed_in_at": now.astimezone(zone_of(session)).isoformat(),
        "answers": answers_to(session, row),
    }


def _home(session: Session, campaign: Campaign, fields: Fields) -> Home:
    """The home meant, in one of the estates that the survey asks. Problem 404 or 400."""
    code, name = fields.needed_text("home", NAME_LONGEST), fields.text("estate", NAME_LONGEST)
    asked = {one.id for one in estates_of(session, campaign.id) if name in {"", one.name}}
    homes = [one for one in homes_written(session, code) if one.estate_id in asked]
    if not homes:
        raise not_found(f"there is no home {code} in the estates of {campaign.number}")
    if len(homes) > 1:
        raise bad_value(f"estate: several estates of {campaign.number} have a home {code}")
    return homes[0]


def _shown(session: Session, rows: Sequence[Invitation]) -> list[Shown]:
    zone, names = zone_of(session), estate_names(session)
    home_ids = [one.home_id for one in rows]
    homes = {one.id: one for one in session.exec(select(Home).where(col(Home.id).in_(home_ids)))}
    ids = [one.id for one in rows]
    handed = select(FormResponse).where(col(FormResponse.invitation_id).in_(ids))
    responses = {one.invitation_id: one for one in session.exec(handed)}
    userids = staff_userids(session, [one.collector_id for one in responses.values()])

    def moment(at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(zone).isoformat()

    items: list[Shown] = []
    for one in rows:
        response = responses.get(one.id)
        items.append(
            {
                "home": homes[one.home_id].code,
                "estate": names[homes[one.home_id].estate_id],
                "state": disposition(Known(one.known)),
                "resident": None if one.resident_id is None else str(one.resident_id),
                "issued_at": moment(one.issued_at),
                "reached_at": moment(one.reached_at),
                "begun_at": moment(one.begun_at),
                "returned_at": moment(one.returned_at),
                "reminders": one.reminders,
                "mode": None if response is None else response.mode,
                "collector": None if response is None else userids.get(response.collector_id),
            }
        )
    return items
