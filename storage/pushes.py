"""What staff and their group chat are told of cases: many pushes are written in one statement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session

from flows.rules.policy import Policy
from flows.rules.vocabulary import MessageState, Purpose, Urgency
from storage.cases import Case
from storage.outgoing import EVER, Outgoing, post_new
from storage.staff import Staff

ROOM = "group"
"""The one group chat that the robot sits in."""


@dataclass(frozen=True)
class Push:
    """What is told of a case under a `key`, once; at once, unless `not_before` says when.

    It comes with the buttons that fit the case, unless it is not `pressable`.
    """

    case: Case
    text: str
    key: str
    policy: Policy
    pressable: bool = True
    not_before: datetime | None = None


def push_to_members(
    session: Session, pushes: Sequence[tuple[Push, Sequence[Staff]]], now: datetime
) -> list[list[Staff]]:
    """Queue a message for each of these members; returns, of each push, whom it was new to.

    Whoever a complaint is about is passed by (R70). Those about an emergency pass quiet hours.
    """
    fit = [
        [one for one in members if one.active and one.id != push.case.not_for_id]
        for push, members in pushes
    ]
    rows = [
        row
        for (push, _), members in zip(pushes, fit, strict=True)
        for row in _to_members(push, members, now)
    ]
    written = post_new(session, rows, now)
    told = []
    for (push, _), members in zip(pushes, fit, strict=True):
        new_to = [one for one in members if _key(push, one.userid) in written]
        # Of two pushes under one key the first is written.
        written -= {_key(push, one.userid) for one in new_to}
        told.append(new_to)
    return told


def push_to_room(session: Session, pushes: Sequence[Push], now: datetime) -> None:
    """Queue what the staff's group chat is to hear too.

    Nothing of a complaint about one of them: they may be reading along (R70).
    """
    fit = [push for push in pushes if push.case.not_for_id is None]
    rows = [
        _columns(push, now) | {"unique_key": _key(push, ROOM), "room": ROOM, "pressable": False}
        for push in fit
    ]
    post_new(session, rows, now)


def _to_members(push: Push, members: Sequence[Staff], now: datetime) -> Iterator[Mapping[str, Any]]:
    if not members:
        return
    columns = _columns(push, now)
    for one in members:
        yield columns | {"unique_key": _key(push, one.userid), "staff_id": one.id}


def _key(push: Push, reader: str) -> str:
    return f"case {push.case.id} {push.key} {reader}"


def _columns(push: Push, now: datetime) -> dict[str, Any]:
    """What the messages of a push have in common."""
    begins = push.not_before or now
    return {
        **_blank(),
        "estate_id": push.case.estate_id,
        "case_id": push.case.id,
        "text": push.text,
        "urgent": push.case.urgency is Urgency.EMERGENCY,
        "pressable": push.pressable,
        "not_before": begins,
        "not_after": begins + timedelta(hours=push.policy.postman.not_after_hours.staff),
        "created_at": now,
    }


@cache
def _blank() -> Mapping[str, Any]:
    """What all messages to staff have in common; to make one takes longer than to write it."""
    message = Outgoing(
        unique_key="",
        purpose=Purpose.STAFF,
        text="",
        state=MessageState.QUEUED,
        not_before=EVER,
        created_at=EVER,
    )
    return message.model_dump(exclude={"id"}, exclude_none=True)
