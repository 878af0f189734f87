"""A case: what was said, promised and done about it, and every verb that can be done next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.api.texts import is_case_number, read_identifier
from bot.case_file import case_file
from bot.console.asked import Answer, Asked, Download, Go, Missing, NoNews, Page, Route
from bot.console.case_view import conversation_version, view_of
from bot.console.event_names import names_of_events
from bot.console.marks import mark_of
from bot.console.promise_days import soonest, weeks
from bot.console.reply_texts import reply_texts
from bot.console.service import STATUS_OF, VIA
from bot.console.verb_forms import members_of, said_in, typed_in, verb_forms
from bot.console.wechat_window import window_of
from bot.media_files import media_path
from bot.print_fonts import find_font
from bot.staff_refusals import in_words_of
from flows.rules.calendar import working_calendar
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import CaseClass, Language, Urgency, Verb
from flows.wording.say import Say, say
from storage.case_estate import doubted
from storage.case_verbs import perform
from storage.cases import Case, CaseEvent, Media, find_case, lock_case, timeline
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.media import STORED
from storage.staff import Staff, in_chain, staff_name
from storage.takeovers import holder_of, talk_about

HOUSE = "huiyin"
SHOWN_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""What a browser shows by itself; everything else is saved."""
CONFLICT = 409


