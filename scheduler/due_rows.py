"""Due rows of one kind: each is handled in its own transaction, and put aside when that fails."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session

from scheduler.happenings import Happening
from storage.database import Database

DOUBLINGS_MAX = 6

log = logging.getLogger(__name__)


class HasId(Protocol):
    """A row."""

    id: int


Row = TypeVar("Row", bound=HasId)
Work = TypeVar("Work")


@dataclass(frozen=True)
class Due:
    """What one job looks for: when there is something to do, and how a part of it is done.

    `sweep_one` says what was done; None when nothing is due.
    """

    earliest: Callable[[Session], datetime | None]
    sweep_one: Callable[[Database, datetime], list[Happening] | None]


@dataclass(frozen=True)
class DueRows(Generic[Row]):
    """How a row of a kind is found, handled, and put aside with what it failed of.

    `take` gives a row that the transaction then holds; others skip it.
    """

    kind: str
    take: Callable[[Session, datetime], Row | None]
    handle: Callable[[Session, Row, datetime], list[Happening]]
    put_aside: Callable[[Session, int, Exception, datetime], None]

    def sweep_one(self, database: Database, now: datetime) -> list[Happening] | None:
        """What was done with one row; None when no row is due."""
        taken: int | None = None
        try:
            with database.transaction() as session:
                row = self.take(session, now)
                if row is None:
                    return None
                taken = row.id
                return self.handle(session, row, now)
        except Exception as error:
            # Whatever is wrong with one row must not keep the others waiting: it is put aside.
            if taken is None:
                raise
            log.exception("%s %s could not be handled and is put aside", self.kind, taken)
            with database.transaction() as session:
                self.put_aside(session, taken, error, now)
            return []


def first_that_goes(
    database: Database, due: Iterable[Work], work: Callable[[Session, Work], list[Happening]]
) -> list[Happening] | None:
    """Do the first of what is due without a row that waits; None where nothing is.

    Nothing of it could be put aside: what one fails of is raised when no other waits for it, and
    it is tried again at the tick.
    """
    failure: Exception | None = None
    for one in due:
        try:
            with database.transaction() as session:
                return work(session, one)
        except Exception as error:  # noqa: BLE001 - it is raised, when no other waits for it
            failure = failure or error
    if failure is not None:
        raise failure
    return None


def pause_after(failures: int, first: timedelta) -> timedelta:
    """How long what has failed so often before is put aside: each time twice as long, to a limit.

    A first pause of a minute grows to about an hour.
    """
    doublings = min(failures, DOUBLINGS_MAX)
    return first * (1 << doublings)
