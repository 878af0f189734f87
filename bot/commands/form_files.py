"""Questionnaires as files: what `huiyin form` reads."""

from pathlib import Path

from sqlmodel import Session

from bot.commands.opening import CannotRun
from bot.commands.text_files import read_text_file
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import parse_form
from storage.forms import newest_published

FORM_BYTES_MAX = 500_000


def read_form(path: Path) -> Form:
    """The form of a YAML file; raises FormError with every mistake, or CannotRun."""
    return parse_form(read_text_file(path, FORM_BYTES_MAX), name=str(path))


def file_or_built_in(named: str) -> Form:
    """The form of a file, or the built-in form of that id; raises FormError or CannotRun."""
    path = Path(named)
    if path.is_file():
        return read_form(path)
    if named in BUILT_IN:
        return built_in(named)
    raise CannotRun(f"{named}: there is no such file, and no form but {', '.join(BUILT_IN)}")


def form_meant(session: Session, named: str) -> Form:
    """The same, or the newest version that was published under that id at the desk."""
    try:
        return file_or_built_in(named)
    except CannotRun:
        own = newest_published(session, named)
        if own is None:
            raise
        return own
