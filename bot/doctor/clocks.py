"""The time: this machine's against the database's and the providers', and the zone."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sqlalchemy import text

from bot.channels.provider_calls import CallFailed, call
from bot.clock import AdjustableClock
from bot.doctor.findings import TIME_OUTS, Check, Finding, Place, fail, listed, ok, warn
from bot.provider_settings import ALIYUN, TWILIO, WECHAT, WECOM
from bot.settings import Clock, Settings
from flows.rules.policy import Policy
from storage.database import Database

SKEW_WARNED = timedelta(seconds=10)
SKEW_MAX = timedelta(minutes=2)
"""Deadlines are counted in minutes; Alibaba Cloud refuses a call that is 15 minutes off."""
MAINLAND = "CN"
BEIJING_OFFSET = timedelta(hours=8)


async def look_at_clock(place: Place, database: Database, *, has_tables: bool) -> Finding:
    """How far this machine's clock is from everybody else's."""
    skews = await _skews_of_providers(place)
    if has_tables and not database.is_sqlite:
        skews["the database"] = await asyncio.to_thread(_skew_of_database, database)
    off = {name: skew for name, skew in skews.items() if abs(skew) > SKEW_WARNED}
    says = listed(_shown(name, skew) for name, skew in off.items())
    todo = "let NTP set this machine's clock: timedatectl set-ntp true"
    if any(abs(skew) > SKEW_MAX for skew in off.values()):
        return fail(Check.CLOCK, says, todo)
    if off:
        return warn(Check.CLOCK, says, todo)
    if has_tables and place.settings.clock is Clock.ADJUSTABLE:
        ahead = await asyncio.to_thread(_ahead, database)
        says = f"CLOCK is adjustable: service time is {ahead} ahead, for a rehearsal"
        return warn(Check.CLOCK, says, "set CLOCK=system for the real service")
    if not skews:
        return ok(Check.CLOCK, "there is nobody else's clock to compare with")
    says = f"within {SKEW_WARNED.seconds} seconds of {', '.join(skews)}"
    return ok(Check.CLOCK, says)


def look_at_zone(place: Place, policies: Mapping[str, Policy]) -> Finding:
    """The zone that days and times of day are counted in, and whether the estates lie in it."""
    local = place.now.astimezone(place.settings.timezone)
    says = f"{place.settings.timezone.key}: it is {local:%Y-%m-%d %H:%M %z}"
    abroad = [name for name, policy in policies.items() if policy.calendar.country == MAINLAND]
    if abroad and local.utcoffset() != BEIJING_OFFSET:
        says += f", while the calendar of {listed(abroad)} is mainland China's"
        return warn(Check.TIME_ZONE, says, "set TIMEZONE=Asia/Shanghai, or another country")
    return ok(Check.TIME_ZONE, says)


async def _skews_of_providers(place: Place) -> dict[str, timedelta]:
    bases = _bases(place.settings)
    found = await asyncio.gather(*(_skew_of_provider(place, base) for base in bases.values()))
    return {name: skew for name, skew in zip(bases, found, strict=True) if skew is not None}


def _bases(settings: Settings) -> dict[str, str]:
    given = {
        WECHAT.name: settings.wechat,
        WECOM.name: settings.wecom,
        TWILIO.name: settings.twilio,
        ALIYUN.name: settings.aliyun,
    }
    return {name: provider.api_base for name, provider in given.items() if provider is not None}


async def _skew_of_provider(place: Place, base: str) -> timedelta | None:
    """How far we are ahead, by the Date of any answer; None where there is no answer."""
    try:
        asked = datetime.now(UTC)
        answer = await call(place.session, "GET", f"{base}/", time_outs=TIME_OUTS)
        theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (CallFailed, TypeError, ValueError):
        return None  # the provider's own line says that it does not answer
    if theirs.tzinfo is None:
        return None
    return asked + (datetime.now(UTC) - asked) / 2 - theirs


def _skew_of_database(database: Database) -> timedelta:
    with database.reading() as session:
        theirs = session.connection().execute(text("SELECT clock_timestamp()")).scalar_one()
        ahead: timedelta = datetime.now(UTC) - theirs
        return ahead


def _ahead(database: Database) -> timedelta:
    ahead = AdjustableClock(database).now() - datetime.now(UTC)
    return timedelta(seconds=round(ahead.total_seconds()))


def _shown(name: str, skew: timedelta) -> str:
    seconds = skew.total_seconds()
    return f"{abs(seconds):.0f} seconds {'ahead of' if seconds > 0 else 'behind'} {name}"
