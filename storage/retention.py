"""What is kept no longer (P7): what goes when the days of a row are over.

Everything here takes at most ROWS_AT_ONCE rows, so that nobody waits for a long transaction. What a
case on hold needs stays. Files are taken away by whoever keeps them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import DeadlineState, MessageState
from flows.rules.wall_clock import instant
from storage.cases import Case, Media
from storage.conversations import Conversation, ConversationState
from storage.database import zone_of
from storage.enrolment import EnrolmentCode, EnrolmentRequest
from storage.erasing import IN_HAND, empty_rows, erase_resident
from storage.forgetting import Forgetting
from storage.holding import beyond_cases, cases_on_hold
from storage.inbound import Inbound, erased_key
from storage.invitations import Invitation
from storage.keeping import due_since
from storage.keys import keyring
from storage.media import EXPIRED, STORED
from storage.moving import last_day_anywhere
from storage.outgoing import Attempt, Outgoing
from storage.periods import IdempotencyKey
from storage.residents import Identity, Resident
from storage.responses import FormResponse
from storage.tables import metadata

LOOK_AGAIN = timedelta(days=7)
"""How long whoever has a matter in hand is left in peace."""

ROWS_AT_ONCE = 200
EMPTY = b""
OF_A_CASE = ("case_event", "task", "outgoing", "follower", "sign_off")

Forget = Callable[[Session, Forgetting, datetime], datetime | None]
"""Takes what a row is about. When to go on: now with the rest, later with what is still needed."""


def forget(session: Session, row: Forgetting, now: datetime) -> bool:
    """Forget what a due row is about; False while some of it is left, or is kept for longer.

    A row whose policy says more days by now is put off to its own time.
    """
    due = due_since(session, row.kind, row.begun_at, now, row.estate_id)
    again = due if due > now else FORGET[row.kind](session, row, now)
    if again is None:
        row.state, row.fired_at, row.next_at = DeadlineState.FIRED, now, None
    else:
        row.next_at = again
        row.due_at = max(due, again) if again > now else row.due_at
    session.add(row)
    session.flush()
    return again is None


def forget_raw(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Messages as the provider delivered them."""
    before = _end_of_day(session, row)
    is_old = (col(Inbound.received_at) < before, col(Inbound.raw_sealed) != EMPTY)
    ids = _some(session, select(col(Inbound.id)).where(*is_old, *_beyond_holds("inbound")))
    session.execute(update(Inbound).where(col(Inbound.id).in_(ids)).values(raw_sealed=EMPTY))
    return now if ids else None


