"""查进度: how a case stands, told to somebody who may know."""

from datetime import datetime

from sqlmodel import Session

from bot.desk import Desk
from bot.person import Person
from flows.rules.vocabulary import CaseState, Closure, DeadlineState
from flows.wording.say import Say, plain, say
from storage.case_answering import last_answer
from storage.case_forwarding import repairs_of
from storage.cases import Case, find_case
from storage.database import public_url_of
from storage.deadlines import deadlines_of
from storage.discretion import as_read_by
from storage.residents import WECHAT
from storage.staff import Staff, staff_name
from storage.telling import shortened
from storage.visible_cases import may_see

TEXT_LONGEST = 36


def show_case(desk: Desk, number: str) -> None:
    """Tell how a case stands; a stranger to it learns nothing, not even that there is one."""
    person = desk.person
    case = find_case(person.session, number)
    if case is None or not may_see(person.session, person.identity, case, person.today):
        desk.say(say("status.unknown", number=number))
        return
    desk.say(_standing_of(person, case))
    _show_board(desk, case)


def _show_board(desk: Desk, case: Case) -> None:
    """Where the page for everybody is, for whoever reads this on a phone with a browser (R27)."""
    person, public_url = desk.person, public_url_of(desk.person.session)
    if public_url and person.identity.channel == WECHAT and person.policy.publication.shown:
        desk.say(say("status.board", url=f"{public_url}/progress/{case.estate_id}"))


def _standing_of(person: Person, case: Case) -> Say:
    session, now = person.session, person.now
    handler = session.get(Staff, case.handler_id) if case.handler_id is not None else None
    lines = [
        say(
            "status.case",
            number=case.number,
            text=shortened(person.words(case), TEXT_LONGEST),
            state=say(f"CaseState.{case.state.value}"),
            opened=case.opened_at,
        )
    ]
    if handler is not None:
        lines.append(say("status.handler", handler=staff_name(session, handler)))
    if case.state is CaseState.HANDLING and (answer := last_answer(session, case.id)):
        lines.append(say("status.answer", text=plain(answer)))
    if case.state is CaseState.RESOLVED and case.result:
        lines.append(
            say(
                "status.result",
                result=plain(case.result),
                measures=plain(case.measures or "—"),
                improvement=plain(case.improvement or "—"),
            )
        )
    if case.unit is not None and case.state in {CaseState.OPEN, CaseState.HANDLING}:
        lines.append(say("status.unit", unit=plain(case.unit)))
    linked = [repair.number for repair in repairs_of(session, case.id)]
    earlier = (case.forwarded_from_id, case.joined_to_id)
    linked += [session.get_one(Case, one).number for one in earlier if one is not None]
    if linked:
        lines.append(say("status.linked", numbers="、".join(linked)))
    expected = _expected(session, case, now)
    fit = as_read_by(session, case, person.resident.id, now)
    return say("lines", lines=tuple(map(fit, lines if expected is None else [*lines, expected])))


def _expected(session: Session, case: Case, now: datetime) -> Say | None:
    """What the resident may wait for next, and until when."""
    if case.closure is Closure.UNCONFIRMED:
        return say("status.unconfirmed")
    if case.state is CaseState.HANDLING and case.promised_at is not None and case.promised_at > now:
        return say("status.promised", until=case.promised_at)
    if case.state is not CaseState.OPEN:
        return None
    pending = [one for one in deadlines_of(session, case.id) if one.state is DeadlineState.PENDING]
    if not pending:
        return None
    soonest = min(pending, key=lambda one: one.due_at)
    promise = say(f"DeadlineKind.{soonest.kind.value}")
    return say("status.due", promise=promise, due=soonest.due_at)
