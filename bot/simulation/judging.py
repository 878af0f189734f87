"""The judge: all promises, held against the rows, the providers' truth and what people know."""

from datetime import datetime

from sqlalchemy import Connection

from bot.simulation.invariants import broken
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


def violations(connection: Connection, post: Post, lines: Lines, now: datetime) -> list[str]:
    """Every broken promise in a sentence, as far as can be told at this moment."""
    return [
        *broken(connection, now),
        *lost(connection, lines),
        *misdelivered(connection, post.taken),
        *unwanted(connection, post.taken, lines),
        *beyond_quota(post.taken, lines),
        *miscounted(connection, post, lines),
        *to_the_erased(post.taken, lines),
        *to_former_homes(connection),
        *(f"8 sent again before its provider's time: {letter}" for letter in post.hurried),
        *misheard(connection, post),
        *cut_off(connection, post),
        *misdirected(connection, post),
        *betrayed(connection, lines),
        *too_late(connection),
    ]
