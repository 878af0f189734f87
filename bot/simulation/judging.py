"""The judge: all promises, held against the rows, the providers' truth and what people know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.simulation.invariants import broken, overdue
from bot.simulation.outdated import outdated
from bot.simulation.phones import Lines
from bot.simulation.providers import Post
from bot.simulation.truth import (
    beyond_quota,
    lost,
    misdelivered,
    to_former_homes,
    to_the_erased,
    unwanted,
)
from bot.simulation.witnesses import (
    betrayed,
    cut_off,
    miscounted,
    misdirected,
    misheard,
    too_late,
)


@dataclass
class Judge:
    """Judges a story at any moment of it: every broken promise in a sentence.

    `judged_before` is how many of the answers that name a case have been looked at.
    """

    post: Post
    lines: Lines
    judged_before: int = 0

    def at_once(self, connection: Connection, now: datetime) -> Iterator[str]:
        """What is wrong at this very moment, and need not be seen of it tomorrow."""
        yield from overdue(connection, now)
        fresh = self.lines.shown[self.judged_before :]
        self.judged_before += len(fresh)
        yield from betrayed(connection, fresh)

    def on_reflection(self, connection: Connection, now: datetime) -> Iterator[str]:
        """What is found by whoever reads everything, and is there for days."""
        post, lines = self.post, self.lines
        yield from broken(connection, now)
        yield from lost(connection, lines, now)
        yield from misdelivered(connection, post.taken)
        yield from unwanted(connection, post.taken, lines)
        yield from beyond_quota(post.taken, lines)
        yield from miscounted(connection, post, lines)
        yield from to_the_erased(post.taken, lines)
        yield from to_former_homes(connection)
        yield from (f"8 sent again before its provider's time: {one}" for one in post.hurried)
        yield from misheard(connection, post)
        yield from cut_off(connection, post)
        yield from misdirected(connection, post)
        yield from too_late(connection)
        yield from outdated(connection, now)
