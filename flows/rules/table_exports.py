"""Tables of cases or residents that leave as files: whether a second agrees, until when (S11)."""

from datetime import datetime, timedelta
from enum import StrEnum

from flows.rules.policy_privacy import Exports


class ExportKind(StrEnum):
    """What a table is of."""

    CASES = "cases"
    RESIDENTS = "residents"


class ExportStanding(StrEnum):
    """How far a table is that somebody asked for."""

    WAITING = "waiting"
    """A second person must agree."""
    REFUSED = "refused"
    ALLOWED = "allowed"
    """Whoever asked may open a link."""
    OPEN = "open"
    """The link leads to the file."""
    OVER = "over"


def needs_second(rules: Exports, rows: int) -> bool:
    """Whether somebody else must agree to so many rows."""
    return rows > rules.approval_rows


def asked_until(rules: Exports, now: datetime) -> datetime:
    """Until when what is asked for now can be agreed to and opened."""
    return now + timedelta(hours=rules.waiting_hours)


def link_until(rules: Exports, until: datetime, now: datetime) -> datetime:
    """When a link ends that is opened now."""
    return min(now + timedelta(minutes=rules.link_minutes), until)


def standing(
    *,
    agreed: bool | None,
    until: datetime,
    linked_until: datetime | None,
    now: datetime,
) -> ExportStanding:
    """How far a table is; `agreed` is None until somebody has decided who must."""
    if agreed is False:
        return ExportStanding.REFUSED
    if now >= until:
        return ExportStanding.OVER
    if agreed is None:
        return ExportStanding.WAITING
    if linked_until is not None and now < linked_until:
        return ExportStanding.OPEN
    return ExportStanding.ALLOWED
