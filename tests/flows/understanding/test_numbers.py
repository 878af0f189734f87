"""Numbers as people type them: every form of a digit, small Chinese numerals, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.numbers import (
    chinese_numeral,
    read_integer,
    read_number,
    read_position,
)

NUMERALS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    """The everyday numeral of a number below ten thousand: 105 → 一百零五."""
    if number < 10:
        return NUMERALS[number]
    thousands, hundreds, tens, ones = (int(digit) for digit in f"{number:04d}")
    said = f"{NUMERALS[thousands]}千" if thousands else ""
    if hundreds:
        said += f"{NUMERALS[hundreds]}百"
    elif said and (tens or ones):
        said += "零"
    if tens:
        said += "十" if tens == 1 and not said else f"{NUMERALS[tens]}十"
    elif said and ones and not said.endswith("零"):
        said += "零"
    return said + (NUMERALS[ones] if ones else "")


@pytest.mark.parametrize(
    "text",
    [
        *"2 ２ ② 2️⃣ 二 两 贰 2。 2、 (2) （２） 「2」 第2 第二个 第2项 2号 选2 我选2".split(),
        *"选第二个 就2 回复2 2谢谢 2吧 嗯2 2!".split(),
        *("no. 2", "option 2", "2 please", " 2 "),
    ],
)
def test_the_number_of_an_option_is_read_in_every_form(text: str) -> None:
    assert read_position(text) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 2",
        "1、2",
        "1和2",
        "1.5",
        "-2",
        "—",
        "两个都不对",
        "2个人",
        "二楼",
        "2栋",
        "第几个",
        "a",
        "？",
    ],
)
def test_what_names_no_option_for_certain_names_none(text: str) -> None:
    assert read_position(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("302", 302),
        ("３０２", 302),
        ("三零二", 302),
        ("三〇二", 302),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("叁佰贰拾", 320),
        ("两千零八", 2008),
        ("1,000", 1000),
        ("5。", 5),
    ],
)
def test_a_whole_number_is_read_from_digits_and_numerals(text: str, number: int) -> None:
    assert read_integer(text) == number


@pytest.mark.parametrize(
    "text",
    # 两百五 is 205 by the book and 250 in the street.
    ["两百五", "一千二", "3.5", "-5", "3-5", "2 3", "百", "三百多", "5元", "", "1234567890123"],
)
def test_what_is_no_whole_number_or_not_only_one_is_not_read(text: str) -> None:
    assert read_integer(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("3.5", 3.5), ("-2.25", -2.25), ("３．５", 3.5), ("十二", 12), ("7。", 7)],
)
def test_a_number_may_have_a_fraction(text: str, number: float) -> None:
    assert read_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["3.5元", "3.5.1", "三点五", "1/2", "约5"])
def test_a_number_with_more_around_it_is_not_read(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(0, 10**12 - 1))
def test_any_whole_number_written_in_digits_is_read_back(number: int) -> None:
    assert read_integer(str(number)) == number


@given(st.integers(0, 9999))
def test_any_numeral_by_the_book_is_read_back(number: int) -> None:
    assert chinese_numeral(in_chinese(number)) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    for read in (read_integer, read_position, read_number, chinese_numeral):
        number = read(text)
        assert number is None or isinstance(number, int | float)
