"""The verbs that bring a case to its end, or back from it to whoever reported it."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.case_life import MEETS
from flows.rules.escalation import Audience
from flows.rules.policy import Policy
from flows.rules.rounds import is_major
from flows.rules.vocabulary import CaseState, Closure, DeadlineKind, Role, Verb
from flows.wording.say import Say, plain, say
from storage.call_tasks import open_call_task
from storage.case_answering import count_answer
from storage.case_ending import close_case, end_agreed_visits, end_call_tasks, end_revisit
from storage.cases import Case, CaseEvent, note
from storage.deadlines import drop, meet
from storage.estates import Home, policy_in_force
from storage.keeping import keep_case
from storage.news import OF_WORK, News, take_back, take_back_pushes
from storage.promises import promise_revisit
from storage.rungs import audience
from storage.staff import Staff, chain
from storage.tasks import TaskKind, TaskReason, TaskState, open_tasks
from storage.telling import brief, cancel_told, tell_reporter_of, tell_staff_of
from storage.upload_offers import UPLOAD_KEY
from storage.visit_offers import offer_visit


def resolve_case(
    session: Session, case: Case, member: Staff, now: datetime, *, fields: dict[str, str]
) -> None:
    """完成: staff say that it is done; the resident is asked afterwards (R41, R48)."""
    case.result, case.measures = fields["result"], fields["measures"]
    case.improvement = fields["improvement"]
    event = note(session, case, "resolved", by=member.userid, now=now, **fields)
    count_answer(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.RESOLVE])
    drop(session, case.id, DeadlineKind.APPROVAL)
    # A new revisit ends an older round's: its answers would be about what was done before.
    end_revisit(session, case, now, last_words=False)
    end_agreed_visits(session, case, now)
    case.state = CaseState.RESOLVED
    case.resolved_at = now
    case.verdict_fixed = case.verdict_satisfaction = case.verdict_remark = None
    case.revisited_at = None
    session.add(case)
    session.flush()
    promise_revisit(session, case, now)
    sentence = say("case.resolved", number=case.number, **fields)
    answer = say("case.words_resolved", **fields)
    others = say("case.resolved_joined", number=case.number, **fields)
    take_back(session, case.id, *OF_WORK)
    tell_reporter_of(
        session, case, event, sentence, news=News.DONE, answer=answer, for_followers=others
    )
    copy_to_office(session, case, event, fields["result"])
    if major(session, case, policy_in_force(session, case.estate_id, now)):
        _ask_for_a_visit(session, case, now)


def withdraw_case(
    session: Session, case: Case, by: str, reason: str, now: datetime, *, tell: bool
) -> None:
    """Taken back by the resident, or by a lead with reason; who never heard of it need not now."""
    case.state = CaseState.WITHDRAWN
    case.closed_at = now
    session.add(case)
    keep_case(session, case.id, case.estate_id, now, now)
    event = note(session, case, "withdrawn", by=by, now=now, text=reason)
    end_revisit(session, case, now, last_words=False)
    end_call_tasks(session, open_tasks(session, case.id), TaskState.CANCELLED, now)
    drop(session, case.id, *DeadlineKind)
    take_back(session, case.id, *OF_WORK, News.DONE)
    if case.joined_to_id is None:
        cancel_told(session, case.id, UPLOAD_KEY)
    knows = take_back_pushes(session, case.id)
    told = audience(session, case, Audience.HANDLER_ELSE_ASSISTANTS, now)
    took = case.handler_id if case.accepted_at is not None else None
    others = [one for one in told if one.userid != by and (one.id in knows or one.id == took)]
    sentence = say("staff.withdrawn", case=brief(case), reason=reason or "—")
    tell_staff_of(session, case, event, others, sentence)
    if tell:
        sentence = say("case.withdrawn", number=case.number, reason=reason)
        tell_reporter_of(session, case, event, sentence, for_followers=sentence)


def close_unsatisfied(
    session: Session, case: Case, member: Staff, reason: str, now: datetime
) -> None:
    """A manager ends a case that cannot be settled, with a reason, from the second round on."""
    event = close_case(session, case, Closure.UNSATISFIED, by=member.userid, now=now, text=reason)
    end_call_tasks(session, open_tasks(session, case.id), TaskState.CANCELLED, now)
    sentence = say("case.closed_unsatisfied", number=case.number, reason=reason)
    others = say("case.closed_joined", number=case.number)
    tell_reporter_of(session, case, event, sentence, news=News.DONE, for_followers=others)
    copy_to_office(session, case, event, reason)


def copy_to_office(session: Session, case: Case, event: CaseEvent, result: str) -> None:
    """R70: what came of a complaint about a member of staff goes to the company office too."""
    if case.not_for_id is None:
        return
    members = chain(session, case.estate_id)
    office = [one for one in members if one.role in {Role.GENERAL_MANAGER, Role.AUDITOR}]
    sentence = say("staff.result_copy", number=case.number, result=plain(result))
    tell_staff_of(session, case, event, office, sentence)


def close_enrolment(
    session: Session, case: Case, member: Staff, sentence: Say, now: datetime
) -> None:
    """A decided wish to be linked to a home: the answer was the matter, nobody revisits it."""
    event = note(session, case, "enrolment_decided", by=member.userid, now=now)
    count_answer(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.RESOLVE])
    tell_reporter_of(session, case, event, sentence, answer=sentence)
    close_case(session, case, Closure.CONFIRMED, by=member.userid, now=now)


def major(session: Session, case: Case, policy: Policy) -> bool:
    """Whether a lead must visit (R49)."""
    home = session.get(Home, case.home_id) if case.home_id is not None else None
    key_client = home is not None and home.key_client
    return is_major(policy, urgency=case.urgency, case_round=case.round, key_client=key_client)


def _ask_for_a_visit(session: Session, case: Case, now: datetime) -> None:
    task = open_call_task(
        session,
        case,
        reason=TaskReason.MAJOR,
        role=Role.LEAD,
        text=case.text,
        now=now,
        kind=TaskKind.VISIT,
    )
    offer_visit(session, case, task, now)
