"""Lists of residents and staff brought in: every change is shown first, then taken over at once."""

from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

from sqlmodel import Session

from bot.api.texts import masked
from bot.console.asked import Answer, Asked, Go, Page, Route
from bot.console.service import CONFLICT, VIA
from bot.console.staff import may_make_staff
from bot.directory_columns import RESIDENT_COLUMNS, STAFF_COLUMNS, Directory
from bot.directory_import import take_over
from bot.directory_lines import FileRefused, Problem
from bot.directory_reasons import reason_in
from storage.directory_changes import Change, Told, watching
from storage.directory_entries import Entered
from storage.estates import Estate

FILE_BYTES_MAX = 2_000_000
BODY_BYTES_MAX = 3_000_000
"""A file comes back from its preview in base64, a third larger."""
NAME_LONGEST = 100
CHANGES_SHOWN_MAX = 1000
PROBLEMS_SHOWN_MAX = 200
COLUMNS = {Directory.RESIDENTS: RESIDENT_COLUMNS, Directory.STAFF: STAFF_COLUMNS}


@dataclass(frozen=True)
class Brought:
    """A list that somebody wants to bring in."""

    directory: Directory
    file: str
    content: bytes


@dataclass(frozen=True)
class Preview:
    """What a list would change; `seal` is another one as soon as any of it is."""

    done: Entered
    changes: tuple[Change, ...]

    @property
    def seal(self) -> str:
        """A digest of all that is told."""
        return sha256(repr(self.changes).encode()).hexdigest()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows of each table are new or changed."""
        return Counter(f"{one.table}_{'new' if one.is_new else 'changed'}" for one in self.changes)


class NotKept(Exception):
    """What a list changes was written to be seen alone, and is taken back."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview.seal)
        self.preview = preview


def show_import(_session: Session, asked: Asked, _now: datetime) -> Page:
    """The form alone."""
    return _page(asked)


def show_preview(session: Session, asked: Asked, now: datetime) -> Page:
    """Every change that the file would make, or every mistake in it; nothing is written."""
    upload = asked.uploads.get("file")
    if upload is None or not upload.content:
        return _page(asked, fault=asked.words("import.file_needed"))
    brought = Brought(_directory(asked), upload.name[:NAME_LONGEST], upload.content)
    return _preview(session, asked, brought, now)


def take(session: Session, asked: Asked, now: datetime) -> Answer:
    """Take over what was previewed, if it still changes exactly that."""
    try:
        content = b64decode(asked.field("content"), validate=True)
    except NoBase64:
        content = b""
    if not content:
        return _page(asked, fault=asked.words("import.file_needed"))
    brought = Brought(_directory(asked), asked.field("name")[:NAME_LONGEST], content)
    fault = _fault_of(asked, brought)
    if fault:
        return _page(asked, brought=brought, fault=fault)
    try:
        preview = _kept(session, asked, brought, now, asked.field("seal"))
    except FileRefused as refusal:
        return _page(asked, brought=brought, problems=refusal.problems)
    except NotKept as other:
        fault = asked.words("import.changed_meanwhile")
        return _page(asked, brought=brought, preview=other.preview, fault=fault)
    about = str(preview.done.added + preview.done.changed)
    return Go("/console/estate", "said.imported", about)


ROUTES = (
    Route("import", "GET", "/estate/import", show_import),
    Route(
        "import.preview",
        "POST",
        "/estate/import/preview",
        show_preview,
        body_bytes_max=BODY_BYTES_MAX,
    ),
    Route("import.take", "POST", "/estate/import/take", take, body_bytes_max=BODY_BYTES_MAX),
)


def _preview(session: Session, asked: Asked, brought: Brought, now: datetime) -> Page:
    fault = _fault_of(asked, brought)
    if fault:
        return _page(asked, brought=brought, fault=fault)
    try:
        preview = _kept(session, asked, brought, now, "")
    except FileRefused as refusal:
        return _page(asked, brought=brought, problems=refusal.problems)
    except NotKept as only_seen:
        preview = only_seen.preview
    return _page(asked, brought=brought, preview=preview)


def _kept(session: Session, asked: Asked, brought: Brought, now: datetime, seal: str) -> Preview:
    """Write it, if it changes exactly what the seal says; raises NotKept, or FileRefused."""
    with session.begin_nested():
        preview = _taken(session, asked, brought, now)
        if preview.seal != seal:
            raise NotKept(preview)
    return preview


def _taken(session: Session, asked: Asked, brought: Brought, now: datetime) -> Preview:
    """Write it, and tell what was written. Raises FileRefused."""
    own = asked.member.estate_id
    within = "" if own is None else session.get_one(Estate, own).name
    with watching(session) as watch:
        done = take_over(
            session,
            brought.directory,
            brought.content,
            now,
            by=asked.member.userid,
            via=VIA,
            file=brought.file,
            within=within,
        )
        changes = watch.changes()
    return Preview(done, tuple(_masked(one) for one in changes))


def _fault_of(asked: Asked, brought: Brought) -> str:
    if brought.directory not in _choices(asked):
        return asked.words("import.office_only")
    if len(brought.content) > FILE_BYTES_MAX:
        return asked.words("import.too_large", most=f"{FILE_BYTES_MAX:,}")
    return ""


def _choices(asked: Asked) -> list[Directory]:
    """Who makes staff, makes who may do what: that is for the general manager's office alone."""
    is_office = may_make_staff(asked.member)
    return [one for one in Directory if is_office or one is not Directory.STAFF]


def _directory(asked: Asked) -> Directory:
    wanted = asked.field("directory")
    return Directory(wanted) if wanted in list(Directory) else Directory.RESIDENTS


def _masked(change: Change) -> Change:
    told = tuple(_masked_number(one) if one.field == "phone" else one for one in change.told)
    return Change(change.table, change.subject, change.is_new, told)


def _masked_number(told: Told) -> Told:
    return Told(told.field, masked(str(told.before or "")), masked(str(told.after or "")))


def _page(
    asked: Asked,
    *,
    brought: Brought | None = None,
    preview: Preview | None = None,
    problems: Sequence[Problem] = (),
    fault: str = "",
) -> Page:
    changes = () if preview is None else preview.changes
    values = {
        "choices": _choices(asked),
        "columns": COLUMNS,
        "brought": brought,
        "content": "" if brought is None else b64encode(brought.content).decode(),
        "preview": preview,
        "changes": changes[:CHANGES_SHOWN_MAX],
        "more": max(0, len(changes) - CHANGES_SHOWN_MAX),
        "problems": problems[:PROBLEMS_SHOWN_MAX],
        "reason": partial(reason_in, asked.words),
        "more_problems": max(0, len(problems) - PROBLEMS_SHOWN_MAX),
        "fault": fault,
    }
    return Page("import.html", values, CONFLICT if fault or problems else 200)
