"""A document that any printer can print: sections of texts, tables and charts, in one language."""

from dataclasses import dataclass
from typing import TypeAlias

NONE = "—"


@dataclass(frozen=True)
class Percent:
    """A share as a cell shows it; None where there is no base. `signed` is for a difference."""

    share: float | None
    signed: bool = False


@dataclass(frozen=True)
class Interval:
    """Between which shares, or percentage points, a figure lies."""

    low: float
    high: float
    signed: bool = False


@dataclass(frozen=True)
class Decimal:
    """A number that is shown with two digits; None where there is none."""

    value: float | None


Cell: TypeAlias = str | int | Percent | Interval | Decimal


@dataclass(frozen=True)
class Note:
    """A sentence or a few; `is_alarm` where somebody has to do something."""

    text: str
    is_alarm: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first column names what a row is about."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Bar:
    """A share with the interval that it may lie in."""

    label: str
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Bars:
    """Shares beside each other, and the one that is aimed at; a table with the same stands near."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    aim: float
    aim_label: str


@dataclass(frozen=True)
class Stack:
    """Of each label, how many there are of each part; a table with the same stands near."""

    title: str
    description: str
    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


Block: TypeAlias = Note | Table | Bars | Stack


@dataclass(frozen=True)
class Section:
    """A part of a document under its title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A document with its title and, in pairs, what it is about; on each page stands the mark."""

    language: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    mark: str = ""


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    match cell:
        case Percent(share, signed):
            return NONE if share is None else percent(share, signed=signed)
        case Interval(low, high, signed):
            return f"{percent(low, signed=signed)} – {percent(high, signed=signed)}"
        case Decimal(value):
            return NONE if value is None else f"{value:.2f}"
        case _:
            return str(cell)


def percent(share: float, *, signed: bool = False) -> str:
    """A share with one digit: 86.4%; a difference in percentage points with its sign."""
    return f"{100 * share:+.1f}" if signed else f"{100 * share:.1f}%"
