"""What is kept no longer (P7): each number of days in the policy, and what goes when they are over.

Everything here takes at most ROWS_AT_ONCE rows and returns how many it took, so that nobody waits
for a long transaction. What a case on hold needs stays. Files are taken away by whoever keeps them.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, delete, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from flows.rules.vocabulary import MessageState
from storage.cases import Case, Media
from storage.conversations import Conversation, ConversationState
from storage.enrolment import EnrolmentCode, EnrolmentRequest
from storage.erasing import IN_HAND, empty_rows, erase_resident
from storage.holding import beyond_cases, cases_on_hold
from storage.inbound import Inbound, erased_key
from storage.keys import keyring
from storage.media import EXPIRED, STORED
from storage.outgoing import Attempt, Outgoing
from storage.periods import IdempotencyKey
from storage.residents import Identity, Resident
from storage.tables import metadata

ROWS_AT_ONCE = 200
EMPTY = b""
OF_A_CASE = ("case_event", "task", "outgoing", "follower", "sign_off")

Forget = Callable[[Session, datetime, datetime, int | None], int]
"""Takes what is older than a moment, at a time, of an estate (None: of no estate alone)."""


def forget_raw(session: Session, before: datetime, _now: datetime, _estate: int | None) -> int:
    """Messages as the provider delivered them."""
    is_old = (col(Inbound.received_at) < before, col(Inbound.raw_sealed) != EMPTY)
    ids = _some(session, select(col(Inbound.id)).where(*is_old, *_beyond_holds("inbound")))
    session.execute(update(Inbound).where(col(Inbound.id).in_(ids)).values(raw_sealed=EMPTY))
    return len(ids)


def forget_messages(session: Session, before: datetime, _now: datetime, _estate: int | None) -> int:
    """The words of what came and went; redeliveries stay known by a digest."""
    is_old = (col(Inbound.received_at) < before, col(Inbound.text_sealed) != EMPTY)
    old_ones = select_rows(Inbound).where(*is_old, *_beyond_holds("inbound"))
    came = list(session.exec(old_ones.limit(ROWS_AT_ONCE)))
    for row in came:
        row.provider_key = erased_key(keyring(session), row.provider_key)
        row.text_sealed = row.raw_sealed = EMPTY
        row.reply_sealed, row.details = None, {}
        session.add(row)
    may_still_go = or_(
        col(Outgoing.state) == MessageState.CLAIMED,
        and_(col(Outgoing.state) == MessageState.QUEUED, col(Outgoing.not_after) >= before),
    )
    was_sent = (col(Outgoing.created_at) < before, col(Outgoing.text) != "", ~may_still_go)
    went = _some(session, select(col(Outgoing.id)).where(*was_sent, *_beyond_holds("outgoing")))
    empty_rows(session, metadata.tables["outgoing"], went)
    attempts = select(col(Attempt.id)).where(col(Attempt.outgoing_id).in_(went))
    empty_rows(session, metadata.tables["attempt"], session.execute(attempts).scalars())
    session.flush()
    return len(came) + len(went)


def forget_talks(session: Session, before: datetime, _now: datetime, _estate: int | None) -> int:
    """Conversations that ended."""
    is_old = (
        col(Conversation.state) != ConversationState.OPEN,
        col(Conversation.closed_at) < before,
    )
    ended = select(col(Conversation.id)).where(*is_old, *_beyond_holds("conversation"))
    ids = _some(session, ended)
    session.execute(delete(Conversation).where(col(Conversation.id).in_(ids)))
    return len(ids)


def forget_codes(session: Session, before: datetime, _now: datetime, _estate: int | None) -> int:
    """Codes, decided requests to be linked to a home, and answers kept for repeated requests."""
    taken = 0
    for table, is_old in (
        (EnrolmentCode, col(EnrolmentCode.made_at) < before),
        (EnrolmentRequest, col(EnrolmentRequest.decided_at) < before),
        (IdempotencyKey, col(IdempotencyKey.at) < before),
    ):
        taken += session.execute(delete(table).where(is_old)).rowcount  # type: ignore[attr-defined]  # of a DELETE
    # All at once: none of these rows is large, and nothing hangs on them.
    return 0 if taken == 0 else 1


def forget_evidence(session: Session, before: datetime, now: datetime, estate: int | None) -> int:
    """Photos and recordings of closed cases; and those that never became part of a case."""
    cases = select(col(Case.id)).where(*_closed(before, estate))
    loose = (col(Media.case_id).is_(None), col(Media.received_at) < before)
    of_these = col(Media.case_id).in_(cases) if estate is not None else _both(loose)
    ids = _some(session, select(col(Media.id)).where(col(Media.state) == STORED, of_these))
    session.execute(
        update(Media)
        .where(col(Media.id).in_(ids))
        .values(state=EXPIRED, next_at=now, reference="", found=None)
    )
    return len(ids)


def forget_cases(session: Session, before: datetime, now: datetime, estate: int | None) -> int:
    """The words of a closed case; its kind, class, times and verdict stay as figures."""
    if estate is None:
        return 0
    is_old = (*_closed(before, estate), col(Case.anonymised_at).is_(None))
    ids = _some(session, select(col(Case.id)).where(*is_old))
    tasks = metadata.tables["task"]
    of_tasks = select(tasks.c.id).where(tasks.c.case_id.in_(ids))
    records = metadata.tables["task_record"]
    done = select(records.c.id).where(records.c.task_id.in_(of_tasks))
    empty_rows(session, records, session.execute(done).scalars())
    for name in OF_A_CASE:
        table = metadata.tables[name]
        rows = session.execute(select(table.c.id).where(table.c.case_id.in_(ids))).scalars()
        empty_rows(session, table, rows)
    empty_rows(session, metadata.tables["report_case"], ids)
    nobodys = {"reporter_id": None, "identity_id": None, "home_id": None}
    session.execute(update(Case).where(col(Case.id).in_(ids)).values(**nobodys, anonymised_at=now))
    session.expire_all()
    return len(ids)


def forget_those_who_left(
    session: Session, before: datetime, now: datetime, _estate: int | None
) -> int:
    """Whoever unfollowed and has no other way to the house; in the directory only their openid."""
    left = session.exec(
        select_rows(Identity)
        .where(col(Identity.left_at) < before, ~_has_matter_in_hand(col(Identity.resident_id)))
        .limit(ROWS_AT_ONCE)
    ).all()
    for identity in left:
        resident = session.get_one(Resident, identity.resident_id)
        if resident.in_directory:
            empty_rows(session, metadata.tables["identity"], [identity.id])
            identity.left_at = identity.proven_at = None
            session.add(identity)
        else:
            identity.left_at = None
            session.add(identity)
            session.flush()
            erase_resident(session, resident.id, now)
    session.flush()
    return len(left)


def forget_strangers(session: Session, before: datetime, now: datetime, _estate: int | None) -> int:
    """People whom the directory does not know, when nothing was heard of them for so long."""
    heard_since = (
        select(col(Identity.id))
        .where(col(Identity.resident_id) == col(Resident.id), col(Identity.last_heard_at) >= before)
        .exists()
    )
    closed_since = (
        select(col(Case.id))
        .where(col(Case.reporter_id) == col(Resident.id), col(Case.closed_at) >= before)
        .exists()
    )
    silent = session.exec(
        select_rows(Resident)
        .where(
            col(Resident.in_directory).is_(False),
            col(Resident.erased_at).is_(None),
            col(Resident.created_at) < before,
            ~heard_since,
            ~closed_since,
            ~_has_matter_in_hand(col(Resident.id)),
        )
        .limit(ROWS_AT_ONCE)
    ).all()
    for resident in silent:
        # What they reported stays as long as any closed case.
        erase_resident(session, resident.id, now, with_cases=False)
    return len(silent)


FORGET: Mapping[str, Forget] = MappingProxyType(
    {
        "raw_days": forget_raw,
        "message_days": forget_messages,
        "conversation_days": forget_talks,
        "code_days": forget_codes,
        "media_days": forget_evidence,
        "case_days": forget_cases,
        "left_days": forget_those_who_left,
        "stranger_days": forget_strangers,
    }
)
"""By the numbers of flows.rules.policy_privacy.Retention."""


def _some(session: Session, query: Select[Any]) -> list[int]:
    return list(session.execute(query.limit(ROWS_AT_ONCE)).scalars())


def _beyond_holds(table: str) -> list[ColumnElement[bool]]:
    return beyond_cases(metadata.tables[table], cases_on_hold())


def _closed(before: datetime, estate: int | None) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Case.closed_at) < before,
        col(Case.estate_id) == estate,
        col(Case.hold_reason).is_(None),
    )


def _both(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, second = conditions
    return first & second


def _has_matter_in_hand(resident_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    is_theirs = col(Case.reporter_id) == resident_id
    is_kept = or_(col(Case.state).in_(IN_HAND), col(Case.hold_reason).is_not(None))
    return select(col(Case.id)).where(is_theirs, is_kept).exists()
