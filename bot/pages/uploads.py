"""`/f/{token}`: the page under which a resident adds photos to the file of their case (R30)."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import BodyPartReader, web
from sqlmodel import Session

from bot.media_files import keep_file, type_of
from bot.pages.rendering import language_asked, page
from flows.rules.policy_contact import Uploads
from flows.rules.vocabulary import CaseState, Language
from flows.wording.catalogue import render
from flows.wording.say import Say, say
from storage.case_archiving import archive_of
from storage.cases import Case, lock_case
from storage.database import Database
from storage.estates import policy_in_force
from storage.telling import language_of
from storage.upload_links import KeptFile, UploadLink, add_files, find_link

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
TOKEN_LONGEST = 64
_GONE = (say("upload.gone"), say("upload.gone_what_now"))
SECONDS_MAX = 300
"""A slow phone may take long; nobody holds a connection for ever."""
PARTS_MAX = 50
ACCEPTED = "image/*,audio/*,video/*"


@dataclass(frozen=True)
class OpenLink:
    """A link whose time is not over, and what its page says about it."""

    case_id: int
    number: str
    language: Language
    limits: Uploads
    files_left: int
    due: Say


@dataclass
class UploadPages:
    """What the page needs; `after_write` wakes whoever has something to send."""

    database: Database
    media_dir: Path
    now: Callable[[], datetime]
    after_write: Callable[[], None]

    def routes(self) -> list[web.RouteDef]:
        """The form and what it sends."""
        return [web.get("/f/{token}", self.form), web.post("/f/{token}", self.take)]

    async def form(self, request: web.Request) -> web.Response:
        """Show what can be added, and until when."""
        link = await asyncio.to_thread(self._open, request.match_info["token"])
        if link is None:
            return self._gone(request)
        return self._form(request, link)

    async def take(self, request: web.Request) -> web.Response:
        """Keep what was sent, as far as it is evidence and there is room."""
        token = request.match_info["token"]
        link = await asyncio.to_thread(self._open, token)
        if link is None:
            return self._gone(request)
        try:
            async with asyncio.timeout(SECONDS_MAX):
                kept, refused = await self._keep(request, link)
        except TimeoutError:
            return self._form(request, link, (say("upload.too_slow"),), status=408)
        except ValueError:
            # What is no form of a page, or broken on its way.
            log.warning("an upload is refused: its body cannot be read")
            return self._form(request, link, (say("upload.unreadable"),), status=400)
        added = await asyncio.to_thread(self._add, token, kept)
        self.after_write()
        again = await asyncio.to_thread(self._open, token)
        said = [say("upload.thanks", count=added) if added else say("upload.nothing")]
        if refused:
            said.append(say("upload.refused", count=refused, megabytes=link.limits.megabytes_max))
        if len(kept) > added:
            said.append(say("upload.no_room", count=len(kept) - added))
        return self._form(request, again or link, tuple(said))

    async def _keep(self, request: web.Request, link: OpenLink) -> tuple[list[KeptFile], int]:
        """The files that can be kept, and how many cannot; at most what the link has room for."""
        kept: list[KeptFile] = []
        refused = 0
        if request.content_type != "multipart/form-data":
            raise ValueError("not what the form sends")
        reader = await request.multipart()
        for _ in range(PARTS_MAX):
            part = await reader.next()
            if part is None:
                break
            if not isinstance(part, BodyPartReader) or not part.filename:
                continue
            content = await _read(part, link.limits.megabytes_max * MEGABYTE)
            content_type = None if content is None else type_of(content)
            if content is None or content_type is None or len(kept) >= link.files_left:
                refused += 1
                continue
            sha256 = await asyncio.to_thread(keep_file, self.media_dir, content)
            kept.append(KeptFile(sha256, len(content), content_type))
        return kept, refused

    def _form(
        self, request: web.Request, link: OpenLink, said: tuple[Say, ...] = (), status: int = 200
    ) -> web.Response:
        language = language_asked(request, link.language)
        limits = link.limits
        left = say("upload.room", count=link.files_left, megabytes=limits.megabytes_max)
        return page(
            "upload.html",
            language,
            status,
            title=self._in(language, say("upload.title", number=link.number)),
            messages=[self._in(language, one) for one in said],
            lines=[self._in(language, one) for one in (left, link.due)],
            choose=self._in(language, say("upload.choose")),
            send=self._in(language, say("upload.send")),
            accepted=ACCEPTED,
            is_open=link.files_left > 0,
            path=request.path,
        )

    def _gone(self, request: web.Request) -> web.Response:
        """One answer for a token that never was and one whose time is over: it tells nothing."""
        language = language_asked(request, Language.SIMPLIFIED)
        title, words = (self._in(language, one) for one in _GONE)
        return page("message.html", language, 404, title=title, messages=[words], path=request.path)

    def _in(self, language: Language, sentence: Say) -> str:
        return render(sentence, language, self.database.zone)

    def _open(self, token: str) -> OpenLink | None:
        now = self.now()
        with self.database.reading() as session:
            link, case = _usable(session, token, now)
            if link is None or case is None:
                return None
            limits = policy_in_force(session, case.estate_id, now).uploads
            return OpenLink(
                case.id,
                case.number,
                language_of(session, case.reporter_id),
                limits,
                max(limits.files_max - link.files, 0),
                say("upload.until", until=link.expires_at),
            )

    def _add(self, token: str, files: list[KeptFile]) -> int:
        now = self.now()
        with self.database.transaction() as session:
            link, case = _usable(session, token, now)
            if link is None or case is None:
                return 0
            return add_files(session, link, lock_case(session, case.id), files, now)


def _usable(session: Session, token: str, now: datetime) -> tuple[UploadLink | None, Case | None]:
    """The link and its case, while both are open: a withdrawn or archived file takes nothing."""
    link = find_link(session, token) if len(token) <= TOKEN_LONGEST else None
    if link is None or link.expires_at <= now:
        return None, None
    case = session.get_one(Case, link.case_id)
    if case.state is CaseState.WITHDRAWN or archive_of(session, case) is not None:
        return None, None
    return link, case


async def _read(part: BodyPartReader, most: int) -> bytes | None:
    """The content of a part; None, with the rest thrown away, where it is too long or empty."""
    content = bytearray()
    is_too_long = False
    while chunk := await part.read_chunk():
        is_too_long = is_too_long or len(content) + len(chunk) > most
        if not is_too_long:
            content += chunk
    return None if is_too_long or not content else bytes(content)
