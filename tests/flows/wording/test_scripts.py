"""Each catalogue is written in its own script, down to the last character."""

import unicodedata

import pytest
from opencc import OpenCC

from flows.rules.vocabulary import Language
from flows.wording.catalogue import sentences

IN_BOTH = {"里"}
"""Characters that OpenCC changes although they are right where they stand: 鄰里 is no 裡."""

TO_EVERYBODY = ("Language.", "language.offer", "language.which")
"""Sentences for people whose language is not known yet: each word of them is in its reader's."""


def own(language: Language) -> dict[str, str]:
    """The sentences that are written in one language alone."""
    said = sentences(language).items()
    return {key: sentence for key, sentence in said if not key.startswith(TO_EVERYBODY)}


def changed(sentence: str, converter: OpenCC) -> set[str]:
    """The characters that are written otherwise in the other script."""
    return {one for one in sentence if converter.convert(one) != one} - IN_BOTH


def test_the_traditional_sentences_hold_no_simplified_character() -> None:
    converter = OpenCC("s2t")
    found = {key: changed(said, converter) for key, said in own(Language.TRADITIONAL).items()}

    assert {key: wrong for key, wrong in found.items() if wrong} == {}


def test_the_simplified_sentences_hold_no_traditional_character() -> None:
    converter = OpenCC("t2s")
    found = {key: changed(said, converter) for key, said in own(Language.SIMPLIFIED).items()}

    assert {key: wrong for key, wrong in found.items() if wrong} == {}


def test_the_english_sentences_hold_nothing_chinese() -> None:
    chinese = {
        (key, one)
        for key, said in own(Language.ENGLISH).items()
        for one in said
        if unicodedata.east_asian_width(one) in {"W", "F"}
    }

    assert chinese == set()


@pytest.mark.parametrize("language", [Language.SIMPLIFIED, Language.TRADITIONAL])
def test_the_chinese_sentences_are_punctuated_as_chinese_is(language: Language) -> None:
    between = {
        (key, said[place - 1 : place + 2])
        for key, said in sentences(language).items()
        for place in range(1, len(said))
        if said[place] in ",?!;" and unicodedata.east_asian_width(said[place - 1]) == "W"
    }

    assert between == set()


@pytest.mark.parametrize("language", Language)
def test_no_sentence_begins_or_ends_with_a_line_break_or_hides_a_control_character(
    language: Language,
) -> None:
    hidden = {
        key
        for key, said in sentences(language).items()
        if said != said.strip("\n")
        or any(unicodedata.category(one) in {"Cc", "Cf", "Co"} and one != "\n" for one in said)
    }

    assert hidden == set()
