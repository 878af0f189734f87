"""One's own account: language, password, one-time codes, and every browser that is logged in."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlmodel import Session

from bot.console import cookies, passwords
from bot.console.admission import Admission, admission
from bot.console.asked import Asked, Go, Page, Route
from bot.console.entrance import HOME, first, inside
from bot.console.one_time_codes import (
    enrolment_address,
    enrolment_picture,
    needs_codes,
    new_secret,
    step_of,
)
from bot.console.passwords import Passwords
from bot.console.service import VIA, Answered, Console, Handler, read_fields
from bot.console.tries import Tries
from bot.console.words import FOLDERS
from flows.rules.vocabulary import Language
from storage.audit import audit
from storage.console_accounts import (
    ConsoleAccount,
    propose_secret,
    secret_of,
    set_password,
    use_step,
)
from storage.console_sessions import (
    Entrant,
    Stage,
    begin_session,
    end_session,
    end_sessions,
    find_entrant,
    sessions_of,
)


def show_account(session: Session, asked: Asked, _now: datetime) -> Page:
    """What one can set for oneself, and where one is logged in."""
    account = asked.entrant.account
    others = sessions_of(session, account.id)
    return Page("account.html", {"sessions": others, "needs_codes": needs_codes(asked.member.role)})


def set_language(session: Session, asked: Asked, _now: datetime) -> Go:
    """Read all pages in another language from now on."""
    wanted = [one for one in FOLDERS if one.value == asked.field("language")]
    if wanted:
        account = session.get_one(ConsoleAccount, asked.entrant.account.id)
        account.language = Language(wanted[0])
        session.add(account)
    return Go(inside(asked.field("back")))


ROUTES = (
    Route("account", "GET", "/account", show_account),
    Route("language", "POST", "/account/language", set_language),
)


@dataclass(frozen=True)
class OwnAccount:
    """What needs a hash, a new secret or another cookie, so that it is no page like the others."""

    console: Console
    passwords: Passwords
    tries: Tries

    def doors(self) -> list[tuple[str, str, str, Handler]]:
        """The name, method, path and handler of each."""
        return [
            ("logout", "POST", "/logout", self.log_out),
            ("logout.everywhere", "POST", "/logout/everywhere", self.log_out_everywhere),
            ("password", "GET", "/account/password", self.show_password),
            ("password.take", "POST", "/account/password", self.take_password),
            ("codes", "GET", "/account/codes", self.show_codes),
            ("codes.take", "POST", "/account/codes", self.take_codes),
        ]

    async def log_out(self, request: web.Request) -> web.StreamResponse:
        """Let this browser out, at once."""
        await asyncio.to_thread(self._end, cookies.token_of(request), None)
        return self._out(request)

    async def log_out_everywhere(self, request: web.Request) -> web.StreamResponse:
        """Let every browser of the account out, at once."""
        entrant = await self._entrant(request)
        await asyncio.to_thread(self._end, cookies.token_of(request), entrant)
        return self._out(request)

    async def show_password(self, request: web.Request) -> web.StreamResponse:
        """The form for another password."""
        entrant = await self._entrant(request)
        return self._password(request, entrant)

    async def take_password(self, request: web.Request) -> web.StreamResponse:
        """Another password: all other browsers are out, this one gets a new token."""
        fields = await read_fields(request)
        entrant = await self._entrant(request)
        if entrant is None:
            return self._password(request, None)
        old, new, again = (first(fields, name) for name in ("old", "new", "again"))
        fault = passwords.fault_of(new, entrant.member.userid)
        if fault is None and new != again:
            fault = "account.differs"
        if fault is None and new == old:
            fault = "account.same"
        if fault is not None:
            return self._password(request, entrant, fault)
        # Whoever sits at a desk that was left open must not guess what is typed here either.
        begun = await self.tries.begin(request, entrant.member.userid)
        if isinstance(begun, datetime):
            return self._password(request, entrant, until=begun)
        kept = entrant.account.password_hash
        if not await self.passwords.fits(kept, old[: passwords.LONGEST]):
            return self._password(request, entrant, "account.wrong_old")
        await self.tries.right(begun)
        hashed = await self.passwords.hashed(new)
        token = cookies.new_token()
        await asyncio.to_thread(self._change, entrant, hashed, token)
        response = self.console.respond(request, Answered(Go(HOME, "said.password"), entrant))
        cookies.let_in(response, token)
        return response

    async def show_codes(self, request: web.Request) -> web.StreamResponse:
        """The secret as a picture, until a code has shown that it arrived."""
        entrant = await self._entrant(request)
        return await self._codes(request, entrant)

    async def take_codes(self, request: web.Request) -> web.StreamResponse:
        """The first code from the app."""
        fields = await read_fields(request)
        entrant = await self._entrant(request)
        if entrant is None:
            return await self._codes(request, None)
        if not await asyncio.to_thread(self._confirm, entrant, first(fields, "code")):
            return await self._codes(request, entrant, "login.wrong_code")
        return self.console.respond(request, Answered(Go(HOME, "said.codes"), entrant))

    def _out(self, request: web.Request) -> web.StreamResponse:
        response = self.console.respond(request, Answered(Go(Admission.LOGIN, "said.out")))
        cookies.let_out(response)
        return response

    def _password(
        self,
        request: web.Request,
        entrant: Entrant | None,
        fault: str = "",
        *,
        until: datetime | None = None,
    ) -> web.StreamResponse:
        if entrant is None:
            return self.console.respond(request, Answered(Go(Admission.LOGIN)))
        values = {"fault": fault, "shortest": passwords.SHORTEST, "until": until}
        page = Page("password.html", values, 429 if until else 400 if fault else 200)
        return self.console.respond(request, Answered(page, entrant))

    async def _codes(
        self, request: web.Request, entrant: Entrant | None, fault: str = ""
    ) -> web.StreamResponse:
        if entrant is None:
            return self.console.respond(request, Answered(Go(Admission.LOGIN)))
        if not fault and entrant.account.codes_since is not None:
            return self.console.respond(request, Answered(Page("codes_set.html"), entrant))
        userid = entrant.member.userid
        secret = await asyncio.to_thread(self._secret, entrant)
        picture = b64encode(enrolment_picture(secret, userid)).decode()
        values = {
            "fault": fault,
            "secret": secret,
            "link": enrolment_address(secret, userid),
            "picture": f"data:image/svg+xml;base64,{picture}",
        }
        page = Page("codes.html", values, 400 if fault else 200)
        return self.console.respond(request, Answered(page, entrant))

    async def _entrant(self, request: web.Request) -> Entrant | None:
        """Who is in; nobody who still owes a code."""
        return await asyncio.to_thread(self._find, cookies.token_of(request))

    # In a thread, each in a transaction of its own

    def _find(self, token: str) -> Entrant | None:
        with self.console.database.reading() as session:
            found = find_entrant(session, token, self.console.system_now())
        return found if admission(found, "password") is Admission.IN else None

    def _end(self, token: str, entrant: Entrant | None) -> None:
        with self.console.database.transaction() as session:
            end_session(session, token)
            if entrant is not None:
                end_sessions(session, entrant.account.id)
                self._note(session, entrant, "logout everywhere")

    def _change(self, entrant: Entrant, hashed: str, token: str) -> None:
        with self.console.database.transaction() as session:
            account = session.get_one(ConsoleAccount, entrant.account.id)
            set_password(session, account, hashed)
            end_sessions(session, account.id)
            now, by_wecom = self.console.system_now(), entrant.session.by_wecom
            begin_session(session, account, token, Stage.ENTERED, now, by_wecom=by_wecom)
            self._note(session, entrant, "password changed")

    def _secret(self, entrant: Entrant) -> str:
        """The secret that waits for its first code: the same until then."""
        with self.console.database.transaction() as session:
            account = session.get_one(ConsoleAccount, entrant.account.id)
            secret = secret_of(session, account)
            if not secret:
                secret = new_secret()
                propose_secret(session, account, secret)
            return secret

    def _confirm(self, entrant: Entrant, typed: str) -> bool:
        now = self.console.system_now()
        with self.console.database.transaction() as session:
            account = session.get_one(ConsoleAccount, entrant.account.id)
            if account.codes_since is not None:
                return False
            step = step_of(secret_of(session, account), typed, now)
            if step is None or not use_step(session, account.id, step, now):
                return False
            self._note(session, entrant, "codes set up")
            return True

    def _note(self, session: Session, entrant: Entrant, action: str) -> None:
        userid = entrant.member.userid
        audit(session, action, f"staff {userid}", by=userid, via=VIA, now=self.console.now())
