"""The kinds of value in a policy: each reads one from TOML or JSON, or says why it cannot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from flows.rules.wall_clock import MINUTES_A_DAY, Span

DATES_MAX = 1000
SPANS_A_DAY_MAX = 12
TEMPLATE_FIELDS_MAX = 12
SHOWN_MAX = 60

# What is wrong between fields that are each right: (field, reason).
Contradictions = Iterator[tuple[str, str]]

_TIME = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")
_TEMPLATE_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")


class Kind(Protocol):
    """What may stand at one place of a policy; `read` raises ValueError with the reason."""

    def read(self, given: object) -> object:
        """Turn a TOML or JSON value into the value that the policy holds."""
        ...


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds, both allowed."""

    least: int
    most: int

    def read(self, given: object) -> int:
        """Read a number; a truth value is none."""
        if not isinstance(given, int) or isinstance(given, bool):
            raise _wrong(given, "a whole number")
        if not self.least <= given <= self.most:
            raise ValueError(f"{given} is not between {self.least} and {self.most}")
        return given


@dataclass(frozen=True)
class Fraction:
    """A number between 0 and 1, neither of them allowed."""

    def read(self, given: object) -> float:
        """Read a fraction such as 0.8."""
        if not isinstance(given, float):
            raise _wrong(given, "a fraction such as 0.8")
        if not 0 < given < 1:
            raise ValueError(f"{given} is not between 0 and 1")
        return given


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, given: object) -> bool:
        """Read a truth value; a number is none."""
        if not isinstance(given, bool):
            raise _wrong(given, "true or false")
        return given


@dataclass(frozen=True)
class OneOf:
    """One word of a fixed set."""

    words: type[StrEnum]

    def read(self, given: object) -> StrEnum:
        """Read the word as its member."""
        if isinstance(given, str) and given in list(self.words):
            return self.words(given)
        raise ValueError(f"{_shown(given)} is none of {', '.join(self.words)}")


@dataclass(frozen=True)
class SomeOf:
    """A list of different words of a fixed set; it may be empty."""

    words: type[StrEnum]

    def read(self, given: object) -> tuple[StrEnum, ...]:
        """Read the words as members, in the order given."""
        members = tuple(OneOf(self.words).read(word) for word in _listed(given, len(self.words)))
        if len(set(members)) < len(members):
            raise ValueError("a word stands in the list twice")
        return members


@dataclass(frozen=True)
class Code:
    """A short text of a given shape; `shape` tells people what `pattern` tells the machine."""

    pattern: str
    shape: str

    def read(self, given: object) -> str:
        """Read a text that has the shape as a whole."""
        if not isinstance(given, str) or not re.fullmatch(self.pattern, given):
            raise _wrong(given, self.shape)
        return given


@dataclass(frozen=True)
class Texts:
    """A list of short texts of one line, as people read them; it may be empty."""

    most: int
    longest: int

    def read(self, given: object) -> tuple[str, ...]:
        """Read the texts in the order given."""
        return tuple(self._text(text) for text in _listed(given, self.most))

    def _text(self, given: object) -> str:
        is_line = isinstance(given, str) and given.isprintable() and bool(given.strip())
        if not isinstance(given, str) or not is_line or len(given) > self.longest:
            raise _wrong(given, f"a line of 1 to {self.longest} characters")
        return given.strip()


@dataclass(frozen=True)
class Dates:
    """A list of different dates in rising order."""

    def read(self, given: object) -> tuple[date, ...]:
        """Read TOML dates, or the ISO texts that JSON has instead."""
        dates = tuple(_date(day) for day in _listed(given, DATES_MAX))
        for earlier, later in pairwise(dates):
            if later <= earlier:
                raise ValueError(f"{later} stands after {earlier}: dates must rise")
        return dates


@dataclass(frozen=True)
class Spans:
    """The spans of one working day, in order; none means a day off."""

    def read(self, given: object) -> tuple[Span, ...]:
        """Read spans such as "08:30-12:00" that neither overlap nor run over midnight."""
        spans = tuple(_span(text) for text in _listed(given, SPANS_A_DAY_MAX))
        for span in spans:
            if span.ends <= span.begins:
                raise ValueError(f"{span} does not end after it begins")
        for earlier, later in pairwise(spans):
            if later.begins < earlier.ends:
                raise ValueError(f"{later} overlaps {earlier} or stands out of order")
        return spans


@dataclass(frozen=True)
class NightSpan:
    """One span of the clock, usually over midnight."""

    def read(self, given: object) -> Span:
        """Read a span such as "21:30-07:30"."""
        span = _span(given)
        if span.begins % MINUTES_A_DAY == span.ends % MINUTES_A_DAY:
            raise ValueError(f"{span} begins and ends at the same time")
        return Span(span.begins % MINUTES_A_DAY, span.ends % MINUTES_A_DAY)


class Carries(StrEnum):
    """What of a case or task a field of a provider's template can carry.

    TEXT is what the message says; SUMMARY is what the case is about. OPTIONS are the numbered
    answers to a question, CODE the digits that prove a phone, TOKEN what a link ends in; these go
    into an SMS only.
    """

    NUMBER = "number"
    STATUS = "status"
    TIME = "time"
    PLACE = "place"
    SUMMARY = "summary"
    TEXT = "text"
    OPTIONS = "options"
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - the name of a field


@dataclass(frozen=True)
class TemplateField:
    """One named field of a template, and what it carries."""

    name: str
    carries: Carries


@dataclass(frozen=True)
class TemplateFields:
    """A table: the field names of a template, and what each of them carries."""

    def read(self, given: object) -> tuple[TemplateField, ...]:
        """Read the table; the fields are sorted, because their order means nothing."""
        if not isinstance(given, Mapping):
            raise _wrong(given, "a table of template fields")
        if not 1 <= len(given) <= TEMPLATE_FIELDS_MAX:
            raise ValueError(f"a template has 1 to {TEMPLATE_FIELDS_MAX} fields, not {len(given)}")
        return tuple(_template_field(name, carries) for name, carries in sorted(given.items()))


def _template_field(name: str, carries: object) -> TemplateField:
    if not _TEMPLATE_FIELD.fullmatch(name):
        raise ValueError(f"{_shown(name)} cannot be the name of a template field")
    try:
        return TemplateField(name, Carries(OneOf(Carries).read(carries)))
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None


def _listed(given: object, most: int) -> list[object]:
    if not isinstance(given, list):
        raise _wrong(given, "a list")
    if len(given) > most:
        raise ValueError(f"{len(given)} entries are more than {most}")
    return given


def _date(given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise _wrong(given, "a date such as 2027-02-08") from None
    raise _wrong(given, "a date such as 2027-02-08")


def _span(given: object) -> Span:
    begins, dash, ends = given.partition("-") if isinstance(given, str) else ("", "", "")
    edges = [_TIME.fullmatch(edge) for edge in (begins, ends)]
    minutes = [int(edge[1]) * 60 + int(edge[2]) for edge in edges if edge]
    if not dash or len(minutes) < len(edges) or max(minutes) > MINUTES_A_DAY:
        raise _wrong(given, 'a span such as "08:30-12:00"')
    return Span(*minutes)


def _wrong(given: object, expected: str) -> ValueError:
    return ValueError(f"{_shown(given)} is not {expected}")


def _shown(given: object) -> str:
    shown = {True: "true", False: "false"}[given] if isinstance(given, bool) else repr(given)
    return shown if len(shown) <= SHOWN_MAX else f"{shown[: SHOWN_MAX - 1]}…"
