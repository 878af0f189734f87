"""The databases of the tests are real, fresh, and there on any machine."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests.databases import Servers, find_binaries, fresh_database, shared_folder


def version_of(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        version = connection.scalar(text("SHOW server_version_num"))
    engine.dispose()
    return int(version) // 10_000


def test_every_test_gets_an_empty_database_on_each_engine(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE resident (name TEXT)"))
        connection.execute(text("INSERT INTO resident VALUES ('住户')"))

        assert connection.scalar(text("SELECT name FROM resident")) == "住户"
    engine.dispose()


def test_two_databases_know_nothing_of_each_other(postgres_url: str) -> None:
    with fresh_database(postgres_url) as one, fresh_database(postgres_url) as other:
        assert one != other


def test_a_database_is_gone_afterwards_even_when_someone_still_holds_it(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        engine = create_engine(url)
        held = engine.connect()
        held.execute(text("SELECT 1"))

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    held.invalidate()
    engine.dispose()


def test_a_server_named_by_the_environment_goes_first(tmp_path: Path) -> None:
    url = Servers(tmp_path).url({"TEST_DATABASE_URL": "postgresql://me:secret@db.example/postgres"})

    assert url == "postgresql+psycopg://me:secret@db.example/postgres"
    assert list(tmp_path.iterdir()) == []


def test_the_newest_version_of_the_system_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "14", "15", "17", "18"):
        (tmp_path / version / "bin").mkdir(parents=True)
    for complete in ("14", "15", "17"):
        (tmp_path / complete / "bin" / "initdb").touch()

    assert find_binaries(tmp_path, tmp_path) == tmp_path / "17" / "bin"


def test_the_packaged_server_serves_where_the_system_has_none_new_enough(tmp_path: Path) -> None:
    (tmp_path / "14" / "bin").mkdir(parents=True)
    (tmp_path / "14" / "bin" / "initdb").touch()
    servers = Servers(shared_folder(), system=tmp_path)

    try:
        with fresh_database(servers.url({})) as url:
            assert version_of(url) >= 15
    finally:
        servers.close()
    assert not servers.folder.exists()


def test_a_server_that_cannot_be_started_says_why() -> None:
    folder = shared_folder()
    broken = folder / "system" / "15" / "bin"
    broken.mkdir(parents=True)
    (broken / "initdb").write_text("#!/bin/sh\necho no space left; exit 3\n", encoding="utf-8")
    (broken / "initdb").chmod(0o755)
    servers = Servers(folder, system=folder / "system")

    try:
        with pytest.raises(RuntimeError, match=r"initdb failed with 3:\nno space left"):
            servers.url({})
    finally:
        servers.close()


def test_the_server_of_this_run_is_new_enough(postgres_url: str) -> None:
    assert version_of(postgres_url) >= 15
