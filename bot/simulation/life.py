"""The life of a process of the house, which may end at any point; its database remembers."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from storage.database import DEFAULT_ZONE, Database
from storage.keys import Keyring


class Died(BaseException):
    """The process was killed here; no `except Exception` of the house can hold it up."""


class Point(StrEnum):
    """Where a process may be killed: around every commit, and around every call at a provider."""

    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"
    BEFORE_CALL = "before a call"
    AFTER_CALL = "after a call"


@dataclass
class Life:
    """One process at a time: `deaths` counts where processes were killed.

    `risk` is the chance of being killed at any one point; `surely` counts down to the time when a
    point is certain to kill, so that no story of some length goes without.
    """

    chance: Random
    risk: float = 0.0
    surely: dict[Point, int] = field(default_factory=dict)
    is_over: bool = False
    is_database_away: bool = False
    deaths: Counter[Point] = field(default_factory=Counter)
    on_death: Callable[[], None] = lambda: None

    def passes(self, point: Point) -> None:
        """Go on, or die here. Raises Died, also for whatever a dead process still tries."""
        if self.is_over:
            raise Died
        left = self.surely[point] = self.surely.get(point, 0) - 1
        if self.risk and (left == 0 or self.chance.random() < self.risk):
            self.is_over = True
            self.deaths[point] += 1
            self.on_death()
            raise Died

    def begin_again(self) -> None:
        """Another process is started."""
        self.is_over = False


class MortalDatabase(Database):
    """A database whose user may die just before or just after a commit."""

    def __init__(self, url: str, keys: Keyring, life: Life, zone: ZoneInfo = DEFAULT_ZONE) -> None:
        super().__init__(url, keys, zone)
        self._life = life

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """As ever, unless the process dies or the database is away (OperationalError)."""
        if self._life.is_over:
            raise Died
        if self._life.is_database_away:
            raise OperationalError("BEGIN", {}, ConnectionError("the database is away"))
        with super().transaction() as session:
            yield session
            self._life.passes(Point.BEFORE_COMMIT)
        self._life.passes(Point.AFTER_COMMIT)
