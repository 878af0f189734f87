"""A master key can be given up: afterwards the newest alone opens and finds everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, select
from sqlmodel import Session

from flows.rules.vocabulary import Language, Role
from storage.database import Database
from storage.inbound import Inbound
from storage.keys import Keyring, keyring
from storage.residents import (
    SMS,
    Identity,
    Resident,
    address_of,
    find_identity,
    meet,
    name_of,
    phone_of,
    residents_with_phone,
)
from storage.rotation import (
    ROWS_A_BATCH,
    RotationError,
    rotate_keys,
    sealed_columns,
    sealed_tables,
)
from storage.staff import Staff, find_staff, staff_phone
from storage.tables import metadata
from storage.tokens import ProviderToken, read_token

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
OLD, NEW = b"o" * 32, b"n" * 32
PHONE = "+85255500101"
TOKENS = ROWS_A_BATCH + 1


def add_resident(session: Session, name: str, phone: str) -> None:
    keys = keyring(session)
    session.add(
        Resident(
            name_sealed=keys.seal(name),
            phone_sealed=keys.seal(phone),
            phone_index=keys.index(phone),
            language=Language.TRADITIONAL,
            in_directory=True,
            created_at=NOW,
        )
    )
    session.flush()


def fill(session: Session) -> None:
    """One resident who writes by SMS, one of the staff, a message, and many tokens."""
    add_resident(session, "陳大文", PHONE)
    meet(session, SMS, "", PHONE, Language.ENGLISH, NOW)
    keys = keyring(session)
    session.add(
        Staff(
            userid="lin",
            name_sealed=keys.seal("林小虹"),
            role=Role.ASSISTANT,
            phone_sealed=keys.seal("+85255500102"),
            phone_index=keys.index("+85255500102"),
            created_at=NOW,
        )
    )
    session.add(
        Inbound(
            channel=SMS,
            provider_key="SM1",
            account="",
            text_sealed=keys.seal("漏水"),
            raw_sealed=keys.seal("From=%2B85255500101"),
            received_at=NOW,
        )
    )
    session.add_all(
        ProviderToken(
            account=f"account-{number:04d}",
            token_sealed=keys.seal(f"token-{number}"),
            expires_at=NOW.replace(year=2027),
        )
        for number in range(TOKENS)
    )


@pytest.fixture
def url(database_url: str) -> str:
    """A database filled under the old key."""
    with opened(database_url, OLD) as database, database.transaction() as session:
        fill(session)
    return database_url


@contextmanager
def opened(url: str, *masters: bytes) -> Iterator[Database]:
    database = Database(url, Keyring(masters))
    try:
        yield database
    finally:
        database.close()


def assert_everything_is_found(database: Database) -> None:
    with database.reading() as session:
        (resident,) = residents_with_phone(session, PHONE)
        identity = find_identity(session, SMS, "", PHONE)
        member = find_staff(session, "lin")

        assert (name_of(session, resident), phone_of(session, resident)) == ("陳大文", PHONE)
        assert identity is not None
        assert address_of(session, identity) == PHONE
        assert member is not None
        assert staff_phone(session, member) == "+85255500102"
        assert read_token(session, f"account-{TOKENS - 1:04d}", NOW) == f"token-{TOKENS - 1}"


def test_a_phone_is_found_before_between_and_after_the_rotation(url: str) -> None:
    with opened(url, OLD) as before:
        assert_everything_is_found(before)
    with opened(url, NEW, OLD) as between:
        assert_everything_is_found(between)
        rotate_keys(between)
        assert_everything_is_found(between)
    with opened(url, NEW) as after:
        assert_everything_is_found(after)


def test_a_rotation_broken_off_in_the_middle_loses_nobody(url: str) -> None:
    with opened(url, NEW, OLD) as between, between.transaction() as session:
        add_resident(session, "王小明", PHONE)

    with opened(url, NEW, OLD) as between, between.reading() as session:
        names = {name_of(session, one) for one in residents_with_phone(session, PHONE)}
    assert names == {"陳大文", "王小明"}


def test_afterwards_the_old_key_opens_and_finds_nothing_any_more(url: str) -> None:
    with opened(url, NEW, OLD) as between:
        rotate_keys(between)

    old = Keyring((OLD,))
    with opened(url, NEW) as after, after.reading() as session:
        for table in sealed_tables():
            for row in session.execute(select(table)).mappings():
                sealed = [value for name, value in row.items() if name.endswith("_sealed")]
                for value in filter(None, sealed):
                    with pytest.raises(InvalidToken):
                        old.open(value)
        known = set(session.scalars(select(Identity.address_index)))  # type: ignore[call-overload]
        assert known.isdisjoint(old.indexes(PHONE))


def test_every_row_is_counted_and_a_second_rotation_is_harmless(url: str) -> None:
    rows = TOKENS + len(("resident", "identity", "staff", "inbound"))

    with opened(url, NEW, OLD) as between:
        assert rotate_keys(between) == rows
        assert rotate_keys(between) == rows
        assert_everything_is_found(between)


def test_a_row_under_a_key_that_is_not_given_is_named_and_stops_the_rotation(url: str) -> None:
    with (
        opened(url, NEW) as without_the_old_key,
        pytest.raises(RotationError, match="provider_token account-0000 is sealed with a key"),
    ):
        rotate_keys(without_the_old_key)

    with opened(url, OLD) as before:
        assert_everything_is_found(before)


FORGOTTEN_WITH_ITS_KEY = {"login_attempt"}
"""It holds digests alone, for a day: under a new key it is counted from the beginning."""


def test_no_sealed_column_hides_under_another_name() -> None:
    for table in metadata.sorted_tables:
        if table.name in FORGOTTEN_WITH_ITS_KEY:
            assert not list(sealed_columns(table))
            continue
        names = {column.name for column in table.columns}
        binary = {each.name for each in table.columns if isinstance(each.type, LargeBinary)}
        indexes = {name for name in names if name.endswith("_index")}

        assert all(name.endswith("_sealed") for name in binary), table.name
        assert {name.replace("_index", "_sealed") for name in indexes} <= names, table.name
