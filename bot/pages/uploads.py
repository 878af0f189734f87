"""`/f/{token}`: the page under which a resident adds photos to the file of their case (R30)."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from aiohttp import BodyPartReader, MultipartReader, web
from sqlmodel import Session

from bot.media_cleaning import CannotBeCleaned, cleaned
from bot.media_files import keep_file, media_path, type_of
from bot.pages.form_bodies import BROKEN, read_part
from bot.pages.rendering import language_asked, page
from flows.rules.policy_contact import Uploads
from flows.rules.vocabulary import CaseState, Language
from flows.wording.catalogue import render
from flows.wording.say import Say, say
from storage.case_archiving import archive_of
from storage.cases import Case, lock_case
from storage.database import Database
from storage.estates import policy_in_force
from storage.media import is_kept_for_others
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
class Arriving:
    """What has come of an upload so far, also when the rest never comes."""

    kept: list[KeptFile] = field(default_factory=list)
    refused: int = 0


@dataclass
class UploadPages:
    """What the page needs; `after_write` wakes whoever has something to send."""

    database: Database
    media_dir: Path
    now: Callable[[], datetime]
    after_write: Callable[[], None]

    async def form(self, request: web.Request) -> web.Response:
        """Show what can be added, and until when."""
        link = await asyncio.to_thread(self._open, request.match_info["token"])
        if link is None:
            return self.gone(request)
        return self._form(request, link)

    async def take(self, request: web.Request) -> web.Response:
        """Keep what was sent, as far as it is evidence and there is room."""
        token = request.match_info["token"]
        link = await asyncio.to_thread(self._open, token)
        if link is None:
            return self.gone(request)
        arriving = Arriving()
        try:
            status, problem = await self._keep(request, link, arriving)
        finally:
            # A phone that hangs up cancels the reading: what it has sent is kept all the same.
            added = await asyncio.to_thread(self._add, token, arriving.kept)
            self.after_write()
        again = await asyncio.to_thread(self._open, token)
        said = [] if problem is None else [problem]
        if added or problem is None:
            said.append(say("upload.thanks", count=added) if added else say("upload.nothing"))
        if arriving.refused:
            limit = link.limits.megabytes_max
            said.append(say("upload.refused", count=arriving.refused, megabytes=limit))
        if len(arriving.kept) > added:
            said.append(say("upload.no_room", count=len(arriving.kept) - added))
        return self._form(request, again or link, tuple(said), status)

    async def _keep(
        self, request: web.Request, link: OpenLink, arriving: Arriving
    ) -> tuple[int, Say | None]:
        """Keep what comes, as far as it comes; the status, and what went wrong."""
        until = asyncio.get_running_loop().time() + SECONDS_MAX
        try:
            if request.content_type != "multipart/form-data":
                raise ValueError("not what the form sends")
            reader = await request.multipart()
            for _ in range(PARTS_MAX):
                # Only the reading has an end: a file under way to the disk would have no row.
                async with asyncio.timeout_at(until):
                    is_over, content = await _next(reader, link.limits.megabytes_max * MEGABYTE)
                if is_over:
                    break
                if content is not None:
                    await self._keep_one(content, link, arriving)
        except TimeoutError:
            return 408, say("upload.too_slow")
        except BROKEN:
            log.warning("an upload is refused: its body cannot be read")
            return 400, say("upload.unreadable")
        except OSError as error:
            log.error("operator: an upload cannot be kept: %s", error.strerror)  # noqa: TRY400 - the reason says it all
            return 503, say("upload.unreadable")
        return 200, None

    async def _keep_one(self, content: bytes, link: OpenLink, arriving: Arriving) -> None:
        """Keep one file without what it tells beside the picture, while there is room."""
        content_type = type_of(content)
        if content_type is None or len(arriving.kept) >= link.files_left:
            arriving.refused += 1
            return
        try:
            content = await asyncio.to_thread(cleaned, content, content_type)
        except CannotBeCleaned:
            arriving.refused += 1
            return
        writing = asyncio.create_task(asyncio.to_thread(keep_file, self.media_dir, content))
        try:
            await asyncio.shield(writing)
        finally:
            # Who hangs up at this moment ends the waiting, not the writing: it gets its row.
            arriving.kept.append(KeptFile(await writing, len(content), content_type))

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

    def gone(self, request: web.Request) -> web.Response:
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
        """Put files into the case's file, and leave none behind for which there is no room."""
        if not files:
            return 0
        now = self.now()
        added = 0
        with self.database.transaction() as session:
            link, case = _usable(session, token, now)
            if link is not None and case is not None:
                added = add_files(session, link, lock_case(session, case.id), files, now)
        with self.database.reading() as session:
            names = {one.sha256 for one in files}
            unwanted = [name for name in names if not is_kept_for_others(session, name)]
        for name in unwanted:
            media_path(self.media_dir, name).unlink(missing_ok=True)
        return added


def _usable(session: Session, token: str, now: datetime) -> tuple[UploadLink | None, Case | None]:
    """The link and its case, while both are open.

    A file that was withdrawn, archived or erased takes nothing. What goes on under another case's
    number is still looked into, and takes what there is to see.
    """
    link = find_link(session, token) if len(token) <= TOKEN_LONGEST else None
    if link is None or link.expires_at <= now:
        return None, None
    case = session.get_one(Case, link.case_id)
    is_over = case.state is CaseState.WITHDRAWN and case.joined_to_id is None
    if is_over or case.anonymised_at is not None or archive_of(session, case) is not None:
        return None, None
    return link, case


async def _next(reader: MultipartReader, most: int) -> tuple[bool, bytes | None]:
    """Whether the form is over, and the next file's content; None for what is no file."""
    part = await reader.next()
    if not isinstance(part, BodyPartReader) or not part.filename:
        return part is None, None
    return False, await read_part(part, most)
