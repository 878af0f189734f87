"""Fixtures of all tests of the edge."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.command_line import main
from bot.log import Redaction
from tests.bot.commands_typed import OLD, Ran, Run, WriteFile, written


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Type a command in an empty folder, with a key and no other setting."""
    for name in list(os.environ):
        if name.startswith(("WECHAT_", "WECOM_", "TWILIO_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", written(OLD))
    monkeypatch.setenv("PREVIOUS_SECRET_KEYS", "")

    def command(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["huiyin", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(int(exit_.value.code or 0), printed.out, printed.err)

    return command


@pytest.fixture
def run(typed: Run, sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command for an SQLite file with all tables and nothing in them."""
    monkeypatch.setenv("DATABASE_URL", sqlite_database)
    return typed


@pytest.fixture
def run_on_each(typed: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same on either database in turn."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return typed


@pytest.fixture
def file(tmp_path: Path) -> WriteFile:
    """Put a file where commands are typed."""

    def write(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return name

    return write


HOUSE = ("bot", "scheduler", "storage", "flows")
PEOPLES_WORDS = re.compile(r"[\u3400-\u9fff]")
"""The house logs in English: a Chinese character in its log is what somebody wrote, or a name."""


class Overhearing(logging.Handler):
    """Keeps what the log says, as production writes it, and should not."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Redaction("%(name)s %(message)s"))
        self.overheard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if record.name.split(".")[0] in HOUSE and PEOPLES_WORDS.search(line):
            self.overheard.append(line)


@pytest.fixture
def log_tells_of_nobody() -> Iterator[None]:
    """P13, F61: whatever goes wrong, the log holds ids, and no word or name of a person.

    For the tests in which things go wrong.
    """
    ear = Overhearing()
    logging.getLogger().addHandler(ear)
    yield
    logging.getLogger().removeHandler(ear)
    assert ear.overheard == []
