"""What `huiyin doctor` says of the machine, its database, its clock and the estates."""

import base64
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession
from sqlalchemy import event
from sqlmodel import select

from bot.doctor.clocks import look_at_zone
from bot.doctor.estates import EstateSeen, HouseSeen, look_at_calendar
from bot.doctor.findings import Finding, Place, Verdict
from bot.doctor.house import look_at_house
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import RUNGS, Role
from storage.database import Database
from storage.estates import PolicyVersion
from storage.keys import Keyring
from tests.bot.doctor_world import MASTER, Practice

OTHER = base64.urlsafe_b64encode(b"another!" * 4).decode()
OURS = base64.urlsafe_b64encode(MASTER).decode()
STRICT = packaged("strict")
AFTERNOON = datetime(2090, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture
def practice(sqlite_database: str, tmp_path: Path) -> Practice:
    """One whose database has all tables and nothing in them."""
    return Practice(tmp_path, sqlite_database)


def said(found: Finding) -> str:
    return f"{found.verdict} {found.says}"


async def seen_of(practice: Practice, **changes: str) -> dict[str, Finding]:
    return await practice.seen(practice.without_providers(**changes))


async def test_without_tables_it_says_what_to_run_and_looks_at_the_rest(
    empty_sqlite_database: str, tmp_path: Path
) -> None:
    practice = Practice(tmp_path, empty_sqlite_database)

    seen = await seen_of(practice)

    assert seen["database"].says.endswith("has no tables yet")
    assert seen["database"].todo == "run `huiyin migrate`"
    for check in ("durability", "secret-key", "calendar", "staff", "staff-phones"):
        assert said(seen[check]) == "warn not looked at: database comes first"
    assert seen["disk"].verdict is seen["media-folder"].verdict is Verdict.OK
    assert list(practice.folder.iterdir()) == []


async def test_a_database_that_is_not_there_shows_no_password(practice: Practice) -> None:
    url = "postgresql://me:topsecret@127.0.0.1:1/house"

    seen = await seen_of(practice, DATABASE_URL=url)

    assert seen["database"].verdict is Verdict.FAIL
    assert "DATABASE_URL" in seen["database"].todo
    assert not any("topsecret" in one.line() for one in seen.values())


async def test_a_key_that_is_not_the_databases_is_said(practice: Practice) -> None:
    practice.furnish(*RUNGS).close()

    lost = await seen_of(practice, SECRET_KEY=OTHER)
    changing = await seen_of(practice, SECRET_KEY=OTHER, PREVIOUS_SECRET_KEYS=OURS)

    assert lost["secret-key"].verdict is Verdict.FAIL
    assert said(changing["secret-key"]) == "warn some rows are still sealed with a previous key"
    assert "huiyin migrate" in changing["secret-key"].todo


async def test_a_database_that_forgets_is_said(practice: Practice, empty_database_url: str) -> None:
    """As behind a pooler that takes our connection's settings away."""
    forgetful = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit=off"}
    place_of = practice.without_providers()
    database = Database(empty_database_url, Keyring((MASTER,)))

    @event.listens_for(database.engine, "connect")
    def forget(connection: object, _entry: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # either driver's
        cursor.execute(forgetful[database.engine.dialect.name])
        cursor.close()

    async with ClientSession() as session:
        place = Place(place_of, session, AFTERNOON)
        found = await look_at_house(place, database, has_tables=True)
    database.close()

    assert found[0].verdict is Verdict.FAIL
    assert "synchronous" in found[0].says


@pytest.mark.parametrize(
    ("free", "verdict"), [(3 << 30, Verdict.OK), (1 << 30, Verdict.WARN), (1 << 27, Verdict.FAIL)]
)
async def test_a_disk_that_fills_up_is_said_in_time(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))

    seen = await seen_of(practice)

    assert seen["disk"].verdict is verdict


@pytest.mark.parametrize("inside", ["", "/media"])
async def test_a_media_folder_that_cannot_be_is_said(
    practice: Practice, tmp_path: Path, inside: str
) -> None:
    (tmp_path / "file").touch()

    seen = await seen_of(practice, MEDIA_DIR=f"{tmp_path / 'file'}{inside}")

    assert said(seen["media-folder"]) == "fail Not a directory"


@pytest.mark.parametrize(
    ("ahead", "verdict", "says"),
    [
        (-30.0, Verdict.WARN, "seconds ahead of WeCom"),
        (600.0, Verdict.FAIL, "seconds behind WeCom"),
        (2.0, Verdict.OK, "within 10 seconds of WeChat, WeCom, Twilio, Alibaba Cloud SMS"),
    ],
)
async def test_a_clock_that_is_off_is_said_by_whose(
    practice: Practice, ahead: float, verdict: Verdict, says: str
) -> None:
    practice.wecom.ahead_seconds = ahead
    async with practice.open():
        seen = await practice.seen()

    assert seen["clock"].verdict is verdict
    assert seen["clock"].says.endswith(says)


async def test_the_clock_of_a_rehearsal_is_no_clock_for_the_real_service(
    practice: Practice,
) -> None:
    practice.furnish(*RUNGS).close()

    seen = await seen_of(practice, CLOCK="adjustable")

    assert seen["clock"].verdict is Verdict.WARN
    assert "CLOCK=system" in seen["clock"].todo


async def test_the_databases_clock_is_looked_at_too(
    practice: Practice, postgres_database: str
) -> None:
    practice.database_url = postgres_database
    practice.furnish(*RUNGS).close()

    seen = await seen_of(practice)

    assert said(seen["clock"]) == "ok within 10 seconds of the database"


async def test_estates_without_somebody_on_a_rung_are_named(practice: Practice) -> None:
    practice.furnish(Role.ASSISTANT, Role.MANAGER, phone=None).close()

    seen = await seen_of(practice)

    assert said(seen["staff"]) == (
        "warn 松涛苑 has no lead and no general manager: the next rung is told instead"
    )
    assert "no phone number of lin; zhou" in seen["staff-phones"].says


@pytest.mark.parametrize("roles", [(), (Role.TECHNICIAN,)])
async def test_an_estate_without_anybody_is_a_failure(
    practice: Practice, roles: tuple[Role, ...]
) -> None:
    practice.furnish(*roles).close()

    seen = await seen_of(practice)

    assert said(seen["staff"]) == "fail nobody would hear of a report in 松涛苑"


async def test_a_policy_that_cannot_be_read_is_named_and_nothing_else_is_blamed(
    practice: Practice,
) -> None:
    database = practice.furnish(*RUNGS)
    with database.transaction() as session:
        version = session.exec(select(PolicyVersion)).one()
        broken = {**version.content["calendar"], "next_year_warn_days": "soon"}
        version.content = {**version.content, "calendar": broken}
        session.add(version)
    database.close()

    seen = await seen_of(practice)

    assert "calendar.next_year_warn_days: 'soon' is not a whole number" in said(seen["calendar"])
    assert said(seen["staff"]) == "warn not looked at: calendar comes first"


@pytest.fixture
async def place(practice: Practice) -> AsyncIterator[Place]:
    async with ClientSession() as session:
        yield Place(practice.without_providers(), session, AFTERNOON)


def house(calendar: dict[str, Any]) -> HouseSeen:
    policy = replace(STRICT, calendar=replace(STRICT.calendar, **calendar))
    return HouseSeen((EstateSeen("松涛苑", policy, frozenset(RUNGS)),))


@pytest.mark.parametrize(
    ("today", "calendar", "says"),
    [
        ("2090-11-22", {}, "fail 松涛苑 has no make-up days (调休) for 2090"),
        (
            "2090-11-22",
            {"extra_workdays": (date(2090, 2, 1),)},
            "ok 松涛苑 needs those of 2091 from 2090-12-01 on",
        ),
        (
            "2090-12-01",
            {"extra_workdays": (date(2090, 2, 1),)},
            "warn 松涛苑 has no make-up days (调休) for 2091 yet",
        ),
        (
            "2090-11-22",
            {"extra_workdays": (date(2090, 2, 1),), "next_year_warn_days": 60},
            "warn 松涛苑 has no make-up days (调休) for 2091 yet",
        ),
        (
            "2090-12-01",
            {"extra_workdays": (date(2090, 2, 1), date(2091, 2, 1))},
            "ok knows 2090 and 2091",
        ),
        ("2090-12-31", {"country": "HK"}, "ok knows 2090 and 2091"),
    ],
)
async def test_the_coming_years_make_up_days_are_asked_for_in_time(
    place: Place, today: str, calendar: dict[str, Any], says: str
) -> None:
    now = datetime.fromisoformat(f"{today}T12:00:00+08:00")

    assert said(look_at_calendar(replace(place, now=now), house(calendar))) == says


async def test_a_mainland_calendar_in_another_zone_is_said(place: Place) -> None:
    policies = {"松涛苑": STRICT}
    abroad = place.settings.model_copy(update={"timezone": ZoneInfo("Europe/London")})

    assert look_at_zone(place, policies).verdict is Verdict.OK
    assert look_at_zone(replace(place, settings=abroad), policies).verdict is Verdict.WARN
