"""All checks, each within its time, those of different things at once; none stops the others."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from aiohttp import ClientSession

from bot.clock import SystemClock
from bot.doctor.address import look_at_address
from bot.doctor.aliyun import look_at_aliyun
from bot.doctor.clocks import look_at_clock, look_at_zone
from bot.doctor.estates import (
    HouseSeen,
    look_at_calendar,
    look_at_phones,
    look_at_staff,
    see_house,
)
from bot.doctor.findings import (
    CHECK_SECONDS_MAX,
    Check,
    Finding,
    Place,
    Verdict,
    checked,
    fail,
    not_asked,
    ok,
)
from bot.doctor.house import LOOK_AT_DATABASE, look_at_database, look_at_house
from bot.doctor.trials import LEAD_HERE
from bot.doctor.twilio import look_at_twilio
from bot.doctor.wechat import look_at_wechat
from bot.doctor.wecom import look_at_wecom
from bot.settings import Settings
from flows.rules.policy import Policy
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from storage.database import Database
from storage.keys import Keyring


def mistaken_settings(problems: list[str]) -> list[Finding]:
    """A line for each mistake; without settings nothing else can be looked at."""
    todo = "change .env or the environment; .env.example explains each setting"
    return [fail(Check.SETTINGS, problem, todo) for problem in problems]


async def examine(settings: Settings, seconds_max: float = CHECK_SECONDS_MAX) -> list[Finding]:
    """Every line of the doctor's, in the order of Check."""
    database = Database(settings.database_url, Keyring(settings.master_keys), settings.timezone)
    try:
        async with ClientSession(trust_env=False) as session:
            place = Place(settings, session, SystemClock().now(), seconds_max)
            return await _examine(place, database)
    finally:
        database.close()


async def _examine(place: Place, database: Database) -> list[Finding]:
    tables = await look_at_database(place, database)
    has_tables = tables.verdict is Verdict.OK
    seen, estates = await _look_at_estates(place, database, has_tables=has_tables)
    policies: Mapping[str, Policy] = seen.policies or {DEFAULT_PROFILE: packaged(DEFAULT_PROFILE)}
    clock = look_at_clock(place, database, has_tables=has_tables)
    single = asyncio.gather(
        checked(place, Check.CLOCK, clock, LOOK_AT_DATABASE),
        checked(place, Check.PUBLIC_ADDRESS, look_at_address(place), LEAD_HERE),
    )
    parts = await asyncio.gather(
        single,
        look_at_house(place, database, has_tables=has_tables),
        look_at_wechat(place, policies),
        look_at_wecom(place, seen.userids),
        look_at_twilio(place),
        look_at_aliyun(place, policies),
    )
    first = [
        ok(Check.SETTINGS, "each one is as it must be"),
        look_at_zone(place, seen.policies),
        tables,
    ]
    found = [*first, *estates, *chain.from_iterable(parts)]
    return sorted(found, key=lambda finding: list(Check).index(finding.check))


async def _look_at_estates(
    place: Place, database: Database, *, has_tables: bool
) -> tuple[HouseSeen, list[Finding]]:
    """What the estates are like for the checks of others too, and what is to say of themselves."""
    if not has_tables:
        checks = [Check.CALENDAR, Check.STAFF, Check.STAFF_PHONES]
        return HouseSeen(), [not_asked(check, Check.DATABASE) for check in checks]
    seen: HouseSeen | None = None

    async def look() -> Finding:
        nonlocal seen
        seen = await asyncio.to_thread(_read_house, database, place.now)
        return look_at_calendar(place, seen)

    calendar = await checked(place, Check.CALENDAR, look(), LOOK_AT_DATABASE)
    if seen is None:
        rest = [Check.STAFF, Check.STAFF_PHONES]
        return HouseSeen(), [calendar, *(not_asked(check, Check.CALENDAR) for check in rest)]
    return seen, [calendar, look_at_staff(seen), look_at_phones(seen)]


def _read_house(database: Database, now: datetime) -> HouseSeen:
    with database.reading() as session:
        return see_house(session, now)
