"""What anybody wrote is text in every table that is written out, and no table fails for it."""

import csv
from io import BytesIO, StringIO

import docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.print_fonts import find_font
from bot.reports.document_files import NoFont, ReportFormat, document_file
from bot.spreadsheets import CELL_MAX, FORMULA_STARTS, as_csv, cell_text, harmless
from flows.reports.document import Bar, Bars, Document, Note, Section, Table
from tests.each import each

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
LONG, PAGES = 40_000, 3_000
MARK, FOOT = "Zhou (zhou) 于 2026-11-23 10:00 导出", "(zhou)"
CONTROLS = "".join(map(chr, [*range(32), 127, 0xFFFE, 0xD800]))
BAD = (f"=1+1{CONTROLS}", f"@SUM(1+1){CONTROLS}", "\t+1", "\r-1", "\n=1", "＝1", " =1", "#N/A", "'")


def everywhere(text: str) -> Document:
    """A document that holds the text wherever a document holds any."""
    bars = Bars(text, text, (Bar(text, 0.5, 0.4, 0.6),), 0.6, text)
    table = Table(text, (text, text), ((text, text),))
    return Document("zh-Hans", text, text, ((text, text),), (Section(text, (Note(text), table)),
                    Section(text, (bars,))))  # fmt: skip


def cells_of(content: bytes) -> list[tuple[str, object]]:
    """Type and value of each cell of a workbook, opened by another program."""
    book = openpyxl.load_workbook(BytesIO(content))
    return [(cell.data_type, cell.value) for sheet in book for row in sheet.iter_rows()
            for cell in row if cell.value is not None]  # fmt: skip


@each("text", BAD)
def test_no_cell_of_a_workbook_is_calculated_wherever_a_text_stands(text: str) -> None:
    cells = cells_of(document_file(everywhere(text), ReportFormat.XLSX))

    assert {kind for kind, _ in cells} <= {"s", "inlineStr", "n"}
    assert [value for _, value in cells].count(cell_text(text)) >= 5


@settings(max_examples=15, deadline=None)
@given(text=ANYTHING)
def test_any_text_can_be_written_into_a_workbook(text: str) -> None:
    cells = cells_of(document_file(everywhere(text), ReportFormat.XLSX))

    assert not [kind for kind, _ in cells if kind in {"f", "e"}]


@given(rows=st.lists(st.lists(ANYTHING, min_size=2, max_size=2), min_size=1, max_size=4))
def test_any_text_can_be_written_as_csv_and_comes_back_as_text(rows: list[list[str]]) -> None:
    written = as_csv(rows[0], rows[1:]).decode("utf-8-sig")
    read = list(csv.reader(StringIO(written, newline="")))

    assert read == [[cell_text(harmless(cell)) for cell in row] for row in rows]
    assert not [cell for row in read for cell in row if cell.lstrip().startswith(FORMULA_STARTS)]


@each("letter", ["长", "a", "😀", "👨‍👩‍👧"])
def test_what_a_cell_cannot_hold_is_cut_and_counted(letter: str) -> None:
    text = letter * (LONG // len(letter))
    cut = cell_text(text)

    assert len(cut.encode("utf-16-le")) <= 2 * CELL_MAX
    assert len(cut.encode("utf-16-le")) > 2 * CELL_MAX - 40
    kept, _, missing = cut.rpartition("… (+")
    assert text.startswith(kept)
    assert len(kept) % len(letter) == 0
    assert len(kept) + int(missing.rstrip(")")) == len(text)
    assert cell_text("长" * CELL_MAX) == "长" * CELL_MAX


def test_an_endless_text_is_cut_in_a_table_and_whole_in_a_document() -> None:
    text = "长" * LONG
    values = [value for _, value in cells_of(document_file(tabled(text), ReportFormat.XLSX))]
    word = docx.Document(BytesIO(document_file(tabled(text), ReportFormat.DOCX)))

    assert cell_text(text) in values
    assert word.tables[-1].rows[1].cells[0].text == text
    assert text in document_file(tabled(text), ReportFormat.HTML).decode()


def test_a_text_of_several_pages_stands_whole_on_paper() -> None:
    if find_font(None) is None:
        with pytest.raises(NoFont):
            document_file(tabled(""), ReportFormat.PDF)
        return
    text = "长" * PAGES + "完"

    told = letters(document_file(tabled(text), ReportFormat.PDF, mark=MARK))
    assert (told.count("长"), told.count("完")) == (PAGES, 1)
    assert told.count(MARK) == told.count(FOOT) >= 2


def test_a_file_says_who_took_it_out_on_every_page() -> None:
    book = openpyxl.load_workbook(
        BytesIO(document_file(tabled("x"), ReportFormat.XLSX, mark=f"{MARK} &P"))
    )
    word = docx.Document(BytesIO(document_file(tabled("x"), ReportFormat.DOCX, mark=MARK)))

    feet = [sheet.oddFooter and sheet.oddFooter.left for sheet in book]
    assert [foot and foot.text for foot in feet] == [f"{MARK} &&P"] * 2
    assert f"{MARK} &P" in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert word.sections[0].footer.paragraphs[0].text == MARK
    page = document_file(tabled("x"), ReportFormat.HTML, mark=MARK).decode()
    assert f'<footer class="mark">{MARK}</footer>' in page


def tabled(text: str) -> Document:
    """A document of one cell."""
    return Document("zh-Hans", "t", "s", (), (Section("x", (Table("t", ("a",), ((text,),)),)),))


def letters(content: bytes) -> str:
    """All that can be read in a PDF."""
    read = pypdfium2.PdfDocument(content)
    told = "".join(page.get_textpage().get_text_range() for page in read)
    read.close()
    return told
