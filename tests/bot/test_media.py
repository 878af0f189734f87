"""Evidence is fetched at once, kept under its hash, and never lost because a provider was busy."""

import asyncio
import errno
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.media import MEDIA_BYTES_MAX, MediaUnavailable
from bot.media import MediaFetcher
from bot.media_cleaning import cleaned
from bot.media_files import keep_file, media_path, type_of
from storage.cases import Media
from storage.media import EXPIRED
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.databases import open_database
from tests.each import each
from tests.fakes.photos import photo

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
TAKEN = photo()
PHOTO = cleaned(TAKEN, "image/jpeg")
NAME = hashlib.sha256(PHOTO).hexdigest()
BUSY = MediaUnavailable("no token: network", is_final=False)
GONE = MediaUnavailable("40007", is_final=True)


class Provider:
    """Holds files by reference; a failure in `script` comes first."""

    def __init__(self) -> None:
        self.files = {"photo": TAKEN}
        self.script: list[Exception | None] = []
        self.asked: list[str] = []
        self.answers = asyncio.Event()
        self.answers.set()

    async def fetch(self, reference: str) -> tuple[bytes, str]:
        self.asked.append(reference)
        await self.answers.wait()
        failure = self.script.pop(0) if self.script else None
        if failure is not None:
            raise failure
        return self.files[reference], "text/html"


