"""How a request to the console becomes an answer: who asks, one hop into a thread, the page."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.channels import BadRequest
from bot.console import cookies
from bot.console.admission import Admission, admission
from bot.console.asked import Answer, Asked, Download, Go, Missing, NoNews, Page, Route, Upload
from bot.console.permissions import may_open
from bot.console.rendering import HEADERS, rendered
from bot.console.same_origin import SAFE_METHODS, is_from_us
from bot.console.words import all_words, console_language, words_in
from bot.delivery.routes import NO_WAYS, Routes
from bot.refusing import is_gone
from bot.staff_refusals import in_words_of
from bot.texts import legible
from flows.rules.refusals import NotAllowed, Refusal
from flows.rules.vocabulary import Language
from storage.audit import READ, audit
from storage.console_sessions import Entrant, find_entrant, is_worth_seeing, seen
from storage.database import Database

log = logging.getLogger(__name__)

VIA = "console"
FORM_SECONDS_MAX = 20
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Fields = Mapping[str, tuple[str, ...]]
STATUS_OF = {Refusal.WRONG_ROLE: 403}
CONFLICT = 409


@dataclass(frozen=True)
class Answered:
    """An answer, and for whom: the menu of its page is theirs."""

    answer: Answer
    entrant: Entrant | None = None


@dataclass(frozen=True)
class Sent:
    """What a form sent: text that both databases can keep, and a file of each field."""

    fields: Fields
    uploads: Mapping[str, Upload]


@dataclass(frozen=True)
class Console:
    """What all routes stand on. `after_write` is told in the event loop after each commit.

    `ways` are those to residents, of which a survey's forecast tells.

    `now` is the service time. Who is in, and for how long, is counted by `system_now`: nobody is
    put out because a rehearsal's clock was moved, and codes are those of people's own phones.
    """

    database: Database
    now: Callable[[], datetime]
    system_now: Callable[[], datetime]
    after_write: Callable[[], None]
    public_base_url: str
    media_dir: Path
    menu: Sequence[Route] = ()
    ways: Routes = NO_WAYS

    def handler(self, route: Route) -> Handler:
        """A route of the desk, as the web server calls it."""

        async def handle(request: web.Request) -> web.StreamResponse:
            most = route.body_bytes_max
            sent = await read_form(request.clone(client_max_size=most) if most else request)
            token = cookies.token_of(request)
            answered = await asyncio.to_thread(self._answer, route, request, token, sent)
            if request.method not in SAFE_METHODS:
                self.after_write()
            return self.respond(request, answered)

        return self.guarded(handle)

    def guarded(self, handler: Handler) -> Handler:
        """The handler behind what holds everywhere: our own forms alone, an answer to errors."""

        async def handle(request: web.Request) -> web.StreamResponse:
            if not is_from_us(request, self.public_base_url):
                log.warning("%s %s refused: from another site", request.method, request.path)
                return self.respond(request, _mistake(403, "error.other_site"))
            try:
                return await handler(request)
            except (BadRequest, web.HTTPException):
                raise
            except BadForm as error:
                return self.respond(request, _mistake(error.status, "error.form"))
            except SQLAlchemyError as error:
                # A statement's text would carry into the log what people wrote.
                log.error("%s: the database failed: %s", request.path, type(error).__name__)  # noqa: TRY400
                return self.respond(request, _mistake(503, "error.busy"))
            except Exception as error:
                if is_gone(request, error):
                    raise
                # A mistake of ours: whoever asked hears so in words, the log has all of it.
                log.exception("a page of the console failed: %s", request.path)
                return self.respond(request, _mistake(500, "error.broken"))

        return handle

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """There is no such page."""
        return self.respond(request, _mistake(404, "error.missing"))

    def respond(self, request: web.Request, answered: Answered) -> web.Response:
        """The answer as the browser gets it."""
        match answered.answer:
            case Page() as page:
                return self._page(request, page, answered.entrant)
            case Go() as go:
                response = web.Response(status=303, headers={**HEADERS, "Location": go.to})
                if go.said:
                    cookies.say_next(response, go.said, go.about)
                return response
            case Download() as file:
                return _sent(file)
            case NoNews():
                return web.Response(status=204, headers=HEADERS)
            case other:
                assert_never(other)

    def _page(self, request: web.Request, page: Page, entrant: Entrant | None) -> web.Response:
        language = language_of(request, entrant)
        key, about = ("", "") if page.is_part else cookies.said_before(request)
        words = words_in(language)
        values = {
            "entrant": entrant,
            "menu": [] if entrant is None else self._menu_of(entrant),
            "address": request.path_qs,
            "path": request.path,
            "said": words(key, about=about) if is_sentence(key) else "",
            "may": lambda name: entrant is not None and may_open(entrant.member.role, name),
            **page.values,
        }
        text = rendered(page.template, language, self.database.zone, values)
        response = web.Response(
            status=page.status, text=text, content_type="text/html", headers=HEADERS
        )
        if key:
            cookies.forget_said(response)
        return response

    def _menu_of(self, entrant: Entrant) -> list[Route]:
        return [route for route in self.menu if may_open(entrant.member.role, route.name)]

    def _answer(self, route: Route, request: web.Request, token: str, sent: Sent) -> Answered:
        now, real = self.now(), self.system_now()
        changes = route.method not in SAFE_METHODS
        with self.database.transaction() if changes else self.database.reading() as session:
            entrant = find_entrant(session, token, real) if token else None
            stopped = _stopped(request, entrant, route)
            if stopped is not None or entrant is None:
                return Answered(stopped or Go(Admission.LOGIN), entrant)
            asked = self._asked(request, entrant, sent)
            if changes:
                seen(session, entrant.session.id, real)
            try:
                with session.begin_nested():
                    answer = route.work(session, asked, now)
            except Missing:
                return Answered(_mistake(404, "error.missing").answer, entrant)
            except NotAllowed as refusal:
                return Answered(refused(refusal), entrant)
        if not changes:
            self._after_reading(route, asked, now)
        return Answered(answer, entrant)

    def _asked(self, request: web.Request, entrant: Entrant, sent: Sent) -> Asked:
        query = {name: legible(value) for name, value in request.query.items()}
        path = {name: legible(value) for name, value in request.match_info.items()}
        words = words_in(console_language(entrant.account.language))
        return Asked(
            entrant,
            request.path_qs,
            words,
            self.media_dir,
            path,
            query,
            sent.fields,
            sent.uploads,
            self.ways,
        )

    def _after_reading(self, route: Route, asked: Asked, now: datetime) -> None:
        """Not while looking: on SQLite a long list would keep all others from writing."""
        real = self.system_now()
        touches = not route.watches and is_worth_seeing(asked.entrant.session, real)
        if not touches and not route.reads:
            return
        with self.database.transaction() as session:
            if touches:
                seen(session, asked.entrant.session.id, real)
            if route.reads:
                note_reading(session, asked, route.reads, now)


class BadForm(Exception):
    """What a form sent cannot be read."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def read_fields(request: web.Request) -> Fields:
    """The texts of a form. Raises BadForm."""
    return (await read_form(request)).fields


