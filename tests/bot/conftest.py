"""Fixtures of all tests of the edge."""

import os
import sys
from pathlib import Path

import pytest

from bot.command_line import main
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
