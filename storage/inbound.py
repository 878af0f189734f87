"""Everything that ever came in, once: the permanent guard against redeliveries (W7, R25)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Executable,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    func,
    select,
    update,
)
from sqlmodel import Field, Session, SQLModel, col

from flows.rules.policy_privacy import Keeping
from storage.columns import document, identifier, instant, reference
from storage.inserting import Insert, prepared_insert
from storage.keeping import keep_day
from storage.keys import Keyring, keyring
from storage.prepared import prepared
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


# Every message asks for its row: the columns alone cost a third of what it does as an object.
_INBOUND = SQLModel.metadata.tables["inbound"]
_FILED_AS = frozenset(
    {
        "channel",
        "account",
        "provider_key",
        "identity_id",
        "staff_id",
        "text_sealed",
        "details",
        "raw_sealed",
        "received_at",
        "quarantined",
    }
)
_OF_KEYS = (
    _INBOUND.c.channel == bindparam("channel"),
    _INBOUND.c.account == bindparam("account"),
    _INBOUND.c.provider_key.in_(bindparam("keys", expanding=True)),
)


@dataclass(frozen=True)
class Arrival:
    """A message as it is filed; `provider_key` is the same at every redelivery.

    `identity_id` or `staff_id`: whose it is, as far as that is known before it is filed.
    """

    channel: str
    account: str
    provider_key: str
    text: str
    raw: bytes
    details: dict[str, Any]
    quarantined: bool = False
    identity_id: int | None = None
    staff_id: int | None = None


def enter(session: Session, arrival: Arrival, now: datetime) -> int | None:
    """File a message; None when it was filed before (or is being filed: this waits for that)."""
    keep_day(session, now, Keeping.RAW, Keeping.MESSAGE)
    values = {
        "channel": arrival.channel,
        "account": arrival.account,
        "provider_key": arrival.provider_key,
        "identity_id": arrival.identity_id,
        "staff_id": arrival.staff_id,
        "text_sealed": keyring(session).seal(arrival.text),
        "details": arrival.details,
        "raw_sealed": keyring(session).seal(arrival.raw.decode("latin-1")),
        "received_at": now,
        "quarantined": arrival.quarantined,
        "keys": _erased_keys(session, arrival.provider_key),
    }
    return _FILING.one_or_none(session, **values)


def _filing(insert: Insert) -> Executable:
    """Not what is there already, nor what was there and has been erased since."""
    filed = [column for column in _INBOUND.c if column.name in _FILED_AS]
    values = select(*(bindparam(one.name, type_=one.type) for one in filed))
    new = values.where(~select(_INBOUND.c.id).where(*_OF_KEYS).exists())
    by_key = ("channel", "account", "provider_key")
    taken = insert.from_select([one.name for one in filed], new)
    return taken.on_conflict_do_nothing(index_elements=by_key).returning(_INBOUND.c.id)


_FILING = prepared_insert("inbound", _filing)

_OF_ROW = update(_INBOUND).where(_INBOUND.c.id == bindparam("row_id"))
_BELONGS = prepared(_OF_ROW.values(identity_id=bindparam("whose")))


def belongs_to(session: Session, row_id: int, identity_id: int) -> None:
    """Note whose message it is, so that it can be given to them, and forgotten with them."""
    _BELONGS.run(session, row_id=row_id, whose=identity_id)


_HEARD = prepared(
    select(func.count()).where(
        _INBOUND.c.identity_id == bindparam("whose"), _INBOUND.c.received_at > bindparam("since")
    )
)


def heard_since(session: Session, identity_id: int, since: datetime) -> int:
    """How many messages came from an address since then, whatever became of them."""
    with session.no_autoflush:
        return int(_HEARD.one(session, whose=identity_id, since=since))


def came_from_page(session: Session, row_id: int, invitation_id: int) -> None:
    """Note whose questionnaire a page sent, also where whoever filled it in never wrote."""
    session.execute(_OF_ROW.values(invitation_id=invitation_id), {"row_id": row_id})


def lines_before(session: Session, staff_id: int, row_id: int, limit: int) -> Iterator[str]:
    """What a member of staff wrote before a message, the newest first."""
    before = (_INBOUND.c.staff_id == staff_id, _INBOUND.c.id < row_id)
    query = select(_INBOUND.c.text_sealed).where(*before).order_by(_INBOUND.c.id.desc())
    for text_sealed in session.execute(query.limit(limit)).scalars():
        yield keyring(session).open(text_sealed)


_ABOUT_CASE = prepared(
    _OF_ROW.where(_INBOUND.c.case_id.is_(None)).values(case_id=bindparam("case"))
)


def about_case(session: Session, row_id: int, case_id: int) -> None:
    """Note which case a message opened, told more of, or answered about; the first one stays."""
    _ABOUT_CASE.run(session, row_id=row_id, case=case_id)


_CASE_OF = prepared(select(_INBOUND.c.case_id).where(_INBOUND.c.id == bindparam("row_id")))
_OF_TALK = prepared(
    update(_INBOUND)
    .where(
        _INBOUND.c.identity_id.in_(
            select(col(Identity.id)).where(col(Identity.resident_id) == bindparam("resident"))
        ),
        _INBOUND.c.received_at >= bindparam("since"),
        _INBOUND.c.id <= bindparam("row_id"),
        # Said like this because SQLite would rather walk through all messages without a case.
        func.coalesce(_INBOUND.c.case_id, 0) == 0,
    )
    .values(case_id=bindparam("case"))
)


def link_talk(session: Session, row_id: int, resident_id: int, since: datetime) -> None:
    """What somebody wrote since their talk began is about the case that its last message is."""
    case_id = _CASE_OF.one(session, row_id=row_id)
    if case_id is None:
        return
    session.flush()
    talk = {"row_id": row_id, "resident": resident_id, "since": since, "case": case_id}
    _OF_TALK.run(session, **talk)


def entered(session: Session, channel: str, account: str, provider_key: str) -> Inbound:
    """The row that a redelivery found before it."""
    known = (provider_key, *_erased_keys(session, provider_key))
    where = {"channel": channel, "account": account, "keys": known}
    found = session.execute(select(_INBOUND.c.id).where(*_OF_KEYS), where)
    return session.get_one(Inbound, found.scalar_one())


def erased_key(keys: Keyring, provider_key: str) -> str:
    """What stands for the provider's key once its sender is erased: it may name them."""
    return f"{ERASED}{keys.index(provider_key)}"


def _erased_keys(session: Session, provider_key: str) -> tuple[str, ...]:
    return tuple(f"{ERASED}{index}" for index in keyring(session).indexes(provider_key))


_REPLIED = prepared(_OF_ROW.values(reply_sealed=bindparam("sealed")))


def keep_reply(session: Session, row_id: int, reply: list[Any]) -> None:
    """Remember what was answered, for a redelivery."""
    sealed = keyring(session).seal(json.dumps(reply, ensure_ascii=False))
    _REPLIED.run(session, row_id=row_id, sealed=sealed)


def reply_of(session: Session, row: Inbound) -> list[Any] | None:
    """What was answered; None while nothing was."""
    if row.reply_sealed is None:
        return None
    reply: list[Any] = json.loads(keyring(session).open(row.reply_sealed))
    return reply
