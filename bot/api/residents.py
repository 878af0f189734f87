"""What residents told staff about themselves, keyed in: moving, what they get, their language."""

from datetime import date, datetime

from sqlmodel import Session

from bot.api.asked import Asked, Fields
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, Actor, actor_of
from bot.api.directories import resident_json
from bot.api.errors import bad_value, missing, not_found
from bot.api.registering import NAME_LONGEST, PHONE_LONGEST
from bot.api.showing import Shown
from bot.api.texts import read_identifier, read_phone
from bot.contact_wishes import notice_of, purposes_of
from flows.rules.resident_verbs import check_resident_verb
from flows.rules.vocabulary import Language, Purpose, ResidenceRole, ResidentVerb, ToldBy
from flows.understanding.wishes import Topic
from storage.consents import ABROAD, EVERYTHING, consented, forbids_abroad, has_left
from storage.erasing import find_resident
from storage.estates import Home
from storage.moving import Keyed, move_in, move_out
from storage.resident_choices import choose_contact, choose_language_for
from storage.residents import Resident
from storage.residents_meant import homes_meant
from storage.staff import in_chain

DAY_LONGEST = 10
WORDS_LONGEST = 500


def move_in_resident(session: Session, asked: Asked, now: datetime) -> Shown:
    """Tie somebody to a home from a day on."""
    fields = asked.fields
    fields.refuse_others("by", "via", "home", "name", "phone", "role", "day")
    actor, keyed = _keyed(session, asked, ResidentVerb.MOVE_IN, now)
    moved = move_in(
        session,
        _home(session, actor, fields),
        name=fields.needed_text("name", NAME_LONGEST),
        phone=_phone(fields),
        role=fields.needed_word("role", ResidenceRole),
        day=_day(fields),
        keyed=keyed,
    )
    return resident_json(session, moved.resident)


def move_out_resident(session: Session, asked: Asked, now: datetime) -> Shown:
    """End what ties somebody to a home with a day, the last."""
    asked.fields.refuse_others("by", "via", "home", "day")
    actor, keyed = _keyed(session, asked, ResidentVerb.MOVE_OUT, now)
    resident = _resident(session, asked, actor)
    home = _home(session, actor, asked.fields)
    move_out(session, resident, home, day=_day(asked.fields), keyed=keyed)
    return resident_json(session, resident)


def set_contact(session: Session, asked: Asked, now: datetime) -> Shown:
    """Opt somebody in or out of surveys, notices, both or everything."""
    fields = asked.fields
    fields.refuse_others("by", "via", "topic", "wanted", "words")
    wanted = fields.needed_truth("wanted")
    verb = ResidentVerb.OPT_IN if wanted else ResidentVerb.OPT_OUT
    actor, keyed = _keyed(session, asked, verb, now)
    resident = _resident(session, asked, actor)
    topic = fields.needed_word("topic", Topic)
    choose_contact(
        session,
        resident,
        purposes_of(topic, wanted=wanted),
        wanted=wanted,
        notice=notice_of(topic, wanted=wanted),
        words=fields.text("words", WORDS_LONGEST),
        keyed=keyed,
    )
    return {
        "id": str(resident.id),
        "survey": consented(session, resident.id, Purpose.SURVEY),
        "notice": consented(session, resident.id, Purpose.NOTICE),
        EVERYTHING: not has_left(session, resident.id),
        ABROAD: not forbids_abroad(session, resident.id),
    }


def set_language(session: Session, asked: Asked, now: datetime) -> Shown:
    """From now on somebody reads everything in this language."""
    asked.fields.refuse_others("by", "via", "language")
    actor, keyed = _keyed(session, asked, ResidentVerb.LANGUAGE, now)
    resident = _resident(session, asked, actor)
    choose_language_for(session, resident, asked.fields.needed_word("language", Language), keyed)
    return resident_json(session, resident)


def _keyed(
    session: Session, asked: Asked, verb: ResidentVerb, now: datetime
) -> tuple[Actor, Keyed]:
    """Who keys it in, judged; Problem 400, and NotAllowed for who may not."""
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    check_resident_verb(verb, actor.role)
    told_by = asked.fields.needed_word("via", ToldBy)
    return actor, Keyed(actor.member, told_by, now, via(asked))


def _resident(session: Session, asked: Asked, actor: Actor) -> Resident:
    """The resident of the path, if the member looks after them; Problem 404."""
    resident_id = read_identifier(asked.path["id"])
    found = None if resident_id is None else find_resident(session, resident_id)
    is_theirs = found is not None and (
        found.estate_id is None or in_chain(actor.member, found.estate_id)
    )
    if found is None or not is_theirs:
        raise not_found(f"there is no resident {asked.path['id']}")
    return found


def _home(session: Session, actor: Actor, fields: Fields) -> Home:
    code = fields.needed_text("home", NAME_LONGEST)
    homes = homes_meant(session, actor.member, code)
    if len(homes) != 1:
        raise bad_value(f"home: there is no one home {code} that {actor.member.userid} looks after")
    return homes[0]


def _phone(fields: Fields) -> str:
    typed = fields.text("phone", PHONE_LONGEST)
    phone = read_phone(typed) if typed else ""
    if phone is None:
        raise bad_value("phone is not a phone number, as +8613800000000 or 13800000000")
    return phone


def _day(fields: Fields) -> date:
    typed = fields.text("day", DAY_LONGEST)
    if not typed:
        raise missing("day", ", as 2026-11-30")
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise bad_value("day is not a date, as 2026-11-30") from None
