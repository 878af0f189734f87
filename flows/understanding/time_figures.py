"""The numbers in words of time, and why a time cannot be read."""

from dataclasses import dataclass

from flows.understanding.english_numbers import ORDINAL_WORDS, read_english_number
from flows.understanding.numbers import SCALES, TENS, chinese_numeral


@dataclass(frozen=True)
class UnreadableTime(Exception):
    """Why a text names no moment to come.

    `reason`: `unclear`, `past` (it lies behind us), or `no_hour` (a day without a time of it).
    """

    reason: str


def figure(written: str) -> int:
    """The whole number that is written: 12, 十二, twelve. Raises UnreadableTime."""
    word = written.strip()
    if word.isdecimal():
        return int(word)
    if word.isascii():
        number = 1 if word in {"a", "an"} else ORDINAL_WORDS.get(word) or read_english_number(word)
    else:
        number = chinese_numeral(word)
        # 两三 is two or three, not twenty-three.
        if len(word) > 1 and not {*SCALES, *TENS, "零", "〇"} & set(word):
            number = None
    if number is None:
        raise UnreadableTime("unclear")
    return number
