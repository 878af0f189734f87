"""The guide for staff names every verb that the chat reads, and the calls of the API."""

from pathlib import Path

from bot.api.openapi import PATHS
from bot.staff_lines import OTHER_WORDS, ChatVerb
from flows.understanding.resident_lines import WORDS
from tests.each import each

GUIDE = (Path(__file__).parents[1] / "docs" / "staff-verbs.md").read_text(encoding="utf-8")


@each("verb", ChatVerb)
def test_every_verb_stands_in_the_guide_with_an_english_word(verb: ChatVerb) -> None:
    english = [word for word, meant in OTHER_WORDS.items() if meant is verb and word.isascii()]

    assert verb in GUIDE
    assert any(word in GUIDE for word in english)


@each("words", WORDS.values())
def test_what_is_said_of_a_resident_stands_there_in_both_languages(words: str) -> None:
    chinese, *_, english = words.split()

    assert chinese in GUIDE
    assert english in GUIDE


def test_the_ways_in_of_the_api_that_it_names_exist() -> None:
    named = {part.split("`")[0] for part in GUIDE.split("`POST ")[1:]}

    assert {path.removeprefix("/api/v1") for path in named} - set(PATHS) == {
        "/cases/{number}/{verb}"
    }
