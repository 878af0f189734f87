"""Two residents write at once, each about what the other reported: both are heard."""

import asyncio
from datetime import datetime
from pathlib import Path
from threading import Barrier

from bot.channels import ChannelName, Incoming
from bot.filing import Answer, InTime
from bot.front import Front
from bot.journal import Journal
from storage.cases import lock_case, note
from storage.database import Database
from storage.residents import lock
from tests.estate import CHEN, LI, plant

SECONDS = 60.0


async def test_of_two_messages_that_cross_neither_is_lost(
    postgres_database: str, tmp_path: Path
) -> None:
    garden = plant(postgres_database)
    cases = {"chen": garden.report(home=CHEN), "li": garden.report(home=LI)}
    others = {"chen": cases["li"], "li": cases["chen"]}
    both_hold_one = Barrier(2)
    tries: list[str] = []

    def hear(database: Database, incoming: Incoming, now: datetime, *, in_time: InTime) -> Answer:
        assert in_time()
        with database.transaction() as session:
            reporter_id = garden.case(cases[incoming.sender]).reporter_id
            assert reporter_id is not None
            lock(session, reporter_id)
            tries.append(incoming.sender)
            if len(tries) <= both_hold_one.parties:
                both_hold_one.wait(SECONDS)
            other = lock_case(session, others[incoming.sender])
            note(session, other, "confirmed", by="resident", now=now)
        return Answer()

    front = Front(
        garden.database,
        lambda: garden.now,
        lambda: None,
        Journal(tmp_path, garden.database.keys),
        work_for=lambda _: hear,
    )
    await asyncio.gather(
        *(
            front.take(SECONDS, Incoming(ChannelName.WECHAT, "gh", who, who), garden.now)
            for who in cases
        )
    )

    assert len(tries) >= 3
    assert [len(garden.events(case, "confirmed")) for case in cases.values()] == [1, 1]
    garden.close()
