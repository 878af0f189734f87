"""The file of a case on paper: 《投诉意见处理表》, with its whole history behind it (R40, R46)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from PIL.Image import DecompressionBombError

from bot.media_files import media_path
from bot.print_fonts import PrintFont
from bot.reports.page_rows import PADDING, parted
from bot.texts import legible
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render, sentences
from flows.wording.say import Say, say

FONT = "chinese"
MARGIN = 15
LINE = 6.5
GREY = (238, 241, 240)
SHOWN_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
PHOTO_WIDTH = 80
LANGUAGE = Language.SIMPLIFIED

WORDS_OF_EVENTS = {"revisited": "Via", "revisit_satisfaction": "Satisfaction"}
ROOM_FOR_A_SECTION = 40
"""A heading stands alone at the foot of no page (millimetres)."""

Rows = Iterable[tuple[str, ...]]
File = Mapping[str, Any]


@dataclass
class Paper:
    """One document that is being written, and what its words need."""

    pdf: FPDF
    file: File
    zone: ZoneInfo
    media_dir: Path

    def words(self, sentence: Say) -> str:
        """A sentence as it is printed."""
        return render(sentence, LANGUAGE, self.zone)

    def label(self, family: str, value: object) -> str:
        """The name of a word of the house; one that has none stands for itself, a dash for none."""
        name = say(f"{family}.{value}")
        return self.words(name) if name.key in sentences(LANGUAGE) else str(value or "—")

    def time(self, written: str | None) -> str:
        """A moment of the file, as people write it."""
        return datetime.fromisoformat(written).strftime("%Y-%m-%d %H:%M") if written else "—"

    def text(self, name: str) -> str:
        """A text of the file; a dash for none."""
        return str(self.file.get(name) or "—")


class _Sheets(FPDF):
    """A4 pages with who took them out at their foot."""

    mark = ""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FONT, size=8)
        self.cell(0, 6, legible(self.mark))


def print_case(
    file: File, font: PrintFont, zone: ZoneInfo, media_dir: Path, mark: str = ""
) -> bytes:
    """A case's file as a PDF of A4 pages that holds its own font; each page carries the mark."""
    pdf = _Sheets(format="A4")
    pdf.mark = mark
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(auto=True, margin=MARGIN)
    pdf.add_font(FONT, fname=font.path, collection_font_number=font.number)
    pdf.set_title(str(file["number"]))
    pdf.add_page()
    paper = Paper(pdf, file, zone, media_dir)
    _heading(paper)
    _facts(paper)
    _matter(paper)
    _signatures(paper)
    _deadlines(paper)
    _timeline(paper)
    _incoming(paper)
    _messages(paper)
    _evidence(paper)
    return bytes(pdf.output())


def _heading(paper: Paper) -> None:
    pdf = paper.pdf
    kind = say(f"CaseKind.{paper.file['kind']}")
    pdf.set_font(FONT, size=18)
    pdf.cell(0, 12, paper.words(say("print.title", kind=kind)), align="C",
             new_x=XPos.LMARGIN, new_y=YPos.NEXT)  # fmt: skip
    pdf.set_font(FONT, size=10)


def _facts(paper: Paper) -> None:
    file = paper.file
    reporter = cast("Mapping[str, str]", file["reported_by"] or {})
    who = " ".join(part for part in (reporter.get("name"), reporter.get("phone")) if part)
    pairs = {
        "number": file["number"],
        "opened": paper.time(file["opened_at"]),
        "kind": paper.label("CaseKind", file["kind"]),
        "class": paper.label("CaseClass", file["class"]),
        "urgency": paper.label("Urgency", file["urgency"]),
        "source": paper.label("Source", file["source"]),
        "estate": file["estate"],
        "home": file["home"] or file["place"] or "—",
        "reporter": who or "—",
        "handler": paper.text("handler"),
        "state": paper.label("CaseState", file["state"]),
        "round": str(file["round"]),
        "responded": paper.time(file["first_responded_at"]),
        "closed": paper.time(file["closed_at"]),
    }
    cells = [(paper.words(say(f"print.{name}")), str(value)) for name, value in pairs.items()]
    rows = [(*cells[n], *cells[n + 1]) for n in range(0, len(cells), 2)]
    _table(paper, rows, (22, 68, 22, 68), labels=(0, 2))


def _matter(paper: Paper) -> None:
    file, plan, verdict = paper.file, paper.file["plan"] or {}, paper.file["verdict"] or {}
    decision = paper.label("Decision", plan.get("decision"))
    grade = paper.label("Satisfaction", verdict.get("satisfaction"))
    words = {True: say("answer.yes"), False: say("answer.no")}
    fixed = words.get(verdict["fixed"]) if verdict else None
    told = {
        "text": paper.text("text"),
        "plan": f"{plan['text']}（{plan['by']}；{decision}）" if plan else "—",
        "result": paper.text("result"),
        "measures": paper.text("measures"),
        "improvement": paper.text("improvement"),
        "fixed": "—" if fixed is None else paper.words(fixed),
        "satisfaction": grade,
        "remark": str(verdict.get("remark") or "—"),
        "revisited": paper.time(file["revisited_at"]),
    }
    rows = [(paper.words(say(f"print.{name}")), value) for name, value in told.items()]
    _table(paper, rows, (30, 150), labels=(0,))