@dataclass(frozen=True)
class Attempted:
    """A verb that was not done: why, what had been typed, and what others did meanwhile."""

    verb: Verb | None = None
    status: int = 200
    refusal: Say | None = None
    meanwhile: tuple[CaseEvent, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


NOTHING_TRIED = Attempted()


def visible_case(session: Session, asked: Asked) -> Case:
    """The case of the address. Raises Missing for one of another estate, or about its reader."""
    number = asked.path["number"]
    case = find_case(session, number) if is_case_number(number) else None
    if case is None or not may_see(session, asked.member, case):
        raise Missing
    return case


def may_see(session: Session, member: Staff, case: Case) -> bool:
    """Of their estate, or of one that may be meant; never a complaint about themselves (R70)."""
    if case.not_for_id == member.id:
        return False
    return in_chain(member, case.estate_id) or member.estate_id in doubted(session, case)


def show_case(session: Session, asked: Asked, now: datetime) -> Page:
    """The page of a case."""
    return _page(session, asked, visible_case(session, asked), now, NOTHING_TRIED)


def show_news(session: Session, asked: Asked, now: datetime) -> Answer:
    """What was said and done, anew, if anything was; the forms of the page stay as they are."""
    case = visible_case(session, asked)
    version = conversation_version(session, case)
    if asked.query.get("version") == version:
        return NoNews()
    seen = asked.query.get("seen", "")
    values = {
        "view": view_of(session, case, asked.words, now),
        "case": case,
        "seen": read_identifier(seen) or 0,
        "version": version,
        "news": _meanwhile(session, case, seen),
        "anew": True,
        "shown_types": SHOWN_TYPES,
        **names_of_events(asked.language, zone_of(session)),
    }
    return Page("case_anew.html", values, is_part=True)


def do_verb(session: Session, asked: Asked, now: datetime) -> Answer:
    """Do a verb, unless somebody else has acted since the page was made: then show what they did.

    Nothing that was typed is lost: it stands in the form again.
    """
    verb = next((one for one in Verb if one.value == asked.path["verb"]), None)
    if verb is None:
        raise Missing
    case = lock_case(session, visible_case(session, asked).id)
    typed = typed_in(asked)
    meanwhile = _meanwhile(session, case, asked.field("seen"))
    if meanwhile:
        tried = Attempted(verb, CONFLICT, None, meanwhile, typed)
        return _page(session, asked, case, now, tried)
    said = said_in(verb, asked, zone_of(session))
    try:
        with session.begin_nested():
            perform(session, verb, case, asked.member, said, now, via=VIA)
    except NotAllowed as refusal:
        session.refresh(case)
        status = STATUS_OF.get(refusal.code, CONFLICT)
        tried = Attempted(verb, status, in_words_of(refusal), typed=typed)
        return _page(session, asked, case, now, tried)
    return Go(f"/console/cases/{case.number}", f"said.{verb.value}", case.number)


def print_sheet(session: Session, asked: Asked, now: datetime) -> Answer:
    """《投诉意见处理表》, to be signed (R40)."""
    from bot.case_print import print_case  # noqa: PLC0415  # what writes PDF takes long to load

    case = visible_case(session, asked)
    font = find_font(None)
    if font is None:
        return Page("error.html", {"key": "error.no_font"}, 503)
    file, zone, media_dir = case_file(session, case), zone_of(session), asked.media_dir
    name = f"{case.number}.pdf"
    mark = mark_of(session, asked, now)
    return Download(name, "application/pdf", lambda: print_case(file, font, zone, media_dir, mark))


def show_media(session: Session, asked: Asked, _now: datetime) -> Answer:
    """A photo, recording or film of a case."""
    media_id = read_identifier(asked.path["id"])
    media = None if media_id is None else session.get(Media, media_id)
    if media is None or media.case_id is None or media.state != STORED or media.sha256 is None:
        raise Missing
    if not may_see(session, asked.member, session.get_one(Case, media.case_id)):
        raise Missing
    path = media_path(asked.media_dir, media.sha256)
    if not path.is_file():
        raise Missing
    is_shown = media.content_type in SHOWN_TYPES
    content_type = media.content_type if is_shown else "application/octet-stream"
    ending = media.content_type.rpartition("/")[2] or "bin"
    name = f"{media.id}.{ending}" if ending.isalnum() else str(media.id)
    return Download(name, content_type, path.read_bytes, is_shown)


ROUTES = (
    Route("case", "GET", "/cases/{number}", show_case, reads="case"),
    Route("case.news", "GET", "/cases/{number}/news", show_news, watches=True),
    Route("case.print", "GET", "/cases/{number}/sheet.pdf", print_sheet, reads="file of case"),
    Route("case.do", "POST", "/cases/{number}/{verb}", do_verb),
    Route("case.media", "GET", "/media/{id}", show_media, reads="media"),
)


def _meanwhile(session: Session, case: Case, seen: str) -> tuple[CaseEvent, ...]:
    """What people did to the case since the page was made; the house's own steps are none."""
    last = read_identifier(seen) or 0
    return tuple(
        event for event in timeline(session, case.id) if event.id > last and event.by != HOUSE
    )


def _page(session: Session, asked: Asked, case: Case, now: datetime, tried: Attempted) -> Page:
    zone = zone_of(session)
    view = view_of(session, case, asked.words, now)
    policy = policy_in_force(session, case.estate_id, now)
    calendar = working_calendar(policy.calendar, zone)
    takeover = talk_about(session, case, policy, now)
    language = Language.SIMPLIFIED if view.reporter is None else view.reporter.language
    values = {
        "view": view,
        "case": case,
        "forms": verb_forms(session, case, asked.member, now),
        "members": members_of(session, case, asked.words, now),
        "seen": max((event.id for event in view.events), default=0),
        "version": conversation_version(session, case),
        "news": (),
        "anew": False,
        "tried": tried,
        "weeks": weeks(calendar, now, zone),
        "soonest": soonest(calendar, now, zone),
        "reply_texts": reply_texts(session, case.estate_id, case.state, language),
        "classes": list(CaseClass),
        "urgencies": list(Urgency),
        "shown_types": SHOWN_TYPES,
        "window": window_of(session, case, policy, asked.words, now),
        "holder": "" if takeover is None else staff_name(session, holder_of(session, takeover)),
        "field_name": lambda name: say(f"field.{name}"),
        **names_of_events(asked.language, zone),
    }
    return Page("case.html", values, tried.status)
