"""Cases: listed, shown, and every verb of staff on them (design.md §5)."""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.api.asked import Asked
from bot.api.auditing import via
from bot.api.authority import USERID_LONGEST, actor_of
from bot.api.errors import Problem, not_found
from bot.api.paging import newest_first
from bot.api.showing import Shown, case_json, show_cases, show_file
from bot.api.texts import is_case_number, read_moment
from flows.rules.case_life import may
from flows.rules.refusals import Refusal
from flows.rules.verb_fields import TIMES
from flows.rules.vocabulary import CaseKind, CaseState, Verb
from storage.case_verbs import perform
from storage.cases import Case, find_case, lock_case
from storage.staff import Staff


def list_cases(session: Session, asked: Asked, _now: datetime) -> Shown:
    """Cases of a state and kind, reported since a time; as `by` may see them (R70)."""
    query = select(Case)
    reader = _reader(session, asked)
    if reader is not None:
        query = query.where(or_(col(Case.not_for_id).is_(None), Case.not_for_id != reader.id))
    state = asked.query.word("state", CaseState)
    if state is not None:
        query = query.where(Case.state == state)
    kind = asked.query.word("kind", CaseKind)
    if kind is not None:
        query = query.where(Case.kind == kind)
    since = asked.query.moment("since")
    if since is not None:
        query = query.where(col(Case.opened_at) >= since)
    cases, cursor = newest_first(session, query, Case.id, asked.query.page())
    return {"items": show_cases(session, cases), "next": cursor}


def show_case(session: Session, asked: Asked, _now: datetime) -> Shown:
    """One case with all that happened to it and all that was promised about it."""
    case = _case(session, asked)
    reader = _reader(session, asked)
    if reader is not None and reader.id == case.not_for_id:
        raise not_found(f"there is no case {case.number}")
    return show_file(session, case)


def do_verb(session: Session, asked: Asked, now: datetime) -> Shown:
    """Do a verb in the name of a member of staff; NotAllowed, and nothing changes."""
    try:
        verb = Verb(asked.path["verb"])
    except ValueError:
        raise not_found(f"there is no verb {asked.path['verb']}") from None
    if not may(asked.caller.role, verb):
        message = f"{verb} is beyond the token {asked.caller.name}: its role is {asked.caller.role}"
        raise Problem(403, Refusal.WRONG_ROLE, message)
    case = lock_case(session, _case(session, asked).id)
    actor = actor_of(session, asked.caller, asked.fields.needed_text("by", USERID_LONGEST))
    said, bound = _said(asked), asked.caller.role
    perform(session, verb, case, actor.member, said, now, bound=bound, via=via(asked))
    return case_json(session, case)


def _reader(session: Session, asked: Asked) -> Staff | None:
    """The member of staff for whom a program reads: what is about them is kept from them (R70)."""
    userid = asked.query.text("by")
    return None if userid is None else actor_of(session, asked.caller, userid).member


def _case(session: Session, asked: Asked) -> Case:
    number = asked.path["number"]
    case = find_case(session, number) if is_case_number(number) else None
    if case is None:
        raise not_found(f"there is no case {number}")
    return case


def _said(asked: Asked) -> dict[str, object]:
    """What the verb says. A text that is no time stays one, to be refused with all the rest."""
    said: dict[str, object] = {
        name: value for name, value in asked.fields.given.items() if name != "by"
    }
    for name in TIMES & said.keys():
        given = said[name]
        if isinstance(given, str):
            said[name] = read_moment(given) or given
    return said
