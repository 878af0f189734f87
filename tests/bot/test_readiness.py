"""`/readyz` tells what an operator must know, and this process what others must."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.front import Front
from bot.journal import Journal
from bot.readiness import Readiness
from bot.watchdog import Loop, Watchdog
from bot.watching import Watcher
from flows.rules.vocabulary import MessageState, Purpose
from storage.database import Database
from storage.heartbeats import last_beats
from storage.outgoing import Outgoing
from tests.estate import Garden

NOW = datetime.now(UTC)


def readiness(garden: Garden, folder: Path, database: Database | None = None) -> Readiness:
    journal = Journal(folder, garden.database.keys)
    front = Front(garden.database, lambda: garden.now, lambda: None, journal)
    return Readiness(database or garden.database, lambda: garden.now, lambda: NOW, front.waiting)


def stuck(garden: Garden, state: MessageState, minutes: int) -> Outgoing:
    at = garden.now - timedelta(minutes=minutes)
    return Outgoing(
        unique_key=state,
        room="room",
        purpose=Purpose.STAFF,
        text="",
        state=state,
        not_before=at,
        created_at=at,
    )


async def test_it_tells_how_far_behind_the_house_is(garden: Garden, tmp_path: Path) -> None:
    garden.report()
    garden.now += timedelta(days=2)
    with garden.changing() as session:
        session.add(stuck(garden, MessageState.QUEUED, 60 * 24 * 30))
        session.add(stuck(garden, MessageState.UNKNOWN, 7))

    answer = await readiness(garden, tmp_path).answer()

    assert answer["status"] == "ok"
    assert answer["database"]
    assert answer["spool"] == {"writable": True, "waiting": 0}
    assert answer["oldest_queued_seconds"] == 30 * 24 * 3600
    assert answer["oldest_unknown_seconds"] == 7 * 60
    assert answer["overdue_rows"] > 0
    assert answer["oldest_overdue_seconds"] > 0


async def test_without_a_database_it_cannot_work_though_it_still_takes_messages(
    garden: Garden, tmp_path: Path
) -> None:
    away = Database(f"sqlite:///{tmp_path / 'no' / 'such.db'}", garden.database.keys)

    answer = await readiness(garden, tmp_path, away).answer()

    assert answer == {
        "status": "no database",
        "database": False,
        "spool": {"writable": True, "waiting": 0},
    }


async def test_a_disk_that_takes_nothing_is_told_of(
    garden: Garden, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()

    answer = await readiness(garden, tmp_path / "file").answer()

    assert answer["spool"] == {"writable": False, "waiting": None}
    assert "the journal cannot be written" in caplog.text


@pytest.mark.both_databases
def test_a_process_shows_which_of_its_loops_move(garden: Garden) -> None:
    watchdog = Watchdog()
    watchdog.moves(Loop.POSTMAN)
    watcher = Watcher(garden.database, watchdog, "one", lambda: NOW, None)

    with garden.changing() as session:
        assert watcher.look(session) == ()
    with garden.looking() as session:
        assert last_beats(session) == {"postman": NOW}


async def test_what_it_was_away_for_alarms_nobody_at_its_start(garden: Garden) -> None:
    with garden.changing() as session:
        session.add(stuck(garden, MessageState.QUEUED, 60))
    ways = garden.database, Watchdog(), "one", lambda: NOW, lambda: garden.now
    fresh, old = Watcher(*ways), Watcher(*ways, catching_up_seconds=0)

    with garden.changing() as session:
        assert fresh.look(session) == ()
        assert [str(one) for one in old.look(session)] == ["messages"]
    await old.end()
