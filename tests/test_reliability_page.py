"""The page of promises names tests that there are, for every number of the catalogue."""

import re
from pathlib import Path

import pytest

from tests.each import each
from tests.hostile.figures import put_between
from tests.named_tests import missing

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "reliability.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([FS]\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = {number: kept_by for number, _, kept_by in ROW.findall(PAGE)}
CATALOGUE = [*(f"F{number}" for number in range(30, 61)), *(f"S{n}" for n in range(1, 21))]


@each("number", CATALOGUE)
def test_every_promise_is_kept_by_tests_that_there_are(number: str) -> None:
    assert missing(ROWS[number], DOCS) == []


def test_a_test_that_is_gone_is_noticed() -> None:
    here = "[every promise is kept by tests that there are](../tests/test_reliability_page.py)"

    assert missing(here, DOCS) == []
    assert missing(here.replace("every", "no"), DOCS) != []
    assert missing("[words](../tests/nowhere.py)", DOCS) != []
    assert missing("", DOCS) != []


def test_a_measurement_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- measured: x -->\nold\n<!-- end -->\nb\n", encoding="utf-8")

    put_between(page, "x", "new")

    assert page.read_text() == "a\n<!-- measured: x -->\nnew\n<!-- end -->\nb\n"
    with pytest.raises(KeyError):
        put_between(page, "y", "new")
