"""What staff do to a case in hand: each verb with its rows, deadlines and messages."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS
from flows.rules.due import first_response_due
from flows.rules.policy import Policy
from flows.rules.rounds import is_major
from flows.rules.vocabulary import (
    RUNGS,
    CaseClass,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    Role,
    Urgency,
    Verb,
)
from flows.wording.say import Say, plain, say
from storage.call_tasks import open_call_task
from storage.case_ending import close_case, end_call_tasks, end_revisit
from storage.cases import Case, CaseEvent, note, timeline
from storage.database import zone_of
from storage.deadlines import Deadline, deadlines_of, drop, live, meet
from storage.estates import Home, policy_in_force
from storage.promises import (
    move,
    promise,
    promise_approval,
    promise_revisit,
    promise_solutions,
    reopen,
    schedule,
)
from storage.staff import Staff, chain, find_staff, staff_name
from storage.tasks import TaskKind, TaskReason, TaskState, open_tasks
from storage.telling import brief, tell_reporter, tell_staff

MESSAGE = "message"


def accept_case(session: Session, case: Case, member: Staff, now: datetime) -> None:
    """接单: who handles it is known now; it is not yet an answer."""
    case.handler_id = member.id
    case.accepted_at = now
    event = note(session, case, "accepted", by=member.userid, now=now)
    _reschedule(session, case)
    name = staff_name(session, member)
    _tell(session, case, say("case.accepted", number=case.number, handler=name), event)


def respond_to_case(
    session: Session,
    case: Case,
    member: Staff,
    now: datetime,
    *,
    text: str,
    promised_at: datetime | None,
    via: str,
) -> None:
    """回复: a human's answer (R32), perhaps with a definite reply time (R35)."""
    event = note(session, case, "responded", by=member.userid, now=now, text=text, via=via,
                 first=case.first_responded_at is None)  # fmt: skip
    _answered(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.RESPOND])
    if promised_at is not None:
        case.promised_at = promised_at
        promise(session, case, DeadlineKind.PROMISE, promised_at, now)
        note(session, case, "promised", by=member.userid, now=now,
             until=promised_at.astimezone(zone_of(session)).isoformat())  # fmt: skip
    session.add(case)
    if via != MESSAGE:
        return
    name = staff_name(session, member)
    sentence = say("case.response", number=case.number, handler=name, text=text)
    if promised_at is not None:
        sentence = say("case.response_promise", number=case.number, handler=name, text=text,
                       until=promised_at)  # fmt: skip
    _tell(session, case, sentence, event, answers_respond=True)


def take_back_response(session: Session, case: Case, now: datetime) -> None:
    """An answer that no channel could deliver was none: the deadline runs on (design.md §5)."""
    answers = [one for one in timeline(session, case.id) if one.kind in {"responded", "resolved"}]
    heard = [one for one in answers if one.details.get("via", MESSAGE) != MESSAGE]
    if len(answers) > 1 or heard or case.first_responded_at is None or case.round > 1:
        return
    case.first_responded_at = None
    case.promised_at = None
    if case.state is CaseState.HANDLING:
        case.state = CaseState.OPEN
    session.add(case)
    drop(session, case.id, DeadlineKind.PROMISE)
    for deadline in deadlines_of(session, case.id):
        if deadline.kind is DeadlineKind.FIRST_RESPONSE and deadline.met_at is not None:
            reopen(session, deadline, case)
    note(session, case, "response_undelivered", by="huiyin", now=now)


def assign_case(
    session: Session, case: Case, member: Staff, handler: Staff, now: datetime
) -> None:
    """转派: another handler; the resident hears who."""
    case.handler_id = handler.id
    event = note(session, case, "assigned", by=member.userid, now=now, text=handler.userid)
    _tell_members(session, case, [handler], say("staff.assigned", case=brief(case)), event)
    name = staff_name(session, handler)
    _tell(session, case, say("case.assigned", number=case.number, handler=name), event)


