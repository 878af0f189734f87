"""The one place of `flows` that reads files: data that is packaged with the code."""

from collections.abc import Iterator
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


def read_lines(package: str, name: str) -> Iterator[str]:
    """The lines of a large file, one after the other: it never lies in memory as a whole."""
    with files(package).joinpath(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")
