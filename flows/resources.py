"""The one place of `flows` that reads files: data that is packaged with the code."""

from functools import cache
from importlib.resources import files


@cache
def read_bytes(package: str, name: str) -> bytes:
    """The content of the file `name` beside the modules of `package`, read once per process.

    Raises FileNotFoundError when the package does not carry it.
    """
    return files(package).joinpath(name).read_bytes()


def read_text(package: str, name: str) -> str:
    """The file as UTF-8 text with plain line ends; whoever reads it keeps what it tells."""
    return files(package).joinpath(name).read_text(encoding="utf-8")
