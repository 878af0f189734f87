"""Residents, the homes they are tied to, and the identities they write from."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Date,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    update,
)
from sqlmodel import Field, Session, SQLModel, col, or_, select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.columns import identifier, instant, reference, word
from storage.conversations import read_stacks_again
from storage.estates import Home
from storage.held_rows import all_held
from storage.keeping import keep_stranger
from storage.keys import keyring
from storage.prepared import prepared

WECHAT = "wechat"
SMS = "sms"
SMS_ACCOUNT = ""


class Resident(SQLModel, table=True):
    """住户: a person, from the directory or met for the first time in a channel.

    Whoever chose a language (`language_chosen_at`) keeps it, whatever they write in and whatever a
    later import says; `language_asked_at`: a stranger whose words did not tell was asked once.
    """

    id: int = identifier()
    estate_id: int | None = reference("estate.id", nullable=True)
    name_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    phone_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    phone_index: str | None = Field(default=None, index=True)
    language: Language = word(Language)
    language_chosen_at: datetime | None = instant(nullable=True)
    language_asked_at: datetime | None = instant(nullable=True)
    in_directory: bool = False
    created_at: datetime = instant()
    erased_at: datetime | None = instant(nullable=True)


class Residence(SQLModel, table=True):
    """What ties a resident to a home, from and until a date (both included; None: open)."""

    id: int = identifier()
    resident_id: int = reference("resident.id")
    home_id: int = reference("home.id")
    role: ResidenceRole = word(ResidenceRole)
    moved_in: date | None = None
    moved_out: date | None = None


class Identity(SQLModel, table=True):
    """One address a resident writes from: an openid at our account, or a phone number by SMS.

    `proven_at`: when it was proven to belong to this resident of the directory; until then it sees
    only what it reported itself. `left_at`: when its owner unfollowed the account; what is theirs
    goes after the policy's days. WeChat's windows (how long and how often we may write) stand here;
    windows.py reads and changes them.
    """

    __table_args__ = (UniqueConstraint("channel", "account", "address_index"),)

    id: int = identifier()
    channel: str
    account: str = ""
    address_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    address_index: str = Field(index=True)
    resident_id: int = reference("resident.id")
    proven_at: datetime | None = instant(nullable=True)
    opted_out_at: datetime | None = instant(nullable=True)
    left_at: datetime | None = instant(nullable=True)
    last_heard_at: datetime | None = instant(nullable=True)
    window_until: datetime | None = instant(nullable=True)
    window_left: int = 0
    event_window_until: datetime | None = instant(nullable=True)
    event_window_left: int = 0


def meet(
    session: Session, channel: str, account: str, address: str, language: Language, now: datetime
) -> Identity:
    """The identity that writes from this address, made with a new resident at first contact.

    An SMS number that the directory gives to one resident is met as that resident, not yet proven.
    """
    found = find_identity(session, channel, account, address)
    if found is not None:
        return found
    known = residents_with_phone(session, address) if channel == SMS else []
    resident = known[0] if len(known) == 1 else Resident(language=language, created_at=now)
    session.add(resident)
    session.flush()
    if not resident.in_directory:
        keep_stranger(session, resident.id, now)
    return add_identity(session, resident, channel, account, address)


def add_identity(
    session: Session, resident: Resident, channel: str, account: str, address: str
) -> Identity:
    """File a new address under a resident."""
    keys = keyring(session)
    identity = Identity(
        channel=channel,
        account=account,
        address_sealed=keys.seal(address),
        address_index=keys.index(address),
        resident_id=resident.id,
    )
    session.add(identity)
    session.flush()
    return identity


_AT_ADDRESS = prepared(
    select(Identity).where(
        Identity.channel == bindparam("channel"),
        Identity.account == bindparam("account"),
        col(Identity.address_index).in_(bindparam("indexes", expanding=True)),
    )
)


def find_identity(session: Session, channel: str, account: str, address: str) -> Identity | None:
    """The identity of this address, if it was ever met."""
    indexes = keyring(session).indexes(address)
    met = {"channel": channel, "account": account, "indexes": indexes}
    return _AT_ADDRESS.first(session, **met)


_WRITER = prepared(
    select(Resident, Identity)
    .join(Identity, col(Identity.resident_id) == col(Resident.id))
    .where(
        Identity.channel == bindparam("channel"),
        Identity.account == bindparam("account"),
        col(Identity.address_index).in_(bindparam("indexes", expanding=True)),
    )
    .with_for_update(key_share=True, of=(Resident, Identity))
    .execution_options(populate_existing=True)
)


def hold_writer(
    session: Session, channel: str, account: str, address: str
) -> tuple[Resident, Identity] | None:
    """Who writes from an address, and the address, as they are now, held until the commit.

    None for whoever was never met, or was bound to another resident while this waited.
    """
    indexes = keyring(session).indexes(address)
    met = {"channel": channel, "account": account, "indexes": indexes}
    return _WRITER.first(session, **met)


_ADDRESSES = prepared(
    select(Identity).where(col(Identity.resident_id).in_(bindparam("resident_ids", expanding=True)))
)


def identities(session: Session, resident_id: int) -> list[Identity]:
    """All addresses of a resident, the one heard last first."""
    return identities_of(session, [resident_id]).get(resident_id, [])


def identities_of(session: Session, resident_ids: Collection[int]) -> dict[int, list[Identity]]:
    """The same of many residents; without those who have none."""
    if not resident_ids:
        return {}
    found = _ADDRESSES.all(session, resident_ids=list(resident_ids))
    found.sort(key=lambda one: (one.last_heard_at is not None, one.last_heard_at, one.id))
    known: dict[int, list[Identity]] = {}
    for one in reversed(found):
        known.setdefault(one.resident_id, []).append(one)
    return known


_CLOSED = prepared(
    select(Identity.address_index).where(
        Identity.channel == SMS,
        Identity.account == SMS_ACCOUNT,
        col(Identity.opted_out_at).is_not(None),
        col(Identity.address_index).in_(bindparam("indexes", expanding=True)),
    )
)


def closed_numbers(session: Session, phones: Collection[str]) -> frozenset[str]:
    """What those of these numbers are found by from which somebody wrote STOP."""
    keys = keyring(session)
    indexes = [index for phone in phones for index in keys.indexes(phone)]
    return frozenset(_CLOSED.all(session, indexes=indexes)) if indexes else frozenset()


_LOCKED = prepared(
    select(Resident).where(Resident.id == bindparam("resident_id")).with_for_update(key_share=True)
)


def lock(session: Session, resident_id: int) -> Resident:
    """The resident, held against every other message of the same person until the commit.

    Whoever needs a resident and a case locks them in this order. Rows that only refer to the
    resident may still be written meanwhile (key_share).
    """
    return _LOCKED.one(session, resident_id=resident_id)


_HELD = prepared(
    select(Identity)
    .where(Identity.id == bindparam("identity_id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def hold_identity(session: Session, identity_id: int) -> Identity:
    """The identity as it is now, held against everyone else until the commit."""
    return _HELD.one(session, identity_id=identity_id)


_ALL_HELD = prepared(all_held(Identity))


def hold_identities(session: Session, identity_ids: Collection[int]) -> dict[int, Identity]:
    """The same of many by their ids, held one after the other in the order of these."""
    if not identity_ids:
        return {}
    found = _ALL_HELD.all(session, ids=list(identity_ids))
    return {one.id: one for one in found}


def residents_with_phone(session: Session, phone: str) -> list[Resident]:
    """The residents of the directory with this number in E.164; a household may share one."""
    indexes = keyring(session).indexes(phone)
    return _WITH_PHONE.all(session, indexes=indexes)


_WITH_PHONE = prepared(
    select(Resident)
    .where(
        col(Resident.phone_index).in_(bindparam("indexes", expanding=True)),
        col(Resident.in_directory).is_(True),
    )
    .order_by(col(Resident.id))
)


def living_there(day: date | BindParameter[date]) -> tuple[ColumnElement[bool], ...]:
    """What is true of a residence that ties somebody to a home on a day."""
    return (
        or_(col(Residence.moved_in).is_(None), col(Residence.moved_in) <= day),
        or_(col(Residence.moved_out).is_(None), col(Residence.moved_out) >= day),
    )


_OF_RESIDENT = (
    col(Residence.resident_id) == bindparam("resident_id"),
    *living_there(bindparam("today", type_=Date)),
)
_TIES = prepared(select(Residence).where(*_OF_RESIDENT).order_by(col(Residence.id)))
_HOMES = prepared(
    select(Home)
    .join(Residence, col(Residence.home_id) == col(Home.id))
    .where(*_OF_RESIDENT)
    .order_by(Home.code)
)


def homes_of(session: Session, resident_id: int, today: date) -> list[Home]:
    """The homes a resident is tied to on a day."""
    homes = _HOMES.all(session, resident_id=resident_id, today=today)
    return list({home.id: home for home in homes}.values())


def residences_of(session: Session, resident_id: int, today: date) -> list[Residence]:
    """What ties a resident to homes on a day."""
    return _TIES.all(session, resident_id=resident_id, today=today)


def residents_of(session: Session, home_id: int, today: date) -> list[Resident]:
    """The residents tied to a home on a day, in the order they were entered."""
    query = (
        select(Resident)
        .join(Residence, col(Residence.resident_id) == col(Resident.id))
        .where(Residence.home_id == home_id, *living_there(today))
        .order_by(col(Resident.id))
    )
    return list(session.exec(query).unique())


def bind(session: Session, identity: Identity, resident: Resident, now: datetime) -> None:
    """Prove that an address belongs to a resident of the directory.

    Whatever the address's provisional resident began (conversations, cases, messages) goes with it.
    """
    provisional = identity.resident_id
    identity.resident_id = resident.id
    identity.proven_at = now
    session.add(identity)
    session.flush()
    if provisional != resident.id and not session.get_one(Resident, provisional).in_directory:
        _hand_over(session, provisional, resident.id)


def _hand_over(session: Session, provisional: int, resident_id: int) -> None:
    metadata = SQLModel.metadata
    for name, column in (
        ("conversation", "resident_id"),
        ("report_case", "reporter_id"),
        ("case_event", "speaker_id"),
        ("follower", "resident_id"),
        ("outgoing", "resident_id"),
        ("consent", "resident_id"),
        ("identity", "resident_id"),
    ):
        table = metadata.tables[name]
        statement = update(table).where(table.c[column] == provisional)
        session.execute(statement.values({column: resident_id}))
    session.expire_all()
    read_stacks_again(session)


def settle_residence(
    session: Session, resident_id: int, home_id: int, role: ResidenceRole, today: date
) -> Residence:
    """Tie a resident to a home, once; who has moved out before begins anew today."""
    query = select(Residence).where(
        Residence.resident_id == resident_id, Residence.home_id == home_id
    )
    current = session.exec(query.where(*living_there(today))).first()
    if current is not None:
        return current
    moved_in = None if session.exec(query).first() is None else today
    begun = Residence(resident_id=resident_id, home_id=home_id, role=role, moved_in=moved_in)
    session.add(begun)
    session.flush()
    return begun


def name_of(session: Session, resident: Resident) -> str:
    """The resident's name, opened."""
    return keyring(session).open(resident.name_sealed)


def phone_of(session: Session, resident: Resident) -> str:
    """The resident's number in E.164, opened; empty if none is known."""
    return keyring(session).open(resident.phone_sealed)


def address_of(session: Session, identity: Identity) -> str:
    """The address, opened."""
    return keyring(session).open(identity.address_sealed)
