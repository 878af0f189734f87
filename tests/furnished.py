"""Tables for all workers of a run, made by whoever asks first: to make them takes seconds."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.databases import Servers, create_database, fresh_database, furnish, locked

PATTERN = "huiyin_furnished"
SERVERS_FOLDER = "HUIYIN_TESTS_FOLDER"
"""How the workers of one run find each other."""


def folder_of_the_run() -> Path:
    """What all workers share."""
    return Path(os.environ[SERVERS_FOLDER])


def furnished_file_of(folder: Path) -> Path:
    """An SQLite file with all tables, to be copied and never opened."""
    file, unfinished = folder / "furnished.db", folder / "furnishing.db"
    with locked(folder / "furnishing the file"):
        if not file.exists():
            unfinished.unlink(missing_ok=True)
            furnish(f"sqlite:///{unfinished}")
            unfinished.rename(file)
    return file


@contextmanager
def furnished_database(folder: Path, environ: Mapping[str, str]) -> Iterator[str]:
    """A PostgreSQL database with all tables, for one worker; it is dropped afterwards.

    On a server that is not ours nothing is left behind, so there each worker makes its own.
    """
    administrator = Servers(folder).url(environ)
    if environ.get("TEST_DATABASE_URL"):
        with fresh_database(administrator) as url:
            furnish(url)
            yield url
        return
    made = folder / PATTERN
    with locked(folder / "furnishing the database"):
        if not made.exists():
            url = create_database(administrator, PATTERN)
            furnish(url)
            made.touch()
    with fresh_database(administrator, PATTERN) as url:
        yield url
