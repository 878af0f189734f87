"""What happens once a period happens once, however many processes run (UNIQUE(job, period))."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from flows.rules.policy_privacy import Keeping
from storage.columns import instant
from storage.inserting import insert_into
from storage.keeping import keep_day


class PeriodRun(SQLModel, table=True):
    """A periodic job that was begun for a period, such as `2026-11`."""

    __tablename__ = "period_run"

    job: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    at: datetime = instant()


class IdempotencyKey(SQLModel, table=True):
    """A write of the API that was done under a caller's key, and what was answered."""

    __tablename__ = "idempotency_key"

    caller: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_digest: str
    status: int
    body: str
    at: datetime = instant()


def begin_period(session: Session, job: str, period: str, now: datetime) -> bool:
    """Whether this caller is the one to run the job for the period."""
    insert, table = insert_into(session, "period_run")
    statement = (
        insert.values(job=job, period=period, at=now)
        .on_conflict_do_nothing(index_elements=["job", "period"])
        .returning(table.c.job)
    )
    return session.execute(statement).scalar_one_or_none() is not None


def reserve_key(
    session: Session, caller: str, key: str, request_digest: str, now: datetime
) -> IdempotencyKey | None:
    """Take a caller's key for a request; the row of the request that has it, if it is taken.

    Whoever comes while another holds the key waits for their commit.
    """
    keep_day(session, now, Keeping.CODE)
    insert, table = insert_into(session, "idempotency_key")
    statement = (
        insert.values(
            caller=caller, key=key, request_digest=request_digest, status=0, body="", at=now
        )
        .on_conflict_do_nothing(index_elements=["caller", "key"])
        .returning(table.c.key)
    )
    if session.execute(statement).scalar_one_or_none() is not None:
        return None
    return session.get_one(IdempotencyKey, (caller, key))


def keep_answer(session: Session, caller: str, key: str, status: int, body: str) -> None:
    """Write down what the request that reserved the key was answered."""
    row = session.get_one(IdempotencyKey, (caller, key))
    row.status, row.body = status, body
    session.add(row)
    session.flush()
