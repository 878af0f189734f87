"""A document as one HTML file that asks nobody else for anything, on a screen and on paper."""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.chart_svg import drawn
from bot.texts import legible
from flows.reports.document import Bars, Block, Cell, Document, Note, Stack, Table, shown

_TEMPLATES = Environment(
    loader=PackageLoader("bot.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(document: Document) -> bytes:
    """The document in UTF-8; whatever residents wrote in it is text and nothing else."""
    style = files("bot.reports").joinpath("templates", "report.css").read_text("utf-8")
    text = _TEMPLATES.get_template("report.html").render(
        document=document,
        style=Markup(style),  # noqa: S704 - our own file
        **BLOCKS,
    )
    return legible(text).encode()


def _kind(block: Block) -> str:
    match block:
        case Note():
            return "note"
        case Table():
            return "table"
        case Bars() | Stack():
            return "chart"


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str)


BLOCKS: Mapping[str, object] = MappingProxyType(
    {"kind": _kind, "drawn": drawn, "shown": shown, "is_number": _is_number}
)
"""What the template of a document's parts (blocks.html) needs beside the document."""
