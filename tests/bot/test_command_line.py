"""The commands as they are typed: what they print, their exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.commands_typed import OLD, PROJECT, Run, written


def test_mistaken_settings_are_all_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "99999")
    monkeypatch.setenv("SECRET_KEY", "short")

    for command in ("migrate", "serve", "jobs"):
        ran = run(command)
        assert ran.code == 2
        assert {line.partition(":")[0] for line in ran.err.splitlines()} == {"SECRET_KEY", "PORT"}


def test_settings_may_lie_in_a_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY")
    Path(".env").write_text(f"SECRET_KEY={written(OLD)}\n")

    assert run("migrate").code == 0


@pytest.mark.parametrize(
    "arguments",
    [("import", "cats", "x.csv"), ("serve", "--role", "half"), ("demo", "--port", "0"), ("dance",)],
)
def test_what_no_command_understands_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert ran.code == 2
    assert arguments[-2 if len(arguments) == 3 else -1] in ran.err


def test_the_module_is_the_same_program_and_is_quick_to_help() -> None:
    program = (
        "import sys; from bot.command_line import app;"
        " import json; json.dump(sorted(sys.modules), sys.stdout)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    helped = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, check=True, text=True
    )

    heavy = {"aiohttp", "sqlmodel", "sqlalchemy", "pydantic", "openpyxl", "phonenumbers"}
    assert heavy.isdisjoint(json.loads(found.stdout))
    for command in ("demo", "serve", "migrate", "import", "policy", "jobs"):
        assert f"\n  {command} " in helped.stdout


def test_a_mistaken_setting_is_said_before_the_house_is_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.command_line import main; sys.argv = ['huiyin', 'serve']\n"
        "try: main()\n"
        "finally: print('bot.app' in sys.modules)"
    )
    environ = {"PATH": os.defpath, "PYTHONPATH": str(PROJECT), "SECRET_KEY": "short"}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "False\n")
    assert done.stderr.startswith("SECRET_KEY")
