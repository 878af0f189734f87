"""What a form of a page sends, read within limits: its fields, its files one by one."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.texts import legible
from flows.wording.say import Say, say

MULTIPART = "multipart/form-data"
SECONDS_MAX = 300
"""A slow phone may take long; nobody holds a connection for ever."""
PARTS_MAX = 500
TEXT_BYTES_MAX = 256 * 1024
"""All that is typed into one page: more than its longest texts together."""
BROKEN = (ValueError, HttpProcessingError, web.RequestPayloadError, ConnectionError)
"""What is no form of a page, or broke on its way."""

Fields = dict[str, list[str]]
TakeFile = Callable[[str, bytes], Awaitable[None]]
"""What becomes of a file: the name of its field, and its content; empty if it was too long."""


class BadForm(Exception):
    """A form that cannot be read; `status` and `why` are the answer."""

    def __init__(self, status: int, why: Say) -> None:
        super().__init__(why.key)
        self.status = status
        self.why = why


@dataclass
class _Reading:
    fields: Fields
    text_bytes: int = 0


async def read_form(request: web.Request, take_file: TakeFile, file_bytes_max: int) -> Fields:
    """The fields of a form by their names, as text that both databases can keep.

    Raises BadForm, and OSError where a file cannot be kept; the files before it were taken.
    """
    until = asyncio.get_running_loop().time() + SECONDS_MAX
    reading = _Reading(defaultdict(list))
    try:
        if request.content_type != MULTIPART:
            raise ValueError("not what the form sends")
        reader = await request.multipart()
        for _ in range(PARTS_MAX):
            # Only the reading has an end: a file under way to the disk would have no row.
            async with asyncio.timeout_at(until):
                part = await _next(reader)
                content = b"" if part is None else await read_part(part, file_bytes_max)
            if part is None:
                return dict(reading.fields)
            if part.filename:
                await take_file(part.name or "", content)
            elif part.filename is None:  # an empty name is a choice of no file
                _keep(reading, part.name or "", content)
    except TimeoutError:
        raise BadForm(408, say("upload.too_slow")) from None
    except BROKEN:
        raise BadForm(400, say("upload.unreadable")) from None
    raise BadForm(413, say("survey_page.too_large"))


async def read_part(part: BodyPartReader, most: int) -> bytes:
    """The content of a part; empty, with the rest thrown away, where it is too long."""
    content = bytearray()
    is_too_long = False
    while chunk := await part.read_chunk():
        is_too_long = is_too_long or len(content) + len(chunk) > most
        if not is_too_long:
            content += chunk
    return b"" if is_too_long else bytes(content)


async def _next(reader: MultipartReader) -> BodyPartReader | None:
    part = await reader.next()
    if part is not None and not isinstance(part, BodyPartReader):
        raise ValueError("a form within a form")
    return part


def _keep(reading: _Reading, name: str, content: bytes) -> None:
    reading.text_bytes += len(content) + len(name)
    if reading.text_bytes > TEXT_BYTES_MAX:
        raise BadForm(413, say("survey_page.too_large"))
    reading.fields[legible(name)].append(legible(content.decode("utf-8", "replace")))
