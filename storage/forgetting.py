"""What is to be forgotten, and when (P7): a row for each, made with what its time counts from."""

from datetime import date, datetime
from functools import partial

from sqlalchemy import Column, Date, Executable, UniqueConstraint, bindparam, update
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.policy_privacy import Keeping
from flows.rules.vocabulary import DeadlineState
from storage.columns import identifier, instant, reference, word
from storage.inserting import Insert, prepared_insert, whole_row
from storage.prepared import prepared

ABOUT = ("day", "case_id", "identity_id", "resident_id")


class Forgetting(SQLModel, table=True):
    """One thing that is kept for a number of days of the policy: `kind` says which.

    It is about a case, an address or a person; messages and conversations are many, so that those
    of a `day` of the estates go together. The days count from `begun_at`. Like a deadline it is
    pending until it fires, or is dropped when the case is taken up again or the person comes back;
    `next_at` is all that the scheduler looks for. `failures` counts how often it could not be done.
    """

    __table_args__ = tuple(
        UniqueConstraint("kind", about)
        for about in ("day", "case_id", "identity_id", "resident_id")
    )

    id: int = identifier()
    kind: Keeping = word(Keeping)
    day: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    case_id: int | None = reference("report_case.id", nullable=True)
    identity_id: int | None = reference("identity.id", nullable=True)
    resident_id: int | None = reference("resident.id", nullable=True)
    estate_id: int | None = reference("estate.id", nullable=True)
    begun_at: datetime = instant()
    due_at: datetime = instant()
    state: DeadlineState = word(DeadlineState)
    fired_at: datetime | None = instant(nullable=True)
    next_at: datetime | None = instant(nullable=True, index=True)
    failures: int = 0

    @property
    def about(self) -> str:
        """What the row is about, in words for lists and logs."""
        if self.day is not None:
            return self.day.isoformat()
        if self.case_id is not None:
            return f"case {self.case_id}"
        if self.identity_id is not None:
            return f"identity {self.identity_id}"
        return f"resident {self.resident_id}"


def remember_to_forget(session: Session, wanted: Forgetting, about: str) -> None:
    """Make the row, or set the one there is to the new time; `about` names its column.

    Who comes at the same moment waits for the other's commit.
    """
    values = {
        "kind": wanted.kind,
        about: getattr(wanted, about),
        "estate_id": wanted.estate_id,
        "begun_at": wanted.begun_at,
        "due_at": wanted.due_at,
        "next_at": wanted.due_at,
        "state": DeadlineState.PENDING,
        "failures": 0,
    }
    _REMEMBERED[about].run(session, **values)


def _remembered(about: str, insert: Insert) -> Executable:
    times = ("begun_at", "due_at", "next_at", "state", "failures")
    anew = {name: insert.excluded[name] for name in times}
    unused = ("id", "fired_at", *(other for other in ABOUT if other != about))
    return whole_row(insert, leaving_out=unused).on_conflict_do_update(
        index_elements=["kind", about], set_=anew | {"fired_at": None}
    )


_REMEMBERED = {about: prepared_insert("forgetting", partial(_remembered, about)) for about in ABOUT}


def drop_forgetting(session: Session, **about: int | Keeping) -> None:
    """Nothing of these is to be forgotten any more, until its time begins anew."""
    wanted = [getattr(Forgetting, name) == value for name, value in about.items()]
    pending = update(Forgetting).where(*wanted, col(Forgetting.state) == DeadlineState.PENDING)
    session.execute(pending.values(state=DeadlineState.DROPPED, next_at=None))


def look_anew(session: Session, estate_id: int, at: datetime) -> None:
    """Look at an estate's rows, and at those of all estates, at a moment: their days may be fewer.

    Each is then put to its own time.
    """
    is_meant = col(Forgetting.estate_id).is_(None) | (col(Forgetting.estate_id) == estate_id)
    statement = update(Forgetting).where(is_meant, col(Forgetting.next_at) > at)
    session.execute(statement.values(next_at=at))


_EARLIEST = prepared(select(func.min(Forgetting.next_at)))


def earliest_forgetting(session: Session) -> datetime | None:
    """When the next thing is to be forgotten."""
    found: datetime | None = _EARLIEST.one(session)
    return found


_DUE = prepared(
    select(Forgetting)
    .where(col(Forgetting.next_at) <= bindparam("now"))
    .order_by(col(Forgetting.next_at), col(Forgetting.id))
    .limit(1)
    .with_for_update(skip_locked=True)
)


def take_forgetting(session: Session, now: datetime) -> Forgetting | None:
    """One due row that this transaction now holds; others skip it."""
    return _DUE.first(session, now=now)
