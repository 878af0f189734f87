"""How a request becomes an answer: who calls, what is asked, one hop into a thread, the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from aiohttp import web
from sqlmodel import Session

from bot.api.asked import Asked, Fields, Query, read_fields
from bot.api.auditing import note_reading
from bot.api.authority import Caller, caller_of, check_writer
from bot.api.errors import Code, Handler, Problem, answer
from bot.api.idempotency import key_of, once
from bot.setting_values import ApiToken
from storage.database import Database

BODY_BYTES_MAX = 64 * 1024
BODY_SECONDS_MAX = 20

Work = Callable[[Session, Asked, datetime], object]
"""What a route does within a transaction, at a time: from what is asked to the answer."""

FILE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        # A page that is opened in a browser all the same may run nothing and call nobody.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
)


@dataclass(frozen=True)
class File:
    """An answer that is no JSON; `written` writes it when the database is free again."""

    name: str
    content_type: str
    written: Callable[[], bytes]


@dataclass(frozen=True)
class Service:
    """What all routes of the API stand on.

    `now` is the service time; `after_write` is told in the event loop after each commit.
    """

    database: Database
    tokens: Sequence[ApiToken]
    now: Callable[[], datetime]
    after_write: Callable[[], None]

    def reading(self, look: Work, *parameters: str, reads: str = "") -> Handler:
        """A route that only looks; `parameters` are all that its address may carry.

        What it `reads` of people is noted in the audit log before it is answered.
        """

        async def handle(request: web.Request) -> web.Response:
            caller = self._caller(request)
            query = Query(request.query, parameters)
            asked = Asked(caller, dict(request.match_info), query, Fields({}))
            found = await asyncio.to_thread(self._look, look, asked, reads)
            return found if isinstance(found, web.Response) else answer(found)

        return handle

    def writing(self, work: Work, *objects: str, by_auditors: bool = False) -> Handler:
        """A route that changes something, once per Idempotency-Key; auditors' tokens only read.

        Unless it is `by_auditors`: then what it changes is what they have found. `objects` are the
        fields of its body that hold more than a text, a number or a truth.
        """

        async def handle(request: web.Request) -> web.Response:
            caller = self._caller(request)
            if not by_auditors:
                check_writer(caller)
            key = key_of(request.headers.getall("Idempotency-Key", []))
            query = Query(request.query, ())
            fields = read_fields(await read_body(request.content.iter_any()), objects)
            asked = Asked(caller, dict(request.match_info), query, fields)
            document = await asyncio.to_thread(self._write, work, asked, request.path, key)
            self.after_write()
            return answer(document)

        return handle

    def _caller(self, request: web.Request) -> Caller:
        return caller_of(request.headers.getall("Authorization", []), self.tokens)

    def _look(self, look: Work, asked: Asked, reads: str) -> object:
        now = self.now()
        with self.database.reading() as session:
            found = look(session, asked, now)
        if reads:
            # Not while looking: on SQLite a long list would keep all others from writing.
            with self.database.transaction() as session:
                note_reading(session, asked, reads, now)
        return _sent(found) if isinstance(found, File) else found

    def _write(self, work: Work, asked: Asked, path: str, key: str | None) -> object:
        now = self.now()
        with self.database.transaction() as session:
            if key is None:
                return work(session, asked, now)
            return once(session, key, path, asked, now, work)


def _sent(file: File) -> web.Response:
    named = f'attachment; filename="{file.name}"'
    return web.Response(
        body=file.written(),
        content_type=file.content_type,
        headers={**FILE_HEADERS, "Content-Disposition": named},
    )


async def read_body(chunks: AsyncIterator[bytes], seconds: float = BODY_SECONDS_MAX) -> bytes:
    """The body of a request; Problem 413 where it is too long, 408 too slow, 400 broken."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in chunks:
                body += chunk
                if len(body) > BODY_BYTES_MAX:
                    message = f"the body is longer than {BODY_BYTES_MAX} bytes"
                    raise Problem(413, Code.TOO_LARGE, message)
    except TimeoutError:
        message = f"the body was not there after {seconds:g} seconds"
        raise Problem(408, Code.TOO_SLOW, message) from None
    except (web.RequestPayloadError, ConnectionError):
        # Badly chunked or packed, or the caller hung up: it shows only while the body is read.
        raise Problem(400, Code.MALFORMED, "the body cannot be read") from None
    return bytes(body)
