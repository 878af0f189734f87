"""The sender against a provider on this machine that takes everything at once."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlmodel import col, func, insert, select

from bot.channels import ChannelName
from bot.channels.wechat import WeChatCustomerService
from bot.channels.wechat_client import OfficialAccount
from bot.outbound import outbound_session
from bot.postman import Postman
from flows.rules.vocabulary import Language, MessageState, Purpose
from storage.database import Database
from storage.estates import Estate
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident
from tests.benchmarks.due import YEAR
from tests.benchmarks.places import opened, places, version_of
from tests.benchmarks.profiles import by_package, by_statement, profiled, statements_of
from tests.benchmarks.programs import Program
from tests.benchmarks.written import Size, spread, table, written_down

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
"""In Shanghai: nobody sleeps."""
ACCOUNT = "bench"
TEXT = "您好，您反映的事项我们已经收到，会尽快处理。"
SENT = (MessageState.ACCEPTED, MessageState.DELIVERED, MessageState.CANCELLED)
PROVIDER = (sys.executable, str(Path(__file__).parent / "provider.py"), "{port}")


class _OneToken:
    """A token that is never spent."""

    async def current(self) -> str:
        return "token"

    async def renew(self, token: str) -> str:
        return token


def measure(size: Size, *, keep: bool) -> None:
    """Send to many readers, one letter each, on each database; and tell."""
    rows, profiles = [], []
    with places() as (place,):
        provider = Program("provider", PROVIDER, place.folder)
        provider.start()
        try:
            for name, url in place.urls.items():
                database = opened(url)
                rates = [_round(database, provider.port, size.letters) for _ in range(size.rounds)]
                rows.append((version_of(name, url), f"{size.letters:,}", spread(rates)))
                profiles.append(_profile(name, database, provider.port, size.letters // 5))
                database.close()
        finally:
            provider.kill()
    heads = ("database", "letters", "a second")
    written_down("sender", size, "\n\n".join([table(heads, rows), *profiles]), keep=keep)


def _round(database: Database, port: int, count: int) -> float:
    """How many a second."""
    _plant(database, count)
    began = time.perf_counter()
    asyncio.run(_send_all(database, port))
    taken = time.perf_counter() - began
    _check(database)
    return count / taken


def _plant(database: Database, count: int) -> None:
    """A letter to each of so many followers of the account, who wrote just now."""
    with database.transaction() as session:
        estate = session.exec(select(col(Estate.id))).first()
        first = (session.exec(select(func.max(Resident.id))).one() or 0) + 1
        keys = keyring(session)
        numbers = range(first, first + count)
        resident = {"estate_id": estate, "language": Language.SIMPLIFIED, "created_at": NOON}
        identity = {"channel": ChannelName.WECHAT, "account": ACCOUNT, "last_heard_at": NOON}
        window = {"window_until": NOON + YEAR, "window_left": 5, "event_window_left": 0}
        letter = Outgoing(
            unique_key="", purpose=Purpose.CASE, text=TEXT, state=MessageState.QUEUED,
            estate_id=estate, not_before=NOON, created_at=NOON,
        ).model_dump(exclude={"id"})  # fmt: skip
        connection = session.connection()
        connection.execute(insert(Resident), [{"id": one, **resident} for one in numbers])
        connection.execute(
            insert(Identity),
            [
                {
                    **identity,
                    **window,
                    "resident_id": one,
                    "address_sealed": keys.seal(f"o{one}"),
                    "address_index": keys.index(f"o{one}"),
                }
                for one in numbers
            ],
        )
        letters = [{**letter, "unique_key": f"bench {one}", "resident_id": one} for one in numbers]
        connection.execute(insert(Outgoing), letters)


async def _send_all(database: Database, port: int) -> None:
    async with outbound_session([f"http://127.0.0.1:{port}"]) as session:
        account = OfficialAccount(session, f"http://127.0.0.1:{port}", ACCOUNT, _OneToken())
        postman = Postman(
            database,
            {ChannelName.WECHAT: WeChatCustomerService(account)},
            owner="bench",
            clock=lambda: NOON,
            chance=Random(1),  # noqa: S311 - the same each time
        )
        await postman.drain(NOON)


def _check(database: Database) -> None:
    with database.reading() as session:
        query = select(Outgoing.state, func.count()).group_by(col(Outgoing.state))
        left = {state: many for state, many in session.exec(query) if state not in SENT}
    if left:
        message = f"not everything was sent: {left}"
        raise RuntimeError(message)


def _profile(name: str, database: Database, port: int, count: int) -> str:
    _plant(database, count)
    with statements_of(database.engine) as noted:
        stats = profiled(lambda: asyncio.run(_send_all(database, port)))
    return (
        f"Where the event loop's time goes while {name} keeps the letters: {by_package(stats)}."
        f"\n\n{by_statement(noted, count)}"
    )
