"""The lines of an XLSX file. It costs memory to load: only where a workbook is read."""

import io
from collections.abc import Iterator
from datetime import datetime, time
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA, Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from bot.directory_lines import FileRefused, Line, refused, tidy
from bot.directory_reasons import Reason

UNPACKED_BYTES_MAX = 200_000_000

AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell


def workbook_lines(content: bytes, dates: frozenset[str]) -> Iterator[Line]:
    """The lines of the first sheet; `dates` are the columns that may hold one.

    Raises FileRefused.
    """
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
        raise refused(Reason("damaged")) from error


def _check_size(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > UNPACKED_BYTES_MAX:
        raise refused(Reason("unpacks", most=f"{UNPACKED_BYTES_MAX:,}"))


def _sheet_line(
    number: int, cells: tuple[AnyCell, ...], names: list[str], dates: frozenset[str]
) -> Line:
    texts: list[str] = []
    wrong: dict[int, str] = {}
    for position, cell in enumerate(cells):
        dated = position < len(names) and names[position] in dates
        reason = _wrong_cell(cell, dated=dated)
        if reason:
            wrong[position] = reason
        texts.append(tidy(_cell_text(cell)))
    return Line(number, texts, wrong, padded=True)


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
