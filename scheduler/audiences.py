"""Who stands behind an audience, in person, in an estate's chain (R36)."""

from datetime import datetime

from sqlmodel import Session

from flows.rules.escalation import Audience
from flows.rules.rounds import next_rung
from flows.rules.vocabulary import Role
from storage.cases import Case
from storage.deadlines import Deadline
from storage.leave import is_back
from storage.rungs import audience, handler_of, on_rung
from storage.staff import Staff
from storage.tasks import Task


def members(
    session: Session,
    case: Case,
    deadline: Deadline,
    audiences: tuple[Audience, ...],
    now: datetime,
) -> list[Staff]:
    """The people to tell, each once; whoever the complaint is about is not among them (R70).

    A handler who was on leave while others were told instead is told with the next step.
    """
    found = [
        member for meant in audiences for member in _behind(session, case, deadline, meant, now)
    ]
    handler = handler_of(session, case) if deadline.task_id is None else None
    if handler is not None and is_back(session, handler, deadline.made_at, now):
        found.append(handler)
    return list({member.id: member for member in found}.values())


def _behind(
    session: Session, case: Case, deadline: Deadline, meant: Audience, now: datetime
) -> list[Staff]:
    """Of a task whoever has the task is in charge, and those one rung above them come next."""
    if deadline.task_id is None:
        return audience(session, case, meant, now)
    role: Role = session.get_one(Task, deadline.task_id).role
    match meant:
        case Audience.HANDLER_ELSE_ASSISTANTS:
            return on_rung(session, case, role, now)
        case Audience.NEXT_RUNG:
            return on_rung(session, case, next_rung(role), now)
        case _:
            return audience(session, case, meant, now)
