"""What was said about a case, in the order in which its reporter saw it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from flows.rules.vocabulary import MessageState
from storage.cases import Case, Media
from storage.inbound import Inbound, reply_of
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity

LINES_MAX = 400
"""The newest of them: nobody reads further up."""


class Voice(StrEnum):
    """Whose words."""

    REPORTER = "reporter"
    OTHER = "other"
    HOUSE = "house"


@dataclass(frozen=True)
class Spoken:
    """One thing that was said. `options` are the labels of its buttons.

    `state` and `channel` tell how a message that was sent by itself fared; a reply in the
    provider's own answer has none.
    """

    at: datetime
    voice: Voice
    text: str
    channel: str
    options: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    state: MessageState | None = None
    is_answer: bool = False


def conversation_about(session: Session, case: Case) -> list[Spoken]:
    """The newest lines about a case, in order: what came in, what was said back, what was sent."""
    lines = [*_incoming(session, case), *_sent(session, case)]
    lines.sort(key=lambda line: line.at)
    return lines[-LINES_MAX:]


def _incoming(session: Session, case: Case) -> list[Spoken]:
    query = select(Inbound).where(Inbound.case_id == case.id, col(Inbound.staff_id).is_(None))
    rows = list(session.exec(query.order_by(col(Inbound.id).desc()).limit(LINES_MAX)))
    media = _media(session, case, [row.id for row in rows])
    theirs = _identities(session, case)
    lines = []
    for row in rows:
        is_theirs = row.identity_id in theirs or not theirs
        lines.append(
            Spoken(
                row.received_at,
                Voice.REPORTER if is_theirs else Voice.OTHER,
                keyring(session).open(row.text_sealed),
                row.channel,
                media=tuple(media.get(row.id, ())),
            )
        )
        lines += _replies(session, row)
    return lines


def _replies(session: Session, row: Inbound) -> list[Spoken]:
    """What was said back at once; a message's row keeps it for redeliveries."""
    return [
        Spoken(
            row.received_at,
            Voice.HOUSE,
            part["text"],
            row.channel,
            tuple(label for label, _ in part["options"]),
        )
        for part in reply_of(session, row) or []
    ]


def _sent(session: Session, case: Case) -> list[Spoken]:
    query = select(Outgoing).where(
        Outgoing.case_id == case.id,
        col(Outgoing.resident_id).is_not(None),
        Outgoing.resident_id == case.reporter_id,
    )
    return [
        Spoken(
            row.sent_at or row.created_at,
            Voice.HOUSE,
            row.text,
            row.channel or "",
            tuple(one["label"] for one in row.options),
            state=row.state,
            is_answer=row.is_answer,
        )
        for row in session.exec(query.order_by(col(Outgoing.id).desc()).limit(LINES_MAX))
    ]


def _media(session: Session, case: Case, inbound_ids: list[int]) -> dict[int, list[Media]]:
    query = select(Media).where(Media.case_id == case.id, col(Media.inbound_id).in_(inbound_ids))
    found: dict[int, list[Media]] = {}
    for one in session.exec(query.order_by(col(Media.id))):
        if one.inbound_id is not None:
            found.setdefault(one.inbound_id, []).append(one)
    return found


def _identities(session: Session, case: Case) -> set[int]:
    if case.reporter_id is None:
        return set()
    query = select(Identity.id).where(Identity.resident_id == case.reporter_id)
    return set(session.exec(query))
