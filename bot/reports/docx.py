"""A document as a Word file; its charts are drawn of table cells, so that every program shows them.

A bar is a row of cells without borders: dark up to the lower end of the interval, lighter up to the
upper end. So it needs no picture, no font of ours, and stays sharp on paper.
"""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell as WordCell

from bot.texts import legible
from flows.reports.document import Bars, Document, Note, Section, Stack, Table, percent, shown
from flows.rules.vocabulary import Language

CHINESE_FONT, LATIN_FONT = "Microsoft YaHei", "Calibri"
"""Names that the reader's program replaces by what it has; each script gets its own."""
CHINESE_OTHERWISE = "zh-CN"
CHINESE_OF = {Language.TRADITIONAL.value: "zh-HK"}
STEPS = 40
"""Cells that a whole bar is made of."""
LABEL_CM, NUMBER_CM, BAR_CM, MARGIN_CM = 3.4, 1.6, 12.0, 2.0
SMALL_TABLE_COLUMNS = 8
SURE, UNSURE, AIM, HEAD = "0B6B5D", "A3CFC5", "C4573F", "EEF4F2"
PARTS = ("0B6B5D", "4F9D8F", "A3CFC5", "C9C4B6", "C4573F")
ALARM = RGBColor(0xA1, 0x2D, 0x1C)


def as_docx(document: Document) -> bytes:
    """The document as a file that Word, WPS and LibreOffice open, to be written on in."""
    word = docx.Document()
    _style(word, document)
    word.add_heading(legible(document.title), level=0)
    word.add_paragraph(legible(document.subtitle))
    facts = word.add_table(rows=0, cols=2)
    for name, value in document.facts:
        cells = facts.add_row().cells
        cells[0].text, cells[1].text = legible(name), legible(value)
    for section in document.sections:
        _section(word, section)
    word.sections[0].footer.paragraphs[0].text = legible(document.mark)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def _style(word: WordFile, document: Document) -> None:
    word.core_properties.title = legible(document.title)
    word.core_properties.language = document.language
    for margins in word.sections:
        margins.page_width, margins.page_height = Cm(21), Cm(29.7)
        margins.left_margin = margins.right_margin = Cm(MARGIN_CM)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = word.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:ascii"), LATIN_FONT)
        fonts.set(qn("w:hAnsi"), LATIN_FONT)
        fonts.set(qn("w:eastAsia"), CHINESE_FONT)
    _set_script(word, document)


def _set_script(word: WordFile, document: Document) -> None:
    """Say which Chinese it is: where the font is missing, another's commas are told by that."""
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)
        language.set(qn("w:eastAsia"), CHINESE_OF.get(document.language, CHINESE_OTHERWISE))


def _section(word: WordFile, section: Section) -> None:
    word.add_heading(legible(section.title), level=1)
    for block in section.blocks:
        match block:
            case Note():
                run = word.add_paragraph().add_run(legible(block.text))
                if block.is_alarm:
                    run.bold, run.font.color.rgb = True, ALARM
            case Table():
                _table(word, block)
            case Bars():
                _bars(word, block)
            case Stack():
                _stack(word, block)


def _table(word: WordFile, table: Table) -> None:
    word.add_paragraph(legible(table.title), style="Heading 2")
    grid = word.add_table(rows=1 + len(table.rows), cols=len(table.head), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = Pt(9 if len(table.head) < SMALL_TABLE_COLUMNS else 7)
    # python-docx finds a cell by counting from the first: all at once is a hundred times faster.
    cells = iter(grid._cells)  # noqa: SLF001 - the public way takes a minute for a long table
    for name in table.head:
        cell = next(cells)
        _fill(cell, HEAD)
        _write(cell, name, size, is_bold=True)
    for row in table.rows:
        for value in row:
            _write(next(cells), shown(value), size)
    _repeat_head(grid.rows[0]._tr)  # noqa: SLF001 - there is no public way to repeat a head


def _bars(word: WordFile, chart: Bars) -> None:
    word.add_paragraph(legible(chart.title), style="Heading 2")
    word.add_paragraph(legible(f"{chart.description} {chart.aim_label}"))
    aim = round(STEPS * chart.aim)
    rows = []
    for bar in chart.bars:
        low, high = round(STEPS * bar.low), round(STEPS * bar.high)
        colours = [SURE] * low + [UNSURE] * (high - low) + [""] * (STEPS - high)
        if 0 < aim <= STEPS:
            colours[aim - 1] = AIM
        rows.append((bar.label, colours, percent(bar.share)))
    _drawing(word, rows)


def _stack(word: WordFile, chart: Stack) -> None:
    word.add_paragraph(legible(chart.title), style="Heading 2")
    legend = word.add_paragraph()
    for part, colour in zip(chart.parts, PARTS, strict=False):
        legend.add_run("■ ").font.color.rgb = RGBColor.from_string(colour)
        legend.add_run(legible(f"{part}  "))
    rows = []
    for label, counts in chart.rows:
        whole, colours, told = sum(counts), list[str](), 0
        for number, colour in zip(counts, PARTS, strict=False):
            told += number
            upto = round(STEPS * told / whole) if whole else 0
            colours += [colour] * (upto - len(colours))
        rows.append((label, colours + [""] * (STEPS - len(colours)), str(whole)))
    _drawing(word, rows)


def _drawing(word: WordFile, rows: list[tuple[str, list[str], str]]) -> None:
    """One row of cells for each bar; cells of one colour that touch are one cell."""
    grid = word.add_table(rows=len(rows), cols=2 + STEPS)
    grid.autofit = False
    for column, width in enumerate((LABEL_CM, *(BAR_CM / STEPS,) * STEPS, NUMBER_CM)):
        grid.columns[column].width = Cm(width)
    everything = grid._cells  # noqa: SLF001 - as above
    for number, (label, colours, told) in enumerate(rows):
        cells = everything[number * (2 + STEPS) : (number + 1) * (2 + STEPS)]
        _write(cells[0], label, Pt(9))
        _write(cells[-1], told, Pt(9))
        begins = 0
        for step in range(1, STEPS + 1):
            if step == STEPS or colours[step] != colours[begins]:
                merged = cells[1 + begins].merge(cells[step])
                if colours[begins]:
                    _fill(merged, colours[begins])
                begins = step


def _write(cell: WordCell, text: str, size: Pt, *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(legible(text))
    run.font.size, run.bold = size, is_bold


def _fill(cell: WordCell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no shading


def _repeat_head(row: object) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]  # an element of lxml
    properties.append(OxmlElement("w:tblHeader"))
