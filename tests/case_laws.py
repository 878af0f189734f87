"""What holds of a case at any time, whoever did what to it and when."""

from collections.abc import Iterator

from flows.rules.vocabulary import RUNGS, CaseState, DeadlineKind, DeadlineState, Role
from storage.cases import Case
from storage.deadlines import Deadline
from storage.staff import Staff, in_chain
from storage.tasks import TaskState
from tests.estate import Garden

WORKERS = (*RUNGS, Role.TECHNICIAN)


def broken_laws(garden: Garden, case_id: int) -> list[str]:
    """Everything that is not as it must be; empty if all is well."""
    case, deadlines = garden.case(case_id), garden.deadlines(case_id)
    return [
        *_of_its_state(case, deadlines),
        *_of_its_handler(garden, case),
        *_of_its_tasks(garden, case_id, deadlines),
        *(
            f"{one.kind} {one.id} is {one.state} and {wrong}"
            for one in deadlines
            for wrong in _of_a_deadline(one)
        ),
    ]


def _of_its_state(case: Case, deadlines: list[Deadline]) -> Iterator[str]:
    if case.round < 1:
        yield f"round {case.round}"
    is_closed = case.state is CaseState.CLOSED
    if is_closed != (case.closure is not None):
        yield f"{case.state} with closure {case.closure}"
    if (is_closed or case.state is CaseState.WITHDRAWN) != (case.closed_at is not None):
        yield f"{case.state} and closed at {case.closed_at}"
    if case.state is CaseState.RESOLVED and not _has_revisit(case, deadlines):
        yield "resolved, and nobody will come back to ask"
    if case.state is CaseState.HANDLING and case.first_responded_at is None:
        yield "handled without an answer"
    if case.state is CaseState.OPEN and case.round == 1 and case.first_responded_at is not None:
        yield "answered in the first round and open"
    first = [one for one in deadlines if one.kind is DeadlineKind.FIRST_RESPONSE]
    if len(first) != 1:
        yield f"{len(first)} first responses"
    elif (first[0].met_at is None) != (case.first_responded_at is None) and not _is_over(case):
        yield f"first answered at {case.first_responded_at}, met at {first[0].met_at}"
    waiting = {
        one.kind for one in deadlines if one.state is DeadlineState.PENDING and not _is_late(one)
    }
    if _is_over(case) and waiting - {DeadlineKind.CALL_TASK}:
        yield f"{case.state}, and still waits for {waiting}"


def _of_its_handler(garden: Garden, case: Case) -> Iterator[str]:
    if case.handler_id is None:
        if case.state in {CaseState.HANDLING, CaseState.RESOLVED}:
            yield f"{case.state} by nobody"
        return
    with garden.looking() as session:
        handler = session.get_one(Staff, case.handler_id)
    if not in_chain(handler, case.estate_id) or handler.role not in WORKERS:
        yield f"handled by {handler.userid}, who cannot"
    if handler.id == case.not_for_id:
        yield f"handled by {handler.userid}, whom it is about"


def _of_its_tasks(garden: Garden, case_id: int, deadlines: list[Deadline]) -> Iterator[str]:
    about_tasks = [one for one in deadlines if one.task_id is not None]
    pending = {one.task_id for one in about_tasks if one.state is DeadlineState.PENDING}
    unmet = {one.task_id for one in about_tasks if one.met_at is None}
    is_open = {one.id for one in garden.tasks(case_id) if one.state is TaskState.OPEN}
    if not pending <= is_open <= unmet:
        yield f"tasks {is_open} are open, deadlines wait for {pending}, not met are {unmet}"


def _of_a_deadline(deadline: Deadline) -> Iterator[str]:
    match deadline.state:
        case DeadlineState.PENDING:
            if deadline.next_at is None:
                yield "nobody will look at it"
            is_met = deadline.met_at is not None and not _is_late(deadline)
            if is_met or deadline.fired_at is not None:
                yield f"was met at {deadline.met_at}, fired at {deadline.fired_at}"
        case DeadlineState.MET:
            if deadline.met_at is None or deadline.fired_at is not None:
                yield f"was met at {deadline.met_at}, fired at {deadline.fired_at}"
        case DeadlineState.DROPPED:
            if deadline.met_at is not None or deadline.fired_at is not None:
                yield f"was met at {deadline.met_at}, fired at {deadline.fired_at}"
        case DeadlineState.FIRED:
            if deadline.fired_at is None or deadline.fired_at < deadline.due_at:
                yield f"fired at {deadline.fired_at}, due at {deadline.due_at}"
    is_over = deadline.state in {DeadlineState.MET, DeadlineState.DROPPED}
    is_met = deadline.met_at is not None and not _is_late(deadline)
    if deadline.next_at is not None and (is_over or is_met):
        yield f"will be looked at again at {deadline.next_at}"


def _is_late(deadline: Deadline) -> bool:
    """Met too late, as turned out when an answer in time was lost: it is about to fire."""
    is_met_late = deadline.met_at is not None and deadline.met_at > deadline.due_at
    return is_met_late and deadline.state is DeadlineState.PENDING


def _has_revisit(case: Case, deadlines: list[Deadline]) -> bool:
    return any(
        one.kind is DeadlineKind.REVISIT and one.round == case.round and one.next_at is not None
        for one in deadlines
    )


def _is_over(case: Case) -> bool:
    return case.state in {CaseState.CLOSED, CaseState.WITHDRAWN}
