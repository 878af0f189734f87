"""The ways in: password, one-time code, WeCom; no answer tells whether somebody works here."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web
from sqlmodel import Session

from bot.channels import TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.channels.wecom_login import CODE_LONGEST, WeComLogin
from bot.console import cookies, passwords
from bot.console.admission import Admission
from bot.console.asked import Go, Page
from bot.console.one_time_codes import needs_codes, step_of
from bot.console.passwords import Passwords
from bot.console.service import VIA, Answered, Console, Fields, Handler, read_fields
from bot.console.tries import Tries
from storage.audit import audit
from storage.console_accounts import ConsoleAccount, account_named, secret_of, use_step
from storage.console_sessions import Entrant, Stage, begin_session, end_session, find_entrant
from storage.login_attempts import LoginAttempt, succeed
from storage.staff import Staff

log = logging.getLogger(__name__)

HOME = "/console"
CALLBACK = "/console/login/wecom/back"
USERID_LONGEST = 64
"""WeCom's own limit."""


@dataclass(frozen=True)
class Entrance:
    """The pages before the desk."""

    console: Console
    passwords: Passwords
    tries: Tries
    wecom: WeComLogin | None

    def doors(self) -> list[tuple[str, str, str, Handler]]:
        """The name, method, path and handler of each."""
        return [
            ("login", "GET", "/login", self.show),
            ("login.take", "POST", "/login", self.take),
            ("code", "GET", "/login/code", self.show_code),
            ("code.take", "POST", "/login/code", self.take_code),
            ("login.wecom", "GET", "/login/wecom", self.to_wecom),
            ("login.wecom.back", "GET", "/login/wecom/back", self.from_wecom),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The login page."""
        return self._login(request, request.query.get("to", ""))

    async def take(self, request: web.Request) -> web.StreamResponse:
        """A name and a password."""
        fields = await read_fields(request)
        userid, password, to = (first(fields, name) for name in ("userid", "password", "to"))
        userid = userid.strip()[:USERID_LONGEST]
        begun = await self.tries.begin(request, userid)
        if isinstance(begun, datetime):
            return self._login(request, to, userid, until=begun)
        kept = await asyncio.to_thread(self._kept, userid)
        fits = await self.passwords.fits(kept, password[: passwords.LONGEST + 1])
        token = cookies.new_token()
        stage = await asyncio.to_thread(self._enter, userid, kept, token, begun) if fits else None
        if stage is None:
            return self._login(request, to, userid, key="login.wrong")
        leads_to = inside(to) if stage is Stage.ENTERED else _address(Admission.CODE, to)
        return await self._let_in(request, token, leads_to)

    async def show_code(self, request: web.Request) -> web.StreamResponse:
        """The second question, for managers and above."""
        if await self._waiting(request) is None:
            return self.console.respond(request, Answered(Go(Admission.LOGIN)))
        return self._code(request, request.query.get("to", ""))

    async def take_code(self, request: web.Request) -> web.StreamResponse:
        """A one-time code."""
        fields = await read_fields(request)
        waiting = await self._waiting(request)
        if waiting is None:
            return self.console.respond(request, Answered(Go(Admission.LOGIN)))
        to = first(fields, "to")
        begun = await self.tries.begin(request, waiting.member.userid)
        if isinstance(begun, datetime):
            return self._code(request, to, until=begun)
        token = cookies.new_token()
        typed = first(fields, "code")
        is_right = await asyncio.to_thread(self._show_code, waiting, typed, token, begun)
        if not is_right:
            return self._code(request, to, key="login.wrong_code")
        return await self._let_in(request, token, inside(to))

    async def to_wecom(self, request: web.Request) -> web.StreamResponse:
        """Send the browser to WeCom, to come back as somebody."""
        if self.wecom is None:
            return self._login(request, "")
        to = inside(request.query.get("to", ""))
        state = cookies.new_token()
        back = self.console.public_base_url + CALLBACK
        user_agent = request.headers.get("User-Agent", "")
        go = Go(self.wecom.address(back, state, user_agent))
        response = self.console.respond(request, Answered(go))
        cookies.begin_state(response, f"{state} {to}")
        return response

    async def from_wecom(self, request: web.Request) -> web.StreamResponse:
        """Let in whom WeCom names, if this browser set out for it and they have an account."""
        state, _, to = cookies.state_of(request).partition(" ")
        code = request.query.get("code", "")
        if self.wecom is None or not state or state != request.query.get("state"):
            return self._login(request, to, key="login.wecom_strayed")
        try:
            named = await self.wecom.member_of(code[:CODE_LONGEST])
        except (CallFailed, TokenUnavailable) as failed:
            log.warning("a login by WeCom failed: %s", failed)
            return self._login(request, to, key="login.wecom_failed")
        token = cookies.new_token()
        if named is None or not await asyncio.to_thread(self._enter_named, named, token):
            return self._login(request, to, key="login.wecom_unknown")
        response = await self._let_in(request, token, inside(to))
        cookies.end_state(response)
        return response

    async def _let_in(self, request: web.Request, token: str, leads_to: str) -> web.StreamResponse:
        """A new token at every step in: one that was planted before opens nothing."""
        before = cookies.token_of(request)
        if before:
            await asyncio.to_thread(self._forget, before)
        response = self.console.respond(request, Answered(Go(leads_to)))
        cookies.let_in(response, token)
        return response

    def _login(
        self,
        request: web.Request,
        to: str,
        userid: str = "",
        *,
        key: str = "",
        until: datetime | None = None,
    ) -> web.StreamResponse:
        has_wecom = self.wecom is not None
        values = {"key": key, "until": until, "to": to, "userid": userid, "has_wecom": has_wecom}
        return self.console.respond(request, _page("login.html", values))

    def _code(
        self, request: web.Request, to: str, *, key: str = "", until: datetime | None = None
    ) -> web.StreamResponse:
        values = {"key": key, "until": until, "to": to}
        return self.console.respond(request, _page("code.html", values))

    async def _waiting(self, request: web.Request) -> Entrant | None:
        """Who has shown a password, and owes a code."""
        return await asyncio.to_thread(self._find_waiting, cookies.token_of(request))

    # In a thread, each in a transaction of its own

    def _kept(self, userid: str) -> str | None:
        with self.console.database.reading() as session:
            found = account_named(session, userid)
            return None if found is None else found[0].password_hash

    def _enter(
        self, userid: str, kept: str | None, token: str, attempt: LoginAttempt
    ) -> Stage | None:
        """Begin a session, unless the account has changed while its password was looked at."""
        now = self.console.system_now()
        with self.console.database.transaction() as session:
            found = account_named(session, userid)
            if found is None or found[0].password_hash != kept:
                return None
            account, member = found
            has_codes = needs_codes(member.role) and account.codes_since is not None
            stage = Stage.CODE_WANTED if has_codes else Stage.ENTERED
            begin_session(session, account, token, stage, now)
            if stage is Stage.ENTERED:
                succeed(session, attempt)
                _note_login(session, member, self.console.now())
            return stage

    def _enter_named(self, userid: str, token: str) -> bool:
        now = self.console.system_now()
        with self.console.database.transaction() as session:
            found = account_named(session, userid)
            if found is None:
                return False
            account, member = found
            begin_session(session, account, token, Stage.ENTERED, now, by_wecom=True)
            _note_login(session, member, self.console.now(), how="wecom")
            return True

    def _find_waiting(self, token: str) -> Entrant | None:
        with self.console.database.reading() as session:
            found = find_entrant(session, token, self.console.system_now())
        is_waiting = found is not None and found.session.stage is Stage.CODE_WANTED
        return found if is_waiting else None

    def _show_code(self, waiting: Entrant, typed: str, token: str, attempt: LoginAttempt) -> bool:
        now = self.console.system_now()
        with self.console.database.transaction() as session:
            account = session.get_one(ConsoleAccount, waiting.account.id)
            step = step_of(secret_of(session, account), typed, now)
            if step is None or not use_step(session, account.id, step, now):
                return False
            begin_session(session, account, token, Stage.ENTERED, now)
            succeed(session, attempt)
            _note_login(session, waiting.member, self.console.now())
            return True

    def _forget(self, token: str) -> None:
        with self.console.database.transaction() as session:
            end_session(session, token)


def first(fields: Fields, name: str) -> str:
    """What stands in a field; a password keeps the space around it."""
    return next(iter(fields.get(name, ())), "")


def inside(to: str) -> str:
    """Where a login leads: a page of the console and nowhere else."""
    is_ours = to == HOME or to.startswith((f"{HOME}/", f"{HOME}?"))
    return to if is_ours and to.isprintable() and "\\" not in to else HOME


def _address(path: str, to: str) -> str:
    return f"{path}?{urlencode({'to': inside(to)})}"


def _page(template: str, values: Mapping[str, object]) -> Answered:
    is_refused = bool(values["key"] or values["until"])
    status = 429 if values["until"] else 403 if is_refused else 200
    return Answered(Page(template, values, status))


def _note_login(session: Session, member: Staff, now: datetime, how: str = "password") -> None:
    subject = f"staff {member.userid}"
    audit(session, "login", subject, by=member.userid, via=VIA, now=now, how=how)
