"""`huiyin import`: residents.csv and staff.csv, checked row by row, taken over all or none."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import assert_never

from sqlmodel import Session

from bot.directory_clashes import clashes_of_residents, clashes_of_staff, rows_elsewhere
from bot.directory_columns import DATES, RESIDENT_COLUMNS, STAFF_COLUMNS, Directory
from bot.directory_files import FILE_BYTES_MAX, Row, Table, read_table
from bot.directory_lines import FileRefused, Problem
from bot.directory_rows import read_lines, read_resident, read_staff
from storage.audit import COMMAND, OPERATOR, audit
from storage.directory import enter_residents, enter_staff, known_homes, who_reports_to_whom
from storage.directory_entries import Entered


def read_file(path: Path) -> bytes:
    """The content of a file, of which no more is read than may be taken; raises FileRefused."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise FileRefused([Problem(0, "", f"{path}: {error.strerror}")]) from None


def take_over(
    session: Session,
    directory: Directory,
    content: bytes,
    now: datetime,
    *,
    by: str = OPERATOR,
    via: str = COMMAND,
    file: str = "",
    within: str = "",
) -> Entered:
    """Write what a CSV or XLSX file says; raises FileRefused, then the caller must write nothing.

    Run again it changes nothing more. `within` is the one estate that it may tell of, empty for
    all. Whoever is not in the file stays as they were. The audit log knows the file by its name and
    digest.
    """
    match directory:
        case Directory.RESIDENTS:
            done = _take_over_residents(session, content, now, within)
        case Directory.STAFF:
            done = _take_over_staff(session, content, now, within)
        case _:
            assert_never(directory)
    digest = hashlib.sha256(content).hexdigest()
    audit(session, "import", directory, by=by, via=via, now=now, file=file, sha256=digest,
          added=done.added, changed=done.changed, unchanged=done.unchanged)  # fmt: skip
    return done


def take_over_member(session: Session, cells: Mapping[str, str], now: datetime) -> None:
    """Write one member of staff, typed into the cells of STAFF_COLUMNS, as a row of a list.

    Raises FileRefused with what is wrong, all of it on line 0. Whoever calls it keeps the audit.
    """
    _enter_staff(session, Table([Row(0, cells)]), now)


def _take_over_residents(session: Session, content: bytes, now: datetime, within: str) -> Entered:
    table = read_table(content, RESIDENT_COLUMNS, DATES)
    lines, problems = read_lines(table, read_resident)
    problems += clashes_of_residents(lines, known_homes(session))
    problems += rows_elsewhere(lines, within)
    if problems:
        raise FileRefused(problems)
    return enter_residents(session, [line.entry for line in lines], now)


def _take_over_staff(session: Session, content: bytes, now: datetime, within: str) -> Entered:
    return _enter_staff(session, read_table(content, STAFF_COLUMNS, DATES), now, within)


def _enter_staff(session: Session, table: Table, now: datetime, within: str = "") -> Entered:
    lines, problems = read_lines(table, read_staff)
    problems += clashes_of_staff(lines, table.rows, who_reports_to_whom(session))
    problems += rows_elsewhere(lines, within)
    if problems:
        raise FileRefused(problems)
    return enter_staff(session, [line.entry for line in lines], now)
