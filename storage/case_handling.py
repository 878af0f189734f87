"""A case in hand: who has it, what it is taken for, and how long it may take."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.due import first_response_due
from flows.rules.vocabulary import CaseClass, DeadlineKind, DeadlineState, Urgency
from flows.wording.say import say
from storage.cases import Case, CaseEvent, note
from storage.database import zone_of
from storage.deadlines import Deadline, drop, live
from storage.estates import policy_in_force
from storage.news import News
from storage.promises import begin_again, move, promise_solutions, schedule
from storage.routing import first_told
from storage.staff import Staff, staff_name
from storage.telling import brief, tell_staff_of, tell_step_of
from storage.training_examples import keep_example

_TOLD_RESIDENTS = frozenset(
    {
        DeadlineKind.FIRST_RESPONSE,
        DeadlineKind.KEY_SOLUTION,
        DeadlineKind.SOLUTION,
        DeadlineKind.SPECIAL_MEASURES,
    }
)
"""What residents wait for; a promise is told in its own words, all else is the house's."""


def accept_case(session: Session, case: Case, member: Staff, now: datetime) -> None:
    """接单: who handles it is known now; it is not yet an answer."""
    case.handler_id = member.id
    case.accepted_at = now
    session.add(case)
    event = note(session, case, "accepted", by=member.userid, now=now)
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        schedule(session, deadline, case)
    name = staff_name(session, member)
    tell_step_of(session, case, event, say("case.accepted", number=case.number, handler=name))


def assign_case(session: Session, case: Case, member: Staff, handler: Staff, now: datetime) -> None:
    """转派: another handler; the resident hears who."""
    case.handler_id = handler.id
    session.add(case)
    event = note(session, case, "assigned", by=member.userid, now=now, text=handler.userid)
    tell_staff_of(session, case, event, [handler], say("staff.assigned", case=brief(case)))
    name = staff_name(session, handler)
    tell_step_of(session, case, event, say("case.assigned", number=case.number, handler=name))


def reclassify_case(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    case_class: CaseClass | None,
    urgency: Urgency | None,
) -> None:
    """Another class or urgency; a raised one brings its deadlines with it (R29)."""
    before = case.case_class, case.urgency
    case.case_class = case_class or case.case_class
    case.urgency = urgency or case.urgency
    session.add(case)
    keep_example(session, case, now)
    text = f"{before[0]}/{before[1]} → {case.case_class}/{case.urgency}"
    event = note(session, case, "reclassified", by=member.userid, now=now, text=text)
    if case.case_class is not before[0]:
        _pass_on(session, case, event)
    promise_solutions(session, case, now)
    if case.urgency is Urgency.NORMAL:
        drop(session, case.id, DeadlineKind.KEY_SOLUTION)
    if (case.urgency is Urgency.EMERGENCY) != (before[1] is Urgency.EMERGENCY):
        _change_pace(session, case, now)


def extend_deadline(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    deadlines: list[Deadline],
    until: datetime,
    reason: str,
) -> None:
    """A lead gives the deadlines of a kind more time, with a reason (R48).

    Of a promise that is kept later than they were told the resident hears at once (R35).
    """
    for deadline in deadlines:
        move(session, deadline, until, case)
    kind = deadlines[0].kind
    local = until.astimezone(zone_of(session)).isoformat()
    event = note(session, case, "extended", by=member.userid, now=now, text=reason,
                 deadline=kind.value, until=local)  # fmt: skip
    if kind in _TOLD_RESIDENTS:
        sentence = say("case.extended", number=case.number, until=until, reason=reason)
        tell_step_of(session, case, event, sentence, News.OUTLOOK)
    if kind is DeadlineKind.PROMISE:
        case.promised_at = until
        session.add(case)
        name = staff_name(session, member)
        sentence = say("case.response_promise", number=case.number, handler=name, text=reason,
                       until=until)  # fmt: skip
        tell_step_of(session, case, event, sentence, News.OUTLOOK)


def _pass_on(session: Session, case: Case, event: CaseEvent) -> None:
    """R31: while nobody has it, a case of another class goes to the team of that class."""
    if case.handler_id is not None or case.in_person:
        return
    policy = policy_in_force(session, case.estate_id, event.at)
    team = first_told(session, case, policy, event.at)
    tell_staff_of(session, case, event, team, say("staff.passed_on", case=brief(case)))


def _change_pace(session: Session, case: Case, now: datetime) -> None:
    """An emergency's first response is walked through in other steps, and due sooner.

    One that is none after all keeps the time that it was given: only `extend` gives more.
    """
    policy = policy_in_force(session, case.estate_id, now)
    due = first_response_due(policy, zone_of(session), case.urgency, now)
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        is_pending = deadline.state is DeadlineState.PENDING
        if case.urgency is Urgency.EMERGENCY:
            deadline.made_at = now
        sooner = min(due, deadline.due_at) if is_pending else deadline.due_at
        begin_again(session, deadline, sooner, case)
