"""The intake register: everything that came in, also what nobody could understand (R25)."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.api.asked import PAGE_MAX, Asked
from bot.api.errors import bad_value, missing
from bot.api.showing import Shown
from bot.api.texts import masked
from storage.database import zone_of
from storage.intake import intake

SPAN_MAX = timedelta(days=31)
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


def list_intake(session: Session, asked: Asked, _now: datetime) -> Shown:
    """What came in since a time and before another, the oldest first; the cursor counts lines.

    Without another time, it is SPAN_MAX; more is never looked through.
    Lines are only ever added behind the last, so that a page holds the same whenever it is asked.
    """
    since = asked.query.moment("since")
    if since is None:
        raise missing("since")
    until = asked.query.moment("until") or min(since, END_OF_TIME) + SPAN_MAX
    if until - since > SPAN_MAX:
        raise bad_value(f"since and until are more than {SPAN_MAX.days} days apart")
    page = asked.query.page(PAGE_MAX)
    skipped = page.before or 0
    zone = zone_of(session)
    entries = intake(session, since, until, with_words=False)
    shown = entries[skipped : skipped + page.limit]
    behind = skipped + len(shown)
    items = [
        {
            "at": one.at.astimezone(zone).isoformat(),
            "channel": one.channel,
            "original": one.original,
            "case": one.case,
            "name": one.writer.name or None,
            "phone": masked(one.writer.phone),
            "home": one.writer.home or None,
            "quarantined": one.quarantined,
        }
        for one in shown
    ]
    return {"items": items, "next": str(behind) if behind < len(entries) else None}
