"""Numbers as people type them: every form of a digit, small Chinese numerals, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.understanding.numbers import (
    chinese_numeral,
    read_amount,
    read_integer,
    read_position,
)
from tests.each import each

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


@each(
    "text",
    [
        *"2 ２ ② 2️⃣ 二 两 贰 2。 2、 (2) （２） 「2」 第2 第二个 第2项 2号 选2 我选2".split(),
        *"选第二个 就2 回复2 2谢谢 2吧 嗯2 2!".split(),
        *("no. 2", "option 2", "2 please", " 2 "),
    ],
)
def test_the_number_of_an_option_is_read_in_every_form(text: str) -> None:
    assert read_position(text) == 2


@each(
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


@each(
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
        ("两百五", 250),
        ("一千二", 1200),
    ],
)
def test_a_whole_number_is_read_from_digits_and_numerals(text: str, number: int) -> None:
    assert read_integer(text) == number


@each(
    "text",
    ["3.5", "-5", "3-5", "2 3", "百", "三百多", "5元", "", "1234567890123"],
)
def test_what_is_no_whole_number_or_not_only_one_is_not_read(text: str) -> None:
    assert read_integer(text) is None


@each(
    ("written", "amount"),
    [
        ("1,200.5", 1200.5),
        ("三点五", 3.5),
        ("三点零五", 3.05),
        ("1万2", 12000),
        ("1万2千", 12000),
        ("1.2万", 12000),
        ("一万二", 12000),
        ("3k", 3000),
        ("三百五", 350),
        ("两千三", 2300),
        ("一千零五十", 1050),
        ("廿三", 23),
    ],
)
def test_an_amount_is_read_as_it_is_said_in_the_street(written: str, amount: float) -> None:
    assert read_amount(written) == pytest.approx(amount)


@given(st.integers(0, 10**12 - 1))
def test_any_whole_number_written_in_digits_is_read_back(number: int) -> None:
    assert read_integer(str(number)) == number


@given(st.integers(0, 9999))
def test_any_numeral_by_the_book_is_read_back(number: int) -> None:
    assert chinese_numeral(in_chinese(number)) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    for read in (read_integer, read_position, read_amount, chinese_numeral):
        number = read(text)
        assert number is None or isinstance(number, int | float)
