"""Where an estate lives and where its backup is put back: a database and a folder, and no more."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from tests.databases import connect
from tests.e2e.service import run_command

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "deploy"
SCRIPT_SECONDS_MAX = 600


@dataclass(frozen=True)
class Place:
    """A machine that may be lost: what it has lies in its database and in its folder."""

    url: str
    folder: Path

    @property
    def media(self) -> Path:
        return self.folder / "media"

    def keep_photos(self, count: int, size: int) -> None:
        """Lay down what residents have sent so far; no photo can be made smaller."""
        self.media.mkdir(exist_ok=True)
        for name in range(count):
            (self.media / f"photo-{name}").write_bytes(os.urandom(size))

    def photos(self) -> dict[str, int]:
        """How large each is."""
        return {path.name: path.stat().st_size for path in self.media.glob("photo-*")}

    def lose(self) -> None:
        """Nothing is left of the database, nor of the folder with the photos."""
        shutil.rmtree(self.media)
        url = make_url(self.url)
        if url.get_backend_name() == "sqlite":
            assert url.database is not None
            file = Path(url.database)
            for path in file.parent.glob(f"{file.name}*"):
                path.unlink()
            return
        with connect(self.url) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


@dataclass(frozen=True)
class Operator:
    """Whoever runs the scripts, with the settings of the service at hand.

    `huiyin` is on the PATH; `in_haste` it is one that has loaded the house already, and is run when
    the script is over, since to load it again takes more of the processor than all else.
    """

    in_haste: bool = False

    def back_up(self, place: Place, settings: Mapping[str, str], backups: Path) -> Path:
        """Where the backup lies."""
        return Path(self._run("backup.sh", place, settings, backups).strip())

    def restore(self, place: Place, settings: Mapping[str, str], backup: Path) -> str:
        """Put it back; what the commands said."""
        said = self._run("restore.sh", place, settings, backup)
        if not self.in_haste:
            return said
        for line in _asked(place).read_text(encoding="utf-8").splitlines():
            done = run_command(settings, place.folder, *line.split())
            assert done.returncode == 0, done.stderr
            said += done.stdout
        return said

    def _run(self, script: str, place: Place, settings: Mapping[str, str], argument: Path) -> str:
        shell = shutil.which("sh")
        assert shell is not None
        programs = place.folder / "programs"
        programs.mkdir(exist_ok=True)
        written: Callable[[Place], str] = _noted if self.in_haste else _run_afresh
        huiyin = programs / "huiyin"
        huiyin.write_text(f"#!/bin/sh\n{written(place)}\n", encoding="utf-8")
        huiyin.chmod(0o755)
        done = subprocess.run(
            [shell, str(SCRIPTS / script), str(argument)],
            env={**settings, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
            cwd=place.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=SCRIPT_SECONDS_MAX,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _asked(place: Place) -> Path:
    return place.folder / "asked"


def _noted(place: Place) -> str:
    return f'echo "$@" >>{_asked(place)}'


def _run_afresh(_place: Place) -> str:
    return f'exec {sys.executable} -m bot "$@"'
