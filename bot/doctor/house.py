"""The machine and its database: can they keep what they are given."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.fernet import InvalidToken
from sqlalchemy import text
from sqlmodel import select

from bot.commands.opening import address_of
from bot.doctor.findings import Check, Finding, Place, checked, fail, listed, not_asked, ok, warn
from bot.settings import Settings
from storage.database import Database
from storage.keys import Keyring
from storage.migrate import Schema, schema_of
from storage.rotation import sealed_columns, sealed_tables

MEBIBYTE = 1024 * 1024
FREE_BYTES_WARNED = 2048 * MEBIBYTE
FREE_BYTES_MIN = 256 * MEBIBYTE
POSTGRES_VERSION_MIN = 15
SQLITE_SYNCHRONOUS_FULL = 2
MIGRATE = "run `huiyin migrate`"
LOOK_AT_DATABASE = "look at DATABASE_URL, and whether the database runs and lets this machine in"


async def look_at_database(place: Place, database: Database) -> Finding:
    """Reachable, and with the tables of this version."""
    look = asyncio.to_thread(_schema, database)
    return await checked(place, Check.DATABASE, look, LOOK_AT_DATABASE)


async def look_at_house(place: Place, database: Database, *, has_tables: bool) -> list[Finding]:
    """What the database keeps and how, and where there is room for it."""
    settings = place.settings

    async def kept(check: Check, look: Callable[[Settings, Database], Finding]) -> Finding:
        if not has_tables:
            return not_asked(check, Check.DATABASE)
        work = asyncio.to_thread(look, settings, database)
        return await checked(place, check, work, LOOK_AT_DATABASE)

    disk = asyncio.to_thread(_disk, settings, database)
    media = asyncio.to_thread(_media_folder, settings.media_dir)
    looks = await asyncio.gather(
        kept(Check.DURABILITY, _durability),
        kept(Check.SECRET_KEY, secret_key),
        checked(place, Check.DISK, disk, "look at the disk"),
        checked(place, Check.MEDIA_FOLDER, media, "let this user write to MEDIA_DIR"),
    )
    return list(looks)


def _schema(database: Database) -> Finding:
    here = address_of(database)
    match schema_of(database):
        case Schema.CURRENT:
            return ok(Check.DATABASE, f"{here} has the tables of this version")
        case Schema.EMPTY:
            return fail(Check.DATABASE, f"{here} has no tables yet", MIGRATE)
        case Schema.BEHIND:
            return fail(Check.DATABASE, f"{here} has the tables of an older version", MIGRATE)
        case Schema.NEWER:
            says = f"{here} was written by a newer version of Huiyin"
            return fail(Check.DATABASE, says, "install that version")
        case Schema.FOREIGN:
            says = f"{here} holds tables that are not Huiyin's"
            return fail(Check.DATABASE, says, "give Huiyin a database of its own in DATABASE_URL")


def _durability(_settings: Settings, database: Database) -> Finding:
    """What is committed must be there after a power cut (F1)."""
    problems = list(_loose_settings(database))
    if problems:
        todo = "set it back, in the database's own settings or in a pooler between"
        return fail(Check.DURABILITY, listed(problems), todo)
    return ok(Check.DURABILITY, "what is committed survives a power cut")


def _loose_settings(database: Database) -> Iterator[str]:
    with database.reading() as session:

        def asked(statement: str) -> str:
            return str(session.connection().execute(text(statement)).scalar_one())

        if database.is_sqlite:
            if int(asked("PRAGMA synchronous")) < SQLITE_SYNCHRONOUS_FULL:
                yield "SQLite does not wait for the disk (synchronous is not FULL)"
            if asked("PRAGMA journal_mode") != "wal":
                yield "SQLite has no write-ahead log here, as on a network drive"
            return
        for name in ("synchronous_commit", "fsync", "full_page_writes"):
            if asked(f"SHOW {name}") != "on":
                yield f"PostgreSQL has {name} off"
        version = int(asked("SHOW server_version_num")) // 10_000
        if version < POSTGRES_VERSION_MIN:
            yield f"PostgreSQL {version} is older than {POSTGRES_VERSION_MIN}"


def secret_key(settings: Settings, database: Database) -> Finding:
    """Whether the keys open a row of each kind; none of it is shown."""
    newest = Keyring(settings.master_keys[:1])
    rows = sum(1 for _ in _sealed(database))
    if not rows:
        return ok(Check.SECRET_KEY, "nothing is sealed yet")
    if not all(_opens(database.keys, row) for row in _sealed(database)):
        says = "SECRET_KEY and PREVIOUS_SECRET_KEYS do not open what the database holds"
        return fail(Check.SECRET_KEY, says, "put back the key that this database was filled with")
    if not all(_opens(newest, row) for row in _sealed(database)):
        says = "some rows are still sealed with a previous key"
        return warn(Check.SECRET_KEY, says, f"{MIGRATE}, then remove PREVIOUS_SECRET_KEYS")
    return ok(Check.SECRET_KEY, "opens what the database holds")


def _sealed(database: Database) -> Iterator[bytes]:
    """One sealed value of each column that has any."""
    with database.reading() as session:
        for table in sealed_tables():
            for column in sealed_columns(table):
                query = select(column).where(column.is_not(None)).limit(1)
                found = session.connection().execute(query).scalar()
                if found:
                    yield found


def _opens(keys: Keyring, sealed: bytes) -> bool:
    try:
        keys.open(sealed)
    except InvalidToken:
        return False
    return True


def _disk(settings: Settings, database: Database) -> Finding:
    places = {"MEDIA_DIR": settings.media_dir}
    if database.is_sqlite:
        places["the database"] = Path(str(database.url.database))
    free = {name: shutil.disk_usage(_existing(path)).free for name, path in places.items()}
    says = ", ".join(f"{left // MEBIBYTE:,} MiB free for {name}" for name, left in free.items())
    least = min(free.values())
    if least < FREE_BYTES_MIN:
        return fail(Check.DISK, says, "make room: without it nothing more can be kept")
    if least < FREE_BYTES_WARNED:
        return warn(Check.DISK, says, "make room soon")
    return ok(Check.DISK, says)


def _media_folder(folder: Path) -> Finding:
    with tempfile.TemporaryFile(dir=_existing(folder)):
        says = "can be written to" if folder.exists() else "will be made with the first photo"
        return ok(Check.MEDIA_FOLDER, says)


def _existing(path: Path) -> Path:
    """What is there of it: itself, or the nearest on the way up."""
    return next(one for one in (path, *path.absolute().parents) if one.exists())
