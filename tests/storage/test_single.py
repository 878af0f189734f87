from pathlib import Path

import pytest

from storage.single import AlreadyServed, single_server


def test_a_second_server_of_the_same_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'huiyin.db'}"

    with (
        single_server(url),
        pytest.raises(AlreadyServed, match="already being served"),
        single_server(url),
    ):
        raise AssertionError("two servers of one file")


def test_after_the_first_has_gone_another_may_come(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'huiyin.db'}"

    for _ in range(2):
        with single_server(url):
            assert (tmp_path / "huiyin.db.serving").exists()


def test_servers_of_two_files_do_not_know_each_other(tmp_path: Path) -> None:
    one, other = (f"sqlite:///{tmp_path / name}" for name in ("one.db", "other.db"))

    with single_server(one), single_server(other):
        assert {path.name for path in tmp_path.iterdir()} == {"one.db.serving", "other.db.serving"}


@pytest.mark.parametrize("url", ["postgresql+psycopg://db/huiyin", "sqlite://"])
def test_of_postgresql_and_of_memory_there_may_be_many(url: str) -> None:
    with single_server(url), single_server(url):
        assert not Path(".serving").exists()
