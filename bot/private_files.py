"""Files that tell of people, for nobody but who had them written."""

import os
from pathlib import Path
from typing import BinaryIO

OWNER_ALONE = 0o600


def open_private(path: Path) -> BinaryIO:
    """The file, empty and to be written; no other account of the machine reads it from now on.

    Raises OSError.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
    # Who had a file of that name lie there open to all gets it closed too.
    os.fchmod(descriptor, OWNER_ALONE)
    return os.fdopen(descriptor, "wb")
