"""What an audit of the rules has found: each rule met, not met or not yet covered (R1-R71)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from flows.reports.indicators import Line

__all__ = ["Audited", "Finding", "Line", "RuleStanding", "Subject"]


class RuleStanding(StrEnum):
    """How a rule stands in a period."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_COVERED = "not_covered"


class Subject(StrEnum):
    """What the rules of a group are about."""

    SURVEYS = "surveys"
    RESULTS = "results"
    INTAKE = "intake"
    DEADLINES = "deadlines"
    HANDLING = "handling"
    REVISITS = "revisits"
    CONTACT = "contact"
    PRIVACY = "privacy"
    COMPANY = "company"


@dataclass(frozen=True)
class Finding:
    """One rule in one period; `lines` are the rows that were looked at.

    `is_kept` is False for a rule of which the house keeps no rows yet: nothing can prove it.
    """

    rule: str
    subject: Subject
    lines: tuple[Line, ...]
    is_kept: bool = True

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The rows that prove it."""
        broken = set(self.broken)
        rows = dict.fromkeys(one.row for one in self.lines if one.counted)
        return tuple(row for row in rows if row not in broken)

    @cached_property
    def broken(self) -> tuple[str, ...]:
        """The rows in which it was not kept."""
        return tuple(dict.fromkeys(one.row for one in self.lines if not one.counted))

    @property
    def standing(self) -> RuleStanding:
        """One broken row is enough not to meet a rule."""
        if not self.lines:
            return RuleStanding.NOT_COVERED
        return RuleStanding.NOT_MET if self.broken else RuleStanding.MET


@dataclass(frozen=True)
class Audited:
    """All rules of an estate, from a day on and up to another, which is part of it."""

    estate: str
    since: date
    until: date
    findings: tuple[Finding, ...]

    def of(self, standing: RuleStanding) -> tuple[Finding, ...]:
        """The rules that stand so."""
        return tuple(one for one in self.findings if one.standing is standing)
