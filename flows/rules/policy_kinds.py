"""The kinds of value in a policy: each reads one from TOML or JSON, or says why it cannot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from flows.rules.wall_clock import MINUTES_A_DAY, Span
from flows.wording.mistake import Mistake, mistake_of, refusal

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
            raise _wrong(given, Mistake("a whole number"))
        if not self.least <= given <= self.most:
            raise refusal(
                "{given} is not between {least} and {most}",
                given=given,
                least=self.least,
                most=self.most,
            )
        return given


@dataclass(frozen=True)
class Fraction:
    """A number between 0 and 1, neither of them allowed."""

    def read(self, given: object) -> float:
        """Read a fraction such as 0.8."""
        if not isinstance(given, float):
            raise _wrong(given, Mistake("a fraction such as 0.8"))
        if not 0 < given < 1:
            raise refusal("{given} is not between 0 and 1", given=given)
        return given


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def read(self, given: object) -> bool:
        """Read a truth value; a number is none."""
        if not isinstance(given, bool):
            raise _wrong(given, Mistake("true or false"))
        return given


@dataclass(frozen=True)
class OneOf:
    """One word of a fixed set."""

    words: type[StrEnum]

    def read(self, given: object) -> StrEnum:
        """Read the word as its member."""
        if isinstance(given, str) and given in list(self.words):
            return self.words(given)
        raise refusal(
            "{given} is none of {words}", given=_shown(given), words=", ".join(self.words)
        )


@dataclass(frozen=True)
class SomeOf:
    """A list of different words of a fixed set; it may be empty."""

    words: type[StrEnum]

    def read(self, given: object) -> tuple[StrEnum, ...]:
        """Read the words as members, in the order given."""
        members = tuple(OneOf(self.words).read(word) for word in _listed(given, len(self.words)))
        if len(set(members)) < len(members):
            raise refusal("a word stands in the list twice")
        return members


@dataclass(frozen=True)
class Code:
    """A short text of a given shape; `shape` tells people what `pattern` tells the machine."""

    pattern: str
    shape: str

    def read(self, given: object) -> str:
        """Read a text that has the shape as a whole."""
        if not isinstance(given, str) or not re.fullmatch(self.pattern, given):
            raise _wrong(given, Mistake(self.shape))
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
            raise _wrong(
                given, Mistake("a line of 1 to {longest} characters", longest=self.longest)
            )
        return given.strip()


@dataclass(frozen=True)
class Dates:
    """A list of different dates in rising order."""

    def read(self, given: object) -> tuple[date, ...]:
        """Read TOML dates, or the ISO texts that JSON has instead."""
        dates = tuple(_date(day) for day in _listed(given, DATES_MAX))
        for earlier, later in pairwise(dates):
            if later <= earlier:
                raise refusal(
                    "{later} stands after {earlier}: dates must rise", later=later, earlier=earlier
                )
        return dates


@dataclass(frozen=True)
class Spans:
    """The spans of one working day, in order; none means a day off."""

    def read(self, given: object) -> tuple[Span, ...]:
        """Read spans such as "08:30-12:00" that neither overlap nor run over midnight."""
        spans = tuple(_span(text) for text in _listed(given, SPANS_A_DAY_MAX))
        for span in spans:
            if span.ends <= span.begins:
                raise refusal("{span} does not end after it begins", span=span)
        for earlier, later in pairwise(spans):
            if later.begins < earlier.ends:
                raise refusal(
                    "{later} overlaps {earlier} or stands out of order",
                    later=later,
                    earlier=earlier,
                )
        return spans


@dataclass(frozen=True)
class NightSpan:
    """One span of the clock, usually over midnight."""

    def read(self, given: object) -> Span:
        """Read a span such as "21:30-07:30"."""
        span = _span(given)
        if span.begins % MINUTES_A_DAY == span.ends % MINUTES_A_DAY:
            raise refusal("{span} begins and ends at the same time", span=span)
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
            raise _wrong(given, Mistake("a table of template fields"))
        if not 1 <= len(given) <= TEMPLATE_FIELDS_MAX:
            raise refusal(
                "a template has 1 to {most} fields, not {count}",
                most=TEMPLATE_FIELDS_MAX,
                count=len(given),
            )
        return tuple(_template_field(name, carries) for name, carries in sorted(given.items()))


def _template_field(name: str, carries: object) -> TemplateField:
    if not _TEMPLATE_FIELD.fullmatch(name):
        raise refusal("{name} cannot be the name of a template field", name=_shown(name))
    try:
        return TemplateField(name, Carries(OneOf(Carries).read(carries)))
    except ValueError as problem:
        raise refusal("{name}: {problem}", name=name, problem=mistake_of(problem)) from None


def _listed(given: object, most: int) -> list[object]:
    if not isinstance(given, list):
        raise _wrong(given, Mistake("a list"))
    if len(given) > most:
        raise refusal("{count} entries are more than {most}", count=len(given), most=most)
    return given


def _date(given: object) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise _wrong(given, Mistake("a date such as 2027-02-08")) from None
    raise _wrong(given, Mistake("a date such as 2027-02-08"))


def _span(given: object) -> Span:
    begins, dash, ends = given.partition("-") if isinstance(given, str) else ("", "", "")
    edges = [_TIME.fullmatch(edge) for edge in (begins, ends)]
    minutes = [int(edge[1]) * 60 + int(edge[2]) for edge in edges if edge]
    if not dash or len(minutes) < len(edges) or max(minutes) > MINUTES_A_DAY:
        raise _wrong(given, Mistake('a span such as "08:30-12:00"'))
    return Span(*minutes)


def _wrong(given: object, expected: Mistake) -> ValueError:
    return refusal("{given} is not {expected}", given=_shown(given), expected=expected)


def _shown(given: object) -> str:
    shown = {True: "true", False: "false"}[given] if isinstance(given, bool) else repr(given)
    return shown if len(shown) <= SHOWN_MAX else f"{shown[: SHOWN_MAX - 1]}…"
