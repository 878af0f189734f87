"""Praise (表扬): which members of staff it is for, told to them, and counted (R24)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, func, select

from flows.rules.case_life import MEETS
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import CaseState, Closure, Verb
from flows.wording.say import plain, say
from storage.case_answering import count_answer
from storage.case_ending import close_case
from storage.cases import Case, CaseEvent, note
from storage.columns import identifier, instant, reference
from storage.deadlines import meet
from storage.staff import Staff, chain, staff_name
from storage.telling import tell_reporter_of, tell_staff_of

IN_HAND = frozenset({CaseState.OPEN, CaseState.HANDLING})
EVERYONE = "everyone"
"""Stands for the whole team instead of userids: all hear of the praise, nobody's tally grows."""


class Credit(SQLModel, table=True):
    """One praise counted for one member of staff; `by` is a userid, or `huiyin` by the name."""

    __table_args__ = (UniqueConstraint("case_id", "staff_id"),)

    id: int = identifier()
    case_id: int = reference("report_case.id")
    staff_id: int = reference("staff.id")
    by: str
    at: datetime = instant()


def credit_case(
    session: Session, case: Case, member: Staff, praised: Sequence[Staff], now: datetime
) -> None:
    """表扬: it is for these members and no others; praise in hand is passed on and so at its end.

    Without members it is for the whole team. That the author hears of it is a human's answer (R32).
    """
    event = credit(session, case, praised, by=member.userid, now=now)
    if case.state not in IN_HAND:
        return
    count_answer(session, case, member, now)
    meet(session, case.id, now, *MEETS[Verb.CREDIT])
    if praised:
        names = plain("、".join(staff_name(session, one) for one in praised))
        sentence = say("case.credited", number=case.number, names=names)
    else:
        team = chain(session, case.estate_id)
        for_all = say("staff.praised_everyone", number=case.number, text=case.text)
        tell_staff_of(session, case, event, team, for_all)
        sentence = say("case.credited_everyone", number=case.number)
    tell_reporter_of(session, case, event, sentence, answer=sentence)
    close_case(session, case, Closure.CONFIRMED, by=member.userid, now=now)


def credit(
    session: Session, case: Case, praised: Iterable[Staff], *, by: str, now: datetime
) -> CaseEvent:
    """Count praise for these members instead of whoever it was counted for; the new ones hear."""
    wanted = {one.id: one for one in praised}
    before = {one.staff_id: one for one in credits_of(session, case.id)}
    for staff_id, row in before.items():
        if staff_id not in wanted:
            session.delete(row)
    new = [one for one in wanted.values() if one.id not in before]
    session.add_all(Credit(case_id=case.id, staff_id=one.id, by=by, at=now) for one in new)
    userids = "、".join(one.userid for one in wanted.values()) or EVERYONE
    event = note(session, case, "credited", by=by, now=now, text=userids)
    sentence = say("staff.praised", number=case.number, text=case.text)
    tell_staff_of(session, case, event, new, sentence)
    return event


def credits_of(session: Session, case_id: int) -> list[Credit]:
    """Whom a praise is counted for."""
    query = select(Credit).where(Credit.case_id == case_id).order_by(col(Credit.id))
    return list(session.exec(query))


def tally(
    session: Session, since: datetime | None = None, until: datetime | None = None
) -> dict[int, int]:
    """How much praise each member was given in a period, by their ids; `until` is not part of it.

    Praise counts at the time when it was said; withdrawn praise does not.
    """
    query = (
        select(Credit.staff_id, func.count())
        .join(Case, col(Case.id) == col(Credit.case_id))
        .where(Case.state != CaseState.WITHDRAWN)
        .group_by(col(Credit.staff_id))
    )
    if since is not None:
        query = query.where(col(Case.opened_at) >= since)
    if until is not None:
        query = query.where(col(Case.opened_at) < until)
    return dict(session.exec(query).all())


def members_named(session: Session, case: Case, written: str) -> list[Staff]:
    """The members whose userids stand there, between commas or spaces; none for everyone.

    Raises NotAllowed.
    """
    if written.strip().lower() == EVERYONE:
        return []
    known = {one.userid: one for one in chain(session, case.estate_id)}
    words = dict.fromkeys(written.lower().replace("，", " ").replace(",", " ")
                          .replace("、", " ").split())  # fmt: skip
    for word in words:
        if word not in known:
            raise NotAllowed(Why.NO_SUCH_STAFF, handler=word)
    return [known[word] for word in words]
