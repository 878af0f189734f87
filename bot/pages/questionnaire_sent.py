"""What a page of a questionnaire sends: what was entered, and photos, on the disk by now."""

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web
from sqlmodel import Session

from bot.media_cleaning import CannotBeCleaned, cleaned
from bot.media_files import keep_file, media_path, type_of
from bot.pages.form_bodies import BadForm, Fields, read_form
from bot.pages.questionnaire_view import SHOWN, SKIP, WIPE
from flows.forms.form import ItemKind
from flows.talks.item_entries import Entry
from flows.wording.say import Say, say
from storage.media import is_kept_for_others
from storage.questionnaire_links import LinkedForm
from storage.upload_links import KeptFile

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
GO = "go"


@dataclass
class Sent:
    """What a page sent: its fields, the photos by their items, and how many were no photos."""

    fields: Fields = field(default_factory=dict)
    photos: dict[str, list[KeptFile]] = field(default_factory=dict)
    refused: int = 0

    def entry(self, item: str, names: tuple[str, ...] = ()) -> Entry:
        """What was entered into an item; `names` are its photos."""
        values = tuple(self.fields.get(item, ()))
        return Entry(
            names or tuple(value for value in values if value != SKIP),
            is_skipped=SKIP in values or item in self.fields.get(SKIP, ()),
            was_shown=item in self.fields.get(SHOWN, ()),
            is_wiped=item in self.fields.get(WIPE, ()),
        )

    @property
    def goes(self) -> str:
        """The button that was pressed."""
        return self.fields.get(GO, [""])[0]


async def read_sent(
    request: web.Request, linked: LinkedForm, media_dir: Path, sent: Sent
) -> tuple[int, Say | None]:
    """Fill in what a page sends, as far as it comes; the status, and what went wrong."""
    limits = linked.policy.uploads
    photo_items = {one.id for one in linked.form.items if one.kind is ItemKind.PHOTO}

    async def take_file(name: str, content: bytes) -> None:
        kept = sum(map(len, sent.photos.values()))
        file = None
        if name in photo_items and kept < limits.files_max:
            file = await asyncio.to_thread(_keep_photo, media_dir, content)
        if file is None:
            sent.refused += 1
        else:
            sent.photos.setdefault(name, []).append(file)

    try:
        sent.fields = await read_form(request, take_file, limits.megabytes_max * MEGABYTE)
    except BadForm as bad:
        log.warning("a page of a questionnaire is refused: %s", bad)
        return bad.status, bad.why
    except OSError as error:
        log.error("operator: a photo cannot be kept: %s", error.strerror)  # noqa: TRY400 - the reason says it all
        return 503, say("upload.unreadable")
    return 200, None


def drop_unkept(session: Session, media_dir: Path, sent: Sent) -> None:
    """Leave no photo behind that no row speaks of."""
    for name in {file.sha256 for files in sent.photos.values() for file in files}:
        if not is_kept_for_others(session, name):
            media_path(media_dir, name).unlink(missing_ok=True)


def _keep_photo(media_dir: Path, content: bytes) -> KeptFile | None:
    """A picture on the disk, without what it tells beside the picture; None for no picture."""
    content_type = type_of(content)
    if content_type is None or not content_type.startswith("image/"):
        return None
    try:
        content = cleaned(content, content_type)
    except CannotBeCleaned:
        return None
    return KeptFile(keep_file(media_dir, content), len(content), content_type)
