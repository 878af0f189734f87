"""Numbers as residents write them: digits of every form and small Chinese numerals."""

import re

from flows.understanding.english_numbers import read_english_number
from flows.understanding.words import normalised, trimmed, without_courtesy

NUMERALS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9, "幺": 1,
}  # fmt: skip
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
TENS = {"廿": "二十", "卅": "三十"}
NUMERAL_CHARACTERS = "".join((*NUMERALS, *SCALES, *TENS))
DIGITS_LONGEST = 12

_DIGIT = f"[{''.join(NUMERALS)}]"
_DIGITS = re.compile(f"^{_DIGIT}+$")
_MIXED = re.compile(
    rf"(?P<head>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<scale>[百千万亿kw])(?P<rest>[0-9]*[{NUMERAL_CHARACTERS}]*)"
)
_HAN_DECIMAL = re.compile(
    f"(?P<whole>[{NUMERAL_CHARACTERS}]+)点(?P<decimals>{_DIGIT}+)(?P<scale>[百千万亿]?)"
)
_MIXED_SCALES = {**SCALES, **MYRIADS, "k": 1000, "w": 10_000}
_WHOLE = re.compile(r"^(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)$")
_DECIMAL = re.compile(r"^-?[0-9]+(?:\.[0-9]+)?$")
_POSITION = re.compile(
    r"^(?:(?:我|要|就|选择|选|回复|按|数字|答案|option|choose|number|no)\s*)*"
    r"(?:第\s*(?P<ordinal>.+?)\s*(?:个|项|号|条|种)?|(?P<plain>.+?)\s*(?:号|项)?)$"
)


def read_integer(text: str) -> int | None:
    """A whole number, not negative, that is all that the text says; or None."""
    written = trimmed(text)
    if normalised(text).startswith("-"):
        return None
    if _WHOLE.match(written) and len(written) <= DIGITS_LONGEST:
        return int(written.replace(",", ""))
    return chinese_numeral(written)


def read_position(text: str) -> int | None:
    """The number of an option: `2`, `第二个`, `选2`, `２。`, `2谢谢`; or None.

    Two numbers are none, however they are written: `1、2` chooses nothing.
    """
    if normalised(text).startswith("-"):
        return None
    words = [trimmed(text)]
    if not re.search(r"[0-9]\D+[0-9]", words[0]):
        words += without_courtesy(text)
    for word in words:
        found = _POSITION.match(word)
        number = None if found is None else read_integer(found["ordinal"] or found["plain"])
        if number is not None:
            return number
    return None


def read_amount(written: str) -> float | None:
    """A numeral as amounts are written: 1,200.5, 三点五, 1万2, 1.2万, 3k, 三百五; or None."""
    digits = written.replace(",", "")
    if _DECIMAL.match(digits):
        return float(digits) if len(digits) <= DIGITS_LONGEST else None
    if mixed := _MIXED.fullmatch(written):
        scale = _MIXED_SCALES[mixed["scale"]]
        rest = read_amount(mixed["rest"]) if mixed["rest"] else 0
        if rest is None:
            return None
        is_tail = len(mixed["rest"]) == 1  # 1万2 is 12000
        return float(mixed["head"].replace(",", "")) * scale + rest * (
            scale // 10 if is_tail else 1
        )
    if spoken := _HAN_DECIMAL.fullmatch(written):
        whole, decimals = chinese_numeral(spoken["whole"]), chinese_numeral(spoken["decimals"])
        scale = MYRIADS.get(spoken["scale"], SCALES.get(spoken["scale"], 1))
        places = len(spoken["decimals"])
        if whole is None or decimals is None or places > DIGITS_LONGEST:
            return None
        return float(f"{whole}.{decimals:0{places}d}") * scale
    whole = chinese_numeral(written)
    return None if whole is None else float(whole)


def whole_number(written: str) -> int | None:
    """A numeral that was already cut out: in digits, in Chinese or in English words."""
    if written.isdecimal():
        return int(written)
    return read_english_number(written) if written.isascii() else chinese_numeral(written)


def either_digit(written: str) -> tuple[int, int] | None:
    """两三 → (2, 3), of which either may be meant; None for anything else, 三两 too."""
    if len(written) != len("两三") or any(one not in NUMERALS for one in written):
        return None
    low, high = (NUMERALS[one] for one in written)
    return (low, high) if 0 < low < high else None


def chinese_numeral(word: str) -> int | None:
    """三 → 3, 十二 → 12, 一百零五 → 105, 三零二 → 302, 三百五 → 350, 一万二 → 12000; or None."""
    if not word or len(word) > DIGITS_LONGEST:
        return None
    for short, tens in TENS.items():
        word = word.replace(short, tens)
    if _DIGITS.match(word):
        return int("".join(str(NUMERALS[character]) for character in word))
    upper, above = 0, word
    for character, myriad in reversed(MYRIADS.items()):
        head, found, above = above.rpartition(character)
        if found:
            count = _below_a_myriad(head)
            if not count:
                return None
            upper += count * myriad
            if len(above) == 1 and above not in "零〇" and above in NUMERALS:
                return upper + NUMERALS[above] * myriad // 10
    rest = _below_a_myriad(above) if above else 0
    return None if rest is None else upper + rest


def _below_a_myriad(word: str) -> int | None:
    total, digit, last, is_open = 0, None, 10_000, False
    for character in word:
        if character in "零〇":
            if digit is not None:
                return None
            is_open = False
        elif character in NUMERALS:
            if digit is not None:
                return None
            digit = NUMERALS[character]
        elif (scale := SCALES.get(character, last)) < last and (digit or scale == 10):  # noqa: PLR2004 - 十 needs no digit before it
            total += (digit or 1) * scale
            last, digit, is_open = scale, None, True
        else:
            return None
    if digit is None:
        return total
    # A digit straight behind a hundred or a thousand counts the next lower scale, as in the street.
    return total + digit * (last // 10 if is_open else 1)
