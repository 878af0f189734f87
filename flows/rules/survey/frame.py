"""The frame of a draw: every home there is, and whether it may be asked (R4-R6)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from flows.rules.policy_contact import Contact

FIRST_CYCLE = 1
NEVER = 0  # the cycle in which a home was asked that never was

_HEADING = "huiyin frame 1"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Bar(StrEnum):
    """Why a home cannot be asked at present."""

    NOBODY = "nobody"
    OPTED_OUT = "opted_out"
    CAPPED = "capped"


# What passes by itself: the home keeps its turn, and its estate's cycle waits for it.
PASSING = frozenset({Bar.CAPPED})


@dataclass(frozen=True)
class Reachable:
    """What is known of one resident of a home: whether and how often surveys may come to them."""

    opted_out: bool
    surveys_in_month: int
    texts_in_week: int


def bar_of(residents: Iterable[Reachable], contact: Contact) -> Bar | None:
    """Return why nobody of a home can be asked, None if somebody can (R6, R7, R57)."""
    residents = tuple(residents)
    if not residents:
        return Bar.NOBODY
    willing = [one for one in residents if not one.opted_out]
    if not willing:
        return Bar.OPTED_OUT
    for one in willing:
        if (
            one.surveys_in_month < contact.surveys_per_month
            and one.texts_in_week < contact.texts_per_week
        ):
            return None
    return Bar.CAPPED


@dataclass(frozen=True, order=True)
class FrameHome:
    """A home of the frame; `asked_in` is the cycle of its estate in which it was last asked."""

    estate: str
    building: str
    home: str
    asked_in: int = NEVER
    bar: Bar | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What names a home among the homes of several estates."""
        return self.estate, self.home


@dataclass(frozen=True)
class Frame:
    """All homes in the order of their names, and the cycle that each estate is in."""

    homes: tuple[FrameHome, ...]
    cycles: Mapping[str, int]

    def text(self) -> str:
        """The frame as everybody writes it: a heading, then a line for each home.

        A line is a JSON array without spaces: estate, building, home, cycle of the estate, cycle in
        which the home was last asked, and why it cannot be asked, or nothing.
        """
        lines = (
            _JSON.encode(
                [one.estate, one.building, one.home, self.cycles[one.estate], one.asked_in,
                 one.bar or ""]
            )
            for one in self.homes
        )  # fmt: skip
        return "\n".join((_HEADING, *lines, ""))

    def digest(self) -> str:
        """The SHA-256 of the text: two frames are the same exactly if this is."""
        return sha256(self.text().encode()).hexdigest()


def read_frame(text: str) -> Frame:
    """Read a frame that `Frame.text` wrote; raises ValueError for anything else."""
    heading, *lines = text.split("\n")[:-1] or [""]
    if heading != _HEADING:
        raise ValueError(f"a frame begins with {_HEADING!r}, not {heading[:40]!r}")
    rows = [json.loads(line) for line in lines]
    cycles = {estate: cycle for estate, _, _, cycle, _, _ in rows}
    return frame_of(
        (
            FrameHome(estate, building, home, asked_in, Bar(bar) if bar else None)
            for estate, building, home, _, asked_in, bar in rows
        ),
        cycles,
    )


def frame_of(homes: Iterable[FrameHome], cycles: Mapping[str, int] | None = None) -> Frame:
    """Put homes in their canonical order; an estate without a cycle is in its first.

    Raises ValueError for a home that is named twice, or was asked in a cycle that is still to come.
    """
    known = cycles or {}
    ordered = tuple(sorted(homes, key=lambda one: (one.estate, one.building, one.home)))
    if len({one.key for one in ordered}) < len(ordered):
        raise ValueError("a home stands in the frame twice")
    current = {one.estate: known.get(one.estate, FIRST_CYCLE) for one in ordered}
    for one in ordered:
        if not NEVER <= one.asked_in <= current[one.estate]:
            raise ValueError(f"{one.home} was asked in cycle {one.asked_in}, which has not begun")
    return Frame(ordered, current)
