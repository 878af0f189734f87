"""What was put off is written down whole, sealed, and read again as it was."""

import logging
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import (
    ChannelName,
    Event,
    Incoming,
    IncomingMedia,
    MediaKind,
    MessageReport,
    Position,
    Press,
    TemplateChoice,
)
from bot.journal import FOLDER, Journal, JournalFull, _dump, _load
from storage.keys import Keyring

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

KEYS = Keyring((b"k" * 32,))
FULL = Incoming(
    ChannelName.WECHAT,
    "gh",
    "1",
    "openid-chen",
    text="水管爆了",
    media=(IncomingMedia(MediaKind.IMAGE, "media-1", "image/jpeg"),),
    position=Position(31.2, 121.4, "8栋"),
    event=Event.CLICK,
    scene="report",
    tapped="yes",
    press=Press("card", "accept", "code"),
    choices=(TemplateChoice("template", accepted=True, sends=1),),
    reports=(MessageReport("m", delivered=False, code="43101"),),
    sent_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
    raw=bytes(range(256)),
    understood=False,
)


def test_every_part_of_a_message_comes_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path, KEYS)
    journal.keep(FULL)
    journal.keep(FULL)

    assert journal.left() == [FULL]
    (file,) = (tmp_path / FOLDER).iterdir()
    assert "水管".encode() not in file.read_bytes()

    journal.drop(FULL)
    journal.drop(FULL)
    assert journal.left() == []


@given(st.text(), st.binary())
def test_any_message_can_be_written_down(text: str, raw: bytes) -> None:
    message = Incoming(ChannelName.SMS, "sms", "1", "+85261234567", text=text, raw=raw)

    assert _load(_dump(message)) == message


def test_a_message_of_broken_characters_is_written_down_too(tmp_path: Path) -> None:
    journal = Journal(tmp_path, KEYS)
    journal.keep(Incoming(ChannelName.SMS, "sms", "\ud800", "+1", text="a\udcffb"))

    (kept,) = journal.left()
    assert kept.text == "a?b"


def test_a_file_that_no_key_opens_is_named_and_left_where_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Journal(tmp_path, Keyring((b"x" * 32,))).keep(FULL)

    with caplog.at_level(logging.ERROR):
        assert Journal(tmp_path, KEYS).left() == []

    (file,) = (tmp_path / FOLDER).iterdir()
    assert f"{file} cannot be read: InvalidToken" in caplog.text


def test_a_journal_that_is_full_takes_no_more(tmp_path: Path) -> None:
    journal = Journal(tmp_path, KEYS, messages_max=1)
    journal.keep(FULL)
    journal.keep(FULL)

    with pytest.raises(JournalFull, match="1 messages wait"):
        journal.keep(replace(FULL, key="2"))

    assert journal.left() == [FULL]


def test_what_one_person_wrote_comes_back_in_its_order_though_delivered_again(
    tmp_path: Path,
) -> None:
    journal = Journal(tmp_path, KEYS)
    second, other = replace(FULL, key="2"), replace(FULL, key="3", sender="openid-other")
    for at, message in enumerate((FULL, second, other), start=1):
        journal.keep(message)
        newest = max((tmp_path / FOLDER).iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (at, at))
    journal.keep(FULL)

    assert journal.left() == [FULL, second, other]
    assert journal.left(FULL) == [FULL, second]


def test_a_file_that_an_earlier_version_named_is_read_and_dropped(tmp_path: Path) -> None:
    journal = Journal(tmp_path, KEYS)
    journal.keep(FULL)
    (file,) = (tmp_path / FOLDER).iterdir()
    file.rename(file.with_name(file.name.partition("-")[2]))

    assert journal.left() == [FULL]
    journal.drop(FULL)
    assert journal.left() == []


def test_a_trial_shows_whether_there_is_room_and_leaves_nothing(tmp_path: Path) -> None:
    Journal(tmp_path, KEYS).try_out()
    assert list((tmp_path / FOLDER).iterdir()) == []

    (tmp_path / "file").touch()
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        Journal(tmp_path / "file", KEYS).try_out()
