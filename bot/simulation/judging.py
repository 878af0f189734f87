"""The judge: all promises, held against the rows, the providers' truth and what people know."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.simulation.invariants import broken
from bot.simulation.phones import Lines
from bot.simulation.providers import Delivery
from bot.simulation.truth import (
    beyond_quota,
    lost,
    misdelivered,
    to_former_homes,
    to_the_erased,
    unwanted,
)


def violations(
    connection: Connection, taken: Sequence[Delivery], lines: Lines, now: datetime
) -> list[str]:
    """Every broken promise in a sentence, as far as can be told at this moment."""
    return [
        *broken(connection, now),
        *lost(connection, lines),
        *misdelivered(connection, taken),
        *unwanted(connection, taken, lines),
        *beyond_quota(taken, lines),
        *to_the_erased(taken, lines),
        *to_former_homes(connection),
    ]
