"""Whole conversations, as a clerk would write them down: tests/transcripts/README.md.

Between every two turns the database is closed and opened again, so whatever a conversation needs to
go on has been written down. `pytest --update` writes the transcripts anew; read the difference.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.transcripts.evidence import EVIDENCE, Played, unshown
from tests.transcripts.matters import NOTHING, Matter, matter_table
from tests.transcripts.script import Script, read_script
from tests.transcripts.stage import Stage, open_stage

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))
README = FOLDER / "README.md"
TABLE_BEGINS, TABLE_ENDS = "<!-- matters -->\n", "\n<!-- /matters -->"


@pytest.fixture(scope="module")
def stage_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Database]]:
    """The file that each script finds empty."""
    file = tmp_path_factory.mktemp("stage") / "huiyin.db"
    database = open_stage(f"sqlite:///{file}")
    yield file, database
    database.close()


@pytest.fixture
def stage(stage_file: tuple[Path, Database], furnished_file: Path) -> Database:
    """A database in which nothing was said yet."""
    file, database = stage_file
    for left in file.parent.iterdir():  # also the log, where a script has broken off
        left.unlink()
    shutil.copy(furnished_file, file)
    return database


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written_down(
    path: Path, stage: Database, request: pytest.FixtureRequest
) -> None:
    script = read_script(path)
    played = Stage(stage, script).play()

    if request.config.getoption("--update"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
    assert claimed_in_vain(stage, script, played) == []


def claimed_in_vain(stage: Database, script: Script, played: str) -> list[str]:
    """What the head claims and the conversation does not show."""
    try:
        with stage.reading() as session:
            return unshown(Played(session, script, played))
    finally:
        stage.close()


def test_what_a_conversation_does_not_show_is_claimed_in_vain(
    stage: Database, tmp_path: Path
) -> None:
    path = tmp_path / "00_lift.txt"
    lines = "题目：电梯坏了\n事项：报修、照片\n语言：简体、英文\n路人：微信\n\n路人：电梯坏了\n"
    path.write_text(lines, encoding="utf-8")
    script = read_script(path)

    played = Stage(stage, script).play()

    assert claimed_in_vain(stage, script, played) == ["报修 en", "照片 zh-Hans", "照片 en"]


def test_there_is_evidence_for_every_matter() -> None:
    assert set(EVIDENCE) == set(Matter)


def test_every_transcript_has_a_title_of_its_own() -> None:
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in TRANSCRIPTS]

    assert len(TRANSCRIPTS) >= 25
    assert all(title.startswith("题目：") for title in titles)
    assert len(set(titles)) == len(titles)


def test_every_number_is_used_for_one_transcript() -> None:
    numbers = [path.name.split("_")[0] for path in TRANSCRIPTS]

    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_every_transcript_names_its_matters_and_languages(path: Path) -> None:
    script = read_script(path)

    assert script.matters
    assert set(script.matters) <= set(Matter)
    assert script.languages


def test_every_matter_is_shown_in_three_languages(request: pytest.FixtureRequest) -> None:
    table = matter_table((path.name, read_script(path)) for path in TRANSCRIPTS)
    before, _, rest = README.read_text(encoding="utf-8").partition(TABLE_BEGINS)
    shown, ends, after = rest.partition(TABLE_ENDS)

    if request.config.getoption("--update"):
        shown = table
        README.write_text(before + TABLE_BEGINS + shown + ends + after, encoding="utf-8")
    assert [row for row in table.splitlines() if NOTHING in row] == []
    assert shown == table
