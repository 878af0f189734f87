"""Everything that ever came in, once: the permanent guard against redeliveries (W7, R25)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, UniqueConstraint, bindparam, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from flows.rules.policy_privacy import Keeping
from storage.columns import document, identifier, instant, reference
from storage.inserting import insert_into
from storage.keeping import keep_day
from storage.keys import Keyring, keyring
from storage.residents import Identity

ERASED = "erased "


class Inbound(SQLModel, table=True):
    """One message or event as it came, sealed: people and providers put names and numbers into it.

    `reply_sealed` is what was answered, so that a redelivery gets the same; `quarantined` is what
    could not be understood and waits for a person. `invitation_id` is the home's part in a survey
    whose page it came from.
    """

    __table_args__ = (UniqueConstraint("channel", "account", "provider_key"),)

    id: int = identifier()
    channel: str
    account: str
    provider_key: str
    identity_id: int | None = reference("identity.id", nullable=True)
    staff_id: int | None = reference("staff.id", nullable=True)
    case_id: int | None = reference("report_case.id", nullable=True)
    invitation_id: int | None = reference("invitation.id", nullable=True)
    text_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    details: dict[str, Any] = document(dict)
    raw_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    received_at: datetime = instant(index=True)
    quarantined: bool = False
    reply_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


@dataclass(frozen=True)
class Arrival:
    """A message as it is filed; `provider_key` is the same at every redelivery."""

    channel: str
    account: str
    provider_key: str
    text: str
    raw: bytes
    details: dict[str, Any]
    quarantined: bool = False


def enter(session: Session, arrival: Arrival, now: datetime) -> int | None:
    """File a message; None when it was filed before (or is being filed: this waits for that)."""
    if _was_erased(session, arrival):
        return None
    keep_day(session, now, Keeping.RAW, Keeping.MESSAGE)
    insert, table = insert_into(session, "inbound")
    statement = (
        insert.values(
            channel=arrival.channel,
            account=arrival.account,
            provider_key=arrival.provider_key,
            text_sealed=keyring(session).seal(arrival.text),
            details=arrival.details,
            raw_sealed=keyring(session).seal(arrival.raw.decode("latin-1")),
            received_at=now,
            quarantined=arrival.quarantined,
        )
        .on_conflict_do_nothing(index_elements=["channel", "account", "provider_key"])
        .returning(table.c.id)
    )
    return session.execute(statement).scalar_one_or_none()


def belongs_to(session: Session, row_id: int, identity_id: int) -> None:
    """Note whose message it is, so that it can be given to them, and forgotten with them."""
    row = session.get_one(Inbound, row_id)
    row.identity_id = identity_id
    session.add(row)
    session.flush()


_HEARD = select(func.count()).where(
    Inbound.identity_id == bindparam("identity_id"), col(Inbound.received_at) > bindparam("since")
)


def heard_since(session: Session, identity_id: int, since: datetime) -> int:
    """How many messages came from an address since then, whatever became of them."""
    return session.exec(_HEARD, params={"identity_id": identity_id, "since": since}).one()


def came_from_page(session: Session, row_id: int, invitation_id: int) -> None:
    """Note whose questionnaire a page sent, also where whoever filled it in never wrote."""
    row = session.get_one(Inbound, row_id)
    row.invitation_id = invitation_id
    session.add(row)
    session.flush()


def belongs_to_staff(session: Session, row_id: int, staff_id: int) -> None:
    """Note which member of staff wrote it."""
    row = session.get_one(Inbound, row_id)
    row.staff_id = staff_id
    session.add(row)


def lines_before(session: Session, staff_id: int, row_id: int, limit: int) -> Iterator[str]:
    """What a member of staff wrote before a message, the newest first."""
    query = select(Inbound.text_sealed).where(Inbound.staff_id == staff_id, Inbound.id < row_id)
    for text_sealed in session.exec(query.order_by(col(Inbound.id).desc()).limit(limit)):
        yield keyring(session).open(text_sealed)


def about_case(session: Session, row_id: int, case_id: int) -> None:
    """Note which case a message opened, told more of, or answered about; the first one stays."""
    row = session.get_one(Inbound, row_id)
    if row.case_id is None:
        row.case_id = case_id
        session.add(row)
        session.flush()


def link_talk(session: Session, row_id: int, resident_id: int, since: datetime) -> None:
    """What somebody wrote since their talk began is about the case that its last message is."""
    case_id = session.get_one(Inbound, row_id).case_id
    if case_id is None:
        return
    session.flush()
    sent = SQLModel.metadata.tables["inbound"]
    theirs = select(Identity.id).where(Identity.resident_id == resident_id)
    is_of_talk = (
        sent.c.identity_id.in_(theirs),
        sent.c.received_at >= since,
        sent.c.id <= row_id,
        sent.c.case_id.is_(None),
    )
    session.execute(update(sent).where(*is_of_talk).values(case_id=case_id))


_FILED = select(Inbound.id).where(
    Inbound.channel == bindparam("channel"),
    Inbound.account == bindparam("account"),
    col(Inbound.provider_key).in_(bindparam("keys", expanding=True)),
)


def entered(session: Session, channel: str, account: str, provider_key: str) -> Inbound:
    """The row that a redelivery found before it."""
    known = (provider_key, *_erased_keys(session, provider_key))
    where = {"channel": channel, "account": account, "keys": known}
    return session.get_one(Inbound, session.exec(_FILED, params=where).one())


def erased_key(keys: Keyring, provider_key: str) -> str:
    """What stands for the provider's key once its sender is erased: it may name them."""
    return f"{ERASED}{keys.index(provider_key)}"


def _was_erased(session: Session, arrival: Arrival) -> bool:
    keys = _erased_keys(session, arrival.provider_key)
    where = {"channel": arrival.channel, "account": arrival.account, "keys": keys}
    return session.exec(_FILED, params=where).first() is not None


def _erased_keys(session: Session, provider_key: str) -> tuple[str, ...]:
    return tuple(f"{ERASED}{index}" for index in keyring(session).indexes(provider_key))


def keep_reply(session: Session, row_id: int, reply: list[Any]) -> None:
    """Remember what was answered, for a redelivery."""
    row = session.get_one(Inbound, row_id)
    row.reply_sealed = keyring(session).seal(json.dumps(reply, ensure_ascii=False))
    session.add(row)
    session.flush()


def reply_of(session: Session, row: Inbound) -> list[Any] | None:
    """What was answered; None while nothing was."""
    if row.reply_sealed is None:
        return None
    reply: list[Any] = json.loads(keyring(session).open(row.reply_sealed))
    return reply
