"""The intake register: everything that came in, also what nobody could understand (R25)."""

from datetime import UTC, datetime

from sqlmodel import Session

from bot.api.asked import PAGE_MAX, Asked
from bot.api.showing import Shown
from storage.database import zone_of
from storage.intake import intake

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


def list_intake(session: Session, asked: Asked, _now: datetime) -> Shown:
    """What came in since a time and before another, the oldest first; the cursor counts lines.

    Lines are only ever added behind the last, so that a page holds the same whenever it is asked.
    """
    since = asked.query.moment("since") or BEGINNING
    until = asked.query.moment("until") or END_OF_TIME
    page = asked.query.page(PAGE_MAX)
    skipped = page.before or 0
    zone = zone_of(session)
    entries = intake(session, since, until)
    shown = entries[skipped : skipped + page.limit]
    behind = skipped + len(shown)
    items = [
        {
            "at": one.at.astimezone(zone).isoformat(),
            "channel": one.channel,
            "original": one.original,
            "case": one.case,
            "quarantined": one.quarantined,
        }
        for one in shown
    ]
    return {"items": items, "next": str(behind) if behind < len(entries) else None}
