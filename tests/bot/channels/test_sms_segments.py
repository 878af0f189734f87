"""What an SMS costs, and what may stand in one to mainland China (W25)."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import Option
from bot.channels.sms_segments import (
    CHARACTERS_MAX,
    MAINLAND_SEGMENTS_MAX,
    Encoding,
    Segments,
    count_segments,
    is_mainland,
    is_sms_number,
    shorten,
    sms_text,
    split_characters,
)

ORACLE = Path(__file__).parents[2] / "data" / "platforms" / "sms_segments_oracle.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text())["cases"]
HEADER_BITS = 48
BITS_PER_UNIT = {Encoding.GSM_7: 7, Encoding.UCS_2: 16}

MAINLAND = "+8613800138000"
HONG_KONG = "+85291234567"


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


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
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


@pytest.mark.parametrize(
    ("number", "reachable"),
    [
        (HONG_KONG, True),
        (MAINLAND, True),
        ("+12025550123", True),
        ("+861012345678", False),  # a landline in Beijing
        ("+86123", False),
        ("13800138000", False),
        ("+86 138 0013 8000", False),
        ("+8613800138000;ext=1", False),
        ("+852912345678901234", False),
        ("tel:+85291234567", False),
        ("", False),
        ("电话", False),
    ],
)
def test_only_a_number_in_e164_that_can_receive_is_an_sms_number(
    number: str, reachable: bool
) -> None:
    assert is_sms_number(number) is reachable


@pytest.mark.parametrize(
    ("number", "mainland"),
    [(MAINLAND, True), (HONG_KONG, False), ("+886912345678", False), ("nobody", False)],
)
def test_the_mainland_is_known_by_its_country_code(number: str, mainland: bool) -> None:
    assert is_mainland(number) is mainland


def test_options_stand_below_the_text_one_a_line() -> None:
    options = (Option("已修好"), Option("还没有"))

    assert sms_text("修好了吗？", options, HONG_KONG) == "修好了吗？\n1 已修好\n2 还没有"


def test_no_options_are_offered_where_nobody_can_answer() -> None:
    assert sms_text("修好了吗？", (Option("已修好"),), MAINLAND) == "修好了吗？"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("进度见https://huiyin.example/f/abc?x=1，谢谢", "进度见…，谢谢"),
        ("进度见 www.huiyin.example/f 谢谢", "进度见 … 谢谢"),
        ("进度见huiyin.com.cn/f/abc。", "进度见…。"),
        ("点 weixin://bizmsgmenu?x=1 回答", "点 … 回答"),
        ("报修 BX-20261124-0001 已完成，费用3.50元", "报修 BX-20261124-0001 已完成，费用3.50元"),
    ],
)
def test_no_link_goes_to_the_mainland(text: str, sent: str) -> None:
    assert sms_text(text, (), MAINLAND) == sent


def test_a_link_may_go_elsewhere() -> None:
    assert sms_text("https://huiyin.example/f", (), HONG_KONG) == "https://huiyin.example/f"


@given(st.text(max_size=1200))
def test_a_text_to_the_mainland_has_at_most_eight_segments(text: str) -> None:
    sent = sms_text(text, (), MAINLAND)

    assert count_segments(sent).count <= MAINLAND_SEGMENTS_MAX
    assert "://" not in sent or "://" in text
