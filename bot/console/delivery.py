"""Delivery: messages that wait, of doubtful fate, or refused; why, and what can be done."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from bot.api.showing import text_shown
from bot.api.texts import read_identifier
from bot.console.asked import Answer, Asked, Go, Missing, NoNews, Page, Route
from bot.console.service import CONFLICT, VIA
from bot.delivery.by_hand import hand_over, may_hand_over, may_send_again, send_again
from bot.delivery.troubles import Trouble, trouble_of
from flows.rules.reach import CALL
from flows.rules.vocabulary import RUNGS, MessageState
from storage.audit import audit
from storage.message_lists import (
    MessageRow,
    MessageShelf,
    count_messages,
    find_message_row,
    list_messages,
)
from storage.outgoing import Outgoing, attempts_of
from storage.tasks import Task, TaskReason
from storage.telling import shortened

TEXT_LONGEST = 60


@dataclass(frozen=True)
class MessageLine:
    """A row of the list as it is read."""

    row: MessageRow
    text: str
    trouble: Trouble
    is_with_a_person: bool


def show_delivery(session: Session, asked: Asked, now: datetime) -> Page:
    """The whole page."""
    values = {
        **_values(session, asked, now),
        "shelves": list(MessageShelf),
        "counts": count_messages(session, asked.member),
    }
    return Page("delivery.html", values)


def show_rows(session: Session, asked: Asked, now: datetime) -> Answer:
    """The rows alone, if they read otherwise than the page knows."""
    values = _values(session, asked, now)
    if asked.query.get("version") == values["version"]:
        return NoNews()
    return Page("delivery_rows.html", values, is_part=True)


def show_message(session: Session, asked: Asked, now: datetime) -> Page:
    """One message: what it says, every way that was tried, and what can be done."""
    return _message_page(session, asked, _row(session, asked), now)


def resend(session: Session, asked: Asked, now: datetime) -> Answer:
    """Send it again."""
    message_id = _row(session, asked).message.id
    if not send_again(session, message_id, now):
        return _too_late(session, asked, now)
    _note(session, asked, "resend", message_id, now)
    return Go(f"/console/delivery/{message_id}", "said.queued_again")


def give_to_person(session: Session, asked: Asked, now: datetime) -> Answer:
    """Have a person call instead."""
    message_id = _row(session, asked).message.id
    if not hand_over(session, message_id, now):
        return _too_late(session, asked, now)
    _note(session, asked, "hand over", message_id, now)
    return Go(f"/console/delivery/{message_id}", "said.handed_over")


ROUTES = (
    Route("delivery", "GET", "/delivery", show_delivery, reads="messages", in_menu=True),
    Route("delivery.rows", "GET", "/delivery/rows", show_rows, watches=True),
    Route("message", "GET", "/delivery/{id:[0-9]+}", show_message, reads="message"),
    Route("message.resend", "POST", "/delivery/{id:[0-9]+}/resend", resend),
    Route("message.hand_over", "POST", "/delivery/{id:[0-9]+}/hand-over", give_to_person),
)


def _values(session: Session, asked: Asked, now: datetime) -> dict[str, object]:
    shelf = _shelf(asked)
    after = read_identifier(asked.query.get("after", ""))
    page = list_messages(session, asked.member, shelf, after=after)
    lines = [_line(row, now) for row in page.rows]
    return {
        "lines": lines,
        "shelf": shelf,
        "after": after,
        "next": page.next,
        "version": _version(lines),
        "several_estates": asked.member.estate_id is None,
    }


def _line(row: MessageRow, now: datetime) -> MessageLine:
    text = shortened(" ".join(text_shown(row.message).split()), TEXT_LONGEST)
    trouble = trouble_of(row.message, row.last, now)
    return MessageLine(row, text, trouble, row.message.channel == CALL)


def _version(lines: list[MessageLine]) -> str:
    read = [
        (one.row.message.id, one.row.message.state, one.row.message.attempts, one.trouble)
        for one in lines
    ]
    return sha256(repr(read).encode()).hexdigest()[:16]


def _shelf(asked: Asked) -> MessageShelf:
    try:
        return MessageShelf(asked.query.get("shelf", ""))
    except ValueError:
        return MessageShelf.REFUSED


def _row(session: Session, asked: Asked) -> MessageRow:
    """The message of the address. Raises Missing for none, and for one of a foreign estate."""
    message_id = read_identifier(asked.path["id"])
    found = None
    if message_id is not None:
        found = find_message_row(session, asked.member, message_id)
    if found is None:
        raise Missing
    return found


def _message_page(
    session: Session, asked: Asked, row: MessageRow, now: datetime, *, is_too_late: bool = False
) -> Page:
    message = row.message
    may = asked.member.role in RUNGS
    values = {
        "row": row,
        "message": message,
        "text": text_shown(message),
        "trouble": trouble_of(message, row.last, now),
        "is_stuck": message.state not in {MessageState.DELIVERED, MessageState.ACCEPTED},
        "attempts": attempts_of(session, message.id),
        "task": _task_of(session, message) if message.channel == CALL else None,
        "is_with_a_person": message.channel == CALL,
        "may_send": may and may_send_again(message),
        "may_double": message.state is MessageState.UNKNOWN,
        "may_hand_over": may and may_hand_over(message),
        "is_too_late": is_too_late,
    }
    return Page("message.html", values, CONFLICT if is_too_late else 200)


def _too_late(session: Session, asked: Asked, now: datetime) -> Page:
    """Meanwhile it went, or somebody else was faster."""
    return _message_page(session, asked, _row(session, asked), now, is_too_late=True)


def _task_of(session: Session, message: Outgoing) -> Task | None:
    """The call that brings it."""
    query = select(Task).where(
        Task.case_id == message.case_id, Task.reason == TaskReason.UNDELIVERED
    )
    calls = [one for one in session.exec(query) if message.text in one.text]
    return max(calls, key=lambda one: one.id, default=None)


def _note(session: Session, asked: Asked, action: str, message_id: int, now: datetime) -> None:
    subject = f"message {message_id}"
    audit(session, action, subject, by=asked.member.userid, via=VIA, now=now)
