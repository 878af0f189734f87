"""Files of expressions are read strictly: what contradicts itself is refused with its line."""

from importlib.resources import files

import pytest

from flows.understanding.lexicon.loading import PACKAGE, LexiconError
from flows.understanding.lexicon.patterns import check, expression, parsed
from tests.each import each

FILES = ("false_alarms.patterns", "statements.patterns", "stopping.patterns", "subjects.patterns")


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_expressions_can_be_used(file: str) -> None:
    text = files(PACKAGE).joinpath(file).read_text(encoding="utf-8")

    check(file, text)
    sections = parsed(file, text)
    assert all(expression(sections, name) for name in sections)


def test_what_an_expression_names_is_put_in() -> None:
    sections = parsed("some", "# a note\n[fault]\n漏|堵\n[gone]\n不{fault}了\n好了\n")

    assert expression(sections, "gone") == "不(?:漏|堵)了|好了"


@each(
    ("text", "message"),
    [
        ("漏\n", "line 1: stands above the first heading"),
        ("[fault]\n漏\n[fault]\n堵\n", r"line 3: \[fault\] is already in the file"),
        ("[fault]\n漏\n漏\n", "line 3: is already in line 2"),
        ("[gone]\n不{fault}\n[fault]\n漏\n", r"line 2: nothing above is called \['fault'\]"),
        ("[gone]\n不(\n", "line 2: missing"),
    ],
)
def test_a_contradiction_is_refused_where_it_stands(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=f"^some, {message}"):
        check("some", text)
