"""Reports, emergencies and calls for a person become cases; words and photos join their file."""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import Desk
from bot.person import Person, home_in
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.vocabulary import CaseClass, CaseKind, CaseState, Role, Source, Urgency
from flows.talks.results import CaseDraft, HumanWanted, Talk
from flows.talks.small_talks import EmergencySeed
from flows.understanding.classify import classify
from flows.understanding.emergencies import dangers
from flows.understanding.places import is_own_home, read_home
from flows.wording.say import Say, say
from storage.case_opening import NewCase, attach, open_case
from storage.case_rounds import RESIDENT
from storage.cases import Case, find_case, lock_case, note
from storage.deadlines import deadlines_of
from storage.estates import Estate
from storage.inbound import Inbound
from storage.keys import keyring
from storage.staff import Staff, with_role
from storage.telling import brief, tell_staff

PHOTO = "📷"
EMERGENCY_NUMBERS_KNOWN = ("CN", "HK")


def open_report(desk: Desk, draft: CaseDraft) -> None:
    """A report that the resident has confirmed."""
    person = desk.person
    estate = person.estate_of(draft.estate, draft.place.home)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    case = _open(
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
    due = deadlines_of(person.session, case.id)[0].due_at
    desk.say(say("report.receipt", number=case.number, due=due))


def take_emergency(desk: Desk, reply: Reply) -> None:
    """Danger: a case at once, from anyone, with the words as they came.

    Who calls again while the first call is fresh, about the same danger, is heard in the same case.
    """
    desk.in_danger = True
    earlier = _same_emergency(desk, reply)
    if earlier is not None:
        add_to_case(
            desk, earlier.number, reply, answer=say("emergency.again", number=earlier.number)
        )
        return
    person = desk.person
    home = read_home(reply.text)
    if home is None and len(person.home_codes) == 1 and is_own_home(reply.text):
        home = person.home_codes[0]
    named = [name for name in person.estate_names if name in reply.text]
    estate = person.estate_of(named[0] if len(named) == 1 else None, home)
    if estate is None:
        desk.say(say("emergency.no_estate", call=_whom_to_call(person)))
        return
    case = _open(
        desk,
        estate,
        kind=CaseKind.REPAIR,
        case_class=classify(reply.text, CaseKind.REPAIR),
        urgency=Urgency.EMERGENCY,
        text=reply.text.strip(),
        place=Whereabouts(home or reply.position, home),
        media=reply.media,
    )
    desk.say(say("emergency.receipt", number=case.number, call=_whom_to_call(person)))
    if home is None and not reply.position:
        desk.begin_with(Talk.EMERGENCY_PLACE, EmergencySeed(case.number, person.home_codes))


def place_emergency(desk: Desk, number: str, place: Whereabouts) -> None:
    """Where the emergency is, passed on at once."""
    desk.in_danger = True
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    if found is None:
        return
    case = lock_case(session, found.id)
    case.place = place.text
    known = home_in(session, case.estate_id, place.home)
    case.home_id = case.home_id if known is None else known.id
    session.add(case)
    event = note(session, case, "placed", by=RESIDENT, now=now, text=place.text)
    _tell_those_in_charge(desk, case, say("staff.placed", case=brief(case)), f"event {event.id}")
    desk.say(say("emergency.placed", number=number, place=place.text))


def call_human(desk: Desk, wanted: HumanWanted) -> None:
    """The resident wants a person, or nobody here could follow: a case of the kind help."""
    person = desk.person
    estate = person.estate_of(None, None)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    code = person.home_codes[0] if len(person.home_codes) == 1 else None
    case = _open(
        desk,
        estate,
        kind=CaseKind.HELP,
        case_class=CaseClass.OTHER,
        urgency=Urgency.NORMAL,
        text=wanted.text or desk.in_words(say("hand_over.untold")),
        place=Whereabouts(code or "", code),
        media=wanted.media,
    )
    due = deadlines_of(person.session, case.id)[0].due_at
    desk.say(say("hand_over.receipt", number=case.number, due=due))


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
    _tell_those_in_charge(desk, case, sentence, f"event {event.id}")
    desk.say(answer or say("case.added", number=case.number))


def _open(
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


def _whom_to_call(person: Person) -> Say:
    country = person.policy.calendar.country
    return say(f"emergency.call_{country if country in EMERGENCY_NUMBERS_KNOWN else 'elsewhere'}")


def _same_emergency(desk: Desk, reply: Reply) -> Case | None:
    person = desk.person
    since = person.now - timedelta(minutes=person.policy.conversation.idle_minutes)
    query = select(Case).where(
        Case.identity_id == person.identity.id,
        Case.urgency == Urgency.EMERGENCY,
        col(Case.state).in_((CaseState.OPEN, CaseState.HANDLING)),
        col(Case.opened_at) >= since,
    )
    now_told = dangers(reply.text)
    for case in person.session.exec(query.order_by(col(Case.id).desc())):
        if now_told <= dangers(case.text):
            return case
    return None


def _tell_those_in_charge(desk: Desk, case: Case, sentence: Say, key: str) -> None:
    session = desk.person.session
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    told = [handler] if handler is not None else with_role(session, case.estate_id, Role.ASSISTANT)
    if handler is None and case.urgency is Urgency.EMERGENCY:
        told += with_role(session, case.estate_id, Role.LEAD)
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
