"""A report becomes a case, and further words and photos join its file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.person import home_in
from bot.upload_offer import offer_upload
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.escalation import Audience
from flows.rules.vocabulary import CaseClass, CaseKind, DeadlineKind, Role, Source, Urgency
from flows.talks.results import CaseDraft, HumanWanted
from flows.talks.telling import together
from flows.understanding.case_reading import class_of
from flows.understanding.fees import is_about_fees
from flows.understanding.proxies import read_for_whom
from flows.understanding.staff_names import complains
from flows.wording.say import Say, say
from storage.case_estate import on_duty_where_meant
from storage.case_opening import NewCase, attach, open_case
from storage.cases import RESIDENT, Case, find_case, note, said_by
from storage.deadlines import deadlines_of
from storage.estates import Estate
from storage.inbound import about_case
from storage.keys import keyring
from storage.rungs import audience, on_rung
from storage.staff import Staff, find_staff
from storage.staff_named import not_for
from storage.telling import brief, tell_staff

PHOTO, VOICE = "📷", "🎤"


@dataclass(frozen=True)
class Told:
    """What is registered for somebody; `not_for` is whom it is about (R70)."""

    kind: CaseKind
    case_class: CaseClass
    urgency: Urgency
    text: str
    place: Whereabouts
    media: tuple[str, ...] = ()
    in_person: bool = False
    not_for: Staff | None = None


def open_report(desk: Desk, draft: CaseDraft) -> None:
    """A report that the resident has confirmed."""
    person = desk.person
    estate = person.estate_of(draft.estate, draft.place.home)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    about = _not_for(desk, draft, estate)
    told = Told(
        draft.kind,
        draft.case_class,
        draft.urgency,
        draft.text,
        draft.place,
        draft.media,
        not_for=about,
    )
    case = register(desk, estate, told)
    remember_estate(desk, estate)
    _remember_name(desk, draft.who)
    desk.say(say("report.receipt", number=case.number, due=first_response_due(desk, case)))
    offer_upload(desk, case)
    if about is not None:
        desk.say(say("report.about_staff_kept"))
    if case.repeat_of_id is not None:
        hours = person.policy.deadlines.special_measures_hours
        desk.say(say("report.repeated", hours=hours))


def _not_for(desk: Desk, draft: CaseDraft, estate: Estate) -> Staff | None:
    """Whom a report complains of (R70): as chosen, else as named where nobody asked about whom."""
    session = desk.person.session
    if draft.about:
        return find_staff(session, draft.about)
    is_answered = draft.about is not None and draft.kind is CaseKind.COMPLAINT
    said = () if is_answered else (draft.text,)
    beside = (draft.place.text,) if complains(draft.place.text) else ()
    return not_for(session, [estate.id], draft.kind, together(*said, *beside))


def add_to_case(desk: Desk, number: str, reply: Reply, answer: Say | None = None) -> None:
    """A word or photo about a case in hand goes to who handles it, and the person hears so."""
    case = find_case(desk.person.session, number)
    if case is not None:
        pass_on(desk, case, reply)
        desk.say(answer or say("case.added", number=case.number))


def pass_on(desk: Desk, case: Case, reply: Reply, also: Collection[Staff] = ()) -> None:
    """A word or photo joins the file of its case and goes to who handles it, and `also` to them."""
    session, now = desk.person.session, desk.person.now
    words = reply.text.strip() or reply.position
    event = note(session, case, "added", by=RESIDENT, now=now, text=words, photos=len(reply.media))
    said_by(session, event, desk.person.resident.id)
    about_case(session, desk.person.inbound_id, case.id)
    for name in reply.media:
        attach(session, case, media_id(name))
    evidence = VOICE if reply.is_voice else PHOTO
    sentence = say("staff.added", case=brief(case), text=words or evidence)
    tell_those_in_charge(desk, case, sentence, f"event {event.id}", also)


def register_told(desk: Desk, wanted: HumanWanted) -> Case | None:
    """Open a case of what somebody just told, without a question; None where no estate is known."""
    person = desk.person
    meant = person.estates_meant(None, None)
    if not meant:
        desk.say(say("report.no_estate"))
        return None
    code = person.home_codes[0] if len(person.home_codes) == 1 else None
    case_class = CaseClass.MANAGEMENT if is_about_fees(wanted.text) else CaseClass.OTHER
    told = Told(
        wanted.kind,
        class_of(wanted.text, wanted.kind) if wanted.in_person else case_class,
        Urgency.NORMAL,
        wanted.text or desk.in_words(say("hand_over.untold")),
        Whereabouts(code or "", code),
        wanted.media,
        wanted.in_person,
        not_for(person.session, [estate.id for estate in meant], wanted.kind, wanted.text),
    )
    if len(meant) == 1:
        remember_estate(desk, meant[0])
    return register(desk, meant[0], told)


def register(desk: Desk, estate: Estate, told: Told) -> Case:
    """Open a case for the person, with the message that it came by and its evidence."""
    person = desk.person
    home = home_in(person.session, estate.id, told.place.home)
    new = NewCase(
        estate_id=estate.id,
        kind=told.kind,
        case_class=told.case_class,
        urgency=told.urgency,
        text=told.text,
        source=Source(person.identity.channel),
        place=told.place.text,
        home_id=None if home is None else home.id,
        reporter_id=person.resident.id,
        identity_id=person.identity.id,
        in_person=told.in_person,
        not_for_id=None if told.not_for is None else told.not_for.id,
        media_ids=tuple(media_id(name) for name in told.media),
    )
    case = open_case(person.session, new, person.now)
    for_whom = read_for_whom(told.text)
    if for_whom:
        case.for_whom_sealed = keyring(person.session).seal(for_whom)
        person.session.add(case)
    about_case(person.session, person.inbound_id, case.id)
    return case


def remember_estate(desk: Desk, estate: Estate) -> None:
    """Where a stranger belongs, once they have said it; never where it was guessed."""
    resident = desk.person.resident
    if resident.estate_id is None:
        resident.estate_id = estate.id
        desk.person.session.add(resident)


def first_response_due(desk: Desk, case: Case) -> datetime:
    """By when a human will have answered a case that was just opened."""
    return deadlines_of(desk.person.session, case.id)[0].due_at


def decision_due(desk: Desk, case: Case) -> datetime:
    """The moment until which a suggestion is decided on (R60)."""
    deadlines = deadlines_of(desk.person.session, case.id)
    (due,) = (one.due_at for one in deadlines if one.kind is DeadlineKind.SOLUTION)
    return due


def tell_those_in_charge(
    desk: Desk, case: Case, sentence: Say, key: str, also: Collection[Staff] = ()
) -> None:
    """Push to the handler, else to the assistants; of an emergency the leads hear too."""
    session, now = desk.person.session, desk.person.now
    told = audience(session, case, Audience.HANDLER_ELSE_ASSISTANTS, now)
    if case.handler_id is None and case.urgency is Urgency.EMERGENCY:
        told += on_rung(session, case, Role.LEAD, now)
    told += [*on_duty_where_meant(session, case, now), *also]
    tell_staff(session, case, told, sentence, key=key, policy=desk.person.policy, now=now)


def _remember_name(desk: Desk, who: str | None) -> None:
    """What a stranger calls themselves; the directory's name is never overwritten."""
    resident = desk.person.resident
    if who and not resident.in_directory:
        resident.name_sealed = keyring(desk.person.session).seal(who)
        desk.person.session.add(resident)


def media_id(name: str) -> int:
    """The row of a photo or recording that a reply names."""
    return int(name.removeprefix("m"))