async def read_form(request: web.Request) -> Sent:
    """Everything that a form sent. Raises BadForm."""
    if request.method in SAFE_METHODS:
        return Sent({}, {})
    try:
        async with asyncio.timeout(FORM_SECONDS_MAX):
            form = await request.post()
    except TimeoutError:
        raise BadForm(408) from None
    except web.HTTPRequestEntityTooLarge:
        raise BadForm(413) from None
    except (ValueError, web.RequestPayloadError, ConnectionError):
        raise BadForm(400) from None
    texts = {
        legible(name): tuple(legible(one) for one in form.getall(name) if isinstance(one, str))
        for name in form
    }
    uploads = {}
    for name, one in form.items():
        if isinstance(one, web.FileField):
            with one.file:
                uploads[legible(name)] = Upload(legible(one.filename), one.file.read())
    return Sent(texts, uploads)


def note_reading(session: Session, asked: Asked, what: str, now: datetime) -> None:
    """Add to the audit log what was read: one person or case, or which list."""
    which = " ".join(asked.path[name] for name in ("number", "id") if name in asked.path)
    subject = f"{what} {which}" if which else what
    audit(session, READ, subject, by=asked.member.userid, via=VIA, now=now)


def refused(refusal: NotAllowed) -> Page:
    """A refused verb, said on a page of its own."""
    status = STATUS_OF.get(refusal.code, CONFLICT)
    return Page("refused.html", {"sentence": in_words_of(refusal)}, status)


def language_of(request: web.Request, entrant: Entrant | None) -> Language:
    """The language of the account; before anybody is known, that of `?lang=`."""
    if entrant is not None:
        return console_language(entrant.account.language)
    try:
        return console_language(Language(request.query.get("lang", "")))
    except ValueError:
        return Language.SIMPLIFIED


def is_sentence(key: str) -> bool:
    """Whether a cookie names a sentence of ours; anybody can write one into their own browser.

    What a page says afterwards stands in said.po, or in the page's own file after `said_`.
    """
    page, _, name = key.partition(".")
    return (page == "said" or name.startswith("said_")) and key in all_words(Language.SIMPLIFIED)


def _stopped(request: web.Request, entrant: Entrant | None, route: Route) -> Answer | None:
    """Where somebody is sent who does not get in here; None for who does."""
    match admission(entrant, route.name):
        case Admission.IN:
            return None
        case Admission.FORBIDDEN:
            return _mistake(403, "error.forbidden").answer
        case Admission.LOGIN if route.watches:
            return Page("left.html", {}, 401, is_part=True)
        case Admission.LOGIN if request.method in SAFE_METHODS:
            return Go(login_address(request.path_qs))
        case elsewhere:
            return Go(elsewhere)


def login_address(then: str) -> str:
    """The login that leads on to a page of the desk."""
    return f"{Admission.LOGIN}?{urlencode({'to': then})}"


def _mistake(status: int, key: str) -> Answered:
    return Answered(Page("error.html", {"key": key}, status))


def _sent(file: Download) -> web.Response:
    kind = "inline" if file.is_shown else "attachment"
    return web.Response(
        body=file.written(),
        content_type=file.content_type,
        headers={
            **HEADERS,
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "Content-Disposition": f'{kind}; filename="{file.name}"',
        },
    )
