"""The report of a month or a quarter: indicators, escalations, ways, cost, surveys (R62, R69)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from flows.reports.indicator_facts import PeriodFacts, Sent, Surveyed
from flows.reports.indicators import Indicator, Line, indicators
from flows.reports.outlook import Outlook, outlook
from flows.rules.policy import Policy
from flows.rules.public_figures import Period
from flows.rules.vocabulary import DeadlineKind, Source

SMS = "sms"


@dataclass(frozen=True)
class Escalated:
    """Deadlines of one kind that fell due: those that passed unmet, and were passed on (R36)."""

    kind: DeadlineKind
    lines: tuple[Line, ...]

    @property
    def passed(self) -> int:
        """How many were gone before they were met."""
        return sum(one.counted for one in self.lines)


@dataclass(frozen=True)
class WayIn:
    """The cases that were reported by a way (R25-R27)."""

    source: Source
    rows: tuple[str, ...]

    @property
    def cases(self) -> int:
        """How many."""
        return len(self.rows)


@dataclass(frozen=True)
class Cost:
    """What was sent by one channel for one purpose; `cents` in hundredths of the currency (R69)."""

    sent: Sent
    cents: int


@dataclass(frozen=True)
class IndicatorReport:
    """All figures of one estate and period, as they stood when it was made."""

    estate: str
    period: Period
    made_at: datetime
    indicators: tuple[Indicator, ...]
    escalated: tuple[Escalated, ...]
    ways_in: tuple[WayIn, ...]
    costs: tuple[Cost, ...]
    surveys: tuple[Surveyed, ...]
    outlook: Outlook

    @property
    def reported(self) -> int:
        """How many complaints and repairs were reported."""
        return sum(one.cases for one in self.ways_in)

    @property
    def cents(self) -> int:
        """What all messages together cost."""
        return sum(one.cents for one in self.costs)


def indicator_report(policy: Policy, facts: PeriodFacts, now: datetime) -> IndicatorReport:
    """Reckon the report of a period."""
    ways: dict[Source, list[str]] = defaultdict(list)
    for one in facts.reported:
        ways[one.source].append(one.number)
    per_segment = policy.survey_forecast.sms_segment_cents
    return IndicatorReport(
        facts.estate,
        facts.period,
        now,
        indicators(policy, facts, now),
        _escalated(facts, now),
        tuple(WayIn(source, tuple(ways[source])) for source in Source if source in ways),
        tuple(
            Cost(one, one.segments * per_segment if one.channel == SMS else 0)
            for one in sorted(facts.sent, key=lambda one: (one.channel, one.purpose))
        ),
        facts.surveys,
        outlook(policy, facts.fresh, now),
    )


def _escalated(facts: PeriodFacts, now: datetime) -> tuple[Escalated, ...]:
    due: dict[DeadlineKind, list[Line]] = {}
    for one in facts.promises:
        if one.due_at <= now:
            is_late = one.met_at is None or one.met_at > one.due_at
            due.setdefault(one.kind, []).append(Line(one.about, is_late))
    for revisit in facts.revisits:
        if revisit.due_at <= now:
            is_late = revisit.met_at is None or revisit.met_at > revisit.due_at
            due.setdefault(DeadlineKind.REVISIT, []).append(Line(revisit.number, is_late))
    return tuple(Escalated(kind, tuple(due[kind])) for kind in DeadlineKind if kind in due)
