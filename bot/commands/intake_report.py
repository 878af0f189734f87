"""The intake register as a table; whoever writes it out is noted in the audit log (S18)."""

from datetime import datetime

from sqlmodel import Session

from bot.api.texts import masked
from bot.spreadsheets import as_csv
from storage.audit import COMMAND, OPERATOR, READ, audit
from storage.database import zone_of
from storage.intake import intake

HEAD = ("time", "channel", "original", "case", "name", "phone", "home", "quarantined", "words")


def intake_table(
    session: Session, since: datetime, until: datetime, now: datetime
) -> tuple[bytes, int]:
    """The register of a time as CSV, and how many lines it has."""
    zone = zone_of(session)
    entries = intake(session, since, until)
    audit(session, READ, "intake", by=OPERATOR, via=COMMAND, now=now,
          since=since.isoformat(), until=until.isoformat())  # fmt: skip
    rows = [
        (
            one.at.astimezone(zone).isoformat(timespec="seconds"),
            one.channel,
            one.original,
            one.case or "",
            one.writer.name,
            masked(one.writer.phone) or "",
            one.writer.home,
            "yes" if one.quarantined else "",
            one.text,
        )
        for one in entries
    ]
    return as_csv(HEAD, rows), len(rows)
