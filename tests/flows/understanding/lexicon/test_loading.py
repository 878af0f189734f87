"""A clerk may add phrases; what contradicts itself is refused with its file and line."""

from importlib.resources import files

import pytest

from flows.understanding.answers.hints import HINTS
from flows.understanding.answers.menus import EXAMPLES, SYNONYMS
from flows.understanding.danger_scenes import WORDS, WORDS_ENGLISH
from flows.understanding.lexicon.loading import PACKAGE, LexiconError, lexicon, parsed
from tests.each import each

SUBJECTS = sorted(
    file.name.removesuffix(".txt")
    for file in files(PACKAGE).iterdir()
    if ".txt" in file.name and file.name not in {WORDS, WORDS_ENGLISH, SYNONYMS, EXAMPLES, HINTS}
)
"""Words of danger and of menus may stand under several headings: they are read where used."""


@each("subject", SUBJECTS)
def test_every_file_of_phrases_can_be_used(subject: str) -> None:
    text = files(PACKAGE).joinpath(f"{subject}.txt").read_text(encoding="utf-8")

    phrases = parsed(f"{subject}.txt", text)

    assert phrases
    assert lexicon(subject, phrases) == phrases


def test_phrases_stand_one_to_a_line_or_several_with_a_bar_between() -> None:
    phrases = parsed("greetings.txt", "# who comes\n[hello]\n你好 | Good  Morning # first\n早\n")

    assert phrases == {"hello": ("你好", "good morning", "早")}


@each(
    ("text", "message"),
    [
        ("[good]\n好\n[bad]\n差\n好\n", "line 5: '好' is already in line 2"),
        ("[good]\n滿意\n满意！\n", "line 3: '满意!' is already in line 2"),
        ("[good]\nNot bad | not  bad\n", "line 2: 'not bad' is already in line 2"),
        ("[good]\n好\n[good]\n棒\n", r"line 3: \[good\] is already in line 1"),
        ("[good]\n[bad]\n差\n", r"line 1: \[good\] has no phrases"),
        ("[good]\n好\n", r"line 0: \[bad\] has no phrases"),
        ("[good]\n好\n[bad]\n差\n[ugly]\n丑\n", r"line 5: unknown heading \[ugly\]"),
        ("好\n", "line 1: '好' stands above the first heading"),
        ("[good]\n好 | \n[bad]\n差\n", "line 2: nothing stands on one side"),
    ],
)
def test_a_contradiction_is_refused_where_it_stands(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=f"^grades.txt, {message}"):
        parsed("grades.txt", text, ("good", "bad"))
