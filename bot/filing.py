"""Every message is filed once; a redelivery finds the row and what was answered then (W7)."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels import Incoming
from bot.parts import Part
from bot.texts import legible
from flows.rules.vocabulary import MessageState, Purpose
from storage.inbound import Arrival, Inbound, enter, entered, keep_reply, reply_of
from storage.outgoing import Outgoing, post
from storage.residents import Identity

log = logging.getLogger(__name__)

REST_PAUSE = timedelta(seconds=2)
"""What the provider's own answer says must be with the reader before what follows it."""
FOLLOWS_WITHIN = timedelta(hours=1)
"""A reply that could not be sent for so long answers nothing any more."""

Fit = Callable[[Sequence[Part]], tuple[Part | None, list[Part]]]
"""Splits what is said into what the provider's own answer can carry, and the rest."""

InTime = Callable[[], bool]
"""Asked just before the commit: will the provider's own answer still be heard (bot.turns)?"""


def at_any_time() -> bool:
    """For whoever waits as long as it takes."""
    return True


@dataclass(frozen=True)
class Answer:
    """What to say to a message: parts to render; `repeated` when it had been answered before."""

    parts: tuple[Part, ...] = ()
    repeated: bool = False


def file_message(
    session: Session,
    incoming: Incoming,
    now: datetime,
    identity_id: int | None = None,
    staff_id: int | None = None,
) -> int | None:
    """The row of a message that comes for the first time; None for a redelivery."""
    details = {
        "event": incoming.event,
        "scene": legible(incoming.scene),
        "media": len(incoming.media),
    }
    arrival = Arrival(
        channel=incoming.channel,
        account=incoming.account,
        provider_key=legible(incoming.key),
        text=legible(incoming.text),
        raw=incoming.raw,
        details=details,
        quarantined=not incoming.understood,
        identity_id=identity_id,
        staff_id=staff_id,
    )
    return enter(session, arrival, now)


def answered_before(session: Session, incoming: Incoming) -> Answer:
    """What the first delivery was answered; nothing where the reply followed by itself."""
    row = entered(session, incoming.channel, incoming.account, legible(incoming.key))
    parts = tuple(Part.load(part) for part in reply_of(session, row) or [])
    return Answer(parts, repeated=True)


def answer_with(
    session: Session,
    row_id: int,
    parts: list[Part],
    now: datetime,
    in_time: InTime = at_any_time,
    *,
    fit: Fit | None = None,
) -> Answer:
    """Remember what is answered, and answer it.

    What does not `fit`, and all of it where the answer is not `in_time`, follows by itself.
    """
    answer, rest = parts, list[Part]()
    if parts and fit is not None:
        first, rest = fit(parts)
        answer = [] if first is None else [first]
    if answer and not in_time():
        answer, rest = [], [*answer, *rest]
    if rest:
        row = session.get_one(Inbound, row_id, populate_existing=True)
        _follow(session, row, rest, now, begins=now + REST_PAUSE if answer else now)
    keep_reply(session, row_id, [part.dump() for part in answer])
    return Answer(tuple(answer))


def _follow(
    session: Session, row: Inbound, parts: list[Part], now: datetime, begins: datetime
) -> None:
    """Send parts of a reply as messages of their own, in order."""
    if row.identity_id is None and row.staff_id is None:
        log.warning("the reply to message %s comes too late, and nobody is known", row.id)
        return
    identity = None if row.identity_id is None else session.get_one(Identity, row.identity_id)
    for number, part in enumerate(parts):
        post(
            session,
            Outgoing(
                unique_key=f"inbound {row.id} rest {number}",
                resident_id=None if identity is None else identity.resident_id,
                identity_id=row.identity_id,
                staff_id=row.staff_id,
                purpose=Purpose.STAFF if identity is None else Purpose.CASE,
                text=part.text,
                options=[{"label": label, "token": token} for label, token in part.options],
                passes_quiet_hours=True,
                state=MessageState.QUEUED,
                not_before=begins,
                not_after=now + FOLLOWS_WITHIN,
                created_at=now,
            ),
        )
