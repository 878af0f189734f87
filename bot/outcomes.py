"""What conversations come to, written down: cases, verdicts, enrolment, and what is said to it."""

from bot.desk import Desk
from bot.enrolling import check_code, enrol_by_qr, seek_enrolment
from bot.person import Person, home_in
from flows.engine.ask import Reply
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineState,
    Role,
    Satisfaction,
    Source,
    Urgency,
)
from flows.talks import results
from flows.talks.enrolment import CodeSeed, EnrolmentSeed
from flows.talks.registry import Seed
from flows.talks.report import ReportSeed
from flows.talks.results import Begin, Result, Talk
from flows.talks.revisit import FIXED, SATISFACTION
from flows.talks.small_talks import EmergencySeed, HandOverSeed, MenuSeed, StatusSeed
from flows.understanding.classify import classify
from flows.understanding.places import read_home
from flows.wording.say import Say, plain, say
from storage.case_opening import NewCase, attach, open_case
from storage.case_rounds import (
    RESIDENT,
    hear_fixed,
    hear_not_fixed,
    hear_remark,
    hear_satisfaction,
)
from storage.cases import Case, find_case, lock_case, note
from storage.conversations import Conversation, answers_of
from storage.deadlines import deadlines_of
from storage.inbound import Inbound
from storage.keys import keyring
from storage.staff import Staff, staff_name, with_role
from storage.telling import brief, shortened, tell_staff

ABOUT_LONGEST = 12


def seed_for(person: Person, begin: Begin) -> Seed:
    """What a conversation needs from outside, frozen when it begins."""
    match begin.talk:
        case Talk.REPORT:
            return ReportSeed(
                kind=None if begin.kind is None else begin.kind.value,
                homes=person.home_codes,
                estates=person.estate_names,
                name=person.name,
                photo_limit=person.policy.conversation.photos_max,
            )
        case Talk.STATUS:
            cases = ((case.number, shortened(case.text, ABOUT_LONGEST)) for case in person.cases())
            return StatusSeed(tuple(cases))
        case Talk.ENROLMENT:
            return EnrolmentSeed(estates=person.estate_names, phone=person.phone)
        case Talk.ENROLMENT_CODE:
            return CodeSeed(person.policy.enrolment.code_digits)
        case Talk.HAND_OVER:
            return HandOverSeed()
        case _:
            return MenuSeed()


def write_down(desk: Desk, conversation: Conversation | None, result: Result) -> None:
    """Do what a finished conversation asks for."""
    match result:
        case results.CaseDraft():
            _open_report(desk, result)
        case results.EmergencyReport():
            _open_emergency(desk, result)
        case results.EmergencyPlace(number, place):
            _place_emergency(desk, number, place.text, place.home)
        case results.Begin():
            desk.begin(result)
        case results.ShowCase(number):
            show_case(desk, number)
        case results.EnrolmentWish():
            seek_enrolment(desk, result)
        case results.CodeTyped(code) if conversation is not None:
            check_code(desk, conversation, code)
        case results.QrEnrolment() if conversation is not None:
            enrol_by_qr(desk, conversation, result)
        case results.Verdict() if conversation is not None:
            _complete_verdict(desk, conversation, result)
        case results.HumanWanted(text):
            _call_human(desk, text)
        case results.Nothing() if conversation is not None and conversation.flow == Talk.STATUS:
            desk.say(say("status.none"))
        case results.Nothing():
            desk.say(say("conversation.cancelled"))
        case _:
            message = f"{type(result).__name__} is nothing a resident's conversation comes to"
            raise TypeError(message)


def hear_answer(desk: Desk, conversation: Conversation, key: str) -> None:
    """The revisit's answers count as they are given, not when its last question is answered (R42)."""
    if conversation.flow != Talk.REVISIT or conversation.case_id is None:
        return
    session, now = desk.person.session, desk.person.now
    case = lock_case(session, conversation.case_id)
    answer = answers_of(session, conversation).get(key)
    if key == FIXED and answer is True and case.state is CaseState.RESOLVED:
        hear_fixed(session, case, by=RESIDENT, now=now)
    elif key == FIXED and answer is False and case.state is CaseState.RESOLVED:
        hear_not_fixed(session, case, by=RESIDENT, now=now)
        desk.say(_next_round(case))
    elif key == SATISFACTION:
        before = case.round
        grade = Satisfaction(answer) if isinstance(answer, str) else None
        hear_satisfaction(session, case, grade, by=RESIDENT, now=now)
        if case.round > before:
            desk.say(_next_round(case))
    elif key in {"why_not", "why_dissatisfied"} and isinstance(answer, str):
        note(session, case, "said_why", by=RESIDENT, now=now, text=answer)


