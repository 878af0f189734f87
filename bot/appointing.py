"""When a visit suits the resident, or that none is wanted, written down (R56)."""

from bot.desk import Desk
from bot.reporting import pass_on
from flows.engine.ask import Reply
from flows.talks.appointment import AppointmentSeed, visit_time
from flows.talks.registry import load_seed
from flows.talks.results import VisitAgreed, VisitDeclined
from flows.wording.say import say
from storage.appointments import Speaker, agree_visit, decline_visit
from storage.cases import Case, lock_case
from storage.conversations import Conversation, seed_of
from storage.tasks import Task, TaskState
from storage.visit_reminders import visitors


def hear_visit_answer(
    desk: Desk, conversation: Conversation, answer: VisitAgreed | VisitDeclined
) -> None:
    """Keep the answer on the visit's task, and say what happens now."""
    session, now = desk.person.session, desk.person.now
    seed = load_seed(AppointmentSeed, seed_of(session, conversation))
    task = session.get_one(Task, seed.task)
    case = lock_case(session, task.of_case)
    session.refresh(task)
    by = Speaker(identity_id=desk.person.identity.id)
    if task.state is not TaskState.OPEN:
        desk.say(say("appointment.over"))
        return
    match answer:
        case VisitAgreed(at, until, remark):
            agree_visit(session, case, task, by=by, at=at, until=until, now=now)
            desk.say(say("appointment.agreed", number=case.number, when=visit_time(at, until)))
            hear_beside(desk, case, task, remark)
        case VisitDeclined(by_phone):
            decline_visit(session, case, task, by=by, by_phone=by_phone, now=now)
            no_visit = say("appointment.no_visit", number=case.number)
            no_contact = say("appointment.no_contact", number=case.number)
            desk.say(no_visit if by_phone else no_contact)


def hear_beside(desk: Desk, case: Case, task: Task, remark: str) -> None:
    """What was said beside the time of a visit goes to who comes, too: 门铃坏了，打我手机."""
    if remark:
        coming = visitors(desk.person.session, case, task, desk.person.now)
        pass_on(desk, case, Reply(desk.person.now, remark), also=coming)
