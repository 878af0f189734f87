"""What the house has to do next, asked of its rows anew only where they have changed since."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlalchemy import event
from sqlmodel import Session

from storage.database import Database

Question = Callable[[Session, datetime], Mapping[str, datetime | None]]
"""Says of some things when each falls due next, as it looks at a moment."""

READ = re.compile(r"\b(?:FROM|JOIN) (\w+)")
WRITTEN = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
STATEMENTS_MAX = 10_000


@dataclass
class _Answer:
    times: Mapping[str, datetime | None] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    is_known: bool = False
    until: datetime | None = None

    def holds_at(self, now: datetime) -> bool:
        """Whether nothing has been written since, and nothing that lay ahead has come."""
        return self.is_known and (self.until is None or now < self.until)


class Foresight:
    """When each thing falls due next; which tables tell it is learned from the asking itself."""

    def __init__(self, database: Database, questions: Sequence[Question]) -> None:
        self._database = database
        self._questions = questions
        self._answers = [_Answer() for _ in questions]
        self._asked: _Answer | None = None
        event.listen(database.engine, "before_cursor_execute", self._notice)

    def look(self, now: datetime) -> dict[str, datetime]:
        """The moments that are known, by what falls due then."""
        stale = [number for number, one in enumerate(self._answers) if not one.holds_at(now)]
        if stale:
            with self._database.reading() as session:
                for number in stale:
                    self._ask(session, number, now)
        return {
            what: at
            for answer in self._answers
            for what, at in answer.times.items()
            if at is not None
        }

    def _ask(self, session: Session, number: int, now: datetime) -> None:
        answer = self._asked = self._answers[number] = _Answer(is_known=True)
        answer.times = self._questions[number](session, now)
        ahead = (at for at in answer.times.values() if at is not None and at > now)
        answer.until = min(ahead, default=None)
        self._asked = None

    def _notice(self, *told: object) -> None:
        statement = str(told[2])
        if self._asked is not None:
            self._asked.tables.update(READ.findall(statement))
        elif written := _written(statement):
            for answer in self._answers:
                if not written.isdisjoint(answer.tables):
                    answer.is_known = False


@lru_cache(maxsize=STATEMENTS_MAX)
def _written(statement: str) -> frozenset[str]:
    return frozenset(WRITTEN.findall(statement))
