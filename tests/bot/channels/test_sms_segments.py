"""What an SMS costs, and what a text loses that must cost less (W25)."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms_segments import (
    CHARACTERS_MAX,
    Encoding,
    Segments,
    count_segments,
    shorten,
    shorten_lines,
    split_characters,
)
from tests.each import each

ORACLE = Path(__file__).parents[2] / "data" / "platforms" / "sms_segments_oracle.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text())["cases"]
HEADER_BITS = 48
BITS_PER_UNIT = {Encoding.GSM_7: 7, Encoding.UCS_2: 16}


def body_of(case: dict[str, Any]) -> str:
    """The text of an oracle case: written out, or generated from a character and a length."""
    if "body_repr" in case:
        return str(case["body_repr"])
    if case["name"] == "ext boundary 152+ext":
        return "a" * 152 + "€" + "a" * 100
    if case["name"] == "surrogate boundary 66+emoji":
        return "汉" * 66 + "😀" + "汉" * 10
    character, length = str(case["gen"][0]), int(case["gen"][1])
    return "😀" * (length // 2) if character == "\ud83d" else character * length


@each("case", CASES)
def test_a_text_makes_as_many_segments_as_twilios_own_calculator_says(
    case: dict[str, Any],
) -> None:
    segments = count_segments(body_of(case))

    headers = HEADER_BITS * segments.count if segments.count > 1 else 0
    assert segments.encoding == case["encoding"]
    assert segments.count == case["segments"]
    assert segments.units * BITS_PER_UNIT[segments.encoding] + headers == case["bits"]


def test_one_chinese_character_makes_the_whole_text_dear() -> None:
    assert count_segments("a" * 100) == Segments(Encoding.GSM_7, 100, 1)
    assert count_segments("a" * 100 + "好") == Segments(Encoding.UCS_2, 101, 2)


def test_an_english_text_stays_cheap_when_it_is_cut() -> None:
    assert shorten("a" * 200, 1) == "a" * 157 + "..."


def test_a_chinese_text_is_cut_with_one_character() -> None:
    assert shorten("汉" * 100, 1) == "汉" * 69 + "…"


@given(st.text(max_size=700), st.integers(min_value=1, max_value=8))
def test_a_shortened_text_keeps_to_its_segments(text: str, segments_max: int) -> None:
    shortened = shorten(text, segments_max)

    assert count_segments(shortened).count <= segments_max
    assert shortened == text or shortened.endswith(("...", "…"))


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_a_split_text_loses_nothing(text: str, characters_max: int) -> None:
    parts = split_characters(text, characters_max)

    assert "".join(parts) == text
    assert all(parts)
    assert all(len(part) <= characters_max for part in parts)


def test_a_long_text_is_split_at_a_line_break() -> None:
    text = "a" * 1000 + "\n" + "b" * 1000

    assert split_characters(text) == ("a" * 1000 + "\n", "b" * 1000)


def test_a_part_is_as_long_as_twilio_takes() -> None:
    assert [len(part) for part in split_characters("好" * 2000)] == [CHARACTERS_MAX, 400]


PUSH = """新事项
【投诉·重点】TS-20261124-0001 第1轮
地点：8-1-302
内容：{content}
请在 11月25日（周三）10:00 前首次回复。"""


def test_a_push_that_is_too_long_loses_its_longest_line_and_nothing_else() -> None:
    push = PUSH.format(content="楼上漏水" * 40)

    shortened = shorten_lines(push, 3)

    lines, whole = shortened.split("\n"), push.split("\n")
    assert count_segments(shortened).count == 3
    assert [line for line in lines if line not in whole] == [lines[3]]
    assert lines[3].startswith("内容：楼上漏水")
    assert lines[3].endswith("…")


def test_a_push_that_is_short_enough_stays_as_it_is() -> None:
    push = PUSH.format(content="楼上漏水")

    assert shorten_lines(push, 3) == push


@given(st.lists(st.text(max_size=200), max_size=12), st.integers(min_value=1, max_value=5))
def test_lines_of_any_length_keep_to_their_segments(lines: list[str], segments_max: int) -> None:
    assert count_segments(shorten_lines("\n".join(lines), segments_max)).count <= segments_max
