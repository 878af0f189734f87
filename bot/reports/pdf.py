"""A document as a PDF of A4 pages that brings its font along; charts are drawn, not pictures."""

from typing import cast

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from bot.print_fonts import PrintFont
from bot.reports.chart_svg import Drawing, drawn
from bot.reports.page_rows import PADDING, parted
from bot.texts import legible
from flows.reports.document import Bars, Document, Note, Section, Stack, Table, shown

FONT = "chinese"
MARGIN = 15
WIDTH = 180
LINE = 6.0
WIDE_COLUMNS = 8
"""A table with so many columns or more is printed smaller."""
ROOM_FOR_A_SECTION = 40
"""A heading stands alone at the foot of no page (millimetres)."""
PAGE_HEIGHT = 297 - 2 * MARGIN
LINE_PER_POINT = 0.55
GREY = (238, 244, 242)
INK, ALARM, WHITE, GREY_LINE = (29, 43, 42), (161, 45, 28), (255, 255, 255), (190, 195, 192)
NO_GLYPH = "□"
COLOURS = {
    "reached": (11, 107, 93),
    "below": (196, 87, 63),
    "part0": (11, 107, 93),
    "part1": (79, 157, 143),
    "part2": (163, 207, 197),
    "part3": (201, 196, 182),
    "part4": (196, 87, 63),
    "interval": INK,
    "aim": ALARM,
}


def as_pdf(document: Document, font: PrintFont) -> bytes:
    """The document on pages with numbers."""
    pdf = _Pages(font, document.mark)
    pdf.set_title(legible(document.title))
    pdf.set_lang(document.language)
    pdf.add_page()
    pdf.set_text_color(*INK)
    pdf.set_draw_color(*GREY_LINE)
    _line(pdf, document.title, 20)
    _line(pdf, document.subtitle, 13)
    pdf.ln(2)
    _rows(pdf, [(name, value) for name, value in document.facts], 10, (35, 145), has_head=False)
    for section in document.sections:
        _section(pdf, section)
    return bytes(pdf.output())


class _Pages(FPDF):
    """Pages with their numbers and a mark at the foot, written in one font."""

    def __init__(self, font: PrintFont, mark: str) -> None:
        super().__init__(format="A4")
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_font(FONT, fname=font.path, collection_font_number=font.number)
        self._mark = mark
        self._known = frozenset(cast("TTFFont", self.fonts[FONT]).cmap)

    def written(self, text: str) -> str:
        """The text with a box for what the font has no letter for, as most have no emoji."""
        return "".join(
            character if ord(character) in self._known or character.isspace() else NO_GLYPH
            for character in legible(text)
        )

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, size=8)
        self.cell(0, 6, f"{self.page_no()}", align="C")
        self.set_x(MARGIN)
        self.cell(0, 6, self.written(self._mark))


def _section(pdf: _Pages, section: Section) -> None:
    pdf.ln(5)
    _need(pdf, ROOM_FOR_A_SECTION + _height_of_chart(section))
    _line(pdf, section.title, 14)
    for block in section.blocks:
        match block:
            case Note():
                pdf.set_text_color(*(ALARM if block.is_alarm else INK))
                _line(pdf, block.text, 10)
                pdf.set_text_color(*INK)
            case Table():
                _table(pdf, block)
            case Bars() | Stack():
                _chart(pdf, drawn(block))


def _height_of_chart(section: Section) -> float:
    """The height of a chart that a section begins with; no heading is parted from it."""
    first = section.blocks[0]
    return drawn(first).height * _scale(drawn(first)) if isinstance(first, Bars | Stack) else 0.0


def _table(pdf: _Pages, table: Table) -> None:
    pdf.ln(2)
    _need(pdf, ROOM_FOR_A_SECTION)
    _line(pdf, table.title, 11)
    rows = [table.head, *(tuple(shown(cell) for cell in row) for row in table.rows)]
    size = 9 if len(table.head) < WIDE_COLUMNS else 7
    _rows(pdf, rows, size, _widths(rows), has_head=True)


def _rows(
    pdf: _Pages,
    rows: list[tuple[str, ...]],
    size: int,
    widths: tuple[float, ...],
    *,
    has_head: bool,
) -> None:
    pdf.set_font(FONT, size=size)
    with pdf.table(
        col_widths=widths,
        line_height=size * LINE_PER_POINT,
        padding=PADDING,
        first_row_as_headings=has_head,
        headings_style=FontFace(fill_color=GREY),
        text_align="LEFT",
        width=WIDTH,
    ) as table:
        for row in rows:
            for part in parted(row, widths, size, size * LINE_PER_POINT):
                line = table.row()
                for value in part:
                    line.cell(pdf.written(value))
    pdf.ln(2)


def _widths(rows: list[tuple[str, ...]]) -> tuple[float, ...]:
    """Columns share the page by what stands in them, none too narrow for its head."""
    longest = [
        min(max(max(map(_width, row[column].splitlines() or [""])) for row in rows), 60) + 2
        for column in range(len(rows[0]))
    ]
    return tuple(WIDTH * one / sum(longest) for one in longest)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _chart(pdf: _Pages, drawing: Drawing) -> None:
    """The drawing at the width of the page, or smaller where it is higher than one."""
    pdf.ln(2)
    scale = _scale(drawing)
    _need(pdf, drawing.height * scale + 2 * LINE)
    _line(pdf, drawing.title, 11)
    left, top = pdf.l_margin, pdf.get_y() + 1
    for mark in drawing.marks:
        pdf.set_fill_color(*COLOURS[mark.tone])
        place = (left + mark.x * scale, top + mark.y * scale)
        pdf.rect(*place, mark.width * scale, drawing.bar * scale, style="F")
    for line in drawing.lines:
        pdf.set_draw_color(*COLOURS[line.tone])
        ends = (line.x1, line.y1, line.x2, line.y2)
        moved = [at * scale + (top if n % 2 else left) for n, at in enumerate(ends)]
        pdf.line(*moved)
    pdf.set_draw_color(*GREY_LINE)
    pdf.set_fill_color(*WHITE)
    pdf.set_font(FONT, size=9)
    for text in drawing.texts:
        written = pdf.written(text.text)
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
        x = left + text.x * scale - shift * pdf.get_string_width(written)
        pdf.text(x, top + text.y * scale, written)
    pdf.set_y(top + drawing.height * scale + 2)


def _scale(drawing: Drawing) -> float:
    room = PAGE_HEIGHT - ROOM_FOR_A_SECTION - 2 * LINE
    return min(WIDTH / drawing.width, room / drawing.height)


def _line(pdf: _Pages, text: str, size: int) -> None:
    pdf.set_font(FONT, size=size)
    pdf.multi_cell(0, size * 0.6, pdf.written(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _need(pdf: _Pages, height: float) -> None:
    if pdf.will_page_break(height):
        pdf.add_page()
