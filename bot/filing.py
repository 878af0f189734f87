"""Every message is filed once; a redelivery finds the row and what was answered then (W7)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.channels import Incoming
from bot.parts import Part
from bot.texts import legible
from storage.inbound import Arrival, enter, entered, keep_reply, reply_of


@dataclass(frozen=True)
class Answer:
    """What to say to a message: parts to render; `repeated` when it had been answered before."""

    parts: tuple[Part, ...] = ()
    repeated: bool = False


def file_message(session: Session, incoming: Incoming, now: datetime) -> int | None:
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
    )
    return enter(session, arrival, now)


def answered_before(session: Session, incoming: Incoming) -> Answer:
    """What the first delivery was answered."""
    row = entered(session, incoming.channel, incoming.account, legible(incoming.key))
    parts = tuple(Part.load(part) for part in reply_of(session, row) or [])
    return Answer(parts, repeated=True)


def answer_with(session: Session, row_id: int, parts: list[Part]) -> Answer:
    """Remember what is answered, and answer it."""
    keep_reply(session, row_id, [part.dump() for part in parts])
    return Answer(tuple(parts))
