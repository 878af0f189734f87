"""The first page of a demo: it leads to the simulator and to the console, and tells who may enter.

Demo accounts exist only where `make demo` made them; their password comes from the installation's
own key, so that no two demos share one.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyotp
from aiohttp import web
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, col, select

from bot.console.one_time_codes import needs_codes
from bot.console.rendering import HEADERS, rendered
from flows.rules.vocabulary import Language, Role
from storage.console_accounts import (
    ConsoleAccount,
    account_of,
    give_account,
    propose_secret,
    secret_of,
    set_password,
)
from storage.database import Database
from storage.keys import keyring
from storage.staff import Staff, staff_name

PURPOSE = "demo console"
PASSWORD_LENGTH = 12


@dataclass(frozen=True)
class DemoAccount:
    """Who may be played at the desk; `code` is their one-time code of this half minute."""

    userid: str
    name: str
    role: Role
    code: str


def demo_password(session: Session) -> str:
    """The one password of all demo accounts."""
    return keyring(session).link_tokens(PURPOSE)[0][:PASSWORD_LENGTH]


def open_demo_desk(session: Session, now: datetime) -> None:
    """Give every member of staff an account that is set up already; those that are there stay."""
    hashed = PasswordHasher().hash(demo_password(session))
    for member in session.exec(select(Staff).where(col(Staff.active).is_(True))):
        if account_of(session, member.id) is not None:
            continue
        account = give_account(session, member, hashed, now)
        set_password(session, account, hashed)
        if needs_codes(member.role):
            propose_secret(session, account, pyotp.random_base32())
            account.codes_since = now


@dataclass(frozen=True)
class DemoPage:
    """`/` where the clock is adjustable. One-time codes are counted by the system's clock."""

    database: Database
    system_now: Callable[[], datetime]

    def routes(self) -> list[web.RouteDef]:
        """The page."""
        return [web.get("/", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Where everything is."""
        english = request.query.get("lang") == Language.ENGLISH.value
        language = Language.ENGLISH if english else Language.SIMPLIFIED
        values = await asyncio.to_thread(self._values)
        text = rendered("demo.html", language, self.database.zone, values)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    def _values(self) -> dict[str, object]:
        now = self.system_now()
        with self.database.reading() as session:
            password = demo_password(session)
            query = (
                select(ConsoleAccount, Staff)
                .join(Staff, col(Staff.id) == col(ConsoleAccount.staff_id))
                .where(col(Staff.active).is_(True), col(ConsoleAccount.must_change).is_(False))
                .order_by(col(Staff.id))
            )
            found = list(session.exec(query))
            demo = _those_with(password, {account.password_hash for account, _ in found})
            people = [
                _shown(session, account, member, now)
                for account, member in found
                if account.password_hash in demo
            ]
        return {"password": password if people else "", "people": people}


def _those_with(password: str, hashes: set[str]) -> set[str]:
    """The hashes of the demo's password: all that it made are one and the same."""
    hasher, found = PasswordHasher(), set()
    for one in hashes:
        try:
            hasher.verify(one, password)
        except (VerifyMismatchError, InvalidHashError):
            continue
        found.add(one)
    return found


def _shown(session: Session, account: ConsoleAccount, member: Staff, now: datetime) -> DemoAccount:
    secret = secret_of(session, account)
    code = pyotp.TOTP(secret).at(int(now.timestamp())) if secret else ""
    return DemoAccount(member.userid, staff_name(session, member), member.role, code)