def take_emergency(desk: Desk, reply: Reply) -> None:
    """Danger: a case at once, from anyone, with the words as they came."""
    homes = desk.person.home_codes
    home = read_home(reply.text) or (homes[0] if len(homes) == 1 else None)
    _open_emergency(desk, results.EmergencyReport(reply.text.strip(), home, reply.media))


def show_case(desk: Desk, number: str) -> None:
    """Tell how a case stands, to somebody who may know."""
    person = desk.person
    case = find_case(person.session, number)
    if case is None or case.id not in {one.id for one in person.cases()}:
        desk.say(say("status.unknown", number=number))
        return
    desk.say(_standing_of(desk, case))


def hear_still_broken(desk: Desk, number: str, text: str) -> None:
    """Said by the resident after `resolve`, outside the revisit: the next round begins (R42)."""
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    if found is None:
        return
    case = lock_case(session, found.id)
    if case.state not in {CaseState.RESOLVED, CaseState.CLOSED}:
        add_to_case(desk, number, Reply(now, text))
        return
    hear_not_fixed(session, case, by=RESIDENT, now=now, why=text)
    desk.say(_next_round(case))


def add_to_case(desk: Desk, number: str, reply: Reply) -> None:
    """A word or photo about a case in hand goes to who handles it."""
    session, now = desk.person.session, desk.person.now
    case = find_case(session, number)
    if case is None:
        return
    words = reply.text.strip() or reply.position
    event = note(session, case, "added", by=RESIDENT, now=now, text=words, photos=len(reply.media))
    for name in reply.media:
        attach(session, case, int(name.removeprefix("m")))
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    told = [handler] if handler is not None else with_role(session, case.estate_id, Role.ASSISTANT)
    tell_staff(
        session,
        case,
        told,
        say("staff.added", case=brief(case), text=words or "📷"),
        key=f"event {event.id}",
        policy=desk.person.policy,
        now=now,
    )
    desk.say(say("case.added", number=case.number))


def _open_report(desk: Desk, draft: results.CaseDraft) -> None:
    person = desk.person
    estate = person.estate_of(draft.estate, draft.place.home)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    home = home_in(person.session, estate.id, draft.place.home)
    case = open_case(
        person.session,
        NewCase(
            estate_id=estate.id,
            kind=draft.kind,
            case_class=draft.case_class,
            urgency=draft.urgency,
            text=draft.text,
            source=Source(person.identity.channel),
            place=draft.place.text,
            home_id=None if home is None else home.id,
            reporter_id=person.resident.id,
            identity_id=person.identity.id,
            media_ids=tuple(int(name.removeprefix("m")) for name in draft.media),
        ),
        person.now,
    )
    _belongs_to(desk, case, draft.who)
    due = deadlines_of(person.session, case.id)[0].due_at
    desk.say(say("report.receipt", number=case.number, due=due))


def _open_emergency(desk: Desk, report: results.EmergencyReport) -> None:
    person = desk.person
    estate = person.estate_of(None, report.home)
    if estate is None:
        desk.say(say("emergency.no_estate"))
        return
    home = home_in(person.session, estate.id, report.home)
    case = open_case(
        person.session,
        NewCase(
            estate_id=estate.id,
            kind=CaseKind.REPAIR,
            case_class=classify(report.text, CaseKind.REPAIR),
            urgency=Urgency.EMERGENCY,
            text=report.text,
            source=Source(person.identity.channel),
            place=report.home or "",
            home_id=None if home is None else home.id,
            reporter_id=person.resident.id,
            identity_id=person.identity.id,
            media_ids=tuple(int(name.removeprefix("m")) for name in report.media),
        ),
        person.now,
    )
    _belongs_to(desk, case)
    desk.say(say("emergency.receipt", number=case.number))
    if report.home is None:
        desk.begin_with(Talk.EMERGENCY_PLACE, EmergencySeed(case.number, person.home_codes))


