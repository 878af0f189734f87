"""Months and quarters as people type them: 2026-10 and 2026-Q4."""

import re
from datetime import date

from flows.rules.public_figures import MONTHS_A_QUARTER, Period, months_from

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"([12][0-9]{3})-?[Qq]([1-4])")


def period_named(text: str) -> Period:
    """The month or quarter of this name. Raises ValueError."""
    month = _MONTH.fullmatch(text.strip())
    if month is not None:
        return months_from(date(int(month[1]), int(month[2]), 1), 1)
    quarter = _QUARTER.fullmatch(text.strip())
    if quarter is not None:
        first = (int(quarter[2]) - 1) * MONTHS_A_QUARTER + 1
        return months_from(date(int(quarter[1]), first, 1), MONTHS_A_QUARTER)
    raise ValueError(f"{text!r} is neither a month such as 2026-10 nor a quarter such as 2026-Q4")


def period_name(period: Period) -> str:
    """How it is typed."""
    if not period.is_quarter:
        return f"{period.begins:%Y-%m}"
    quarter = (period.begins.month - 1) // MONTHS_A_QUARTER + 1
    return f"{period.begins.year}-Q{quarter}"
