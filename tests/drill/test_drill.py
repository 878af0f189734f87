"""The drill on a small estate: `make drill` measures it on a large one, and on PostgreSQL."""

from pathlib import Path

from tests.drill.drill import CUT, Drill
from tests.drill.places import Place


def test_whoever_was_heard_before_the_backup_is_known_elsewhere_and_nobody_hears_twice(
    sqlite_database: str, tmp_path: Path
) -> None:
    folders = [tmp_path / "lost", tmp_path / "elsewhere"]
    for folder in folders:
        folder.mkdir()
    place = Place(sqlite_database, folders[0])
    elsewhere = Place(f"sqlite:///{folders[1] / 'huiyin.db'}", folders[1])

    outcome = Drill(CUT, place, elsewhere).run()

    assert list(outcome.violations()) == []
    assert outcome.older != []
    assert outcome.lost != []
