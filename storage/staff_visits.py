"""A visit agreed on by voice, moved or called off, keyed in by whoever the resident told (R56)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import Role, ToldBy, Verb
from flows.wording.say import say
from storage.appointments import Speaker, agree_visit, call_off_visit, decline_visit
from storage.call_tasks import IN_HAND, make_task
from storage.case_answering import count_answer, meet_by_answer
from storage.cases import Case
from storage.news import News
from storage.said import Said
from storage.staff import Staff
from storage.tasks import Task, TaskKind, TaskReason, agreed_visit, open_tasks
from storage.telling import SUMMARY_LONGEST, shortened, tell_reporter_of
from storage.visit_offers import end_offer
from storage.visit_reminders import time_of


def do_visit_verb(
    session: Session, verb: Verb, case: Case, member: Staff, now: datetime, said: Said
) -> None:
    """Do one of these verbs, judged already. Of a visit that is not wanted a call stays (R49).

    Raises NotAllowed where a visit is agreed on that would have to be moved, or none is.
    """
    by = Speaker(member=member, told_by=ToldBy(said.text("via")))
    agreed = agreed_visit(session, case.id)
    wanted = _visit_to_make(session, case)
    is_declined = agreed is None and verb is Verb.CALL_OFF
    if agreed is None and verb is not Verb.ARRANGE and not (is_declined and wanted):
        raise NotAllowed(Why.NO_VISIT_ARRANGED)
    if agreed is not None and agreed.appointment_at is not None and verb is Verb.ARRANGE:
        raise NotAllowed(Why.VISIT_ARRANGED, at=agreed.appointment_at)
    if by.told_by is not ToldBy.LETTER and case.state in IN_HAND:
        # Whoever was spoken to was answered by a human (R32).
        count_answer(session, case, member, now)
        meet_by_answer(session, case, None, now)
    if is_declined and wanted is not None:
        end_offer(session, wanted, now)
        reason = said.text("reason")
        decline_visit(session, case, wanted, by=by, by_phone=True, now=now, reason=reason)
    elif agreed is not None and verb is Verb.CALL_OFF:
        _call_off(session, case, agreed, by, said.text("reason"), now)
    else:
        task = agreed or wanted or _new_visit(session, case, said.text("text"), now)
        _agree(session, case, task, by, said, now)


def _visit_to_make(session: Session, case: Case) -> Task | None:
    """The visit that the house has to make, agreed on or not."""
    found = (task for task in open_tasks(session, case.id) if task.kind is TaskKind.VISIT)
    return next(found, None)


def _new_visit(session: Session, case: Case, text: str, now: datetime) -> Task:
    return make_task(
        session,
        case,
        reason=TaskReason.AGREED,
        role=Role.ASSISTANT,
        text=text,
        now=now,
        kind=TaskKind.VISIT,
    )


def _agree(
    session: Session, case: Case, task: Task, by: Speaker, said: Said, now: datetime
) -> None:
    at, until, is_new = said.time("at"), said.time("ends_at"), task.appointment_at is None
    if at is None:
        raise NotAllowed(Why.NOT_A_TIME, field="at")
    end_offer(session, task, now)
    event = agree_visit(
        session, case, task, by=by, at=at, until=until, now=now, text=said.text("text")
    )
    key = "case.visit_agreed" if is_new else "case.visit_moved"
    about = shortened(case.text, SUMMARY_LONGEST)
    sentence = say(key, number=case.number, about=about, when=time_of(session, task))
    tell_reporter_of(session, case, event, sentence, news=News.VISIT)


def _call_off(
    session: Session, case: Case, task: Task, by: Speaker, reason: str, now: datetime
) -> None:
    when = time_of(session, task)
    event = call_off_visit(session, case, task, by=by, reason=reason, now=now)
    sentence = say("case.visit_called_off", number=case.number, when=when)
    tell_reporter_of(session, case, event, sentence, news=News.VISIT)
