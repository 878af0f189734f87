"""`huiyin export resident`, `huiyin erase resident`, `huiyin hold`: what is known of a person."""

import json
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from bot.commands.opening import CannotRun, current_database, service_now
from bot.media_files import media_path
from bot.private_files import open_private
from bot.settings import Settings
from storage.audit import COMMAND, audit
from storage.cases import find_case, lock_case
from storage.database import Database
from storage.erasing import StillInHand, erase_resident, find_resident
from storage.exporting import export_resident, files_of
from storage.holding import hold_case, release_case


def export(settings: Settings, resident_id: int, out: Path, by: str, why: str) -> str:
    """Write all that is known of a person into one archive; returns what was written."""
    with current_database(settings) as database:
        now = service_now(settings, database)
        _require(database, resident_id)
        with database.transaction() as session:
            known = export_resident(session, resident_id)
            files = files_of(session, resident_id)
            subject = f"resident {resident_id}"
            audit(session, "export", subject, by=by, via=COMMAND, why=why, now=now)
    _write(out, known | {"exported_at": _local(settings, now)}, settings.media_dir, files)
    rows = sum(len(rows) for rows in known["rows"].values())
    return f"{out}: {rows} rows, {len(files)} files"


def erase(settings: Settings, resident_id: int, by: str, why: str) -> list[str]:
    """Erase a person, then the files that only they had; returns a sentence for each part."""
    with current_database(settings) as database:
        now = service_now(settings, database)
        _require(database, resident_id)
        try:
            with database.transaction() as session:
                done = erase_resident(session, resident_id, now)
                subject = f"resident {resident_id}"
                on_hold = list(done.on_hold)
                audit(session, "erase", subject, by=by, via=COMMAND, why=why, now=now, held=on_hold)
        except StillInHand as found:
            numbers = ", ".join(found.args)
            raise CannotRun(f"still in hand: {numbers}; close or withdraw first") from None
    for name in done.files:
        media_path(settings.media_dir, name).unlink(missing_ok=True)
    told = [f"resident {resident_id} is erased: {done.rows} rows, {len(done.files)} files"]
    return told + [f"{number} is on hold and stays as it is" for number in done.on_hold]


def hold(settings: Settings, number: str, by: str, why: str, *, is_held: bool) -> str:
    """Put a case on hold or release it; returns what was done."""
    with current_database(settings) as database:
        now = service_now(settings, database)
        with database.transaction() as session:
            found = find_case(session, number)
            if found is None:
                raise CannotRun(f"there is no case {number}")
            case = lock_case(session, found.id)
            if is_held:
                hold_case(session, case, why)
            else:
                release_case(session, case, now)
            action = "hold" if is_held else "release"
            audit(session, action, f"case {case.number}", by=by, via=COMMAND, why=why, now=now)
    return f"{case.number} is {'on hold' if is_held else 'released'}"


def _require(database: Database, resident_id: int) -> None:
    with database.reading() as session:
        if find_resident(session, resident_id) is None:
            raise CannotRun(f"there is no resident {resident_id}")


def _write(out: Path, known: dict[str, object], folder: Path, files: list[str]) -> None:
    with open_private(out) as written, ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("resident.json", json.dumps(known, ensure_ascii=False, indent=2))
        for name in files:
            path = media_path(folder, name)
            if path.exists():
                archive.write(path, f"media/{name}")


def _local(settings: Settings, now: datetime) -> str:
    return now.astimezone(settings.timezone).isoformat()
