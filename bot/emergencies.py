"""Danger: a case at once, from anyone; where it is can follow."""

from datetime import timedelta

from sqlmodel import col, select

from bot.desk import Desk
from bot.person import Person, home_in
from bot.reporting import Told, add_to_case, register, tell_those_in_charge
from flows.engine.ask import Reply
from flows.engine.place import Whereabouts
from flows.rules.vocabulary import CaseKind, CaseState, Urgency
from flows.talks.results import Talk
from flows.talks.small_talks import EmergencySeed
from flows.understanding.classify import classify
from flows.understanding.emergencies import dangers
from flows.understanding.places import is_own_home, read_home
from flows.wording.say import Say, say
from storage.case_rounds import RESIDENT
from storage.cases import Case, find_case, lock_case, note
from storage.telling import brief

EMERGENCY_NUMBERS_KNOWN = ("CN", "HK")


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
    told = Told(
        CaseKind.REPAIR,
        classify(reply.text, CaseKind.REPAIR),
        Urgency.EMERGENCY,
        reply.text.strip(),
        Whereabouts(home or reply.position, home),
        reply.media,
    )
    case = register(desk, estate, told)
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
    tell_those_in_charge(desk, case, say("staff.placed", case=brief(case)), f"event {event.id}")
    desk.say(say("emergency.placed", number=number, place=place.text))


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
