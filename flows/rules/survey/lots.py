"""Lots that anybody can draw again (R4, R16, R23): chance is a seed, and the rest is arithmetic.

The lot of a name is the SHA-256, in hex digits, of the JSON array ["purpose","seed","name",...]
written without spaces in UTF-8. Whoever has the lowest lots is drawn. Neither the order in which
the names come nor the machine or its Python has a part in it.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256

SEED_CHARACTERS_MAX = 200

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Lottery(StrEnum):
    """What is drawn: one seed gives each of them an order of its own."""

    SAMPLE = "sample"
    TIE = "tie"
    AUDIT = "audit"
    UNRETURNED = "unreturned"
    PRIZE = "prize"


def lot(lottery: Lottery, seed: str, *name: str) -> str:
    """Return the lot of a name; raises ValueError for a seed that is empty or too long."""
    if not 0 < len(seed) <= SEED_CHARACTERS_MAX:
        raise ValueError(f"a seed has 1 to {SEED_CHARACTERS_MAX} characters, not {len(seed)}")
    return sha256(_JSON.encode([lottery, seed, *name]).encode()).hexdigest()


def drawn(lottery: Lottery, seed: str, names: Iterable[str], size: int) -> tuple[str, ...]:
    """Return the names with the lowest lots, lowest first; all of them where there are fewer.

    A name that comes twice has one chance. A larger draw with the same seed begins with the
    smaller one.
    """
    return tuple(sorted(set(names), key=lambda name: lot(lottery, seed, name))[:size])
