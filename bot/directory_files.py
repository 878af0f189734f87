"""Tables from CSV and XLSX files: texts by column, with the line that each row stands on."""

import csv
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.directory_lines import FileRefused, Line, Problem, refused, tidy
from bot.directory_reasons import Reason

FILE_BYTES_MAX = 20_000_000
ROWS_MAX = 10_000  # written in one transaction, for which SQLite lets messages wait
SHOWN_LENGTH_MAX = 40
ENCODINGS = ("utf-8-sig", "gb18030")
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


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
        raise refused(Reason("file_too_large", most=f"{FILE_BYTES_MAX:,}"))
    if content.startswith(OLD_EXCEL):
        raise refused(Reason("old_excel"))
    if not content.startswith(ZIP):
        return _table(_csv(content), columns)
    from bot.directory_workbooks import workbook_lines

    with warnings.catch_warnings():
        # What openpyxl warns of, styles and validations that it leaves out, is not in the texts.
        warnings.simplefilter("ignore", UserWarning)
        return _table(workbook_lines(content, dates), columns)


def _table(lines: Iterator[Line], columns: tuple[str, ...]) -> Table:
    header = next(lines, None)
    if header is None:
        raise refused(Reason("file_empty"))
    names = _header(header, columns)
    table = Table()
    for line in lines:
        if not any(line.texts):
            continue
        if len(table.rows) == ROWS_MAX:
            raise refused(Reason("too_many_rows", most=f"{ROWS_MAX:,}"))
        table.problems += _problems(line, names)
        texts = line.texts + [""] * (len(names) - len(line.texts))
        table.rows.append(Row(line.number, dict(zip(names, texts, strict=False))))
    return table


def _header(header: Line, columns: tuple[str, ...]) -> list[str]:
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


def _problems(line: Line, names: list[str]) -> Iterator[Problem]:
    for position, reason in line.wrong.items():
        yield Problem(line.number, names[position] if position < len(names) else "", reason)
    if any(line.texts[len(names) :]):
        yield Problem(line.number, "", Reason("more_cells", cells=len(names)))
    if len(line.texts) < len(names) and not line.padded:
        reason = Reason("fewer_cells", cells=len(line.texts), wanted=len(names))
        yield Problem(line.number, "", reason)


def _csv(content: bytes) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            texts = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefused([Problem(number, "", Reason("no_csv", error=error))]) from None
        yield Line(number, [tidy(text) for text in texts], {}, padded=False)


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(Reason("encoding"))
