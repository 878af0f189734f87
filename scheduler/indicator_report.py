"""The figures of each month and quarter are told when it has ended, once, also after a silence."""

from datetime import datetime

from sqlmodel import Session

from scheduler.due_rows import Due, first_that_goes
from scheduler.happenings import Happening
from storage.database import Database
from storage.indicator_reports import DueReport, due_reports, earliest_report, make_report

KIND = "indicator_report"


def sweep_one(database: Database, now: datetime) -> list[Happening] | None:
    """Make one report; None when none is due."""
    with database.reading() as session:
        due = due_reports(session, now)

    def make(session: Session, one: DueReport) -> list[Happening]:
        row = make_report(session, one, now)
        about = f"estate {one.estate_id}"
        return [] if row is None else [Happening(KIND, about, f"told {row.period}", one.due_at)]

    return first_that_goes(database, due, make)


DUE = Due(earliest_report, sweep_one)
