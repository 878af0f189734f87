"""Danger: a case at once, from anyone; where it is can follow."""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import Desk
from bot.incidents import join_emergency
from bot.person import Person, home_in
from bot.reporting import Told, add_to_case, register, remember_estate, tell_those_in_charge
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.vocabulary import CaseKind, CaseState, Urgency
from flows.talks.emergency_advice import advice
from flows.talks.registry import load_seed
from flows.talks.results import Talk
from flows.talks.small_talks import ESTATE, PLACE, EmergencySeed
from flows.understanding.case_reading import class_of
from flows.understanding.emergencies import dangers
from flows.understanding.places import is_own_home, named_in, place_told, read_home
from flows.wording.say import Say, say
from storage.case_estate import doubt_estate, doubted, settle_estate
from storage.cases import RESIDENT, Case, find_case, lock_case, note, said_by
from storage.conversations import Conversation, answers_of, seed_of
from storage.estates import Estate
from storage.inbound import about_case
from storage.telling import brief

EMERGENCY_NUMBERS_KNOWN = ("CN", "HK")


def take_emergency(desk: Desk, reply: Reply) -> None:
    """Danger: a case at once, from anyone, with the words as they came.

    Who calls again while the first call is fresh, about the same danger, is heard in the same case.
    """
    desk.in_danger = True
    earlier = _same_emergency(desk, reply)
    if earlier is not None:
        what_to_do = advice(f"{reply.text}\n{earlier.text}")
        heard = say("emergency.again", number=earlier.number, advice=what_to_do)
        add_to_case(desk, earlier.number, reply, heard)
        return
    person = desk.person
    home = read_home(reply.text)
    if home is None and len(person.home_codes) == 1 and is_own_home(reply.text):
        home = person.home_codes[0]
    joined = join_emergency(desk, reply, home)
    if joined is not None:
        call = whom_to_call(person)
        what_to_do = advice(reply.text)
        desk.say(say("emergency.joined", number=joined.number, call=call, advice=what_to_do))
        return
    meant = person.estates_meant(named_in(reply.text, person.estate_names), home)
    if not meant:
        desk.say(say("emergency.no_estate", call=whom_to_call(person)))
        return
    told = Told(
        CaseKind.REPAIR,
        class_of(reply.text, CaseKind.REPAIR),
        Urgency.EMERGENCY,
        reply.text.strip(),
        Whereabouts(home or reply.position or place_told(reply.text), home),
        reply.media,
    )
    case = register(desk, meant[0], told)
    if len(meant) == 1:
        remember_estate(desk, meant[0])
    call, what_to_do = whom_to_call(person), advice(reply.text)
    desk.say(say("emergency.receipt", number=case.number, call=call, advice=what_to_do))
    _ask_where(desk, case, meant)


def _ask_where(desk: Desk, case: Case, meant: list[Estate]) -> None:
    """Where the emergency is, and of a stranger in which estate: all that may be meant are told."""
    person = desk.person
    if len(meant) > 1:
        doubt_estate(person.session, case, meant, person.now)
    if len(meant) > 1 or not case.place:
        names = tuple(estate.name for estate in meant)
        seed = EmergencySeed(case.number, person.home_codes, names, case.place)
        desk.begin_with(Talk.EMERGENCY_PLACE, seed)


def hear_where(desk: Desk, conversation: Conversation, key: str) -> None:
    """Each thing that is told about where an emergency is counts at once."""
    session = desk.person.session
    seed = load_seed(EmergencySeed, seed_of(session, conversation))
    told = answers_of(session, conversation).get(key)
    if key == PLACE and isinstance(told, dict):
        place_emergency(desk, seed.number, Whereabouts(str(told["text"]), told.get("home")))
    if key == ESTATE and isinstance(told, str):
        _name_estate(desk, seed.number, told)


def _name_estate(desk: Desk, number: str, name: str) -> None:
    desk.in_danger = True
    session, person = desk.person.session, desk.person
    found, estate = find_case(session, number), person.estate_of(name, None)
    if found is None or estate is None:
        return
    case = lock_case(session, found.id)
    if case.estate_id != estate.id or doubted(session, case):
        settle_estate(session, case, estate, by=RESIDENT, now=person.now)
    remember_estate(desk, estate)
    desk.say(say("emergency.estate_told", estate=estate.name, number=number))


def place_emergency(desk: Desk, number: str, place: Whereabouts) -> None:
    """Where the emergency is, passed on at once, and only once."""
    desk.in_danger = True
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    if found is None or found.place == place.text:
        return
    case = lock_case(session, found.id)
    case.place = place.text
    known = home_in(session, case.estate_id, place.home)
    case.home_id = case.home_id if known is None else known.id
    session.add(case)
    about_case(session, desk.person.inbound_id, case.id)
    event = note(session, case, "placed", by=RESIDENT, now=now, text=place.text)
    said_by(session, event, desk.person.resident.id)
    tell_those_in_charge(desk, case, say("staff.placed", case=brief(case)), f"event {event.id}")
    desk.say(say("emergency.placed", number=number, place=place.text))


def whom_to_call(person: Person) -> Say:
    """The numbers that people call in danger, where the estate is."""
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
