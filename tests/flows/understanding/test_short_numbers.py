"""A case's number as staff type it by heart: the kind, the day and zeros may be left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.short_numbers import (
    ShortNumber,
    meant_by,
    read_short,
    short_at,
    typed_form,
)
from flows.understanding.staff_lists import ListLine, ListVerb, read_list_line
from tests.each import each

TODAY = "TS-20261124-0001"
REPAIR = "BX-20261124-0001"
LATER = "BX-20261124-0021"
YESTERDAY = "TS-20261123-0001"
ALL = (TODAY, REPAIR, LATER, YESTERDAY)


@each(
    ("typed", "meant"),
    [
        ("BX-0001", [REPAIR]),
        ("bx1", [REPAIR]),
        ("BX 0021", [LATER]),
        ("21", [LATER]),
        ("#21", [LATER]),
        ("TS-1124-0001", [TODAY]),
        ("23-0001", [YESTERDAY]),
        ("TS-0001", [TODAY, YESTERDAY]),
        ("0001", [TODAY, REPAIR, YESTERDAY]),
        ("0007", []),
    ],
)
def test_what_is_left_out_is_filled_in_where_only_one_fits(typed: str, meant: list[str]) -> None:
    short = read_short(typed)

    assert short is not None
    assert meant_by(short, ALL) == meant


def test_the_last_digits_mean_a_longer_number_where_no_other_is_there() -> None:
    assert meant_by(ShortNumber("", "", "1"), [LATER]) == [LATER]


@each(
    "text",
    [
        "3个人明天来",
        "3 个人明天来",
        "15:00 上门",
        "12-1 下午3点",
        "8-1-302",
        "2026年",
        "13800138000",
    ],
)
def test_what_counts_something_else_is_no_number_of_a_case(text: str) -> None:
    assert short_at(text, 0) is None


@pytest.mark.parametrize("text", ["by 2 pm", "tsunami", "zx"])
def test_a_word_that_begins_like_a_kind_is_no_number(text: str) -> None:
    assert short_at(text, 0) is None


@given(st.sampled_from(ALL), st.integers(1, 6), st.booleans())
def test_every_ending_of_a_number_may_mean_it(number: str, digits: int, with_kind: bool) -> None:
    prefix, day, running = number.split("-")
    typed = f"{prefix}-{running[-digits:]}" if with_kind else f"{day[-4:]}-{running}"

    found = short_at(typed, 0)

    assert found is not None
    short = read_short(typed_form(found))
    assert short is not None
    assert short.is_part_of(number)


@each(
    ("text", "line"),
    [
        ("我的事项", ListLine(ListVerb.MINE)),
        ("我的事項。", ListLine(ListVerb.MINE)),
        ("Mine", ListLine(ListVerb.MINE)),
        ("未接", ListLine(ListVerb.UNACCEPTED)),
        ("更多", ListLine(ListVerb.MORE)),
        ("查看", ListLine(ListVerb.VIEW)),
        ("查看 1", ListLine(ListVerb.VIEW, "1")),
        ("view ts-1", ListLine(ListVerb.VIEW, "TS-1")),
        ("TS-20261124-0001", ListLine(ListVerb.VIEW, TODAY)),
        ("查看ts202611240001", ListLine(ListVerb.VIEW, TODAY)),
        ("TS-0001", ListLine(ListVerb.VIEW, "TS-0001")),
    ],
)
def test_a_line_asks_for_a_list_or_for_one_case(text: str, line: ListLine) -> None:
    assert read_list_line(text) == line


@each(
    "text",
    ["1", "0001", "查看现场后更换", "更多的灯", "TS-0001 接单", "未接到电话", "minerals", "viewed"],
)
def test_other_words_and_digits_alone_ask_for_none(text: str) -> None:
    assert read_list_line(text) is None
