"""A document as a file of any format that people print or open in an office program."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from bot.print_fonts import find_font
from bot.reports.html import as_html
from flows.reports.document import Document


class ReportFormat(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"


OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES: Mapping[ReportFormat, str] = {
    ReportFormat.HTML: "text/html",
    ReportFormat.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    ReportFormat.DOCX: f"{OFFICE}.wordprocessingml.document",
    ReportFormat.PDF: "application/pdf",
    ReportFormat.JSON: "application/json",
}


class NoFont(Exception):
    """No font here has Chinese characters, so nothing can be printed."""


def document_file(
    unmarked: Document, wanted: ReportFormat, font: Path | None = None, *, mark: str = ""
) -> bytes:
    """Write a document; raises NoFont for a PDF where no font can write Chinese.

    The mark says who took it out, and when (S11); empty for none.
    """
    document = replace(unmarked, mark=mark)
    match wanted:
        case ReportFormat.HTML:
            return as_html(document)
        case ReportFormat.XLSX:
            from bot.reports.xlsx import as_xlsx

            return as_xlsx(document)
        case ReportFormat.DOCX:
            from bot.reports.docx import as_docx

            return as_docx(document)
        case ReportFormat.PDF:
            found = find_font(font)
            if found is None:
                raise NoFont
            from bot.reports.pdf import as_pdf

            return as_pdf(document, found)
        case ReportFormat.JSON:
            raise ValueError("figures for programs are made of figures, not of a document")
