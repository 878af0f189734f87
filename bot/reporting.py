"""A report becomes a case, and further words and photos join its file."""

from datetime import datetime

from bot.desk import Desk
from bot.person import home_in
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.escalation import Audience
from flows.rules.vocabulary import CaseClass, CaseKind, Role, Source, Urgency
from flows.talks.results import CaseDraft
from flows.wording.say import Say, say
from storage.case_opening import NewCase, attach, open_case
from storage.case_rounds import RESIDENT
from storage.cases import Case, find_case, note
from storage.deadlines import deadlines_of
from storage.estates import Estate
from storage.inbound import Inbound
from storage.keys import keyring
from storage.rungs import audience, on_rung
from storage.telling import brief, tell_staff

PHOTO = "📷"


def open_report(desk: Desk, draft: CaseDraft) -> None:
    """A report that the resident has confirmed."""
    person = desk.person
    estate = person.estate_of(draft.estate, draft.place.home)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    case = register(
        desk,
        estate,
        kind=draft.kind,
        case_class=draft.case_class,
        urgency=draft.urgency,
        text=draft.text,
        place=draft.place,
        media=draft.media,
    )
    _remember_name(desk, draft.who)
    desk.say(say("report.receipt", number=case.number, due=first_response_due(desk, case)))


def add_to_case(desk: Desk, number: str, reply: Reply, answer: Say | None = None) -> None:
    """A word or photo about a case in hand goes to who handles it."""
    session, now = desk.person.session, desk.person.now
    case = find_case(session, number)
    if case is None:
        return
    words = reply.text.strip() or reply.position
    event = note(session, case, "added", by=RESIDENT, now=now, text=words, photos=len(reply.media))
    for name in reply.media:
        attach(session, case, _media_id(name))
    sentence = say("staff.added", case=brief(case), text=words or PHOTO)
    tell_those_in_charge(desk, case, sentence, f"event {event.id}")
    desk.say(answer or say("case.added", number=case.number))


def register(
    desk: Desk,
    estate: Estate,
    *,
    kind: CaseKind,
    case_class: CaseClass,
    urgency: Urgency,
    text: str,
    place: Whereabouts,
    media: tuple[str, ...],
) -> Case:
    """Open a case for the person, with the message that it came by and its evidence."""
    person = desk.person
    home = home_in(person.session, estate.id, place.home)
    new = NewCase(
        estate_id=estate.id,
        kind=kind,
        case_class=case_class,
        urgency=urgency,
        text=text,
        source=Source(person.identity.channel),
        place=place.text,
        home_id=None if home is None else home.id,
        reporter_id=person.resident.id,
        identity_id=person.identity.id,
        media_ids=tuple(_media_id(name) for name in media),
    )
    case = open_case(person.session, new, person.now)
    row = person.session.get_one(Inbound, person.inbound_id)
    row.case_id = case.id
    person.session.add(row)
    if person.resident.estate_id is None:
        person.resident.estate_id = estate.id
        person.session.add(person.resident)
    return case


def first_response_due(desk: Desk, case: Case) -> datetime:
    """By when a human will have answered a case that was just opened."""
    return deadlines_of(desk.person.session, case.id)[0].due_at


def tell_those_in_charge(desk: Desk, case: Case, sentence: Say, key: str) -> None:
    """Push to the handler, else to the assistants; of an emergency the leads hear too."""
    session = desk.person.session
    told = audience(session, case, Audience.HANDLER_ELSE_ASSISTANTS)
    if case.handler_id is None and case.urgency is Urgency.EMERGENCY:
        told += on_rung(session, case, Role.LEAD)
    tell_staff(
        session, case, told, sentence, key=key, policy=desk.person.policy, now=desk.person.now
    )


def _remember_name(desk: Desk, who: str | None) -> None:
    """What a stranger calls themselves; the directory's name is never overwritten."""
    resident = desk.person.resident
    if who and not resident.in_directory:
        resident.name_sealed = keyring(desk.person.session).seal(who)
        desk.person.session.add(resident)


def _media_id(name: str) -> int:
    return int(name.removeprefix("m"))
