"""Numbers as residents write them: digits of every form and small Chinese numerals."""

import re

from flows.understanding.words import bare, normalised

NUMERALS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
NUMERAL = re.compile(f"^[{''.join(NUMERALS)}{''.join(SCALES)}]+$")
DECIMAL = re.compile(r"^-?\d+(\.\d+)?$")
POSITION = re.compile(r"^(?:第|选|选择|no|option|choose)?\s*(.+?)\s*(?:个|项|号|条|种)?$")
DIGITS_LONGEST = 12


def read_integer(text: str) -> int | None:
    """A whole number that is all that the text says, or None."""
    word = bare(text)
    if word.isascii() and word.isdigit() and len(word) <= DIGITS_LONGEST:
        return int(word)
    return chinese_numeral(word)


def read_position(text: str) -> int | None:
    """The number of an option: `2`, `第二个`, `选2`, `２。`; or None."""
    found = POSITION.match(bare(text))
    return None if found is None else read_integer(found[1])


def read_number(text: str) -> float | None:
    """A number, whole or with a fraction, that is all that the text says; or None."""
    word = normalised(text).replace(" ", "").rstrip("。.")
    if DECIMAL.match(word) and len(word) <= DIGITS_LONGEST:
        return float(word)
    whole = read_integer(text)
    return None if whole is None else float(whole)


def chinese_numeral(word: str) -> int | None:
    """三 → 3, 十二 → 12, 二十 → 20, 一百零五 → 105, 三零二 → 302; None for anything else."""
    if not word or not NUMERAL.match(word) or len(word) > DIGITS_LONGEST:
        return None
    if not any(character in SCALES for character in word):
        return int("".join(str(NUMERALS[character]) for character in word))
    total, digit = 0, None
    for character in word:
        if character in SCALES:
            total += (1 if digit is None else digit) * SCALES[character]
            digit = None
        else:
            if digit:
                return None
            digit = NUMERALS[character]
    return total + (digit or 0)
