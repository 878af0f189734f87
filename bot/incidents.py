"""我也是: a report that others made already, joined instead of made again (R31)."""

from collections.abc import Callable
from datetime import timedelta

from bot.desk import Desk
from bot.person import Person
from bot.reporting import first_response_due, media_id, tell_those_in_charge
from flows.engine.ask import Reply
from flows.rules.vocabulary import Urgency
from flows.talks.results import Begin, Joined, Talk
from flows.talks.shared import Incident, IncidentRow
from flows.understanding.emergencies import dangers
from flows.understanding.shared_trouble import building_in, shared_troubles
from flows.wording.say import say
from storage.case_opening import attach
from storage.cases import Case, find_case, lock_case
from storage.inbound import about_case
from storage.incidents import Joining, building_of, join, may_join, under_way
from storage.telling import brief


def incidents_for(person: Person) -> tuple[IncidentRow, ...]:
    """What others of the person's estate reported, without a word of theirs."""
    rows = []
    for case in _of_others(person, shared_troubles):
        troubles = shared_troubles(case.text)
        building = building_of(person.session, case)
        local = case.opened_at.astimezone(person.zone)
        is_taken = case.accepted_at is not None
        incident = Incident(case.number, troubles, building, case.homes, local, is_taken)
        rows.append(incident.dump())
    return tuple(rows)


def join_incident(desk: Desk, joined: Joined, media: tuple[str, ...]) -> None:
    """The report joins the case; one that is over meanwhile is made for itself."""
    person = desk.person
    found = find_case(person.session, joined.number)
    case = None if found is None else lock_case(person.session, found.id)
    if case is None or not may_join(case):
        desk.begin(Begin(Talk.REPORT, joined.text, joined.kind))
        return
    _join(desk, case, joined.text, media)
    homes = case.homes
    if case.first_responded_at is not None:
        desk.say(say("report.joined_handled", number=case.number, homes=homes))
        return
    due = first_response_due(desk, case)
    desk.say(say("report.joined", number=case.number, homes=homes, due=due))


def join_emergency(desk: Desk, reply: Reply, home: str | None) -> Case | None:
    """The same danger in the same building, told by others: joined at once, and passed on."""
    building = building_in(reply.text, home)
    told = dangers(reply.text)
    for case in _of_others(desk.person, dangers) if building else ():
        same_place = building_of(desk.person.session, case) == building
        if same_place and told and told <= dangers(case.text):
            held = lock_case(desk.person.session, case.id)
            if may_join(held) and _is_fresh_emergency(desk.person, held):
                _join(desk, held, reply.text.strip(), reply.media)
                return held
    return None


def _is_fresh_emergency(person: Person, case: Case) -> bool:
    """Whether staff are about to answer it as one; else whoever calls now would be heard late."""
    idle = timedelta(minutes=person.policy.conversation.idle_minutes)
    is_unanswered = case.urgency is Urgency.EMERGENCY and case.first_responded_at is None
    return is_unanswered and person.now - case.opened_at <= idle


def _join(desk: Desk, case: Case, text: str, media: tuple[str, ...]) -> None:
    person = desk.person
    home = person.homes[0].id if len(person.homes) == 1 else None
    joining = Joining(person.resident.id, person.identity.id, home, person.inbound_id, text)
    follower = join(person.session, case, joining, person.now)
    about_case(person.session, person.inbound_id, case.id)
    for name in media:
        attach(person.session, case, media_id(name))
    sentence = say("staff.joined", case=brief(case), text=text)
    tell_those_in_charge(desk, case, sentence, f"joined {follower.id}")


def _of_others(person: Person, told: Callable[[str], object]) -> list[Case]:
    """The cases of the person's estate whose words tell of something that may be theirs too."""
    meant = person.estates_meant(None, None)
    if len(meant) != 1:
        return []
    estate_id, resident_id = meant[0].id, person.resident.id
    return under_way(person.session, estate_id, resident_id, person.policy, person.now, told=told)