def _signatures(paper: Paper) -> None:
    """What was signed in chat stands here already; a line is left for who signs by hand."""
    signed = paper.file["sign_off"]
    archived = next(
        (one for one in reversed(paper.file["timeline"]) if one["kind"] == "archived"), None
    )
    resident = paper.words(say("print.sign_here"))
    if signed is not None:
        how = paper.words(say("print.satisfied" if signed["satisfied"] else "print.unsatisfied"))
        way = paper.label("SignedBy", signed["via"])
        resident = f"{how}  {way}  {paper.time(signed['at'])}"
    manager = paper.words(say("print.sign_here"))
    if archived is not None and paper.file["archived_at"]:
        manager = f"{archived['by']}  {paper.time(archived['at'])}"
    rows = [
        (paper.words(say("print.resident_signs")), resident),
        (paper.words(say("print.manager_signs")), manager),
    ]
    _table(paper, rows, (45, 135), labels=(0,), height=12)


def _deadlines(paper: Paper) -> None:
    rows = [
        (
            paper.label("DeadlineKind", one["kind"]),
            paper.time(one["due_at"]),
            paper.label("DeadlineState", one["state"]),
            paper.time(one["met_at"]),
        )
        for one in paper.file["deadlines"]
    ]
    _section(paper, "deadlines", ("what", "due", "state", "met"), rows, (60, 45, 30, 45))


def _timeline(paper: Paper) -> None:
    rows = [
        (
            paper.time(one["at"]),
            paper.label("By", one["by"]),
            paper.label("event", one["kind"]),
            _said(paper, one["kind"], one["text"]),
        )
        for one in paper.file["timeline"]
    ]
    _section(paper, "timeline", ("when", "who", "what", "words"), rows, (34, 26, 34, 86))


def _said(paper: Paper, kind: str, text: str) -> str:
    """What an event says, in words where it is a word of the house."""
    family = "DeadlineKind" if kind.startswith("deadline_") else WORDS_OF_EVENTS.get(kind)
    return text if family is None or not text else paper.label(family, text)


def _incoming(paper: Paper) -> None:
    """What the case was told in, word for word (R25)."""
    rows = [
        (
            paper.time(one["at"]),
            " ".join(one[part] for part in ("name", "phone", "home") if one[part]) or "—",
            one["channel"],
            one["text"] or "—",
        )
        for one in paper.file["incoming"]
    ]
    _section(paper, "incoming", ("when", "from", "type", "words"), rows, (34, 34, 22, 90))


def _messages(paper: Paper) -> None:
    rows = [
        (
            paper.time(one["sent_at"] or one["created_at"]),
            f"{paper.label('Reader', one['to']['kind'])} {one['to']['id'] or ''}",
            paper.label("MessageState", one["state"]),
            one["text"],
        )
        for one in paper.file["messages"]
    ]
    _section(paper, "messages", ("when", "to", "state", "words"), rows, (34, 34, 22, 90))


def _evidence(paper: Paper) -> None:
    rows = [
        (paper.time(one["received_at"]), one["content_type"] or one["kind"], one["sha256"] or "—")
        for one in paper.file["media"]
    ]
    _section(paper, "media", ("when", "type", "hash"), rows, (34, 30, 116))
    for one in paper.file["media"]:
        if one["content_type"] in SHOWN_TYPES and one["sha256"]:
            _photo(paper, media_path(paper.media_dir, one["sha256"]))


def _photo(paper: Paper, path: Path) -> None:
    """A photo under its hash; one that is gone or cannot be read is named all the same."""
    try:
        paper.pdf.image(path, w=PHOTO_WIDTH)
        paper.pdf.ln(2)
    # What the reader raises for a broken file depends on where it is broken.
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, DecompressionBombError):
        paper.pdf.multi_cell(0, LINE, paper.words(say("print.no_photo", name=path.name)),
                             new_x=XPos.LMARGIN, new_y=YPos.NEXT)  # fmt: skip


def _section(
    paper: Paper, name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]],
    widths: tuple[int, ...],
) -> None:  # fmt: skip
    if not rows:
        return
    pdf = paper.pdf
    pdf.ln(4)
    if pdf.will_page_break(ROOM_FOR_A_SECTION):
        pdf.add_page()
    pdf.set_font(FONT, size=12)
    pdf.cell(0, 9, paper.words(say(f"print.{name}")), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(FONT, size=9)
    head = tuple(paper.words(say(f"print.{column}")) for column in columns)
    _table(paper, [head, *rows], widths, labels=(), has_head=True)


def _table(
    paper: Paper,
    rows: Rows,
    widths: tuple[int, ...],
    *,
    labels: tuple[int, ...],
    height: float = LINE,
    has_head: bool = False,
) -> None:
    """A table whose label columns are grey; its head is repeated on every page."""
    grey = FontFace(fill_color=GREY)
    with paper.pdf.table(
        col_widths=widths,
        line_height=height,
        padding=PADDING,
        first_row_as_headings=has_head,
        headings_style=grey,
        text_align="LEFT",
        width=sum(widths),
    ) as table:
        for row in rows:
            readable = tuple(map(legible, row))
            for part in parted(readable, widths, paper.pdf.font_size_pt, height):
                line = table.row()
                for number, value in enumerate(part):
                    line.cell(value, style=grey if number in labels else None)
    paper.pdf.ln(2)
