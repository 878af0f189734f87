"""Questionnaires as files: what `huiyin form` reads."""

from pathlib import Path

from bot.commands.opening import CannotRun
from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import Form
from flows.forms.reading import parse_form

FORM_BYTES_MAX = 500_000


def read_form(path: Path) -> Form:
    """The form of a YAML file; raises FormError with every mistake, or CannotRun."""
    with path.open("rb") as file:
        content = file.read(FORM_BYTES_MAX + 1)
    if len(content) > FORM_BYTES_MAX:
        raise CannotRun(f"{path}: larger than {FORM_BYTES_MAX:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRun(f"{path}:{line}: is not UTF-8") from None
    return parse_form(text.replace("\r\n", "\n"), name=str(path))


def file_or_built_in(named: str) -> Form:
    """The form of a file, or the built-in form of that id; raises FormError or CannotRun."""
    path = Path(named)
    if path.is_file():
        return read_form(path)
    if named in BUILT_IN:
        return built_in(named)
    raise CannotRun(f"{named}: there is no such file, and no form but {', '.join(BUILT_IN)}")
