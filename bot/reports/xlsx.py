"""A document as a workbook: a sheet for each section, figures as numbers, charts of the program."""

from io import BytesIO
from itertools import count
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.channels.graphemes import longest_start
from bot.spreadsheets import cell_text, utf16_length
from flows.reports.document import (
    NONE,
    Bars,
    Cell,
    Decimal,
    Document,
    Note,
    Percent,
    Section,
    Stack,
    Table,
    shown,
)

SHEET_NAME_MAX = 31
"""Characters that the format allows."""
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\\t\n\r", " "))
APOSTROPHE = "'"
"""A name that begins or ends with one is none."""
COLUMN_WIDTH_MAX = 40
COLUMN_WIDTH_MIN = 9
NOTE_COLUMNS = 8
"""So many columns together hold a sentence."""
LINE_POINTS = 15
PERCENT, POINTS, TWO_DIGITS = "0.0%", "+0.0;-0.0;0.0", "0.00"
CHART_WIDTH_CM, CHART_ROW_CM, CHART_HEAD_CM = 18, 0.8, 3
ROW_CM = 0.53

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="EEF4F2")
_ALARM = Font(bold=True, color="A12D1C")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_OVER_THE_NEXT = Alignment(wrap_text=False, vertical="top")


def as_xlsx(document: Document) -> bytes:
    """The document as an Excel workbook; nothing that anybody wrote becomes a formula."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has no sheet")
    _front(first, document)
    for number, section in enumerate(document.sections, start=1):
        _section(book.create_sheet(_sheet_name(f"{number} {section.title}")), section)
    for sheet in book.worksheets:
        _set_foot(sheet, document.mark)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _set_foot(sheet: Worksheet, mark: str) -> None:
    foot = sheet.oddFooter
    foot.left.text = cell_text(mark).replace("&", "&&") or None  # type: ignore[union-attr]  # each sheet has a foot
    foot.right.text = "&P / &N"  # type: ignore[union-attr]  # as above


def _sheet_name(title: str) -> str:
    name = cell_text(title).translate(FORBIDDEN_IN_NAMES)
    short = longest_start(name, lambda one: utf16_length(one) <= SHEET_NAME_MAX)
    return short.strip(f"{APOSTROPHE} ") or NONE


def _front(sheet: Worksheet, document: Document) -> None:
    sheet.title = _sheet_name(document.title)
    _heading(sheet, 1, document.title).font = Font(bold=True, size=16)
    _heading(sheet, 2, document.subtitle)
    for row, (name, value) in enumerate(document.facts, start=4):
        _write(sheet, row, 1, name).font = _BOLD
        _write(sheet, row, 2, value)
    if document.mark:
        _heading(sheet, 5 + len(document.facts), document.mark)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 60
    _as_pages(sheet)


def _section(sheet: Worksheet, section: Section) -> None:
    _heading(sheet, 1, section.title).font = Font(bold=True, size=14)
    row = 3
    notes: dict[int, str] = {}
    for block in section.blocks:
        match block:
            case Note():
                cell = _write(sheet, row, 1, block.text)
                if block.is_alarm:
                    cell.font = _ALARM
                notes[row] = block.text
                row += 1
            case Table():
                row = _table(sheet, block, row)
            case Bars() | Stack():
                row = _chart(sheet, block, row)
    _fit(sheet, section)
    for place, text in notes.items():
        _spread(sheet, place, text)
    _as_pages(sheet)


def _table(sheet: Worksheet, table: Table, row: int) -> int:
    """Write a table and return the row after it."""
    row += 1
    _heading(sheet, row, table.title).font = _BOLD
    for column, name in enumerate(table.head, start=1):
        head = _write(sheet, row + 1, column, name)
        head.font, head.fill = _BOLD, _HEAD
        head.alignment = _WRAPPED
    for number, cells in enumerate(table.rows, start=row + 2):
        for column, value in enumerate(cells, start=1):
            _write(sheet, number, column, value)
    return row + len(table.rows) + 3


def _heading(sheet: Worksheet, row: int, text: str) -> SheetCell:
    """A line that runs over the empty cells beside it."""
    cell = _write(sheet, row, 1, text)
    cell.alignment = _OVER_THE_NEXT
    return cell


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> SheetCell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"{cell.coordinate} is part of another cell")
    match value:
        case Percent(None) | Decimal(None):
            cell.value = NONE
        case Percent(share, signed):
            cell.value = 100 * share if signed and share is not None else share
            cell.number_format = POINTS if signed else PERCENT
        case Decimal(number):
            cell.value, cell.number_format = number, TWO_DIGITS
        case int():
            cell.value = value
        case _:
            _write_text(cell, shown(value))
    return cell


def _write_text(cell: SheetCell, text: str) -> None:
    """A text stays one, also after somebody has stepped into the cell and out again."""
    cell.value = cell_text(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _WRAPPED


def _chart(sheet: Worksheet, block: Bars | Stack, row: int) -> int:
    """Put the chart beside its own figures, and return the row after both."""
    chart = BarChart()
    chart.type = "bar"
    chart.title = cell_text(block.title)
    head, rows = _figures(block)
    for column, name in enumerate(head, start=2):
        _write(sheet, row, column, name).font = _BOLD
    for number, (label, values) in enumerate(rows, start=row + 1):
        _write(sheet, number, 1, label)
        for column, value in enumerate(values, start=2):
            _write(sheet, number, column, value)
    last = row + len(rows)
    figures = Reference(sheet, min_col=2, max_col=1 + len(head), min_row=row, max_row=last)
    chart.add_data(figures, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=row + 1, max_row=last))
    _shape(chart, block, len(rows))
    sheet.add_chart(chart, f"{get_column_letter(len(head) + 3)}{row}")
    return max(last, row + int(chart.height / ROW_CM)) + 2


def _figures(block: Bars | Stack) -> tuple[tuple[str, ...], list[tuple[str, tuple[Cell, ...]]]]:
    if isinstance(block, Stack):
        return block.parts, [(label, counts) for label, counts in block.rows]
    aim = Percent(block.aim)
    rows: list[tuple[str, tuple[Cell, ...]]] = [
        (bar.label, (Percent(bar.share), aim)) for bar in block.bars
    ]
    return (block.title, block.aim_label), rows


def _shape(chart: BarChart, block: Bars | Stack, rows: int) -> None:
    # Without these two, newer programs draw no axes at all.
    chart.x_axis.delete = False
    chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.width, chart.height = CHART_WIDTH_CM, CHART_HEAD_CM + CHART_ROW_CM * rows
    if isinstance(block, Stack):
        chart.grouping, chart.overlap = "percentStacked", 100
    else:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
        chart.y_axis.number_format = "0%"


def _fit(sheet: Worksheet, section: Section) -> None:
    """Columns as wide as what stands in them; a Chinese character is two wide."""
    widths: dict[int, int] = {}
    for block in section.blocks:
        if isinstance(block, Table):
            for cells in (block.head, *block.rows):
                for column, value in zip(count(1), cells, strict=False):
                    widths[column] = max(widths.get(column, 0), _width(shown(value)))
    for column, width in widths.items():
        fitted = min(max(width + 2, COLUMN_WIDTH_MIN), COLUMN_WIDTH_MAX)
        sheet.column_dimensions[get_column_letter(column)].width = fitted


def _spread(sheet: Worksheet, row: int, text: str) -> None:
    """Give a sentence the width of several columns, and as many lines as it then takes."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=NOTE_COLUMNS)
    columns = (get_column_letter(column) for column in range(1, NOTE_COLUMNS + 1))
    width = sum(sheet.column_dimensions[column].width for column in columns)
    sheet.row_dimensions[row].height = LINE_POINTS * ceil((_width(text) + 1) / width)


def _as_pages(sheet: Worksheet) -> None:
    """On paper a sheet is as wide as a page, however many pages long."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(text: str) -> int:
    widest = max(text.splitlines() or [""], key=len)
    return sum(1 if character.isascii() else 2 for character in widest)
