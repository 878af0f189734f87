"""Files that are on the disk, whole or not at all, before anything is said of them."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

ARRIVING = ".arriving-"
"""How the names of files begin that are not whole yet."""


def write_durably(path: Path, content: bytes) -> None:
    """Put the content under that name, replacing what was there. Raises OSError."""
    with NamedTemporaryFile(dir=path.parent, prefix=ARRIVING, delete=False) as file:
        arriving = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            arriving.replace(path)
        except OSError:
            arriving.unlink()
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Only then does the file's name survive a power loss."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
