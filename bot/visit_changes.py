"""改约 / 取消预约: residents change a visit that is agreed on, within the policy's limits (R56)."""

from datetime import datetime, timedelta

from bot.appointing import hear_beside
from bot.desk import Desk
from bot.person import Person
from bot.reporting import add_to_case
from flows.engine.ask import Json, Reply, Unreadable
from flows.rules.appointments import latest_visit, visit_slots
from flows.talks.appointment import SLOT, WHEN, VisitTime
from flows.talks.results import Begin, Talk, VisitAgreed, VisitChange, VisitDeclined
from flows.talks.visit_change import VisitChangeSeed
from flows.wording.say import Say, say
from storage.appointments import Speaker, agree_visit, decline_visit, times_moved
from storage.cases import Case, lock_case
from storage.tasks import Task, TaskReason, TaskState
from storage.telling import SUMMARY_LONGEST, shortened
from storage.visit_reminders import time_of


def change_visit(desk: Desk, begin: Begin, reply: Reply) -> None:
    """Ask for another time, or take the one that was said; say so where nothing can be changed."""
    person = desk.person
    visits = person.visits()
    if not visits:
        desk.say(say("visit_change.none"))
        return
    free = [(task, case) for task, case in visits if _may_change(person, task, case)]
    if not free:
        for task, case in visits[:1]:
            add_to_case(desk, case.number, reply, _ask_to_ring(person, task, case))
        return
    seed = _seed(person, free)
    known = _known(desk, seed, begin.details) if begin.details else {}
    desk.begin_with(Talk.VISIT_CHANGE, seed, known)


def hear_visit_change(desk: Desk, change: VisitChange) -> None:
    """Move the visit, or take it back, unless it has come or gone meanwhile."""
    session, now = desk.person.session, desk.person.now
    task = session.get_one(Task, change.task)
    case = lock_case(session, task.of_case)
    session.refresh(task)
    before = task.appointment_at
    if task.state is not TaskState.OPEN or before is None or before <= now:
        desk.say(say("visit_change.none"))
        return
    if not _may_change(desk.person, task, case):
        desk.say(_ask_to_ring(desk.person, task, case))
        return
    old = time_of(session, task)
    by = Speaker(identity_id=desk.person.identity.id)
    match change.answer:
        case VisitAgreed(at, until, remark):
            agree_visit(session, case, task, by=by, at=at, until=until, now=now)
            when = time_of(session, task)
            desk.say(say("visit_change.moved", number=case.number, old=old, when=when))
            hear_beside(desk, case, task, remark)
        case VisitDeclined(by_phone):
            decline_visit(session, case, task, by=by, by_phone=by_phone, now=now)
            desk.say(_declined(task, case, by_phone=by_phone))


def _declined(task: Task, case: Case, *, by_phone: bool) -> Say:
    if not by_phone:
        return say("appointment.no_contact", number=case.number)
    if task.reason is TaskReason.AGREED:
        return say("visit_change.call_instead", number=case.number)
    return say("appointment.no_visit", number=case.number)


def _may_change(person: Person, task: Task, case: Case) -> bool:
    rules = person.policy.appointment
    begins = task.appointment_at or person.now
    is_in_time = begins - person.now >= timedelta(hours=rules.change_hours)
    return is_in_time and times_moved(person.session, case, task) < rules.changes_max


def _ask_to_ring(person: Person, task: Task, case: Case) -> Say:
    when = time_of(person.session, task)
    phone = person.policy.contact_card.phone
    if not phone:
        return say("visit_change.passed_on", number=case.number, when=when)
    return say("visit_change.please_ring", number=case.number, when=when, phone=phone)


def _known(desk: Desk, seed: VisitChangeSeed, said: str) -> dict[str, Json]:
    """The time that the message told already; where it cannot be, why not is said first."""
    local = desk.person.now.astimezone(desk.person.zone)
    question = VisitTime(WHEN, say("appointment.when"), seed=seed.about(seed.agreed()[0]))
    try:
        moment = question.read(Reply(local, said), ())
    except Unreadable as unreadable:
        if unreadable.hint is not None:
            desk.say(unreadable.hint)
        return {}
    return {SLOT: moment.isoformat()}


def _seed(person: Person, visits: list[tuple[Task, Case]]) -> VisitChangeSeed:
    policy, zone, now = person.policy, person.zone, person.now
    quiet = policy.quiet_hours.residents

    def local(moment: datetime | None) -> str:
        return "" if moment is None else moment.astimezone(zone).isoformat()

    return VisitChangeSeed(
        visits=tuple(
            (
                task.id,
                case.number,
                shortened(person.words(case), SUMMARY_LONGEST),
                local(task.appointment_at),
                local(task.appointment_until),
            )
            for task, case in visits
        ),
        slots=tuple((local(one.begins), local(one.ends)) for one in visit_slots(policy, zone, now)),
        parts=tuple((part.begins, part.ends) for part in policy.appointment.parts),
        quiet=(quiet.begins, quiet.ends),
        latest=local(latest_visit(policy, now)),
    )
