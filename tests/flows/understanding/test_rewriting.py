"""Dialects and slips of the thumb are put into the words that the rules know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.lexicon.loading import LexiconError
from flows.understanding.lexicon.rewriting import in_standard_words, parsed
from flows.understanding.words import normalised
from tests.each import each


@each(
    ("text", "standard"),
    [
        ("升降機壞咗", "电梯坏了"),
        ("我要投拆", "我要投诉"),
        ("水龍頭滴水", "水龙头滴水"),
        ("幾時嚟整水喉", "什么时候来整水龙头"),
        ("联系电话", "联系电话"),
    ],
)
def test_a_word_becomes_the_one_that_is_known(text: str, standard: str) -> None:
    assert in_standard_words(normalised(text)) == standard


@given(st.text())
def test_what_was_made_standard_stays(text: str) -> None:
    once = in_standard_words(normalised(text))

    assert isinstance(in_standard_words(once), str)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("电梯 升降机", "not a word, a tab"),
        ("电梯\t升降机 |", "not a word, a tab"),
        ("电梯\t梯\n楼梯\t梯", "line 2: '梯' stands for '电梯' and for '楼梯'"),
    ],
)
def test_a_contradiction_is_refused_with_its_line(line: str, mistake: str) -> None:
    with pytest.raises(LexiconError, match=mistake):
        parsed(line)
