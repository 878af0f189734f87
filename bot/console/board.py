"""The board: every case by what happens next, the soonest first, kept fresh while it is open."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from sqlmodel import Session

from bot.api.texts import read_identifier, read_moment, read_phone
from bot.console.asked import Answer, Asked, Go, NoNews, Page, Route
from bot.console.entrance import inside
from bot.console.permissions import may_open
from bot.console.time_words import time_left
from flows.rules.time_left import Haste, haste_of
from flows.rules.vocabulary import CaseClass, CaseKind, Urgency
from storage.board import (
    BoardRow,
    Place,
    Shelf,
    Wanted,
    board,
    counts,
    newest_change,
    newest_emergency,
)
from storage.console_accounts import ConsoleAccount
from storage.staff import chain, staff_of_company
from storage.telling import shortened

TEXT_LONGEST = 80
SEARCH_LONGEST = 100
UNTAKEN = "!"
"""Behind the number of a page's last case, where nobody has taken that emergency yet."""
M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True)
class Line:
    """A row of the board as it is read."""

    row: BoardRow
    text: str
    haste: Haste | None
    left: str


def show_board(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""
    wanted = _wanted(asked)
    member = asked.member
    people = (
        staff_of_company(session) if member.estate_id is None else chain(session, member.estate_id)
    )
    values = _values(session, asked, wanted, now) | {
        "wanted": wanted,
        "query": _query(wanted),
        "counts": counts(session, member),
        "people": [one.userid for one in people],
        "may_write": may_open(member.role, "new_case"),
        "rings": asked.entrant.account.rings,
        "shelves": list(Shelf),
        "kinds": list(CaseKind),
        "classes": list(CaseClass),
        "urgencies": list(Urgency),
    }
    return Page("board.html", values)


def show_rows(session: Session, asked: Asked, now: datetime) -> Answer:
    """The rows alone, if anything is other than the page knows; a minute's passing is, too."""
    if asked.query.get("version") == _version(session, now):
        return NoNews()
    return Page("board_rows.html", _values(session, asked, _wanted(asked), now), is_part=True)


def set_sound(session: Session, asked: Asked, _now: datetime) -> Go:
    """Let emergencies ring at this desk, or not."""
    account = session.get_one(ConsoleAccount, asked.entrant.account.id)
    account.rings = asked.field("rings") == "on"
    session.add(account)
    return Go(inside(asked.field("back")))


ROUTES = (
    Route("board", "GET", "", show_board, reads="cases", in_menu=True),
    Route("board.rows", "GET", "/board/rows", show_rows, watches=True),
    Route("board.sound", "POST", "/board/sound", set_sound),
)


def _values(session: Session, asked: Asked, wanted: Wanted, now: datetime) -> dict[str, object]:
    page = board(session, asked.member, wanted)
    query = _query(wanted)
    after = page.next
    return {
        "lines": [_line(row, asked, now) for row in page.rows],
        "more": "" if after is None else urlencode({**query, "after": _written(after)}),
        "is_further": wanted.after is not None,
        "rows_query": urlencode({**query, **_after(wanted), "version": _version(session, now)}),
        "emergency": newest_emergency(session, asked.member),
        "several_estates": asked.member.estate_id is None,
    }


def _line(row: BoardRow, asked: Asked, now: datetime) -> Line:
    text = shortened(" ".join(row.case.text.split()), TEXT_LONGEST)
    due = row.next
    if due is None:
        return Line(row, text, None, "")
    haste = haste_of(due.made_at, due.due_at, now)
    return Line(row, text, haste, time_left(due.due_at, now, asked.words))


def _version(session: Session, now: datetime) -> str:
    return f"{newest_change(session)}-{int(now.timestamp()) // 60}"


def _wanted(asked: Asked) -> Wanted:
    query = asked.query
    text = query.get("q", "").strip()[:SEARCH_LONGEST]
    return Wanted(
        _word(Shelf, query.get("shelf")) or Shelf.TO_DO,
        _word(CaseKind, query.get("kind")),
        _word(CaseClass, query.get("class")),
        _word(Urgency, query.get("urgency")),
        query.get("handler", "").strip(),
        text,
        (read_phone(text) or "") if text else "",
        _place(query.get("after", "")),
    )


def _query(wanted: Wanted) -> dict[str, str]:
    """What the address says of it, so that the address can be kept and sent on."""
    found = {
        "shelf": wanted.shelf if wanted.shelf is not Shelf.TO_DO else "",
        "kind": wanted.kind or "",
        "class": wanted.case_class or "",
        "urgency": wanted.urgency or "",
        "handler": wanted.handler,
        "q": wanted.text,
    }
    return {name: str(value) for name, value in found.items() if value}


def _after(wanted: Wanted) -> dict[str, str]:
    return {} if wanted.after is None else {"after": _written(wanted.after)}


def _written(place: Place) -> str:
    due = "" if place.due_at is None else place.due_at.isoformat()
    return f"{place.case_id}{UNTAKEN if place.is_untaken else ''} {due}".strip()


def _place(text: str) -> Place | None:
    """The end of the page before; nonsense begins at the first page."""
    first, _, due = text.partition(" ")
    case_id = read_identifier(first.removesuffix(UNTAKEN))
    if case_id is None:
        return None
    return Place(first.endswith(UNTAKEN), read_moment(due) if due else None, case_id)


def _word(words: type[M], text: str | None) -> M | None:
    try:
        return words(text or "")
    except ValueError:
        return None
