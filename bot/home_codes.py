"""The QR code of each home: made once at WeChat, and known from then on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import Session, select

from bot.channels import Unknown
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount
from bot.enrolling import home_scene
from bot.transactions import in_transaction
from storage.database import Database
from storage.estates import Estate, Home, homes_written
from storage.qr_codes import keep_qr, known_qr

TEMPORARY_DAYS_MAX = 30
"""WeChat keeps a temporary code no longer; an account has 100 000 permanent ones."""
_SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class HomeCode:
    """A home and the address in its code."""

    estate: str
    home: str
    url: str


@dataclass(frozen=True)
class CodeMaker:
    """Asks one account for codes; `days` is how long they are good for, None for ever."""

    database: Database
    account: OfficialAccount
    app_id: str
    days: int | None = None

    async def codes(self, homes: Sequence[Home], now: datetime) -> list[HomeCode]:
        """A code for each home; each is kept as soon as it is there. Raises CallFailed."""
        return [await self._code(home, now) for home in homes]

    async def _code(self, home: Home, now: datetime) -> HomeCode:
        look = partial(_look, home_id=home.id, app_id=self.app_id, now=now)
        estate, scene, url = await in_transaction(self.database, look)
        if url is None:
            url = await self._ask(scene)
            ends = None if self.days is None else now + timedelta(days=self.days)
            keep = partial(
                keep_qr, home_id=home.id, account=self.app_id, url=url, now=now, expires_at=ends
            )
            await in_transaction(self.database, keep)
        return HomeCode(estate, home.code, url)

    async def _ask(self, scene: str) -> str:
        wanted: dict[str, object] = {
            "action_name": "QR_LIMIT_STR_SCENE" if self.days is None else "QR_STR_SCENE",
            "action_info": {"scene": {"scene_str": scene}},
        }
        if self.days is not None:
            wanted["expire_seconds"] = self.days * _SECONDS_A_DAY
        answer: dict[str, object] = await self.account.qrcode.create(wanted)
        url = answer.get("url")
        if not isinstance(url, str) or not url:
            raise CallFailed(Unknown("an answer without a code"))
        return url


def homes_of_building(session: Session, estate: str, building: str) -> list[Home]:
    """The homes of a building, in the order of their doors; empty if there is none."""
    query = (
        select(Home)
        .join(Estate)
        .where(Estate.name == estate, Home.building == building)
        .order_by(Home.unit, Home.room)
    )
    return sorted(session.exec(query), key=lambda home: (_door(home.unit), _door(home.room)))


def homes_called(session: Session, code: str, estate: str | None) -> list[tuple[str, Home]]:
    """The homes that are written like this, each with its estate."""
    named = [
        (session.get_one(Estate, one.estate_id).name, one) for one in homes_written(session, code)
    ]
    return [(name, home) for name, home in named if estate in (None, name)]


def _look(
    session: Session, home_id: int, app_id: str, now: datetime
) -> tuple[str, str, str | None]:
    home = session.get_one(Home, home_id)
    known = known_qr(session, home_id, app_id, now)
    estate = session.get_one(Estate, home.estate_id).name
    return estate, home_scene(session, home), None if known is None else known.url


def _door(name: str) -> tuple[int, str]:
    """1002 stands after 302, as people count."""
    return (int(name) if name.isdecimal() else 0, name)