def forget_messages(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """The words of what came and went; redeliveries stay known by a digest."""
    before = _end_of_day(session, row)
    is_old = (col(Inbound.received_at) < before, col(Inbound.text_sealed) != EMPTY)
    old_ones = select_rows(Inbound).where(*is_old, *_beyond_holds("inbound"))
    came = list(session.exec(old_ones.limit(ROWS_AT_ONCE)))
    for one in came:
        one.provider_key = erased_key(keyring(session), one.provider_key)
        one.text_sealed = one.raw_sealed = EMPTY
        one.reply_sealed, one.details = None, {}
        session.add(one)
    may_still_go = or_(
        col(Outgoing.state) == MessageState.CLAIMED,
        and_(col(Outgoing.state) == MessageState.QUEUED, col(Outgoing.not_after) >= now),
    )
    was_sent = (col(Outgoing.created_at) < before, col(Outgoing.text) != "", ~may_still_go)
    went = _some(session, select(col(Outgoing.id)).where(*was_sent, *_beyond_holds("outgoing")))
    empty_rows(session, metadata.tables["outgoing"], went)
    attempts = select(col(Attempt.id)).where(col(Attempt.outgoing_id).in_(went))
    empty_rows(session, metadata.tables["attempt"], session.execute(attempts).scalars())
    session.flush()
    return now if came or went else None


def forget_talks(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Conversations that ended; what was answered in a survey stays, without the talk about it."""
    is_old = (
        col(Conversation.state) != ConversationState.OPEN,
        col(Conversation.closed_at) < _end_of_day(session, row),
    )
    ended = select(col(Conversation.id)).where(*is_old, *_beyond_holds("conversation"))
    ids = _some(session, ended)
    for survey in (Invitation, FormResponse):
        talk = col(survey.conversation_id)
        session.execute(update(survey).where(talk.in_(ids)).values(conversation_id=None))
    session.execute(delete(Conversation).where(col(Conversation.id).in_(ids)))
    return now if ids else None


def forget_codes(session: Session, row: Forgetting, _now: datetime) -> None:
    """Codes, decided requests to be linked to a home, and answers kept for repeated requests.

    All at once: none of these rows is large, and nothing hangs on them.
    """
    before = _end_of_day(session, row)
    for table, is_old in (
        (EnrolmentCode, col(EnrolmentCode.made_at) < before),
        (EnrolmentRequest, col(EnrolmentRequest.decided_at) < before),
        (IdempotencyKey, col(IdempotencyKey.at) < before),
    ):
        session.execute(delete(table).where(is_old))


def forget_evidence(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Photos and recordings of a closed case; or of a day, those that came into no case."""
    stored = select(col(Media.id)).where(col(Media.state) == STORED)
    if row.case_id is None:
        before = _end_of_day(session, row)
        stored = stored.where(col(Media.case_id).is_(None), col(Media.received_at) < before)
    elif _case_to_forget(session, row) is None:
        return None
    else:
        stored = stored.where(col(Media.case_id) == row.case_id)
    ids = _some(session, stored)
    expired = {"state": EXPIRED, "next_at": now, "reference": "", "found": None}
    session.execute(update(Media).where(col(Media.id).in_(ids)).values(**expired))
    return now if ids else None


def forget_case(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """The words of a closed case; its kind, class, times and verdict stay as figures.

    Or of a day, what was said in calls about a survey, which are about no case.
    """
    if row.case_id is None:
        return _forget_survey_calls(session, row, now)
    case = _case_to_forget(session, row)
    if case is None:
        return None
    tasks = metadata.tables["task"]
    of_tasks = select(tasks.c.id).where(tasks.c.case_id == case.id)
    records = metadata.tables["task_record"]
    done = select(records.c.id).where(records.c.task_id.in_(of_tasks))
    empty_rows(session, records, session.execute(done).scalars())
    for name in OF_A_CASE:
        table = metadata.tables[name]
        rows = session.execute(select(table.c.id).where(table.c.case_id == case.id)).scalars()
        empty_rows(session, table, rows)
    empty_rows(session, metadata.tables["report_case"], [case.id])
    session.refresh(case)
    case.reporter_id = case.identity_id = case.home_id = None
    case.anonymised_at = case.anonymised_at or now
    session.add(case)
    session.flush()
    session.expire_all()
    return None


def _forget_survey_calls(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Who was called when, and whether they called their rating true, stay as figures (R22)."""
    tasks, done = metadata.tables["task"].c, metadata.tables["task_record"].c
    ended = select(tasks.id).where(
        tasks.campaign_id.is_not(None), tasks.ended_at < _end_of_day(session, row)
    )
    said = select(done.id).where(done.task_id.in_(ended), done.outcome != "")
    ids = _some(session, said)
    empty_rows(session, metadata.tables["task_record"], ids)
    session.expire_all()
    return now if ids else None


def forget_who_left(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Whoever unfollowed and has no other way to the house; in the directory only their openid."""
    identity = session.get_one(Identity, row.identity_id)
    if identity.left_at is None:
        return None
    if _has_matter_in_hand(session, identity.resident_id):
        return now + LOOK_AGAIN
    resident = session.get_one(Resident, identity.resident_id)
    identity.left_at = None
    session.add(identity)
    session.flush()
    if not resident.in_directory:
        erase_resident(session, resident.id, now)
        return None
    empty_rows(session, metadata.tables["identity"], [identity.id])
    session.refresh(identity)
    identity.proven_at = None
    session.add(identity)
    return None


def forget_stranger(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Somebody whom the directory does not know, when nothing was heard of them for so long."""
    resident = session.get_one(Resident, row.resident_id)
    if resident.in_directory or resident.erased_at is not None:
        return None
    if _has_matter_in_hand(session, resident.id):
        return now + LOOK_AGAIN
    heard = select_rows(func.max(Identity.last_heard_at)).where(Identity.resident_id == resident.id)
    closed = select_rows(func.max(Case.closed_at)).where(Case.reporter_id == resident.id)
    moments = (row.begun_at, session.exec(heard).one(), session.exec(closed).one())
    row.begun_at = max(moment for moment in moments if moment is not None)
    due = due_since(session, row.kind, row.begun_at, now, None)
    if due > now:
        return due
    # What they reported stays as long as any closed case.
    erase_resident(session, resident.id, now, with_cases=False)
    return None


def forget_who_moved_out(session: Session, row: Forgetting, now: datetime) -> datetime | None:
    """Somebody of the directory who lives nowhere any more; what they reported stays its time."""
    resident = session.get_one(Resident, row.resident_id)
    day = last_day_anywhere(session, resident.id)
    if day is None or not resident.in_directory:
        return None
    if _has_matter_in_hand(session, resident.id):
        return now + LOOK_AGAIN
    row.begun_at = instant(day, 0, zone_of(session))
    due = due_since(session, row.kind, row.begun_at, now, row.estate_id)
    if due > now:
        return due
    erase_resident(session, resident.id, now, with_cases=False)
    return None


FORGET: Mapping[Keeping, Forget] = MappingProxyType(
    {
        Keeping.RAW: forget_raw,
        Keeping.MESSAGE: forget_messages,
        Keeping.CONVERSATION: forget_talks,
        Keeping.CODE: forget_codes,
        Keeping.MEDIA: forget_evidence,
        Keeping.CASE: forget_case,
        Keeping.LEFT: forget_who_left,
        Keeping.STRANGER: forget_stranger,
        Keeping.DEPARTED: forget_who_moved_out,
    }
)


def _end_of_day(session: Session, row: Forgetting) -> datetime:
    """Until when things of the row's day came. What an earlier row had to leave goes with them."""
    if row.day is None:
        message = f"{row.kind} {row.id} is about no day"
        raise ValueError(message)
    return instant(row.day + timedelta(days=1), 0, zone_of(session))


def _case_to_forget(session: Session, row: Forgetting) -> Case | None:
    """The row's case, unless it goes on again or is on hold: then the row is a stale one."""
    case = session.get_one(Case, row.case_id)
    return case if case.closed_at is not None and case.hold_reason is None else None


def _some(session: Session, query: Select[Any]) -> list[int]:
    return list(session.execute(query.limit(ROWS_AT_ONCE)).scalars())


def _beyond_holds(table: str) -> list[ColumnElement[bool]]:
    return beyond_cases(metadata.tables[table], cases_on_hold())


def _has_matter_in_hand(session: Session, resident_id: int) -> bool:
    is_kept = or_(col(Case.state).in_(IN_HAND), col(Case.hold_reason).is_not(None))
    query = select_rows(Case.id).where(Case.reporter_id == resident_id, is_kept)
    return session.exec(query.limit(1)).first() is not None
