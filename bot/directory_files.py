"""Tables from CSV and XLSX files: texts by column, with the line that each row stands on."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import NamedTuple
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from bot.directory_reasons import Reason

FILE_BYTES_MAX = 20_000_000
UNPACKED_BYTES_MAX = 200_000_000
ROWS_MAX = 10_000  # written in one transaction, for which SQLite lets messages wait
SHOWN_LENGTH_MAX = 40
ENCODINGS = ("utf-8-sig", "gb18030")
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell


class Problem(NamedTuple):
    """What is wrong in one place of a file; line 0 is the file, an empty column the whole row."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else ""
        return ": ".join(part for part in (place, self.column, self.reason) if part)


class FileRefused(Exception):
    """Nothing of a file was taken over; `problems` holds every mistake, in the order of lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Row:
    """One row: its line and its texts, without the space around them."""

    line: int
    cells: Mapping[str, str]


@dataclass
class Table:
    """The rows of a file, and what was wrong with those that could not be read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_table(content: bytes, columns: tuple[str, ...], dates: frozenset[str]) -> Table:
    """The rows of a CSV or XLSX file whose first row names exactly these columns, in any order.

    `dates` are the columns in which a spreadsheet may hold a date. Rows without any text are left
    out. Raises FileRefused when the file as a whole cannot be read.
    """
    if len(content) > FILE_BYTES_MAX:
        raise _refused(Reason("file_too_large", most=f"{FILE_BYTES_MAX:,}"))
    if content.startswith(OLD_EXCEL):
        raise _refused(Reason("old_excel"))
    if not content.startswith(ZIP):
        return _table(_csv(content), columns)
    with warnings.catch_warnings():
        # What openpyxl warns of, styles and validations that it leaves out, is not in the texts.
        warnings.simplefilter("ignore", UserWarning)
        return _table(_xlsx(content, dates), columns)


class _Line(NamedTuple):
    """A line as it came: its texts, and why some of them could not be taken (by position)."""

    number: int
    texts: list[str]
    wrong: dict[int, str]
    padded: bool


def _table(lines: Iterator[_Line], columns: tuple[str, ...]) -> Table:
    header = next(lines, None)
    if header is None:
        raise _refused(Reason("file_empty"))
    names = _header(header, columns)
    table = Table()
    for line in lines:
        if not any(line.texts):
            continue
        if len(table.rows) == ROWS_MAX:
            raise _refused(Reason("too_many_rows", most=f"{ROWS_MAX:,}"))
        table.problems += _problems(line, names)
        texts = line.texts + [""] * (len(names) - len(line.texts))
        table.rows.append(Row(line.number, dict(zip(names, texts, strict=False))))
    return table


def _header(header: _Line, columns: tuple[str, ...]) -> list[str]:
    names = header.texts
    while names and not names[-1]:
        names = names[:-1]
    problems = [
        Problem(1, name[:SHOWN_LENGTH_MAX], Reason("no_such_column"))
        for name in dict.fromkeys(names)
        if name not in columns
    ]
    for name in columns:
        if name not in names:
            problems.append(Problem(1, name, Reason("column_missing")))
        elif names.count(name) > 1:
            problems.append(Problem(1, name, Reason("column_twice")))
    if problems:
        right = Problem(1, "", Reason("first_line", columns=",".join(columns)))
        raise FileRefused([right, *problems])
    return names


def _problems(line: _Line, names: list[str]) -> Iterator[Problem]:
    for position, reason in line.wrong.items():
        yield Problem(line.number, names[position] if position < len(names) else "", reason)
    if any(line.texts[len(names) :]):
        yield Problem(line.number, "", Reason("more_cells", cells=len(names)))
    if len(line.texts) < len(names) and not line.padded:
        reason = Reason("fewer_cells", cells=len(line.texts), wanted=len(names))
        yield Problem(line.number, "", reason)


def _csv(content: bytes) -> Iterator[_Line]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            texts = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused([Problem(number, "", Reason("no_csv", error=error))]) from None
        yield _Line(number, [_tidy(text) for text in texts], {}, padded=False)


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(Reason("encoding"))


def _xlsx(content: bytes, dates: frozenset[str]) -> Iterator[_Line]:
    """The lines of the first sheet."""
    names: list[str] = []
    for number, cells in enumerate(_sheet_rows(content), start=1):
        line = _sheet_line(number, cells, names, dates)
        names = names or line.texts
        yield line


def _sheet_rows(content: bytes) -> Iterator[tuple[AnyCell, ...]]:
    try:
        _check_size(content)
        sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        sheet.reset_dimensions()  # what some programs note there is wrong
        yield from sheet.iter_rows()
    except FileRefused:
        raise
    except Exception as error:
        # Damaged bytes come out of openpyxl, zipfile, zlib and expat as a dozen kinds of error.
        raise _refused(Reason("damaged")) from error


def _check_size(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > UNPACKED_BYTES_MAX:
        raise _refused(Reason("unpacks", most=f"{UNPACKED_BYTES_MAX:,}"))


def _sheet_line(
    number: int, cells: tuple[AnyCell, ...], names: list[str], dates: frozenset[str]
) -> _Line:
    texts: list[str] = []
    wrong: dict[int, str] = {}
    for position, cell in enumerate(cells):
        dated = position < len(names) and names[position] in dates
        reason = _wrong_cell(cell, dated=dated)
        if reason:
            wrong[position] = reason
        texts.append(_tidy(_cell_text(cell)))
    return _Line(number, texts, wrong, padded=True)


def _wrong_cell(cell: AnyCell, *, dated: bool) -> str:
    if cell.value is None or isinstance(cell, MergedCell):
        return ""
    if cell.data_type == TYPE_FORMULA:
        return Reason("formula")
    if cell.data_type == TYPE_ERROR:
        return Reason("sheet_error", error=cell.value)
    if cell.is_date and not dated:
        return Reason("made_a_date")
    return ""


def _cell_text(cell: AnyCell) -> str:
    match cell.value:
        case None:
            return ""
        case datetime() as moment if moment.time() == time.min:
            return moment.date().isoformat()
        case float() as number if number.is_integer():
            return str(int(number))
        case value:
            return str(value)


def _tidy(text: str) -> str:
    """Without space around it, and one plain space for what stands inside: full-width, line end."""
    return " ".join(text.split())


def _refused(reason: str) -> FileRefused:
    return FileRefused([Problem(0, "", reason)])
