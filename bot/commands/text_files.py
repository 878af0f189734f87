"""Files that operators write by hand, as text."""

from pathlib import Path

from bot.commands.opening import CannotRun


def read_text_file(path: Path, bytes_max: int) -> str:
    """The text of a UTF-8 file with plain line ends.

    Raises CannotRun for one that is too large, or with the line that is not UTF-8.
    """
    with path.open("rb") as file:
        content = file.read(bytes_max + 1)
    if len(content) > bytes_max:
        raise CannotRun(f"{path}: larger than {bytes_max:,} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRun(f"{path}:{line}: is not UTF-8") from None
