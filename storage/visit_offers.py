"""The house asks when a visit suits the resident, before anybody rings the bell (R56)."""

from datetime import datetime

from sqlmodel import Session

from flows.engine.replay import Waiting, advance
from flows.rules.appointments import latest_visit, visit_slots
from flows.rules.policy import Policy
from flows.talks.appointment import AppointmentSeed
from flows.talks.registry import dump_seed, flow_of
from flows.talks.results import Talk
from flows.wording.say import Say, say
from storage.asking import begin_to_ask, labels_of
from storage.cases import Case, note
from storage.conversations import ConversationState, close, open_about
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.rungs import on_rung
from storage.tasks import Task, TaskKind, open_tasks
from storage.telling import (
    SUMMARY_LONGEST,
    ask_reporter,
    brief,
    cancel_told,
    shortened,
    tell_staff,
)


def offer_visit(session: Session, case: Case, task: Task, now: datetime) -> None:
    """Ask whoever reported the case when they want the visit, or whether they want none.

    It is asked beneath what they are in the middle of: nothing that they write there may be taken
    for an answer to it.
    """
    if case.reporter_id is None:
        return
    policy = policy_in_force(session, case.estate_id, now)
    note(session, case, "visit_offered", by="huiyin", now=now, task=task.id)
    seed = _seed(session, case, task, policy, now)
    conversation = begin_to_ask(session, case, Talk.APPOINTMENT, seed, now, beneath=True)
    progress = advance(flow_of(Talk.APPOINTMENT, dump_seed(seed)), {})
    if isinstance(progress.at, Waiting):
        ask_reporter(
            session,
            case,
            progress.at.question.prompt,
            labels_of(session, conversation, progress.at.question),
            key=_offer_key(task),
            policy=policy,
            now=now,
            one_way=_one_way(case, policy),
        )


def end_offer(session: Session, task: Task, now: datetime) -> bool:
    """Ask no more about a task's visit; tells whether that was still open."""
    cancel_told(session, task.of_case, _offer_key(task))
    waiting = open_about(session, task.of_case, Talk.APPOINTMENT)
    for conversation in waiting:
        close(session, conversation, ConversationState.CANCELLED, now)
    session.flush()
    return bool(waiting)


def give_up_offers(session: Session, case: Case, policy: Policy, now: datetime) -> None:
    """One question at a time: where the revisit's is asked, the lead agrees on the visit by voice.

    Only of a visit that nobody has said anything to.
    """
    for task in open_tasks(session, case.id):
        if task.kind is TaskKind.VISIT and end_offer(session, task, now):
            note(session, case, "visit_unanswered", by="huiyin", now=now, task=task.id)
            tell_staff(
                session,
                case,
                on_rung(session, case, task.role, now),
                say("staff.visit_unanswered", case=brief(case), task=task.id),
                key=f"task {task.id} unanswered",
                policy=policy,
                now=now,
                pressable=False,
            )


def reminder_key(task: Task) -> str:
    """What the keys of the reminders of a visit begin with."""
    return f"visit {task.id} remind "


def _offer_key(task: Task) -> str:
    return f"visit {task.id} offer "


def _seed(
    session: Session, case: Case, task: Task, policy: Policy, now: datetime
) -> AppointmentSeed:
    zone = zone_of(session)
    quiet = policy.quiet_hours.residents
    slots = visit_slots(policy, zone, now)
    return AppointmentSeed(
        task=task.id,
        number=case.number,
        about=shortened(case.text, SUMMARY_LONGEST),
        slots=tuple(
            (one.begins.astimezone(zone).isoformat(), one.ends.astimezone(zone).isoformat())
            for one in slots
        ),
        parts=tuple((part.begins, part.ends) for part in policy.appointment.parts),
        quiet=(quiet.begins, quiet.ends),
        latest=latest_visit(policy, now).astimezone(zone).isoformat(),
    )


def _one_way(case: Case, policy: Policy) -> Say:
    """Who cannot answer where they read it is told whom to call."""
    about = shortened(case.text, SUMMARY_LONGEST)
    phone = policy.contact_card.phone
    if not phone:
        return say("appointment.one_way_no_phone", number=case.number, about=about)
    return say("appointment.one_way", number=case.number, about=about, phone=phone)
