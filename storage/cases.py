"""Cases (事项), their numbers and their timeline."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, bindparam, insert
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.verb_fields import Adoption
from flows.rules.vocabulary import (
    NUMBER_PREFIX,
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    Satisfaction,
    Source,
    Urgency,
)
from storage.columns import (
    document,
    identifier,
    instant,
    optional_document,
    reference,
    sealed,
    word,
)
from storage.inserting import Insert, prepared_insert
from storage.prepared import prepared
from storage.residents import lock
from storage.staff import read_staff_anew

RESIDENT = "resident"
"""Who did it, in a line of the timeline: no member of staff."""


class Case(SQLModel, table=True):
    """Anything reported, from its first words to its closing.

    `round` counts from 1 (R42). `not_for` is the member of staff whom the complaint is about, who
    never handles it (R70). `for_whom_sealed`: whom the reporter speaks for, in their words. A case
    under `hold_reason` (a dispute, an authority's request) is neither erased nor anonymised.
    `in_person`: the manager alone handles it (R33). `flag_reason` marks what a lead takes for
    malicious, which changes no deadline (R45). `unit` is who outside the house is asked (R31).
    `joined` counts the followers: others who reported the same; `homes` the homes of them all.
    `joined_to` is the case that staff found this one to be the same as, which goes on instead.
    """

    __tablename__ = "report_case"
    __table_args__ = (
        Index("ix_report_case_estate_id_opened_at", "estate_id", "opened_at"),
        Index("ix_report_case_estate_id_state", "estate_id", "state"),
        Index("ix_report_case_home_id_estate_id", "home_id", "estate_id"),
    )

    id: int = identifier()
    number: str = Field(unique=True)
    estate_id: int = reference("estate.id")
    kind: CaseKind = word(CaseKind)
    case_class: CaseClass = word(CaseClass)
    urgency: Urgency = word(Urgency)
    state: CaseState = word(CaseState, index=True)
    closure: Closure | None = word(Closure, nullable=True)
    round: int = 1
    home_id: int | None = reference("home.id", nullable=True, index=False)
    place: str = ""
    text: str = ""
    source: Source = word(Source)
    reporter_id: int | None = reference("resident.id", nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    handler_id: int | None = reference("staff.id", nullable=True)
    not_for_id: int | None = reference("staff.id", nullable=True)
    opened_at: datetime = instant(index=True)
    accepted_at: datetime | None = instant(nullable=True)
    first_responded_at: datetime | None = instant(nullable=True)
    promised_at: datetime | None = instant(nullable=True)
    resolved_at: datetime | None = instant(nullable=True)
    revisited_at: datetime | None = instant(nullable=True)
    closed_at: datetime | None = instant(nullable=True)
    plan_text: str | None = None
    plan_by: str | None = None
    plan_decision: str | None = None
    plan_reason: str | None = None
    result: str | None = None
    measures: str | None = None
    improvement: str | None = None
    verdict_fixed: bool | None = None
    verdict_satisfaction: Satisfaction | None = word(Satisfaction, nullable=True)
    verdict_remark: str | None = None
    repeat_of_id: int | None = reference("report_case.id", nullable=True)
    for_whom_sealed: bytes | None = sealed()
    hold_reason: str | None = None
    anonymised_at: datetime | None = instant(nullable=True)
    forwarded_from_id: int | None = reference("report_case.id", nullable=True)
    joined_to_id: int | None = reference("report_case.id", nullable=True)
    in_person: bool = False
    joined: int = 0
    homes: int = 1
    adoption: Adoption | None = word(Adoption, nullable=True)
    adoption_reason: str | None = None
    flag_reason: str | None = None
    flagged_by: str | None = None
    unit: str | None = None
    unit_reason: str | None = None
    unit_until: datetime | None = instant(nullable=True)


class CaseEvent(SQLModel, table=True):
    """One line of a case's timeline; never changed afterwards.

    `by` is a staff userid, `resident` or `huiyin`. `speaker_id` is the resident whose words it
    keeps: they go with that person, whoever has the case by then.
    """

    __tablename__ = "case_event"

    id: int = identifier()
    case_id: int = reference("report_case.id")
    at: datetime = instant()
    kind: str
    by: str
    speaker_id: int | None = reference("resident.id", nullable=True)
    text: str = ""
    details: dict[str, Any] = document(dict)


class Media(SQLModel, table=True):
    """A photo, recording or film (R30): asked for at once, kept under its hash in MEDIA_DIR."""

    id: int = identifier()
    inbound_id: int | None = reference("inbound.id", nullable=True)
    case_id: int | None = reference("report_case.id", nullable=True)
    channel: str
    kind: str
    reference: str
    content_type: str = ""
    state: str = Field(default="wanted", index=True)
    sha256: str | None = None
    size: int | None = None
    attempts: int = 0
    next_at: datetime | None = instant(nullable=True)
    received_at: datetime = instant()
    stored_at: datetime | None = instant(nullable=True)
    failure: str | None = None
    found: dict[str, Any] | None = optional_document()


class NumberCounter(SQLModel, table=True):
    """The last running number of a kind on a day."""

    __tablename__ = "number_counter"

    day_prefix: str = Field(primary_key=True)
    last: int


def next_number(session: Session, kind: CaseKind, day: date) -> str:
    """`TS-20261124-0001`: the prefix of the kind, the estate's day, a running number."""
    return running_number(session, NUMBER_PREFIX[kind], day)


def running_number(session: Session, prefix: str, day: date) -> str:
    """The next number of a prefix on a day."""
    day_prefix = f"{prefix}-{day:%Y%m%d}"
    return f"{day_prefix}-{_COUNTING.one(session, day_prefix=day_prefix):04d}"


def _counting(insert: Insert) -> ReturningInsert[tuple[int]]:
    last = insert.table.c.last
    first = insert.values(day_prefix=bindparam("day_prefix"), last=1)
    counted = first.on_conflict_do_update(index_elements=["day_prefix"], set_={"last": last + 1})
    return counted.returning(last)


_COUNTING = prepared_insert("number_counter", _counting)


_NUMBERED = prepared(select(Case).where(Case.number == bindparam("number")))


def find_case(session: Session, number: str) -> Case | None:
    """The case of this number, as a person may type it."""
    return _NUMBERED.first(session, number=number.strip().upper())


_REPORTER = prepared(select(Case.reporter_id).where(Case.id == bindparam("case_id")))
_LOCKED = prepared(
    select(Case)
    .where(Case.id == bindparam("case_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def lock_case(session: Session, case_id: int) -> Case:
    """The case, held against everyone else until the commit, and before it its reporter.

    What ends a case ends the talk about it too, in which the reporter may be at this very moment.
    """
    reporter_id = _REPORTER.one(session, case_id=case_id)
    return _lock(session, case_id, reporter_id)


def lock_found(session: Session, case: Case) -> Case:
    """The same for a case that has been read in this transaction, as it is now."""
    return _lock(session, case.id, case.reporter_id)


def _lock(session: Session, case_id: int, reporter_id: int | None) -> Case:
    if reporter_id is not None:
        lock(session, reporter_id)
    case = _LOCKED.one(session, case_id=case_id)
    read_staff_anew(session)
    if case.reporter_id is not None and case.reporter_id != reporter_id:
        # While we waited, the case went to another resident.
        lock(session, case.reporter_id)
    return case


def note(
    session: Session,
    case: Case,
    kind: str,
    *,
    by: str,
    now: datetime,
    text: str = "",
    **details: object,
) -> CaseEvent:
    """Add a line to the timeline; what a resident says counts as the reporter's (see `said_by`)."""
    event = line(case, kind, by=by, now=now, text=text, **details)
    session.add(event)
    session.flush()
    return event


def line(
    case: Case, kind: str, *, by: str, now: datetime, text: str = "", **details: object
) -> CaseEvent:
    """A line that does not stand in the timeline yet."""
    return CaseEvent(
        case_id=case.id,
        at=now,
        kind=kind,
        by=by,
        speaker_id=case.reporter_id if by == RESIDENT else None,
        text=text,
        details=details,
    )


def note_all(session: Session, lines: Sequence[CaseEvent]) -> None:
    """Add lines to the timelines of cases, in one statement."""
    if lines:
        rows = [one.model_dump(exclude={"id"}) for one in lines]
        session.execute(insert(SQLModel.metadata.tables["case_event"]), rows)


def said_by(session: Session, event: CaseEvent, speaker_id: int | None) -> CaseEvent:
    """Note whose words a line keeps, where they are not the reporter's or staff wrote them down."""
    event.speaker_id = speaker_id or event.speaker_id
    session.add(event)
    session.flush()
    return event


def timeline(session: Session, case_id: int) -> list[CaseEvent]:
    """What happened, in order."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(col(CaseEvent.id))
    return list(session.exec(query))


_NEWEST_EVENT = prepared(
    select(func.max(CaseEvent.id)).where(CaseEvent.case_id == bindparam("case_id"))
)


def newest_event(session: Session, case_id: int) -> int | None:
    """The id of the line that was added last."""
    return _NEWEST_EVENT.one(session, case_id=case_id)


def media_of(session: Session, case_id: int) -> list[Media]:
    """The evidence of a case, in the order it came."""
    query = select(Media).where(Media.case_id == case_id).order_by(col(Media.id))
    return list(session.exec(query))