def propose_plan(session: Session, case: Case, member: Staff, plan: str, now: datetime) -> None:
    """方案: what is to be done, for a leader's approval (R37)."""
    case.plan_text, case.plan_by = plan, member.userid
    case.plan_decision = case.plan_reason = None
    event = note(session, case, "proposed", by=member.userid, now=now, text=plan)
    promise_approval(session, case, now)
    approvers = [
        one
        for one in chain(session, case.estate_id)
        if one.role in RUNGS[1:] and one.id not in {member.id, case.not_for_id}
    ]
    lowest = min((RUNGS.index(one.role) for one in approvers), default=0)
    asked = [one for one in approvers if RUNGS.index(one.role) == lowest]
    sentence = say("staff.approve_plan", case=brief(case), plan=plan, by=_name(session, member))
    _tell_members(session, case, asked, sentence, event)


def decide_plan(
    session: Session, case: Case, member: Staff, decision: str, reason: str, now: datetime
) -> None:
    """同意 or 退回 (R37)."""
    case.plan_decision, case.plan_reason = decision, reason or None
    event = note(session, case, f"plan_{decision}", by=member.userid, now=now, text=reason)
    proposer = find_staff(session, case.plan_by or "")
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    told = {one.id: one for one in (proposer, handler) if one is not None}
    sentence = say(f"staff.plan_{decision}", number=case.number, reason=reason or "—",
                   by=_name(session, member))  # fmt: skip
    _tell_members(session, case, list(told.values()), sentence, event)


def resolve_case(
    session: Session, case: Case, member: Staff, now: datetime, *, fields: dict[str, str]
) -> None:
    """完成: staff say that it is done; the resident is asked afterwards (R41, R48)."""
    case.result, case.measures = fields["result"], fields["measures"]
    case.improvement = fields["improvement"]
    event = note(session, case, "resolved", by=member.userid, now=now, **fields)
    _answered(session, case, member, now)
    drop(session, case.id, DeadlineKind.APPROVAL)
    case.state = CaseState.RESOLVED
    case.resolved_at = now
    case.verdict_fixed = case.verdict_satisfaction = case.verdict_remark = None
    session.add(case)
    session.flush()
    promise_revisit(session, case, now)
    sentence = say("case.resolved", number=case.number, **fields)
    _tell(session, case, sentence, event)
    _visit_if_major(session, case, now)


def reclassify_case(
    session: Session,
    case: Case,
    member: Staff,
    case_class: CaseClass | None,
    urgency: Urgency | None,
    now: datetime,
) -> None:
    """Another class or urgency; a raised one brings its deadlines with it (R29)."""
    before = (case.case_class, case.urgency)
    case.case_class = case_class or case.case_class
    case.urgency = urgency or case.urgency
    session.add(case)
    text = f"{before[0]}/{before[1]} → {case.case_class}/{case.urgency}"
    note(session, case, "reclassified", by=member.userid, now=now, text=text)
    if case.state not in {CaseState.OPEN, CaseState.HANDLING}:
        return
    promise_solutions(session, case, now)
    if case.urgency is Urgency.NORMAL:
        drop(session, case.id, DeadlineKind.KEY_SOLUTION)
    if case.urgency is Urgency.EMERGENCY and before[1] is not Urgency.EMERGENCY:
        _hasten(session, case, now)


def extend_deadline(
    session: Session, case: Case, member: Staff, deadline: Deadline, until: datetime, reason: str,
    now: datetime,
) -> None:  # fmt: skip
    """A lead gives a deadline more time, with a reason (R48)."""
    move(session, deadline, until, case)
    note(session, case, "extended", by=member.userid, now=now, text=reason,
         deadline=deadline.kind.value, until=until.astimezone(zone_of(session)).isoformat())  # fmt: skip


