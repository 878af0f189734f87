"""A table that leaves as a file: its columns, and in each row who took it out, and when (S11)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.api.texts import masked
from bot.console.words import Words
from bot.reports.document_files import CONTENT_TYPES, ReportFormat, document_file
from bot.spreadsheets import as_csv
from flows.reports.document import Document, Section, Table
from flows.reports.indicator_words import Words as HouseWords
from flows.rules.table_exports import ExportKind
from flows.rules.vocabulary import Language
from flows.wording.say import say
from storage.database import zone_of
from storage.export_rows import CaseLine, Cut, ResidentLine, case_lines, resident_lines
from storage.residents import name_of, phone_of
from storage.table_exports import TableExport

CSV, XLSX = "csv", "xlsx"
TYPES = {CSV: "text/csv", XLSX: CONTENT_TYPES[ReportFormat.XLSX]}
CASE_COLUMNS = (
    "number opened kind class urgency state closure round home place source handler responded"
    " resolved closed text"
).split()
RESIDENT_COLUMNS = "home role name phone language moved_in moved_out key_client".split()
TAKEN_OUT = "taken_out"

Row = tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """A table in the words of whoever takes it out; `facts` stand before it in a workbook."""

    title: str
    head: Row
    rows: Sequence[Row]
    facts: tuple[tuple[str, str], ...]
    language: Language
    mark: str

    def written(self, wanted: str) -> bytes:
        """The file; its rows are written when the database is free again."""
        if wanted == CSV:
            return as_csv(self.head, self.rows)
        table = Section(self.title, (Table(self.title, self.head, tuple(self.rows)),))
        document = Document(self.language.value, self.title, "", self.facts, (table,))
        return document_file(document, ReportFormat.XLSX, mark=self.mark)


def taken_out(
    session: Session, row: TableExport, words: Words, language: Language, mark: str
) -> Taken:
    """Read the rows, no more of them than were asked for; the last cell of each is the mark."""
    zone = zone_of(session)
    house = HouseWords(language, zone)
    cut = Cut(row.estate_id, row.asked_by, row.begins_on, row.ends_on)
    numbered = f"{mark} #{row.id}"
    columns, lines = _lines(session, row, cut, house)
    rows = [(*line, numbered) for line in lines]
    head = tuple(words(f"exports.column_{name}") for name in (*columns, TAKEN_OUT))
    facts = (
        (words("exports.why"), row.why),
        (words("exports.rows"), str(len(rows))),
    )
    title = words(f"exports.kind_{row.kind.value}")
    return Taken(title, head, rows, facts, language, numbered)


def _lines(
    session: Session, row: TableExport, cut: Cut, house: HouseWords
) -> tuple[Sequence[str], Iterator[Row]]:
    match row.kind:
        case ExportKind.CASES:
            tell = partial(_case, house)
            return CASE_COLUMNS, map(tell, case_lines(session, cut, row.rows))
        case ExportKind.RESIDENTS:
            person: Callable[[ResidentLine], Row] = partial(_resident, session, house)
            return RESIDENT_COLUMNS, map(person, resident_lines(session, cut, row.rows))


def _case(house: HouseWords, line: CaseLine) -> Row:
    case, zone = line.case, house.zone
    return (
        case.number,
        _time(case.opened_at, zone),
        house.of(say(f"CaseKind.{case.kind}")),
        house.of(say(f"CaseClass.{case.case_class}")),
        house.of(say(f"Urgency.{case.urgency}")),
        house.of(say(f"CaseState.{case.state}")),
        "" if case.closure is None else house.of(say(f"Closure.{case.closure}")),
        str(case.round),
        line.home,
        case.place,
        house.of(say(f"Source.{case.source}")),
        line.handler,
        *(_time(at, zone) for at in (case.first_responded_at, case.resolved_at, case.closed_at)),
        case.text,
    )


def _resident(session: Session, house: HouseWords, line: ResidentLine) -> Row:
    """A number is masked here too: whole ones are for whoever says why, one by one (P8)."""
    residence, resident = line.residence, line.resident
    return (
        line.home,
        house.of(say(f"ResidenceRole.{residence.role}")),
        name_of(session, resident),
        masked(phone_of(session, resident)) or "",
        resident.language.value,
        _day(residence.moved_in),
        _day(residence.moved_out),
        house.of(say("answer.yes")) if line.is_key_client else "",
    )


def _time(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
