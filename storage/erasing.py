"""Erasing a person (P6): no text of theirs is left, while the estate's figures and counts stay.

Each column that the register calls personal is emptied in every row that is theirs. Redeliveries of
their messages stay known by a digest. A case on hold stays as it is, and so does what hangs on it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    case,
    delete,
    func,
    null,
    or_,
    select,
    update,
)
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from flows.rules.personal_data import register
from flows.rules.vocabulary import CaseState, MessageState
from flows.wording.say import say
from storage.answering import withdraw_answers
from storage.belongings import Belongings, belongings_of
from storage.cases import Case
from storage.conversations import end_all
from storage.forgetting import drop_forgetting
from storage.holding import beyond_cases, cases_on_hold
from storage.inbound import erased_key
from storage.incidents import count_homes
from storage.keys import Keyring, keyring
from storage.media import ERASED, EXPIRED
from storage.residents import Resident, lock
from storage.tables import metadata
from storage.telling import STAFF_LANGUAGE, in_words

IN_HAND = (CaseState.OPEN, CaseState.HANDLING, CaseState.RESOLVED)
WAITING = (MessageState.QUEUED, MessageState.CLAIMED)
FIGURES = frozenset(
    {
        ("report_case", "verdict_satisfaction"),
        ("resident", "language"),
        ("residence", "role"),
        ("media", "sha256"),
    }
)
"""Personal while somebody is named beside them; and the name of a file until the file is gone."""


class StillInHand(Exception):
    """Matters of the person are not closed yet; their numbers are the arguments."""


@dataclass(frozen=True)
class Erased:
    """What became of it: rows emptied, cases that stay on hold, and files that may go now."""

    rows: int
    on_hold: tuple[str, ...]
    files: tuple[str, ...]


def erase_resident(
    session: Session, resident_id: int, now: datetime, *, with_cases: bool = True
) -> Erased:
    """Empty all that tells of a person. Raises StillInHand, and then nothing has changed.

    Without their cases only the person goes: the files of what they reported stay for their time.
    """
    resident = lock(session, resident_id)
    cases = session.exec(select_rows(Case).where(Case.reporter_id == resident_id)).all()
    in_hand = [one.number for one in cases if one.state in IN_HAND and one.hold_reason is None]
    if in_hand:
        raise StillInHand(*in_hand)
    held = [one for one in cases if one.hold_reason is not None]
    kept = cases_on_hold() if with_cases else _on_hold_or_of(resident_id)
    withdraw_answers(session, resident_id, now)
    own = belongings_of(session, resident_id, except_cases=kept)
    files = _files_only_of(session, own.get("media", set()))
    _forget_repeated_requests(session, [one.number for one in cases if one not in held], own)
    rows = sum(empty_rows(session, metadata.tables[name], ids) for name, ids in own.items())
    _forget_in_pushes(session, resident_id, kept)
    _end(session, own, resident_id, now)
    _leave_all(session, own.get("follower", set()), now)
    for identity_id in own.get("identity", ()):
        drop_forgetting(session, identity_id=identity_id)
    drop_forgetting(session, resident_id=resident_id)
    resident.in_directory, resident.erased_at, resident.estate_id = False, now, None
    session.add(resident)
    session.flush()
    session.expire_all()
    return Erased(rows, tuple(one.number for one in held), files)


def empty_rows(session: Session, table: Table, ids: Iterable[int]) -> int:
    """Empty the personal columns of these rows, but for figures; returns how many rows."""
    (row_id,) = table.primary_key.columns
    personal = register().personal - FIGURES
    columns = [one for one in table.columns if (table.name, one.name) in personal]
    each_id = sorted(ids)
    for each in each_id:
        values = {one.name: _nothing(keyring(session), one, each) for one in columns}
        if table.name == "inbound":
            key = session.execute(select(table.c.provider_key).where(row_id == each)).scalar_one()
            values["provider_key"] = erased_key(keyring(session), key)
        if values:
            session.execute(update(table).where(row_id == each).values(values))
    return len(each_id)


def _nothing(keys: Keyring, column: Column[Any], row_id: int) -> object:
    """What stands in an emptied column; what has to be one of a kind stays so."""
    alone = f"{ERASED} {row_id}"
    if column.name == "address_sealed" and not column.nullable:
        return keys.seal(alone)
    if column.name == "address_index":
        return keys.index(alone)
    if column.nullable:
        return None
    if isinstance(column.type, LargeBinary):
        return keys.seal(json.dumps({}))
    if isinstance(column.type, JSON):
        return [] if column.name in {"options", "tried"} else {}
    return alone if column.unique or column.name == "digest" else ""


def _end(session: Session, own: Belongings, resident_id: int, now: datetime) -> None:
    """Nothing of theirs goes on: no conversation, no message, no tie to a home."""
    tables = metadata.tables
    talks, sent, cases = tables["conversation"], tables["outgoing"], tables["report_case"]
    media, ties = tables["media"], tables["residence"]
    end_all(session, _concern(talks, own, resident_id), now)
    for statement in (
        update(sent)
        .where(_concern(sent, own, resident_id), sent.c.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED),
        # What is with the postman at this moment is not tried again.
        update(sent).where(_concern(sent, own, resident_id)).values(not_after=now, look_up_at=None),
        update(cases)
        .where(_are(cases, own))
        .values(reporter_id=None, identity_id=None, home_id=None, anonymised_at=now),
        update(media)
        .where(_are(media, own))
        .values(
            state=case((media.c.sha256.is_(None), ERASED), else_=EXPIRED),
            next_at=None,
            found=null(),
        ),
        delete(ties).where(_are(ties, own)),
    ):
        session.execute(statement)


def _forget_in_pushes(session: Session, resident_id: int, kept: Select[tuple[int]]) -> None:
    """What staff were pushed of the cases of others in which the person spoke.

    A push may carry the words of several; the case keeps those of the others. One that still waits
    says only which case to look at.
    """
    sent, events = metadata.tables["outgoing"], metadata.tables["case_event"]
    spoke_in = select(events.c.case_id).where(events.c.speaker_id == resident_id)
    is_push = (sent.c.resident_id.is_(None), sent.c.case_id.in_(spoke_in))
    pushes = select(sent.c.id, sent.c.case_id, sent.c.state)
    found = session.execute(pushes.where(*is_push, *beyond_cases(sent, kept))).all()
    waiting = [one for one in found if one.state in WAITING]
    empty_rows(session, sent, [one.id for one in found])
    for one in waiting:
        number = session.get_one(Case, one.case_id).number
        text = in_words(session, say("staff.look_at", number=number), STAFF_LANGUAGE)
        session.execute(update(sent).where(sent.c.id == one.id).values(text=text))


def _leave_all(session: Session, ids: set[int], now: datetime) -> None:
    """They follow no case of others any more, and hear nothing of it."""
    followers, cases = metadata.tables["follower"], metadata.tables["report_case"]
    theirs = followers.c.id.in_(sorted(ids))
    left = select(func.count()).where(followers.c.case_id == cases.c.id, theirs)
    joined = select(followers.c.case_id).where(theirs)
    session.execute(
        update(cases)
        .where(cases.c.id.in_(joined))
        .values(joined=cases.c.joined - left.scalar_subquery())
    )
    shared = list(session.execute(joined.distinct()).scalars())
    session.execute(delete(followers).where(theirs))
    for case_id in shared:
        count_homes(session, session.get_one(Case, case_id, populate_existing=True), now)


def _on_hold_or_of(resident_id: int) -> Select[tuple[int]]:
    cases = metadata.tables["report_case"]
    return select(cases.c.id).where(
        or_(cases.c.hold_reason.is_not(None), cases.c.reporter_id == resident_id)
    )


def _files_only_of(session: Session, media_ids: set[int]) -> tuple[str, ...]:
    """The names of files that no other row of evidence shares."""
    media = metadata.tables["media"]
    mine = select(media.c.sha256).where(media.c.id.in_(sorted(media_ids)))
    others = select(media.c.sha256).where(
        media.c.id.not_in(sorted(media_ids)), media.c.sha256.is_not(None)
    )
    names = session.execute(mine.where(media.c.sha256.not_in(others))).scalars()
    return tuple(sorted(set(names)))


def _forget_repeated_requests(session: Session, numbers: Iterable[str], own: Belongings) -> None:
    """An answer that the API keeps for a repeated request may show a case or a person."""
    kept = metadata.tables["idempotency_key"]
    (resident_id,) = own["resident"]
    marks = [*numbers, f'"reporter": "{resident_id}"']
    session.execute(delete(kept).where(or_(*(kept.c.body.contains(one) for one in marks))))


def _are(table: Table, own: Belongings) -> Any:  # noqa: ANN401 - SQLAlchemy's own type
    return col(table.c.id).in_(sorted(own.get(table.name, set())))


def _concern(table: Table, own: Belongings, resident_id: int) -> ColumnElement[bool]:
    """Also what is in the file of a case on hold: it is kept, and yet goes on no more."""
    return or_(_are(table, own), table.c.resident_id == resident_id)


def find_resident(session: Session, resident_id: int) -> Resident | None:
    """The person of this id, unless there is none or they were erased."""
    found = session.get(Resident, resident_id)
    return None if found is None or found.erased_at is not None else found
