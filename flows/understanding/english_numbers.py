"""Numbers in English words: three, twenty-five, a hundred and twenty, a dozen."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: number for number, word in enumerate(_TENS, start=2) for number in (number * 10,)},
}
WORDS |= {"fourty": 40, "fivety": 50, "ninty": 90, "eigthy": 80, "fourteeen": 14, "twelv": 12}
"""Slips of the pen that can mean nothing else."""
SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
_WORD = "|".join(sorted((*WORDS, *SCALES), key=len, reverse=True))
ENGLISH_NUMBER = (
    rf"\b(?:an?\ (?=hundred|thousand|dozen))?(?:{_WORD})(?:[-\ ](?:and\ )?(?:{_WORD}))*\b"
)
"""A number in words as a verbose pattern; `a` alone is not one."""


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL_WORDS = {
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    **{f"twenty{mark}{_ORDINALS[ones - 1]}": 20 + ones for ones in range(1, 10) for mark in " -"},
    "thirtieth": 30,
    "thirty first": 31,
    "thirty-first": 31,
}
"""The days of a month in words: first, twenty-eighth."""


def read_english_number(words: str) -> int | None:
    """The number that the words make up; None where they are no number or two numbers."""
    total, current, last = 0, 0, 1000
    for word in re.split(r"[-\s]+", words.strip()):
        if word in {"a", "an", "and"}:
            continue
        if word in SCALES:
            current, last = (current or 1) * SCALES[word], 1000
            if word == "thousand":
                total, current = total + current, 0
        elif word in WORDS and _fits(WORDS[word], last):
            current, last = current + WORDS[word], WORDS[word]
        else:
            return None
    return total + current


def _fits(number: int, last: int) -> bool:
    """Twenty five is one number; five twenty and two three are two."""
    return (last in range(20, 100, 10) and number < 10) or last == 1000  # noqa: PLR2004 - tens and ones
