"""What the tests of the directory share: rows as an office writes them, and a fresh database."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell

from bot.directory_columns import RESIDENT_COLUMNS, STAFF_COLUMNS
from storage.database import Database
from tests.databases import open_database

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 1, 30, tzinfo=UTC)

RESIDENT = {
    "estate": "回音花园",
    "building": "8",
    "unit": "1",
    "room": "302",
    "name": "陈大文",
    "phone": "+85255500101",
    "role": "owner",
    "language": "zh-Hant",
    "moved_in": "2020-05-01",
    "moved_out": "",
    "key_client": "",
}
STAFF = {
    "userid": "lin.xiaohong",
    "name": "林小虹",
    "role": "assistant",
    "department": "客服部",
    "phone": "+85255500201",
    "estate": "回音花园",
    "reports_to": "",
}


@contextmanager
def empty_tables(url: str) -> Iterator[Database]:
    """A database with all tables and nothing in them."""
    database = open_database(url)
    yield database
    database.close()


def resident(**changes: str) -> dict[str, str]:
    return {**RESIDENT, **changes}


def staff(**changes: str) -> dict[str, str]:
    return {**STAFF, **changes}


def csv_of(rows: Iterable[dict[str, str]], columns: Iterable[str], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    names = list(columns)
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return text.getvalue().encode(encoding)


def residents_csv(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    return csv_of(rows, RESIDENT_COLUMNS, encoding)


def staff_csv(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    return csv_of(rows, STAFF_COLUMNS, encoding)


class Computed(str):
    """What a spreadsheet computes: a formula, or the error that came of it."""

    __slots__ = ()


def xlsx_of(columns: Iterable[str], *rows: Mapping[str, object]) -> bytes:
    """A workbook with these values; texts stay texts, whatever they begin with."""
    book = Workbook()
    sheet = book.worksheets[0]
    names = list(columns)
    sheet.append(names)
    for line, row in enumerate(rows, start=2):
        for number, column in enumerate(names, start=1):
            write(sheet.cell(line, number), row[column])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def write(cell: Cell | MergedCell, value: object) -> None:
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str) and not isinstance(value, Computed):
        cell.data_type = "s"