class Album:
    """A database, a folder, and the files that residents sent."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database = open_database(url)
        self.folder = folder
        self.provider = Provider()
        self.now = NOW

    def fetcher(self, **limits: float) -> MediaFetcher:
        return MediaFetcher(
            self.database,
            self.folder,
            {"wechat": self.provider.fetch},
            lambda: self.now,
            Random(3),  # noqa: S311 - jitter is no secret
            **limits,
        )

    def want(self, reference: str = "photo", channel: str = "wechat") -> int:
        media = Media(
            channel=channel,
            kind="image",
            reference=reference,
            content_type="image/jpeg",
            next_at=NOW,
            received_at=NOW,
        )
        with self.database.transaction() as session:
            session.add(media)
            session.flush()
            return media.id

    def media(self, media_id: int) -> Media:
        with self.database.reading() as session:
            return session.get_one(Media, media_id)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


on_both = pytest.mark.parametrize("album", BOTH_DATABASES, indirect=True)
"""For what a database may do in its own way; the rest is tried on SQLite alone."""


@pytest.fixture
def album(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Album]:
    album = Album(url_of(request), tmp_path / "media")
    yield album
    album.database.close()


@each(
    ("head", "content_type"),
    [
        (b"\xff\xd8\xff\xe1", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"#!AMR\n\x3c", "audio/amr"),
        (b"#!AMR-WB\n", "audio/amr-wb"),
        (b"\x02#!SILK_V3", "audio/silk"),
        (b"ID3\x03", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"OggS\x00", "audio/ogg"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x1cftyp3gp5", "video/3gpp"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"<html>", None),
        (b"<svg onload=alert(1)>", None),
        (b'{"errcode":40007}', None),
        (b"%PDF-1.7", None),
        (b"MZ", None),
        (b"RIFF\x24\x00\x00\x00AVI ", None),
        (b"\xff\xfe\x00", None),
        (b"", None),
    ],
)
def test_the_content_alone_says_what_it_is(head: bytes, content_type: str | None) -> None:
    assert type_of(head) == type_of(head + b"...") == content_type


@given(st.text())
def test_no_text_passes_for_evidence(text: str) -> None:
    known_heads = ("GIF8", "#!AMR", "#!SILK", "\x02#!SILK", "ID3", "OggS", "RIFF")

    found = type_of(text.encode())

    assert found is None or text.startswith(known_heads) or text[4:8] == "ftyp"


@on_both
async def test_a_photo_is_kept_under_its_hash_with_the_type_that_it_has(album: Album) -> None:
    media = album.want()

    await album.fetcher().fetch_all(NOW)

    row = album.media(media)
    assert (row.state, row.sha256, row.size, row.content_type, row.stored_at, row.failure) == (
        "stored",
        NAME,
        len(PHOTO),
        "image/jpeg",
        NOW,
        None,
    )
    assert album.files() == [NAME]
    assert media_path(album.folder, NAME).read_bytes() == PHOTO
    assert media_path(album.folder, NAME).stat().st_mode & 0o077 == 0


async def test_the_same_photo_sent_twice_is_one_file(album: Album) -> None:
    media = [album.want(), album.want()]

    await album.fetcher().fetch_all(NOW)

    assert {album.media(one).sha256 for one in media} == {NAME}
    assert album.files() == [NAME]


@on_both
async def test_a_busy_provider_is_asked_again_until_it_answers(album: Album) -> None:
    media = album.want()
    album.provider.script = [BUSY, BUSY]
    fetcher = album.fetcher()

    await fetcher.fetch_all(NOW)
    waiting = album.media(media)
    await fetcher.fetch_all(NOW + timedelta(seconds=10))
    await fetcher.fetch_all(NOW + timedelta(seconds=30))

    assert (waiting.state, waiting.failure) == ("wanted", "no token: network")
    assert waiting.next_at is not None
    assert NOW <= waiting.next_at <= NOW + timedelta(seconds=10)
    assert (album.media(media).state, album.media(media).failure) == ("stored", None)
    assert len(album.provider.asked) == 3


async def test_what_the_provider_no_longer_has_is_given_up_at_once(
    album: Album, caplog: pytest.LogCaptureFixture
) -> None:
    media = album.want()
    album.provider.script = [GONE]

    await album.fetcher().fetch_all(NOW)

    assert (album.media(media).state, album.media(media).failure) == ("failed", "40007")
    assert f"media {media} is lost" in caplog.text


async def test_tries_end_when_no_provider_keeps_it_any_more(album: Album) -> None:
    media = album.want()
    album.provider.script = [BUSY] * 1000
    fetcher = album.fetcher()

    for hours in range(100):
        await fetcher.fetch_all(NOW + timedelta(hours=hours))

    assert album.media(media).state == "failed"
    assert 72 <= len(album.provider.asked) <= 90


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"<html>not found</html>", "neither a picture nor a recording nor a film"),
        (PHOTO + bytes(MEDIA_BYTES_MAX), "too large"),
    ],
)
async def test_what_is_no_evidence_is_not_kept(album: Album, content: bytes, failure: str) -> None:
    media = album.want()
    album.provider.files["photo"] = content

    await album.fetcher().fetch_all(NOW)

    assert (album.media(media).state, album.media(media).failure) == ("failed", failure)
    assert not album.folder.exists()


async def test_a_broken_file_holds_up_no_other(album: Album) -> None:
    album.provider.script = [RuntimeError("a bug"), None]
    media = [album.want(), album.want(), album.want(channel="nobody's")]

    await album.fetcher().fetch_all(NOW)

    assert {(album.media(one).state, album.media(one).failure) for one in media} == {
        ("stored", None),
        ("wanted", "RuntimeError"),
        ("wanted", "nobody fetches from nobody's"),
    }


async def test_a_full_disk_leaves_nothing_half_written_and_is_tried_again(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    media = album.want()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        await album.fetcher().fetch_all(NOW)
    during = album.media(media)
    left_over = album.files()
    await album.fetcher().fetch_all(NOW + timedelta(minutes=1))

    assert (during.state, during.failure) == ("wanted", "the disk does not take it")
    assert left_over == []
    assert album.media(media).state == "stored"


async def test_a_provider_that_says_nothing_is_tried_later(album: Album) -> None:
    media = album.want()
    album.provider.answers.clear()

    await album.fetcher(fetch_seconds_max=0.05).fetch_all(NOW)

    assert album.media(media).failure == "no answer in time"


async def test_what_a_dead_process_was_fetching_is_fetched_after_its_lease(album: Album) -> None:
    media = album.want()
    album.provider.answers.clear()
    dead = asyncio.create_task(album.fetcher().fetch_all(NOW))
    while not album.provider.asked:  # noqa: ASYNC110 - the provider has no bell
        await asyncio.sleep(0.01)
    dead.cancel()
    album.provider.answers.set()

    await album.fetcher().fetch_all(NOW + timedelta(minutes=4))
    held = album.media(media).state
    await album.fetcher().fetch_all(NOW + timedelta(minutes=5))

    assert held == "wanted"
    assert album.media(media).state == "stored"


@on_both
async def test_two_fetchers_do_not_fetch_the_same_twice(album: Album) -> None:
    for _ in range(20):
        album.want()

    await asyncio.gather(album.fetcher().fetch_all(NOW), album.fetcher().fetch_all(NOW))

    assert len(album.provider.asked) == 20


async def test_the_bell_wakes_the_fetcher_and_stopping_waits_for_it(album: Album) -> None:
    fetcher = album.fetcher()
    running = asyncio.create_task(fetcher.run())
    await asyncio.sleep(0.1)
    album.provider.answers.clear()
    media = album.want()

    fetcher.ring()
    while not album.provider.asked:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)
    stopping = asyncio.create_task(fetcher.stop())
    await asyncio.sleep(0.05)
    stopped_early = stopping.done()
    album.provider.answers.set()
    await asyncio.gather(stopping, running)

    assert not stopped_early
    assert album.media(media).state == "stored"


def test_a_file_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    name = keep_file(tmp_path, PHOTO)
    before = media_path(tmp_path, name).stat().st_mtime_ns

    assert keep_file(tmp_path, PHOTO) == name

    assert media_path(tmp_path, name).stat().st_mtime_ns == before


@on_both
def test_a_file_that_was_kept_long_enough_goes_unless_it_is_other_evidence_too(
    album: Album,
) -> None:
    first, second = album.want(), album.want()
    asyncio.run(album.fetcher().fetch_all(NOW))
    for media_id, left in ((first, [NAME]), (second, [])):
        with album.database.transaction() as session:
            session.get_one(Media, media_id).state = EXPIRED

        asyncio.run(album.fetcher().take_away())

        assert album.files() == left
        assert (album.media(media_id).state, album.media(media_id).sha256) == ("erased", None)


def test_a_file_that_the_disk_does_not_let_go_is_told_and_holds_up_no_other(
    album: Album, caplog: pytest.LogCaptureFixture
) -> None:
    stuck, other = album.want(), album.want()
    asyncio.run(album.fetcher().fetch_all(NOW))
    with album.database.transaction() as session:
        session.get_one(Media, stuck).sha256 = "stuck"
        for media_id in (stuck, other):
            session.get_one(Media, media_id).state = EXPIRED
    in_the_way = media_path(album.folder, "stuck")
    in_the_way.mkdir()

    asyncio.run(album.fetcher().take_away())

    assert (album.media(stuck).state, album.media(other).state) == (EXPIRED, "erased")
    assert f"operator: media {stuck} cannot be removed" in caplog.text
    in_the_way.rmdir()
    asyncio.run(album.fetcher().take_away())
    assert album.media(stuck).state == "erased"
