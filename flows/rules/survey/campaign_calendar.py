"""When periodic surveys are due: one in each part of the year, and who is warned of none (R1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from flows.rules.policy import Policy

MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7


@dataclass(frozen=True, order=True)
class YearPart:
    """A half-year, or whatever part the policy makes of it; `ends` is the first day after it."""

    begins: date
    ends: date
    number: int

    @property
    def key(self) -> str:
        """What names it for ever: 2026-2 is the second part of 2026."""
        return f"{self.begins.year}-{self.number}"


@dataclass(frozen=True)
class PlannedSurvey:
    """The days of a survey: its draft, its frame fixed, its start, the last day for answers."""

    part: YearPart
    draft_on: date
    freeze_by: date
    starts_on: date
    last_day: date


@dataclass(frozen=True)
class CalendarDay:
    """What the calendar wants on a day: drafts to be made, and parts without a survey."""

    drafts: tuple[PlannedSurvey, ...]
    missing: tuple[YearPart, ...]


def year_parts(year: int, per_year: int) -> tuple[YearPart, ...]:
    """Return the parts of a year, side by side; each begins with a month (R1)."""
    edges = [
        date(year + months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1)
        for months in (MONTHS_A_YEAR * number // per_year for number in range(per_year + 1))
    ]
    return tuple(
        YearPart(begins, ends, number)
        for number, (begins, ends) in enumerate(pairwise(edges), start=1)
    )


def planned(policy: Policy, part: YearPart, today: date) -> PlannedSurvey:
    """Plan the survey of a part of the year, on the weekday on which people are at home (R7).

    Where that day is too near to fix the homes in time (R5), it starts as soon as they can be.
    """
    rules = policy.survey_calendar
    latest = part.ends - timedelta(days=rules.start_days_before_end)
    starts_on = latest - timedelta(days=(latest.isoweekday() - rules.start_weekday) % DAYS_A_WEEK)
    earliest = today + timedelta(days=rules.frozen_days)
    if starts_on < earliest:
        wait = (rules.start_weekday - earliest.isoweekday()) % DAYS_A_WEEK
        starts_on = earliest + timedelta(days=wait)
    return PlannedSurvey(
        part,
        starts_on - timedelta(days=rules.draft_days),
        starts_on - timedelta(days=rules.frozen_days),
        starts_on,
        starts_on + timedelta(days=rules.open_days - 1),
    )


def calendar_day(
    policy: Policy, today: date, *, since: date, drafted: Iterable[str], started: Iterable[date]
) -> CalendarDay:
    """Tell what the calendar wants today of an estate that has been served `since` a day.

    `drafted` are the keys of the parts that have a campaign, in any state but given up; `started`
    are the days on which periodic campaigns began. A part is missing from `warn_days` before its
    end on, until the next part is as near to its own.
    """
    drafted, started = frozenset(drafted), tuple(started)
    parts = [
        part
        for year in (today.year - 1, today.year, today.year + 1)
        for part in year_parts(year, policy.survey.per_year)
        if since < part.ends
    ]
    plans = [
        planned(policy, part, today)
        for part in parts
        if part.key not in drafted and today < part.ends
    ]
    warned = [part for part in parts if _warned_from(policy, part) <= today]
    return CalendarDay(
        tuple(plan for plan in plans if plan.draft_on <= today and plan.starts_on < plan.part.ends),
        tuple(
            part
            for part in warned[-1:]
            if not any(part.begins <= day < part.ends for day in started)
        ),
    )


def owes_since(policy: Policy, founded: date) -> date:
    """Return the day from which an estate owes surveys.

    One that is served only after the draft of a part should have been made owes the next part's.
    """
    part = part_of(policy, founded)
    return founded if founded <= planned(policy, part, part.begins).draft_on else part.ends


def part_of(policy: Policy, day: date) -> YearPart:
    """Return the part of the year that a day is in."""
    parts = year_parts(day.year, policy.survey.per_year)
    return next(part for part in parts if part.begins <= day < part.ends)


def next_calendar_day(policy: Policy, after: date) -> date:
    """Return the first day after another on which the calendar may want something."""
    parts = (
        part
        for year in (after.year, after.year + 1)
        for part in year_parts(year, policy.survey.per_year)
    )
    days = (
        day
        for part in parts
        for day in (planned(policy, part, part.begins).draft_on, _warned_from(policy, part))
    )
    return min(day for day in days if day > after)


def sample_size(policy: Policy, homes: int) -> int:
    """Return how many of so many homes a survey of the calendar asks: a share, but not too few."""
    rules = policy.survey_calendar
    return max(1, min(homes, max(rules.sample_homes_min, -(-homes * rules.sample_percent // 100))))


def _warned_from(policy: Policy, part: YearPart) -> date:
    return part.ends - timedelta(days=policy.survey_calendar.warn_days)
