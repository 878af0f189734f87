"""`huiyin import`, as it is typed: every bad row is named, and then nothing is taken over."""

import pytest

from storage.estates import estates
from tests.bot.commands_typed import Ran, Run, WriteFile, reading
from tests.bot.directory_world import resident, residents_csv, staff, staff_csv


def test_every_bad_row_is_printed_and_nothing_is_imported(
    run_on_each: Run, file: WriteFile, database_url: str
) -> None:
    rows = residents_csv(resident(), resident(room="303", role="cat", phone="12"))

    ran = run_on_each("import", "residents", file("residents.csv", rows))

    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "line 3: phone: '12' is no number in E.164 such as +85255500101",
        "line 3: role: 'cat' is none of owner, tenant, family",
        "nothing was imported",
    ]
    with reading(database_url) as session:
        assert estates(session) == []


def test_a_missing_file_is_named(run: Run) -> None:

    assert run("import", "staff", "staff.csv") == Ran(
        1, "", "staff.csv: No such file or directory\nnothing was imported\n"
    )
    assert run("policy", "check", "p.toml") == Ran(2, "", "p.toml: No such file or directory\n")


def test_a_command_keeps_the_time_of_a_rehearsal_and_says_nothing_of_it(
    run: Run,
    file: WriteFile,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("CLOCK", "adjustable")

    assert run("import", "staff", file("staff.csv", staff_csv(staff()))).code == 0
    assert "CLOCK" not in caplog.text