def _place_emergency(desk: Desk, number: str, place: str, home: str | None) -> None:
    session, now = desk.person.session, desk.person.now
    found = find_case(session, number)
    if found is None:
        return
    case = lock_case(session, found.id)
    case.place = place
    known = home_in(session, case.estate_id, home)
    case.home_id = case.home_id if known is None else known.id
    session.add(case)
    event = note(session, case, "placed", by=RESIDENT, now=now, text=place)
    told = [*with_role(session, case.estate_id, Role.ASSISTANT), *with_role(session, case.estate_id, Role.LEAD)]
    tell_staff(
        session,
        case,
        told,
        say("staff.placed", case=brief(case)),
        key=f"event {event.id}",
        policy=desk.person.policy,
        now=now,
    )
    desk.say(say("emergency.placed", number=number, place=place))


def _belongs_to(desk: Desk, case: Case, who: str | None = None) -> None:
    row = desk.person.session.get(Inbound, desk.person.inbound_id)
    if row is not None:
        row.case_id = case.id
        desk.person.session.add(row)
    _remember_name(desk, who)
    if desk.person.resident.estate_id is None:
        desk.person.resident.estate_id = case.estate_id
        desk.person.session.add(desk.person.resident)


def _remember_name(desk: Desk, who: str | None) -> None:
    """What a stranger calls themselves; the directory's name is never overwritten."""
    resident = desk.person.resident
    if who and not resident.in_directory:
        resident.name_sealed = keyring(desk.person.session).seal(who)
        desk.person.session.add(resident)


def _complete_verdict(desk: Desk, conversation: Conversation, verdict: results.Verdict) -> None:
    session, now = desk.person.session, desk.person.now
    if conversation.case_id is None:
        return
    case = lock_case(session, conversation.case_id)
    if verdict.remark:
        hear_remark(session, case, verdict.remark, by=RESIDENT, now=now)
    confirmed = verdict.fixed and verdict.satisfaction is not Satisfaction.DISSATISFIED
    desk.say(say("revisit.thanks" if confirmed else "revisit.thanks_again", number=case.number))


def _call_human(desk: Desk, text: str) -> None:
    person = desk.person
    estate = person.estate_of(None, None)
    if estate is None:
        desk.say(say("report.no_estate"))
        return
    homes = person.homes
    case = open_case(
        person.session,
        NewCase(
            estate_id=estate.id,
            kind=CaseKind.HELP,
            case_class=CaseClass.OTHER,
            urgency=Urgency.NORMAL,
            text=text,
            source=Source(person.identity.channel),
            place=homes[0].code if len(homes) == 1 else "",
            home_id=homes[0].id if len(homes) == 1 else None,
            reporter_id=person.resident.id,
            identity_id=person.identity.id,
        ),
        person.now,
    )
    _belongs_to(desk, case)
    due = deadlines_of(person.session, case.id)[0].due_at
    desk.say(say("hand_over.receipt", number=case.number, due=due))


def _standing_of(desk: Desk, case: Case) -> Say:
    session = desk.person.session
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    lines = [
        say(
            "status.case",
            number=case.number,
            text=shortened(case.text, ABOUT_LONGEST * 3),
            state=say(f"CaseState.{case.state.value}"),
            opened=case.opened_at,
        )
    ]
    if handler is not None:
        lines.append(say("status.handler", handler=staff_name(session, handler)))
    if case.promised_at is not None and case.state is CaseState.HANDLING:
        lines.append(say("status.promised", until=case.promised_at))
    elif case.state is CaseState.OPEN:
        pending = [
            one for one in deadlines_of(session, case.id) if one.state is DeadlineState.PENDING
        ]
        if pending:
            soonest = min(pending, key=lambda one: one.due_at)
            promise = say(f"DeadlineKind.{soonest.kind.value}")
            lines.append(say("status.due", promise=promise, due=soonest.due_at))
    if case.state is CaseState.RESOLVED and case.result:
        lines.append(say("status.result", result=plain(case.result)))
    return say("lines", lines=tuple(lines))


def _next_round(case: Case) -> Say:
    return say("revisit.next_round", number=case.number)
