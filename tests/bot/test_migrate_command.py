"""`huiyin migrate`, from no database to the newest tables and keys."""

import os
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from storage.estates import estates
from storage.migrate import configuration
from storage.residents import name_of, residents_with_phone
from tests.bot.commands_typed import OLD, Ran, Run, WriteFile, reading, written
from tests.bot.directory_world import resident, residents_csv, staff, staff_csv
from tests.e2e.processes import Streams, forked

NEW = b"a-newer-key-made-for-the-tests!!"
PHONE = "+85255500101"
NEWEST = ScriptDirectory.from_config(configuration()).get_current_head()


@pytest.fixture
def run(typed: Run, empty_sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command for an SQLite file that is not there yet."""
    monkeypatch.setenv("DATABASE_URL", empty_sqlite_database)
    return typed


@pytest.fixture
def run_on_each(typed: Run, empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command for an empty database, once of each kind."""
    monkeypatch.setenv("DATABASE_URL", empty_database_url)
    return typed


def test_a_new_house_is_furnished_step_by_step(
    run_on_each: Run, file: WriteFile, empty_database_url: str
) -> None:
    assert run_on_each("migrate") == Ran(0, f"the database is now at revision {NEWEST}\n", "")
    assert run_on_each("migrate") == Ran(0, "the database is up to date\n", "")

    residents = file("residents.csv", residents_csv(resident()))
    members = file("staff.csv", staff_csv(staff()))
    assert run_on_each("import", "residents", residents) == Ran(
        0, "new estate: 回音花园\nresidents: 1 added, 0 changed, 0 unchanged\n", ""
    )
    assert run_on_each("import", "staff", members).out == "staff: 1 added, 0 changed, 0 unchanged\n"
    assert run_on_each("import", "staff", members).out == "staff: 0 added, 0 changed, 1 unchanged\n"
    with reading(empty_database_url) as session:
        assert len(residents_with_phone(session, PHONE)) == 1


def test_a_command_on_a_database_without_tables_says_what_to_do(run_on_each: Run) -> None:
    sentence = "the database is not up to date: run `huiyin migrate`\n"
    Path("residents.csv").write_bytes(residents_csv(resident()))

    for command in (("jobs",), ("serve",), ("import", "residents", "residents.csv")):
        assert run_on_each(*command) == Ran(2, "", sentence)


def test_nothing_is_made_by_asking(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///fresh/huiyin.db")

    assert run("jobs").code == 2
    assert not Path("fresh").exists()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://me:topsecret@127.0.0.1:1/house", "the database house at 127.0.0.1:1 cannot"),
        ("sqlite:///notes.txt", "the database notes.txt cannot be used: file is not a database"),
        ("sqlite:////proc/nowhere/huiyin.db", "/proc/nowhere/huiyin.db cannot be made"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_line_without_a_password(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, sentence: str
) -> None:
    Path("notes.txt").write_text("nothing of a database " * 100)
    monkeypatch.setenv("DATABASE_URL", url)

    ran = run("migrate")

    assert ran.code == 2
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert "topsecret" not in ran.err


def test_an_old_key_is_given_up_by_migrating(
    run_on_each: Run,
    file: WriteFile,
    empty_database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_on_each("migrate")
    run_on_each("import", "residents", file("residents.csv", residents_csv(resident())))
    monkeypatch.setenv("SECRET_KEY", written(NEW))
    monkeypatch.setenv("PREVIOUS_SECRET_KEYS", written(OLD))

    assert run_on_each("migrate").out == (
        "the database is up to date\n"
        "1 rows are sealed with the newest key: PREVIOUS_SECRET_KEYS may go\n"
    )
    with reading(empty_database_url, NEW) as session:
        (found,) = residents_with_phone(session, PHONE)
        assert name_of(session, found) == "陈大文"


def test_a_lost_key_is_said(run: Run, file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    run("migrate")
    name = file("residents.csv", residents_csv(resident()))
    run("import", "residents", name)
    monkeypatch.setenv("SECRET_KEY", written(NEW))

    assert run("import", "residents", name) == Ran(
        2, "", "SECRET_KEY and PREVIOUS_SECRET_KEYS do not open what the database holds\n"
    )
    monkeypatch.setenv("PREVIOUS_SECRET_KEYS", written(b"somebody-elses-key-of-the-tests!"))
    assert run("migrate").err.startswith("resident 1 is sealed with a key that is not given")


def test_two_migrations_at_once_make_the_tables_once(
    typed: Run, empty_database_url: str, tmp_path: Path
) -> None:
    environ = {**os.environ, "DATABASE_URL": empty_database_url}
    said = [Streams(tmp_path / f"output {n}", tmp_path / f"complaints {n}") for n in range(2)]

    both = [forked(("migrate",), environ, tmp_path, streams) for streams in said]

    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert [streams.complaints.read_text() for streams in said] == ["", ""]
    with reading(empty_database_url) as session:
        assert estates(session) == []