def withdraw_case(
    session: Session, case: Case, by: str, reason: str, now: datetime, *, tell: bool
) -> None:
    """Taken back by the resident, or by a lead with reason."""
    case.state = CaseState.WITHDRAWN
    case.closed_at = now
    session.add(case)
    event = note(session, case, "withdrawn", by=by, now=now, text=reason)
    drop(session, case.id, *DeadlineKind)
    end_revisit(session, case, now, talk_too=True)
    end_call_tasks(session, open_tasks(session, case.id), TaskState.CANCELLED, now)
    if tell:
        _tell(session, case, say("case.withdrawn", number=case.number, reason=reason), event)


def close_unsatisfied(
    session: Session, case: Case, member: Staff, reason: str, now: datetime
) -> None:
    """A manager ends a case that cannot be settled, with a reason, from the second round on."""
    close_case(session, case, Closure.UNSATISFIED, by=member.userid, now=now, text=reason)
    end_call_tasks(session, open_tasks(session, case.id), TaskState.CANCELLED, now)
    event = timeline(session, case.id)[-1]
    _tell(session, case, say("case.closed_unsatisfied", number=case.number, reason=reason), event)


def close_enrolment(
    session: Session, case: Case, member: Staff, sentence: Say, now: datetime
) -> None:
    """A decided wish to be linked to a home: the answer was the matter, nobody revisits it."""
    event = note(session, case, "enrolment_decided", by=member.userid, now=now)
    _answered(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.RESOLVE])
    _tell(session, case, sentence, event)
    close_case(session, case, Closure.CONFIRMED, by=member.userid, now=now)


def major(session: Session, case: Case, policy: Policy) -> bool:
    """Whether a lead must visit (R49)."""
    home = session.get(Home, case.home_id) if case.home_id is not None else None
    key_client = home is not None and home.key_client
    return is_major(policy, urgency=case.urgency, case_round=case.round, key_client=key_client)


def _answered(session: Session, case: Case, member: Staff, now: datetime) -> None:
    if case.handler_id is None:
        case.handler_id = member.id
    if case.accepted_at is None:
        case.accepted_at = now
    if case.first_responded_at is None:
        case.first_responded_at = now
    if case.state is CaseState.OPEN:
        case.state = CaseState.HANDLING
    session.add(case)
    session.flush()


def _hasten(session: Session, case: Case, now: datetime) -> None:
    policy = policy_in_force(session, case.estate_id, now)
    due = first_response_due(policy, zone_of(session), case.urgency, now)
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        if deadline.state is DeadlineState.PENDING:
            deadline.made_at = now
            deadline.position = 0
            move(session, deadline, min(due, deadline.due_at), case)


def _reschedule(session: Session, case: Case) -> None:
    for deadline in live(session, case.id, DeadlineKind.FIRST_RESPONSE):
        schedule(session, deadline, case)


def _visit_if_major(session: Session, case: Case, now: datetime) -> None:
    if major(session, case, policy_in_force(session, case.estate_id, now)):
        open_call_task(
            session,
            case,
            reason=TaskReason.MAJOR,
            role=Role.LEAD,
            text=case.text,
            now=now,
            kind=TaskKind.VISIT,
        )


def _tell(
    session: Session, case: Case, sentence: Say, event: CaseEvent, *, answers_respond: bool = False
) -> None:
    session.flush()
    tell_reporter(
        session,
        case,
        sentence,
        key=f"event {event.id}",
        policy=policy_in_force(session, case.estate_id, event.at),
        now=event.at,
        answers_respond=answers_respond,
    )


def _tell_members(
    session: Session, case: Case, members: list[Staff], sentence: Say, event: CaseEvent
) -> None:
    session.flush()
    policy = policy_in_force(session, case.estate_id, event.at)
    key = f"event {event.id}"
    tell_staff(session, case, members, sentence, key=key, policy=policy, now=event.at)


def _name(session: Session, member: Staff) -> Say:
    return plain(staff_name(session, member))
