"""A revisit by voice or visit, recorded by staff: it counts like the resident's words (R48)."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from flows.rules.verb_fields import WITHOUT_APPOINTMENT, Via
from flows.rules.vocabulary import RUNGS, CaseState, Role, Satisfaction
from flows.wording.say import say
from storage.case_ending import end_call_tasks
from storage.case_rounds import hear_fixed, hear_not_fixed, hear_remark, hear_satisfaction
from storage.cases import Case, note
from storage.news import News
from storage.staff import Staff
from storage.tasks import Task, TaskKind, TaskReason, TaskState, open_tasks
from storage.telling import tell_reporter_of

VISITORS = RUNGS[RUNGS.index(Role.LEAD) :]


def record_revisit(
    session: Session, case: Case, member: Staff, said: Mapping[str, object], now: datetime
) -> None:
    """Write down a verdict that was heard; the tasks that it answers are done."""
    via = Via(str(said["via"]))
    why = {name: said[name] for name in (WITHOUT_APPOINTMENT,) if name in said}
    note(session, case, "revisited", by=member.userid, now=now, text=via.value, **why)
    done = [one for one in open_tasks(session, case.id) if _is_done_by(one, member, via)]
    end_call_tasks(session, done, TaskState.DONE, now)
    satisfaction = said.get("satisfaction")
    grade = None if satisfaction is None else Satisfaction(str(satisfaction))
    remark = str(said.get("remark", "")).strip()
    if remark:
        hear_remark(session, case, remark, by=member.userid, now=now)
    if said["fixed"] is True:
        hear_fixed(session, case, by=member.userid, now=now)
        hear_satisfaction(session, case, grade, by=member.userid, now=now)
        _tell_closed(session, case, now)
    else:
        case.verdict_satisfaction = grade
        hear_not_fixed(session, case, by=member.userid, now=now, why=remark)


def _tell_closed(session: Session, case: Case, now: datetime) -> None:
    """Who confirmed by voice has it in writing that the case is closed (R38, R40)."""
    if case.state is CaseState.CLOSED:
        event = note(session, case, "confirmation_told", by="huiyin", now=now)
        sentence = say("case.confirmed", number=case.number)
        others = say("case.closed_joined", number=case.number)
        tell_reporter_of(session, case, event, sentence, news=News.DONE, for_followers=others)


def _is_done_by(task: Task, member: Staff, via: Via) -> bool:
    """The call that nobody's answer had made necessary; and by a leader's visit, that too (R49).

    A leader's call does it where the resident wants no visit (R56).
    """
    if task.reason is TaskReason.AGREED:
        return via is Via.VISIT
    is_that = via is Via.VISIT or task.kind is TaskKind.CALL
    is_leaders = task.reason is TaskReason.MAJOR and member.role in VISITORS
    return task.reason is TaskReason.REVISIT or (is_leaders and is_that)
