"""What a country's public calendar says of a year: its holidays and its make-up days (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import holidays

# A country's make-up days are announced late in the year before; only where they are a habit does
# a year without any mean that the announcement is missing.
COUNTRIES_WITH_MAKE_UP_DAYS = frozenset({"CN"})

YEARS_KEPT = 256


@dataclass(frozen=True)
class PublicYear:
    """One year of a country: days off, and weekend days that are worked instead."""

    holidays: frozenset[date]
    make_up_days: frozenset[date]


@lru_cache(maxsize=YEARS_KEPT)
def public_year(country: str, subdivision: str, year: int) -> PublicYear:
    """Return the public calendar of one year; raises NotImplementedError for an unknown country."""
    # A fresh object each time: the library fills its objects lazily, which two threads may not do.
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=year, expand=False)
    return PublicYear(
        frozenset(day for day in found if day.year == year),
        frozenset(day for day in found.weekend_workdays if day.year == year),
    )


def is_supported(country: str, subdivision: str) -> bool:
    """Tell whether the holidays of a country, or of a part of it ("" is the whole), are known."""
    parts = _supported().get(country)
    return parts is not None and (not subdivision or subdivision in parts)


@cache
def _supported() -> Mapping[str, list[str]]:
    return holidays.list_supported_countries()
