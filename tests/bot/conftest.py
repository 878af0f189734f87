"""Fixtures of all tests of the edge."""

import os
import sys
from pathlib import Path

import pytest

from bot.command_line import main
from tests.bot.commands_typed import OLD, Ran, Run, written


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
