"""我要评价 that reached the staff by phone, on paper or at the desk, keyed in by them (R3, R8)."""

from datetime import datetime

from sqlmodel import Session

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import bad_value, not_found
from bot.api.registering import NAME_LONGEST, caller_told
from bot.api.showing import Shown
from bot.api.survey_answers import ANSWERS, ORIGINAL_LONGEST
from flows.forms.built_in import OPEN_FORM, built_in
from flows.forms.keyed import WrongAnswers, read_keyed
from storage.database import zone_of
from storage.estates import Estate, Home, homes_written
from storage.keyed_ratings import Rated, key_in_rating
from storage.keyed_responses import Collected, KeyedMode
from storage.keys import keyring
from storage.responses import answers_to
from storage.staff import Staff, in_chain

FIELDS = ("by", "home", "estate", "name", "phone", "mode", ANSWERS, "original")


def take_rating(session: Session, asked: Asked, now: datetime) -> Shown:
    """Take what somebody of a home said of the service, as if they had written it."""
    fields = asked.fields
    fields.refuse_others(*FIELDS)
    actor = actor_of(session, asked.caller, fields.needed_text("by", USERID_LONGEST))
    home = _home(session, actor.member, fields)
    original = fields.text("original", ORIGINAL_LONGEST)
    mode = fields.needed_word("mode", KeyedMode)
    form = built_in(OPEN_FORM)
    try:
        response = read_keyed(form, fields.needed_object(ANSWERS))
    except WrongAnswers as wrong:
        raise bad_value(f"answers: {wrong}") from None
    rated = Rated(home, caller_told(fields), form, response)
    collected = Collected(actor.member, actor.role, mode, original, via(asked))
    row, case = key_in_rating(session, rated, collected, now)
    return {
        "home": home.code,
        "resident": None if row.resident_id is None else str(row.resident_id),
        "mode": row.mode,
        "collector": actor.member.userid,
        "original": keyring(session).open(row.original_sealed) or None,
        "handed_in_at": now.astimezone(zone_of(session)).isoformat(),
        "answers": answers_to(session, row),
        "case": None if case is None else case.number,
    }


def _home(session: Session, member: Staff, fields: Fields) -> Home:
    """The home meant; of several estates' those of the member's own. Problem 404 or 400."""
    code, name = fields.needed_text("home", NAME_LONGEST), fields.text("estate", NAME_LONGEST)
    written = [
        one
        for one in homes_written(session, code)
        if name in {"", session.get_one(Estate, one.estate_id).name}
    ]
    found = [one for one in written if in_chain(member, one.estate_id)] or written
    if not found:
        raise not_found(f"there is no home {code}" + (f" in {name}" if name else ""))
    if len(found) > 1:
        raise bad_value(f"estate: several estates have a home {code}")
    return found[0]
