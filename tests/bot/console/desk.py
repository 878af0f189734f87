"""The staff of the garden at their desks: accounts with one quick hash, and browsers."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pyotp
from aiohttp import web
from argon2 import PasswordHasher
from sqlmodel import Session

from bot.channels.wecom_login import WeComLogin
from bot.console.one_time_codes import needs_codes
from bot.console.pages import console_routes, menu
from bot.console.passwords import Passwords
from bot.console.service import Console
from bot.delivery.routes import Routes
from flows.rules.vocabulary import Role
from storage.console_accounts import (
    ConsoleAccount,
    account_of,
    give_account,
    propose_secret,
    set_password,
)
from storage.console_sessions import Stage, begin_session, end_session
from storage.staff import Staff, find_staff
from tests.bot.console.browser import Browser, Client
from tests.estate import Garden
from tests.replanting import rows_of

PASSWORD = "correct-horse-battery"
TEMPLATES = {"wechat_template": {"survey": "template-1"}}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The lowest cost: the tests log in by the hundred."""


@cache
def quick_hash() -> str:
    """The password's hash."""
    return QUICK.hash(PASSWORD)


def garden_routes(
    garden: Garden,
    media_dir: Path = Path(),
    base: str = "",
    wecom: WeComLogin | None = None,
    hasher: PasswordHasher = QUICK,
) -> list[web.RouteDef]:
    """The whole console of a garden; its sessions are counted by the garden's time too."""

    def now() -> datetime:
        return garden.now

    ways = Routes(
        {"wechat": "wechat", "sms": "sms", "wechat_template": "wechat_template"}, TEMPLATES
    )
    console = Console(garden.database, now, now, lambda: None, base, media_dir, menu(), ways)
    return console_routes(console, Passwords(hasher), (), wecom)


def make_own(session: Session, account: ConsoleAccount, role: Role, now: datetime) -> None:
    """Whoever got the account has given it a password of their own, and codes where they must."""
    set_password(session, account, quick_hash())
    if needs_codes(role):
        propose_secret(session, account, SECRET)
        account.codes_since = now


class Desk:
    """The console, and the browsers of those who work at it."""

    def __init__(self, garden: Garden, client: Client, media_dir: Path) -> None:
        self.garden = garden
        self.client = client
        self.media_dir = media_dir

    def hire(self, userid: str, *, is_new: bool = False) -> None:
        """Give somebody an account; unless they are new, they have made it their own."""
        with self.garden.changing() as session:
            account = give_account(session, self._member(userid), quick_hash(), self.garden.now)
            if not is_new:
                make_own(session, account, self._member(userid).role, self.garden.now)

    def browser(self) -> Browser:
        """A browser of somebody who is not in."""
        return Browser(self.client)

    def seat(self, userid: str) -> Browser:
        """A browser of somebody who is in: they have an account, and a session without a login."""
        with self.garden.looking() as session:
            has_account = account_of(session, self._member(userid).id) is not None
        if not has_account:
            self.hire(userid)
        token = f"token-of-{userid}"
        with self.garden.changing() as session:
            account = account_of(session, self._member(userid).id)
            assert account is not None
            end_session(session, token)
            begin_session(session, account, token, Stage.ENTERED, self.garden.now)
        return Browser(self.client, {"__Host-huiyin": token})

    def code(self, secret: str = SECRET) -> str:
        """What the authenticator app shows now."""
        return pyotp.TOTP(secret).at(int(self.garden.now.timestamp()))

    def staff_id(self, userid: str) -> int:
        return self._member(userid).id

    def everything_kept(self) -> str:
        """All that lies in the database, as one text."""
        with self.garden.looking() as session:
            return str(rows_of(session))

    def _member(self, userid: str) -> Staff:
        with self.garden.looking() as session:
            member = find_staff(session, userid)
        assert member is not None
        return member
