"""How a case comes to rest: what waits for it is settled, dropped or cancelled with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from flows.rules.vocabulary import CaseState, Closure, DeadlineKind
from flows.talks.results import Talk
from flows.wording.say import say
from storage.cases import Case, CaseEvent, note
from storage.conversations import ConversationState, close, open_about
from storage.deadlines import drop, live, meet, settle
from storage.estates import policy_in_force
from storage.keeping import keep_case
from storage.news import OF_WORK, News, take_back
from storage.tasks import Task, TaskReason, TaskState, open_tasks
from storage.telling import cancel_told, tell_reporter_of
from storage.visit_offers import end_offer, reminder_key

REVISIT_KEY = "revisit "


def close_case(
    session: Session,
    case: Case,
    closure: Closure,
    *,
    by: str,
    now: datetime,
    text: str = "",
    last_words: bool = False,
) -> CaseEvent:
    """Close a case; `last_words` says that the resident may still end the talk of its revisit."""
    take_back(session, case.id, *OF_WORK, News.DONE)
    case.state = CaseState.CLOSED
    case.closure = closure
    case.closed_at = now
    session.add(case)
    keep_case(session, case.id, case.estate_id, now, now)
    event = note(session, case, "closed", by=by, now=now, text=text, closure=closure.value)
    if closure is Closure.CONFIRMED:
        meet(session, case.id, now, DeadlineKind.REVISIT)
    if closure is Closure.UNCONFIRMED:
        sentence = say("case.unconfirmed", number=case.number)
        others = say("case.closed_joined", number=case.number)
        tell_reporter_of(session, case, event, sentence, news=News.DONE, for_followers=others)
    end_revisit(session, case, now, last_words=last_words)
    end_agreed_visits(session, case, now)
    drop(session, case.id, *(kind for kind in DeadlineKind if kind is not DeadlineKind.CALL_TASK))
    return event


def end_revisit(session: Session, case: Case, now: datetime, *, last_words: bool) -> None:
    """Nobody asks any more: calls about the revisit, its waiting messages, and its conversation.

    With `last_words` the conversation goes on to its end, but no longer than any that a resident
    began: its open question would take whatever they write for its answer.
    """
    waiting = [task for task in open_tasks(session, case.id) if task.reason is TaskReason.REVISIT]
    end_call_tasks(session, waiting, TaskState.CANCELLED, now)
    cancel_told(session, case.id, REVISIT_KEY)
    for conversation in open_about(session, case.id, Talk.REVISIT):
        if last_words:
            rules = policy_in_force(session, case.estate_id, now).conversation
            conversation.expires_at = now + timedelta(hours=rules.expiry_hours)
            session.add(conversation)
        else:
            close(session, conversation, ConversationState.CANCELLED, now)
    session.flush()


def end_agreed_visits(
    session: Session, case: Case, now: datetime, *, past_only: bool = False
) -> None:
    """What was agreed on by voice: it took place, or nobody comes because the work is over."""
    for task in open_tasks(session, case.id):
        is_past = task.appointment_at is not None and task.appointment_at <= now
        if task.reason is TaskReason.AGREED and (is_past or not past_only):
            end_call_tasks(session, [task], TaskState.DONE if is_past else TaskState.CANCELLED, now)


def end_call_tasks(
    session: Session, tasks: Iterable[Task], state: TaskState, now: datetime
) -> None:
    """End tasks and settle their deadlines: done ones are met, cancelled ones dropped.

    Nothing is asked or reminded of any more about the visit that one was.
    """
    met_at = now if state is TaskState.DONE else None
    for task in tasks:
        end_offer(session, task, now)
        cancel_told(session, task.of_case, reminder_key(task))
        task.state = state
        task.ended_at = now
        session.add(task)
        for deadline in live(session, task.of_case, DeadlineKind.CALL_TASK):
            if deadline.task_id == task.id:
                settle(session, [deadline], met_at)
    session.flush()
