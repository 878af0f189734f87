"""What a reader sees as one character is never cut in two."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.graphemes import boundaries, longest_start, shorten_to_bytes

FAMILY = "👨\u200d👩\u200d👧"
THUMB = "👍🏽"
HONG_KONG = "🇭🇰"
ACCENTED = "e\u0301"


@pytest.mark.parametrize("cluster", [FAMILY, THUMB, HONG_KONG, ACCENTED, "\r\n", "漏", "❤\ufe0f"])
def test_one_character_to_the_eye_is_kept_whole(cluster: str) -> None:
    assert list(boundaries(f"a{cluster}b")) == [0, 1, 1 + len(cluster), 2 + len(cluster)]


def test_two_flags_in_a_row_are_two_characters() -> None:
    assert list(boundaries(HONG_KONG + "🇨🇳")) == [0, 2, 4]


def test_a_text_that_fits_is_not_touched() -> None:
    assert shorten_to_bytes("电梯坏了", 12) == "电梯坏了"


def test_a_text_that_does_not_fit_ends_with_a_mark() -> None:
    assert shorten_to_bytes("电梯坏了！", 12) == "电梯坏…"


def test_a_character_that_fits_only_in_part_is_left_out() -> None:
    assert shorten_to_bytes("好" + FAMILY + "好", 12) == "好…"


def test_the_empty_text_has_an_empty_start() -> None:
    assert longest_start("", lambda start: len(start) < 1) == ""


@given(st.text(), st.integers(min_value=3, max_value=60))
def test_a_shortened_text_keeps_the_limit_and_the_beginning(text: str, bytes_max: int) -> None:
    shortened = shorten_to_bytes(text, bytes_max)

    assert len(shortened.encode()) <= bytes_max
    assert shortened == text or text.startswith(shortened.removesuffix("…"))


@given(st.text())
def test_the_pieces_between_boundaries_make_the_text(text: str) -> None:
    cuts = list(boundaries(text))

    pieces = [text[start:end] for start, end in pairwise(cuts)]

    assert "".join(pieces) == text
    assert all(pieces)
