"""The drill: a backup is put back into an empty database, and nothing is missing."""

import os
import shutil
import subprocess
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.commands.opening import CannotRun
from bot.commands.restored import restored
from bot.settings import Settings, load_settings
from flows.rules.vocabulary import MessageState, Purpose
from storage.cases import Media
from storage.keys import Keyring
from storage.outgoing import Outgoing
from storage.restoring import MAY_BE_SENT
from tests.databases import fresh_database, open_database
from tests.estate import MORNING, Garden, plant_in
from tests.replanting import Rows, rows_of

SCRIPTS = Path(__file__).parents[2] / "deploy"
KEY = b"the-key-that-is-kept-elsewhere-!"
ANOTHER = b"a-key-of-some-other-estates-own."
KEYS = Keyring((KEY,))
PHOTO = b"a photo of a leak"


@dataclass(frozen=True)
class Place:
    """A database, a folder for what residents sent, and the scripts at work on them."""

    url: str
    media: Path
    folder: Path

    def settings(self, key: bytes = KEY) -> Settings:
        secret = urlsafe_b64encode(key).decode()
        return load_settings(
            {"DATABASE_URL": self.url, "MEDIA_DIR": str(self.media), "SECRET_KEY": secret}, None
        )

    def run(self, script: str, argument: Path) -> subprocess.CompletedProcess[str]:
        """Run a script as an operator does; `huiyin` only notes what it is asked for."""
        programs = self.folder / "programs"
        programs.mkdir(exist_ok=True)
        huiyin = programs / "huiyin"
        huiyin.write_text(f'#!/bin/sh\necho "$@" >>{self.asked}\n', encoding="utf-8")
        huiyin.chmod(0o755)
        environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "DATABASE_URL": self.url,
            "MEDIA_DIR": str(self.media),
        }
        shell = shutil.which("sh")
        assert shell is not None
        return subprocess.run(
            [shell, str(SCRIPTS / script), str(argument)],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def asked(self) -> Path:
        return self.folder / "asked"


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Place:
    """An estate with a case that is done, a photo of it, and messages that wait."""
    media = tmp_path / "media"
    media.mkdir()
    (media / "photo").write_bytes(PHOTO)
    database = open_database(database_url, KEYS)
    plant_in(database)
    garden = Garden(database)
    garden.resolve(garden.report())
    with garden.changing() as session:
        (first, *_) = session.exec(select(Outgoing).where(col(Outgoing.resident_id).is_not(None)))
        session.add(
            Media(
                inbound_id=None,
                case_id=first.case_id,
                channel="wechat",
                kind="image",
                reference="media-1",
                sha256="photo",
                received_at=MORNING,
            )
        )
    garden.close()
    return Place(database_url, media, tmp_path)


@pytest.fixture
def elsewhere(place: Place, postgres_url: str, tmp_path: Path) -> Iterator[Place]:
    """The same kind of database, empty, and an empty folder."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    with ExitStack() as stack:
        url = f"sqlite:///{other / 'huiyin.db'}"
        if not place.url.startswith("sqlite"):
            url = stack.enter_context(fresh_database(postgres_url))
        yield Place(url, other / "media", other)


def rows_at(place: Place) -> Rows:
    database = open_database(place.url, KEYS)
    with database.reading() as session:
        found = rows_of(session)
    database.close()
    return found


def backed_up(place: Place) -> Path:
    done = place.run("backup.sh", place.folder / "backups")
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def waiting(place: Place) -> list[tuple[Purpose, MessageState, str | None]]:
    database = open_database(place.url, KEYS)
    with database.reading() as session:
        found = session.exec(select(Outgoing).order_by(col(Outgoing.id))).all()
    database.close()
    return [(one.purpose, one.state, one.error) for one in found]


@pytest.mark.both_databases
def test_a_backup_in_an_empty_place_has_every_row_and_every_photo(
    place: Place, elsewhere: Place
) -> None:
    before = rows_at(place)
    backup = backed_up(place)
    (place.media / "photo").unlink()  # what happens later is not in it

    done = elsewhere.run("restore.sh", backup)

    assert done.returncode == 0, done.stderr
    after = rows_at(elsewhere)
    counts = {name: len(rows) for name, rows in before.items() if rows}
    assert {name: len(rows) for name, rows in after.items() if rows} == counts
    assert counts["report_case"] == 1
    assert after == before
    assert (elsewhere.media / "photo").read_bytes() == PHOTO
    assert elsewhere.asked.read_text(encoding="utf-8").split() == ["migrate", "restored"]


def test_what_may_have_been_sent_since_is_in_doubt_and_staff_hear_it_again(
    place: Place, elsewhere: Place
) -> None:
    assert elsewhere.run("restore.sh", backed_up(place)).returncode == 0
    queued = [purpose for purpose, state, _ in waiting(elsewhere) if state == MessageState.QUEUED]

    said = list(restored(elsewhere.settings()))

    assert {Purpose.STAFF, Purpose.CASE} <= set(queued)
    to_residents = sum(purpose is not Purpose.STAFF for purpose in queued)
    assert said[0] == "the key opens what the database holds"
    assert said[1].startswith(f"{to_residents} messages may have been sent")
    for purpose, state, error in waiting(elsewhere):
        if purpose is Purpose.STAFF:
            assert state is MessageState.QUEUED
        else:
            assert (state, error) == (MessageState.UNKNOWN, MAY_BE_SENT)


def test_a_backup_is_of_no_use_without_its_key(place: Place, elsewhere: Place) -> None:
    assert elsewhere.run("restore.sh", backed_up(place)).returncode == 0
    before = waiting(elsewhere)

    with pytest.raises(CannotRun, match="do not open what the database holds"):
        list(restored(elsewhere.settings(ANOTHER)))

    assert waiting(elsewhere) == before


def test_nothing_that_is_there_is_overwritten(place: Place, elsewhere: Place) -> None:
    backup = backed_up(place)
    before = rows_at(place)

    with_photos = place.run("restore.sh", backup)
    shutil.rmtree(place.media)
    with_tables = place.run("restore.sh", backup)

    assert (with_photos.returncode, with_tables.returncode) == (1, 1)
    assert "is not empty: restore into a new folder" in with_photos.stderr
    assert "restore into a new one" in with_tables.stderr
    assert rows_at(place) == before
    assert not elsewhere.asked.exists()


def test_a_backup_that_was_damaged_is_not_put_back(place: Place, elsewhere: Place) -> None:
    backup = backed_up(place)
    archive = backup / "media.tar"
    archive.write_bytes(archive.read_bytes()[:-1] + b"!")

    done = elsewhere.run("restore.sh", backup)

    assert done.returncode == 1
    assert "media.tar: FAILED" in done.stdout
    assert not elsewhere.asked.exists()
    assert not elsewhere.media.exists()


def test_a_backup_outlives_its_days_no_longer_and_names_no_key(place: Place) -> None:
    old = place.folder / "backups" / "huiyin-20200101T000000Z"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))

    backup = backed_up(place)

    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    assert {path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())} == {0}
    assert not any(urlsafe_b64encode(KEY) in path.read_bytes() for path in backup.iterdir())
