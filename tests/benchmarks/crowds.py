"""As many rows as a large town has, made in the database from one of each kind."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, String, Table, bindparam, cast, text, update
from sqlmodel import Session, func, insert, literal, select

from flows.rules.vocabulary import Language, ResidenceRole
from storage.database import Database
from storage.estates import Home
from storage.keys import keyring
from storage.residents import WECHAT, Identity, Residence, Resident
from storage.tables import metadata
from tests.benchmarks.wire import APP_ID, reporting
from tests.benchmarks.wire import Resident as Writer

KNOWN_MAX = 20_000
"""So many of a town's residents may write; they are spread over all of it."""
FIRST = 1_000_000_000
"""Below it lies what was there before."""
REPORT = ("报修", "厨房柜门的铰链坏了", "1", "没有", "1")
"""Of somebody who is known nobody asks for the name; the place is their home."""


def multiply(
    session: Session,
    name: str,
    first: int,
    wanted: int,
    *,
    numbered: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
) -> None:
    """Repeat the row with the id `first` until there are as many as wanted.

    Ids, and columns that are `numbered`, count on; a `named` one is the text of the id.
    """
    table = metadata.tables[name]
    have = 1
    while have < wanted:
        more = min(have, wanted - have)
        taken: dict[str, ColumnElement[Any]] = dict(table.columns.items())
        taken |= {one: table.c[one] + have for one in ("id", *numbered)}
        taken |= {one: cast(table.c.id + have, String) for one in named}
        source = select(*taken.values()).where(table.c.id >= first, table.c.id < first + more)
        session.execute(table.insert().from_select(list(taken), source))
        have += more
    _count_on(session, table, first + wanted)


def _count_on(session: Session, table: Table, after: int) -> None:
    # SQLite goes on after the highest id by itself.
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(literal(table.name), literal("id"))
        session.execute(select(func.setval(sequence, after)))


def settle_down(database: Database) -> None:
    """Let the database count what it has, as it does by itself in the long run."""
    with database.transaction() as session:
        session.execute(text("ANALYZE"))


def settle(database: Database, residents: int) -> int:
    """So many more residents, each in a home of their own and known in WeChat; how many may write.

    Who may write is a KNOWN_MAX of all, or everybody.
    """
    now = datetime.now(UTC)
    with database.transaction() as session:
        estate = session.execute(text("SELECT min(id) FROM estate")).scalar_one()
        home = {"building": "1", "unit": "1", "room": "1", "code": str(FIRST), "key_client": False}
        resident = {"language": Language.SIMPLIFIED, "in_directory": True, "created_at": now}
        seal = keyring(session).seal
        resident |= {"name_sealed": seal("王阿姨")}
        identity = {"channel": WECHAT, "account": APP_ID, "address_sealed": seal("o")}
        windows = {"window_left": 0, "event_window_left": 0, "proven_at": now}
        residence = {"resident_id": FIRST, "home_id": FIRST, "role": ResidenceRole.OWNER}
        for table, row in (
            (Home, {"estate_id": estate, **home}),
            (Resident, {"estate_id": estate, **resident}),
            (Residence, residence),
            (Identity, {"resident_id": FIRST, "address_index": str(FIRST), **identity, **windows}),
        ):
            session.connection().execute(insert(table), [{"id": FIRST, **row}])
        multiply(session, "home", FIRST, residents, named=("code", "room"))
        multiply(session, "resident", FIRST, residents)
        multiply(session, "residence", FIRST, residents, numbered=("resident_id", "home_id"))
        multiply(
            session, "identity", FIRST, residents,
            numbered=("resident_id",), named=("address_index",),
        )  # fmt: skip
        known = min(KNOWN_MAX, residents)
        _make_known(session, range(FIRST, FIRST + residents, residents // known))
    settle_down(database)
    return known


def _make_known(session: Session, ids: range) -> None:
    """Give them the addresses from which they will write."""
    table = metadata.tables["identity"]
    keys = keyring(session)
    values = [
        {"of": one, "sealed": keys.seal(openid), "index": keys.index(openid)}
        for one, openid in zip(ids, map(_openid, count()), strict=False)
    ]
    changed = update(table).where(table.c.id == bindparam("of"))
    changed = changed.values(address_sealed=bindparam("sealed"), address_index=bindparam("index"))
    session.connection().execute(changed, values)


def _openid(number: int) -> str:
    return f"oBenchKnown{number:017}"


def known_resident(number: int) -> Writer:
    """One of those who may write, counted from 0, and a report of theirs."""
    return reporting(_openid(number), REPORT)
