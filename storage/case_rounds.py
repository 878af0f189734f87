"""Rounds: a repair that the resident confirms, or the next round one rung higher (R42-R44)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.rounds import told_of_special_measures
from flows.rules.vocabulary import (
    RUNGS,
    CaseState,
    Closure,
    DeadlineKind,
    Satisfaction,
)
from flows.wording.say import Say, plain, say
from storage.case_ending import close_case, end_call_tasks, end_revisit
from storage.cases import RESIDENT, Case, CaseEvent, note, said_by
from storage.deadlines import OF_ONE_ROUND, drop, meet
from storage.estates import policy_in_force
from storage.forgetting import drop_forgetting
from storage.leave import on_duty
from storage.news import News, take_back
from storage.promises import promise_special_measures, reopen_solutions
from storage.rungs import above, audience, handler_of
from storage.staff import Staff, chain
from storage.tasks import TaskReason, TaskState, open_tasks
from storage.telling import brief, tell_reporter_of, tell_staff_of

SAID_DONE = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


def hear_fixed(session: Session, case: Case, *, by: str, now: datetime) -> None:
    """The resident says that it is fixed; how satisfied they are is asked next."""
    case.verdict_fixed = True
    case.revisited_at = now
    session.add(case)
    note(session, case, "revisit_fixed", by=by, now=now)


def hear_satisfaction(
    session: Session, case: Case, satisfaction: Satisfaction | None, *, by: str, now: datetime
) -> None:
    """Of a fixed case: 不满意 opens the next round, anything else confirms (R40, R42).

    Of one that is in its next round already it only completes the verdict.
    """
    case.verdict_satisfaction = satisfaction
    case.revisited_at = now
    session.add(case)
    label = "skipped" if satisfaction is None else satisfaction.value
    note(session, case, "revisit_satisfaction", by=by, now=now, text=label)
    if case.state in SAID_DONE and satisfaction is Satisfaction.DISSATISFIED:
        hear_not_fixed(session, case, by=by, now=now, fixed=case.verdict_fixed)
    elif case.state is CaseState.RESOLVED and case.verdict_fixed:
        last_words = by == RESIDENT
        close_case(session, case, Closure.CONFIRMED, by=by, now=now, last_words=last_words)


def hear_remark(session: Session, case: Case, remark: str, *, by: str, now: datetime) -> None:
    """The last words of a revisit complete the verdict; they change nothing else."""
    case.verdict_remark = remark
    session.add(case)
    note(session, case, "revisit_remark", by=by, now=now, text=remark)


def hear_not_fixed(
    session: Session,
    case: Case,
    *,
    by: str,
    now: datetime,
    why: str = "",
    fixed: bool | None = False,
    speaker: int | None = None,
) -> None:
    """The next round: one rung higher, measures within 24 hours, the manager told (R42, R44).

    Only of a case that staff have said is done. `speaker` is the resident who says so, where that
    is somebody else than who reported it.
    """
    meet(session, case.id, now, DeadlineKind.REVISIT)
    end_revisit(session, case, now, last_words=by == RESIDENT)
    before = handler_of(session, case)
    case.verdict_fixed = fixed
    case.revisited_at = now
    _begin_round(session, case, _first(above(session, case, before, now)) or before, now)
    event = note(session, case, "not_fixed", by=by, now=now, text=why, round=case.round)
    said_by(session, event, speaker)
    sentence = say("staff.next_round", case=brief(case))
    _tell_staff(session, case, event, before, sentence)
    # Who says it in chat hears the answer there.
    but = (speaker or case.reporter_id) if by == RESIDENT else None
    _tell_reporter(session, case, event, but)


def review_case(
    session: Session, case: Case, by: str, reason: str, handler: Staff | None, now: datetime
) -> None:
    """R43: another handler looks again, with a deadline of its own; `by` a userid or RESIDENT."""
    before = handler_of(session, case)
    _begin_round(session, case, handler or _another(session, case, before, now), now)
    event = note(session, case, "review", by=by, now=now, text=reason, round=case.round)
    sentence = say("staff.review", case=brief(case), reason=plain(reason or "—"))
    _tell_staff(session, case, event, before, sentence)
    but = case.reporter_id if by == RESIDENT else None
    _tell_reporter(session, case, event, but)


def _begin_round(session: Session, case: Case, handler: Staff | None, now: datetime) -> None:
    drop(session, case.id, *OF_ONE_ROUND)
    take_back(session, case.id, News.STEP, News.OUTLOOK, News.DONE)
    case.state = CaseState.OPEN
    case.round += 1
    case.handler_id = None if handler is None else handler.id
    case.closure = None
    case.closed_at = case.resolved_at = None
    drop_forgetting(session, case_id=case.id)
    case.promised_at = case.accepted_at = None
    case.plan_text = case.plan_by = case.plan_decision = case.plan_reason = None
    case.unit = case.unit_reason = case.unit_until = None
    session.add(case)
    session.flush()
    visits = [task for task in open_tasks(session, case.id) if task.reason is TaskReason.MAJOR]
    end_call_tasks(session, visits, TaskState.CANCELLED, now)
    reopen_solutions(session, case, now)
    promise_special_measures(session, case, now)


def _another(session: Session, case: Case, before: Staff | None, now: datetime) -> Staff | None:
    """One rung up; where that is nobody else, the highest of the others."""
    higher = _first(above(session, case, before, now))
    if before is None or higher is None or higher.id != before.id:
        return higher
    others = [
        one
        for one in chain(session, case.estate_id)
        if one.role in RUNGS and one.id not in {before.id, case.not_for_id}
    ]
    others = on_duty(session, others, now) or others
    return max(others, key=lambda one: RUNGS.index(one.role), default=before)


def _tell_staff(
    session: Session, case: Case, event: CaseEvent, before: Staff | None, sentence: Say
) -> None:
    policy = policy_in_force(session, case.estate_id, event.at)
    told = {one.id: one for one in (handler_of(session, case), before) if one is not None}
    for role in told_of_special_measures(policy, case.round):
        told |= {one.id: one for one in audience(session, case, role, event.at)}
    tell_staff_of(session, case, event, told.values(), sentence)


def _tell_reporter(session: Session, case: Case, event: CaseEvent, but: int | None) -> None:
    sentence = say("case.next_round", number=case.number)
    tell_reporter_of(
        session, case, event, sentence, news=News.OUTLOOK, for_followers=sentence, but=but
    )


def _first(members: list[Staff]) -> Staff | None:
    return members[0] if members else None
