"""The indicators of an estate's work in a month or a quarter (R34, R48-R50, R62).

Each carries the rows that it counts, so that whoever doubts a number can open what is behind it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from flows.reports.indicator_facts import DuePromise, DueRevisit, PeriodFacts, Verdict
from flows.rules.policy import Policy
from flows.rules.survey.rates import Rate, rate_of
from flows.rules.vocabulary import DeadlineKind, Urgency

ALL = 100
"""Percent: what is owed to each."""


class Measured(StrEnum):
    """What is measured; the words of each are `Measured.…` in the wording."""

    FIRST_RESPONSE = "first_response"
    KEY_SOLVED = "key_solved"
    SOLVED = "solved"
    PROMISES_KEPT = "promises_kept"
    SPECIAL_MEASURES = "special_measures"
    APPROVALS = "approvals"
    COMPLAINTS_REVISITED = "complaints_revisited"
    REPAIRS_REVISITED = "repairs_revisited"
    MAJOR_VISITED = "major_visited"
    REPAIRS_BY_STAFF = "repairs_by_staff"
    CONFIRMED = "confirmed"
    FIXED = "fixed"
    SATISFIED = "satisfied"
    OPINIONS_CALLED_BACK = "opinions_called_back"


RULES: Mapping[Measured, str] = MappingProxyType(
    {
        Measured.FIRST_RESPONSE: "R32",
        Measured.KEY_SOLVED: "R34",
        Measured.SOLVED: "R34",
        Measured.PROMISES_KEPT: "R35",
        Measured.SPECIAL_MEASURES: "R44",
        Measured.APPROVALS: "R37",
        Measured.COMPLAINTS_REVISITED: "R48",
        Measured.REPAIRS_REVISITED: "R50",
        Measured.MAJOR_VISITED: "R49",
        Measured.REPAIRS_BY_STAFF: "R50",
        Measured.CONFIRMED: "R48",
        Measured.FIXED: "R42",
        Measured.SATISFIED: "R11",
        Measured.OPINIONS_CALLED_BACK: "R15",
    }
)


@dataclass(frozen=True)
class Line:
    """One row behind a figure: the number of a case or campaign, and whether it counts for it."""

    row: str
    counted: bool


@dataclass(frozen=True)
class Indicator:
    """So many of so many, beside what is aimed at in percent; `lines` are all of the base."""

    measured: Measured
    rate: Rate
    aim: int | None
    lines: tuple[Line, ...]

    @property
    def rule(self) -> str:
        """The rule that it comes from."""
        return RULES[self.measured]

    @property
    def is_short(self) -> bool:
        """Whether less was reached than is aimed at; never without a base."""
        exact = self.rate.exact
        return self.aim is not None and exact is not None and exact * 100 < self.aim

    def rows(self, *, counted: bool) -> tuple[str, ...]:
        """The rows that count for it, or those that are missing; each once, in order."""
        return tuple(dict.fromkeys(one.row for one in self.lines if one.counted is counted))


Lines = tuple[Line, ...]


def indicators(policy: Policy, facts: PeriodFacts, now: datetime) -> tuple[Indicator, ...]:
    """Reckon all of them; what is neither kept nor broken yet is in no base."""
    return tuple(
        _indicator(policy, measured, _LINES[measured](policy, facts, now), len(facts.revisits))
        for measured in Measured
    )


def _indicator(policy: Policy, measured: Measured, lines: Lines, revisits: int) -> Indicator:
    base = len(lines)
    # Only who answered says how satisfied they are; everything else is counted, not estimated.
    population = max(revisits, base) if measured is Measured.SATISFIED else base
    rate = rate_of(
        sum(one.counted for one in lines),
        base,
        population=population,
        confidence_percent=policy.survey_figures.confidence_percent,
    )
    return Indicator(measured, rate, _aim(policy, measured), lines)


def _aim(policy: Policy, measured: Measured) -> int | None:
    match measured:
        case Measured.SOLVED:
            return policy.targets.solved_percent
        case Measured.SATISFIED:
            return policy.targets.satisfied_percent
        case Measured.REPAIRS_BY_STAFF:
            return policy.sampling.in_home_repairs_percent
        case Measured.CONFIRMED | Measured.FIXED:
            return None
        case _:
            return ALL


def _kept(*kinds: DeadlineKind, on_site: bool = False) -> Callable[..., Lines]:
    """Promises of these kinds that were kept by their time."""

    def lines(_policy: Policy, facts: PeriodFacts, now: datetime) -> Lines:
        mine = (one for one in facts.promises if one.kind in kinds and (one.on_site or not on_site))
        return _in_time(mine, now)

    return lines


def _in_time(promises: Iterable[DuePromise | DueRevisit], now: datetime) -> Lines:
    return tuple(
        Line(
            one.about if isinstance(one, DuePromise) else one.number,
            one.met_at is not None and one.met_at <= one.due_at,
        )
        for one in promises
        if one.met_at is not None or one.due_at <= now
    )


def _key_solved(policy: Policy, facts: PeriodFacts, now: datetime) -> Lines:
    """An emergency ranks above a key issue, so it is one here too."""
    hours = timedelta(hours=policy.deadlines.key_solution_hours)
    return _solved_within(facts, hours, now, urgent_only=True)


def _solved(policy: Policy, facts: PeriodFacts, now: datetime) -> Lines:
    days = timedelta(days=policy.deadlines.solution_days)
    return _solved_within(facts, days, now, urgent_only=False)


def _solved_within(
    facts: PeriodFacts, time: timedelta, now: datetime, *, urgent_only: bool
) -> Lines:
    return tuple(
        Line(one.number, one.resolved_at is not None and one.resolved_at <= one.opened_at + time)
        for one in facts.reported
        if not urgent_only or one.urgency is not Urgency.NORMAL
        if one.resolved_at is not None or one.opened_at + time <= now
    )


def _revisited(*, minor: bool) -> Callable[..., Lines]:
    def lines(_policy: Policy, facts: PeriodFacts, now: datetime) -> Lines:
        return _in_time((one for one in facts.revisits if one.is_minor_repair is minor), now)

    return lines


def _by_staff(_policy: Policy, facts: PeriodFacts, _now: datetime) -> Lines:
    return tuple(Line(one.number, one.by_staff) for one in facts.revisits if one.is_minor_repair)


def _confirmed(_policy: Policy, facts: PeriodFacts, _now: datetime) -> Lines:
    """Of the revisits that have ended, those in which somebody said how it is."""
    return tuple(
        Line(one.number, one.verdict is not Verdict.UNCONFIRMED)
        for one in facts.revisits
        if one.verdict is not None
    )


def _fixed(_policy: Policy, facts: PeriodFacts, _now: datetime) -> Lines:
    return tuple(
        Line(one.number, one.verdict is Verdict.FIXED)
        for one in facts.revisits
        if one.verdict in {Verdict.FIXED, Verdict.NOT_FIXED}
    )


def _satisfied(policy: Policy, facts: PeriodFacts, _now: datetime) -> Lines:
    """R11: 一般 is neutral and outside the base."""
    judged = {*policy.survey.passing, *policy.survey.failing}
    return tuple(
        Line(one.number, one.satisfaction in policy.survey.passing)
        for one in facts.revisits
        if one.satisfaction in judged
    )


_LINES: Mapping[Measured, Callable[[Policy, PeriodFacts, datetime], Lines]] = MappingProxyType(
    {
        Measured.FIRST_RESPONSE: _kept(DeadlineKind.FIRST_RESPONSE),
        Measured.KEY_SOLVED: _key_solved,
        Measured.SOLVED: _solved,
        Measured.PROMISES_KEPT: _kept(DeadlineKind.PROMISE),
        Measured.SPECIAL_MEASURES: _kept(DeadlineKind.SPECIAL_MEASURES),
        Measured.APPROVALS: _kept(DeadlineKind.APPROVAL),
        Measured.COMPLAINTS_REVISITED: _revisited(minor=False),
        Measured.REPAIRS_REVISITED: _revisited(minor=True),
        Measured.MAJOR_VISITED: _kept(DeadlineKind.CALL_TASK, on_site=True),
        Measured.REPAIRS_BY_STAFF: _by_staff,
        Measured.CONFIRMED: _confirmed,
        Measured.FIXED: _fixed,
        Measured.SATISFIED: _satisfied,
        Measured.OPINIONS_CALLED_BACK: _kept(DeadlineKind.OPINION_CALLBACK),
    }
)
