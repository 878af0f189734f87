"""Working days and working hours of an estate: weeks, public holidays, make-up days, overrides.

Instants come in aware and go out in UTC. An opening holds its first moment and not its last: at
exactly 18:00 an office that closes at 18:00 is closed.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from flows.rules.policy_time import CalendarPolicy
from flows.rules.public_holidays import COUNTRIES_WITH_MAKE_UP_DAYS, public_year
from flows.rules.wall_clock import Span, instant, utc

CALENDARS_KEPT = 256
DAYS_KEPT = 4096

# A year of extra holidays on top of a one-day week still ends; a policy cannot ask for more.
SEARCH_DAYS_MAX = 20 * 366


class Opening(NamedTuple):
    """One stretch of time, in UTC, in which the office is open."""

    opens: datetime
    closes: datetime


@lru_cache(maxsize=CALENDARS_KEPT)
def working_calendar(policy: CalendarPolicy, zone: tzinfo) -> "WorkingCalendar":
    """Return the calendar of a policy in a zone; the same one each time, for what it remembers."""
    return WorkingCalendar(policy, zone)


class WorkingCalendar:
    """When an estate's office is open (R32)."""

    def __init__(self, policy: CalendarPolicy, zone: tzinfo) -> None:
        self._policy = policy
        self._zone = zone
        self._extra_holidays = frozenset(policy.extra_holidays)
        self._extra_workdays = frozenset(policy.extra_workdays)
        self._openings = lru_cache(maxsize=DAYS_KEPT)(self._openings_on)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office opens at all on that day."""
        return bool(self._spans(day))

    def is_year_published(self, year: int) -> bool:
        """Tell whether the year's make-up days are known.

        China announces them late in the year before. Until the public calendar or the policy's
        extra workdays have one, statutory holidays alone count, and staff should be warned.
        """
        return (
            self._policy.country not in COUNTRIES_WITH_MAKE_UP_DAYS
            or bool(public_year(self._policy.country, self._policy.subdivision, year).make_up_days)
            or any(day.year == year for day in self._extra_workdays)
        )

    def next_opening(self, at: datetime) -> datetime:
        """Return `at` if the office is open then, else the moment at which it opens next."""
        return next(self._openings_from(utc(at))).opens

    def same_time_next_working_day(self, at: datetime) -> datetime:
        """Return one working day after `at` (R32).

        Counted is from the next opening if the office is closed. Where the next working day has no
        such time, it is the next opening after that time.
        """
        local = self.next_opening(at).astimezone(self._zone)
        day = self._next_working_day(local.date())
        wall = local.replace(year=day.year, month=day.month, day=day.day, fold=0)
        return self.next_opening(wall)

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Return how long the office is open between two instants; nothing if `end` is earlier."""
        openings = self._openings_within(utc(start), utc(end))
        return sum((each.closes - each.opens for each in openings), timedelta())

    def moment_at_working_fraction(
        self, start: datetime, due: datetime, fraction: float
    ) -> datetime:
        """Return when that fraction of the working time between `start` and `due` has passed.

        Where there is no working time between them, the fraction is of the clock's time.
        """
        start, due = utc(start), utc(due)
        left = self.working_time_between(start, due) * fraction
        for opening in self._openings_within(start, due):
            length = opening.closes - opening.opens
            if left <= length:
                return opening.opens + left
            left -= length
        return start + (due - start) * fraction

    def _openings_within(self, start: datetime, end: datetime) -> Iterator[Opening]:
        """Yield the openings between two instants, cut off at both."""
        for opening in self._openings_from(start):
            if opening.opens >= end:
                return
            yield Opening(opening.opens, min(opening.closes, end))

    def _openings_from(self, at: datetime) -> Iterator[Opening]:
        """Yield all openings that are not over at `at`, in order, the first cut off at `at`."""
        # Where a zone skips a whole day, the openings of that day fall on the day after it.
        day = at.astimezone(self._zone).date() - timedelta(days=1)
        reached = at
        for _ in range(SEARCH_DAYS_MAX):
            for opening in self._openings(day):
                if opening.closes > reached:
                    yield Opening(max(opening.opens, reached), opening.closes)
                    reached = opening.closes
            day += timedelta(days=1)
        raise ValueError(f"the office does not open within {SEARCH_DAYS_MAX} days of {at}")

    def _openings_on(self, day: date) -> tuple[Opening, ...]:
        edges = (
            (instant(day, span.begins, self._zone), instant(day, span.ends, self._zone))
            for span in self._spans(day)
        )
        return tuple(Opening(opens, closes) for opens, closes in edges if opens < closes)

    def _next_working_day(self, day: date) -> date:
        for _ in range(SEARCH_DAYS_MAX):
            day += timedelta(days=1)
            if self.is_working_day(day):
                return day
        raise ValueError(f"there is no working day within {SEARCH_DAYS_MAX} days of {day}")

    def _spans(self, day: date) -> tuple[Span, ...]:
        """Return the spans of one day: the estate's own word first, then the country's."""
        policy = self._policy
        if day in self._extra_holidays:
            return ()
        public = public_year(policy.country, policy.subdivision, day.year)
        if day in self._extra_workdays or day in public.make_up_days:
            return policy.make_up_day
        if day in public.holidays:
            return ()
        return policy.week.days()[day.weekday()]
