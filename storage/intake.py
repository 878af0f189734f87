"""The one register of everything that came in, by whatever way, with its original (R25)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from flows.rules.vocabulary import RegisteredSource, Source
from storage.cases import Case
from storage.inbound import Inbound
from storage.keys import keyring


@dataclass(frozen=True)
class Entry:
    """One line: a message as its provider named it, or a report that staff registered."""

    at: datetime
    channel: str
    original: str
    case: str | None
    text: str
    quarantined: bool


def intake(
    session: Session, since: datetime, until: datetime, *, with_words: bool = True
) -> list[Entry]:
    """Everything that came in from `since` on and before `until`, in order.

    Without words, the texts of messages stay sealed and their lines empty.
    """
    keys = keyring(session)
    messages = (
        select(Inbound, Case.number)
        .outerjoin(Case, col(Case.id) == col(Inbound.case_id))
        .where(
            col(Inbound.received_at) >= since,
            col(Inbound.received_at) < until,
            col(Inbound.staff_id).is_(None),
        )
    )
    entries = [
        Entry(
            row.received_at,
            row.channel,
            row.provider_key,
            number,
            keys.open(row.text_sealed) if with_words else "",
            row.quarantined,
        )
        for row, number in session.exec(messages)
    ]
    return sorted([*entries, *_registered(session, since, until)], key=lambda one: one.at)


def _registered(session: Session, since: datetime, until: datetime) -> list[Entry]:
    """What reached staff by voice or on paper: its original is the case itself."""
    query = select(Case).where(
        col(Case.opened_at) >= since,
        col(Case.opened_at) < until,
        col(Case.source).in_([Source(one.value) for one in RegisteredSource]),
    )
    return [
        Entry(case.opened_at, case.source, case.number, case.number, case.text, quarantined=False)
        for case in session.exec(query)
    ]
