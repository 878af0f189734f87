"""Numbers as residents write them: digits of every form and small Chinese numerals."""

import re

from flows.understanding.words import normalised, trimmed, without_courtesy

NUMERALS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5,
    "六": 6, "七": 7, "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9, "幺": 1,
}  # fmt: skip
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
NUMERAL_CHARACTERS = "".join((*NUMERALS, *SCALES))
DIGITS_LONGEST = 12

_DIGIT = f"[{''.join(NUMERALS)}]"
_DIGITS = re.compile(f"^{_DIGIT}+$")
# A digit straight behind a hundred or a thousand (两百五) may mean tens or ones: it is not read.
_SCALED = re.compile(
    f"^(?:(?P<thousands>{_DIGIT})[千仟])?零?(?:(?P<hundreds>{_DIGIT})[百佰])?零?"
    f"(?:(?P<tens>{_DIGIT})?[十拾])?(?P<ones>{_DIGIT})?$"
)
_SLANG = re.compile(f"[百佰千仟](?![零〇]){_DIGIT}$")
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


def read_number(text: str) -> float | None:
    """A number, whole or with a fraction, that is all that the text says; or None."""
    written = normalised(text).rstrip("。.!, ")
    if _DECIMAL.match(written) and len(written) <= DIGITS_LONGEST:
        return float(written)
    whole = read_integer(text)
    return None if whole is None else float(whole)


def chinese_numeral(word: str) -> int | None:
    """三 → 3, 十二 → 12, 一百零五 → 105, 三零二 → 302; None for anything else, and for 两百五."""
    if not word or len(word) > DIGITS_LONGEST:
        return None
    if _DIGITS.match(word):
        return int("".join(str(NUMERALS[character]) for character in word))
    found = _SCALED.match(word)
    if found is None or _SLANG.search(word):
        return None
    parts = ((1000, found["thousands"]), (100, found["hundreds"]), (1, found["ones"]))
    tens = 10 * NUMERALS[found["tens"] or "一"] if re.search("[十拾]", word) else 0
    return tens + sum(scale * NUMERALS[digit] for scale, digit in parts if digit)
