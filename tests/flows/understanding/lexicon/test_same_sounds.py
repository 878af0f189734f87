"""A word in other characters of the same sound is known; what is another word stays."""

from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.lexicon.loading import lexicon
from flows.understanding.lexicon.same_sounds import KNOWN, OTHER, in_known_words
from flows.understanding.message_reading import Wanted, read_message
from flows.understanding.words import normalised
from tests.each import each
from tests.understanding_figures import DEV, corpus, part_of


@each(
    ("written", "meant"),
    [
        ("店梯坏了", "电梯坏了"),
        ("8号楼电梯", "8号楼电梯"),
        ("厨房起伙了", "厨房起火了"),
        ("我要报休", "我要报修"),
        ("物业废怎么教", "物业费怎么教"),
        ("车库下水到堵了", "车库下水到堵了"),
        ("我的经历", "我的经历"),
        ("大家好", "大家好"),
        ("期货", "期货"),
    ],
)
def test_a_word_is_known_by_its_sound_where_one_character_is_right(
    written: str, meant: str
) -> None:
    assert in_known_words(written) == meant


def test_no_word_that_means_something_else_is_taken_for_a_known_one() -> None:
    words = lexicon("same_sounds", (KNOWN, OTHER))
    for word in (*words[KNOWN], *words[OTHER]):
        assert in_known_words(word) == word


@given(st.text())
def test_what_is_known_stays_known(text: str) -> None:
    once = in_known_words(text)

    assert len(once) == len(text)
    assert in_known_words(once) == once


def test_slips_are_read_as_what_was_meant() -> None:
    assert read_message("我要头诉").wanted is Wanted.COMPLAINT
    assert read_message("厨房着伙了").wanted is Wanted.EMERGENCY
    assert read_message("店梯困人了").wanted is Wanted.EMERGENCY


def test_few_sentences_are_changed_at_all() -> None:
    lines = [line["utterance"] for line in corpus() if part_of(line) == DEV]
    changed = [text for text in map(normalised, lines) if in_known_words(text) != text]

    assert len(changed) <= len(lines) / 50
