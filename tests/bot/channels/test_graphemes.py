"""What a reader sees as one character is never cut in two."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.graphemes import boundaries, longest_start
from tests.each import each

FAMILY = "👨\u200d👩\u200d👧"
THUMB = "👍🏽"
HONG_KONG = "🇭🇰"
ACCENTED = "e\u0301"


def fits_bytes(bytes_max: int) -> Callable[[str], bool]:
    return lambda start: len(start.encode()) <= bytes_max


@each("cluster", [FAMILY, THUMB, HONG_KONG, ACCENTED, "\r\n", "漏", "❤\ufe0f"])
def test_one_character_to_the_eye_is_kept_whole(cluster: str) -> None:
    assert list(boundaries(f"a{cluster}b")) == [0, 1, 1 + len(cluster), 2 + len(cluster)]


def test_two_flags_in_a_row_are_two_characters() -> None:
    assert list(boundaries(HONG_KONG + "🇨🇳")) == [0, 2, 4]


def test_a_text_that_fits_is_kept() -> None:
    assert longest_start("电梯坏了", fits_bytes(12)) == "电梯坏了"


def test_a_text_that_does_not_fit_is_cut() -> None:
    assert longest_start("电梯坏了！", fits_bytes(14)) == "电梯坏了"


def test_a_character_that_fits_only_in_part_is_left_out() -> None:
    assert longest_start("好" + FAMILY + "好", fits_bytes(12)) == "好"


def test_the_empty_text_has_an_empty_start() -> None:
    assert longest_start("", lambda start: len(start) < 1) == ""


@given(st.text(), st.integers(min_value=0, max_value=60))
def test_a_start_keeps_the_limit_and_is_the_longest_that_does(text: str, bytes_max: int) -> None:
    start = longest_start(text, fits_bytes(bytes_max))

    fitting = [cut for cut in boundaries(text) if fits_bytes(bytes_max)(text[:cut])]
    assert start == text[: fitting[-1]]


@given(st.text())
def test_the_pieces_between_boundaries_make_the_text(text: str) -> None:
    cuts = list(boundaries(text))

    pieces = [text[start:end] for start, end in pairwise(cuts)]

    assert "".join(pieces) == text
    assert all(pieces)
