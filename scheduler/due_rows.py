"""Due rows of one kind: some are handled in one transaction, and what fails is put aside."""

import logging
from collections.abc import Callable, Iterable, Sequence
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

    @property
    def id(self) -> int:
        """What the database calls it."""


Row = TypeVar("Row", bound=HasId)
Work = TypeVar("Work")


@dataclass(frozen=True)
class Due:
    """What one job looks for: when there is something to do, and how a part of it is done.

    `sweep_some` says what was done; None when nothing is due.
    """

    earliest: Callable[[Session], datetime | None]
    sweep_some: Callable[[Database, datetime], list[Happening] | None]


@dataclass(frozen=True)
class DueRows(Generic[Row]):
    """How rows of a kind are found, handled, and put aside with what they failed of.

    `take` gives at most so many rows that the transaction then holds; others skip them. `at_once`
    are handled together.
    """

    kind: str
    take: Callable[[Session, datetime, int], Sequence[Row]]
    handle: Callable[[Session, Sequence[Row], datetime], list[Happening]]
    put_aside: Callable[[Session, int, Exception, datetime], None]
    at_once: int = 1

    def sweep_some(self, database: Database, now: datetime) -> list[Happening] | None:
        """What was done with some rows; None when no row is due.

        Rows that fail together are taken again one by one, and the one to blame is put aside.
        """
        return self._sweep(database, now, self.at_once)

    def _sweep(self, database: Database, now: datetime, most: int) -> list[Happening] | None:
        taken: list[int] = []
        try:
            with database.transaction() as session:
                rows = self.take(session, now, most)
                taken = [row.id for row in rows]
                return self.handle(session, rows, now) if rows else None
        except Exception as error:
            # Whatever is wrong with one row must not keep the others waiting.
            if not taken:
                raise
            if len(taken) == 1:
                log.exception("%s %s could not be handled and is put aside", self.kind, *taken)
                with database.transaction() as session:
                    self.put_aside(session, taken[0], error, now)
                return []
            says = type(error).__name__
            log.warning("%s: %s could not be handled together: %s", self.kind, len(taken), says)
        done: list[Happening] = []
        for _ in taken:
            done += self._sweep(database, now, 1) or []
        return done


def one_by_one(
    kind: str,
    take: Callable[[Session, datetime], Row | None],
    handle: Callable[[Session, Row, datetime], list[Happening]],
    put_aside: Callable[[Session, int, Exception, datetime], None],
) -> DueRows[Row]:
    """Rows of which each has a transaction of its own."""

    def take_one(session: Session, now: datetime, _most: int) -> Sequence[Row]:
        row = take(session, now)
        return () if row is None else (row,)

    def handle_it(session: Session, rows: Sequence[Row], now: datetime) -> list[Happening]:
        return [done for row in rows for done in handle(session, row, now)]

    return DueRows(kind, take_one, handle_it, put_aside)


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
