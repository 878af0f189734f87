"""What was put off is written down whole, sealed, and read again as it was."""

import logging
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
from bot.journal import FOLDER, Journal, _dump, _load
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
