"""What `huiyin export case` writes; whoever reads a file is noted in the audit log (S18)."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.api.showing import Shown
from bot.case_file import case_file
from bot.case_print import print_case
from bot.commands.opening import CannotRun
from bot.print_fonts import find_font
from storage.audit import COMMAND, OPERATOR, READ, audit
from storage.cases import find_case

NO_FONT = (
    "no font with Chinese characters was found here: install fonts-noto-cjk, or name one with "
    "--font FILE"
)


def read_file(session: Session, number: str, now: datetime) -> Shown:
    """The file of a case; raises CannotRun where there is no such case."""
    case = find_case(session, number)
    if case is None:
        raise CannotRun(f"there is no case {number}")
    audit(session, READ, f"case {case.number}", by=OPERATOR, via=COMMAND, now=now, part="file")
    return case_file(session, case)


def as_json(file: Shown) -> bytes:
    """The file as people and programs can read it."""
    return (json.dumps(file, ensure_ascii=False, indent=2) + "\n").encode()


def as_pdf(file: Shown, font: Path | None, zone: ZoneInfo, media_dir: Path) -> bytes:
    """The file as it is printed; raises CannotRun where no font can write Chinese."""
    found = find_font(font)
    if found is None:
        raise CannotRun(NO_FONT if font is None else f"--font: there is no file {font}")
    return print_case(file, found, zone, media_dir)
