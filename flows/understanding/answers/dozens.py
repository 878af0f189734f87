"""Things that are counted by twos or twelves: 一对 and a pair are two, 半打 is six."""

import re

from flows.understanding.answers.beside import clause_spans
from flows.understanding.answers.fillings import BESIDE_NUMBERS, left_over
from flows.understanding.numbers import whole_number

DOZEN, PAIR = 12, 2
_HAN = re.compile(
    r"(?P<many>半|\d{1,2}|[一二两俩三四五六七八九十])(?P<by>打|对|双)(?P<half>半)?(?:的|儿)?"
)
_ORDERS = re.compile(r"^(?:来|买|先|拿|弄|整)+")
_LATIN = re.compile(
    r"\b(?:(?P<half>half a|half)|(?P<many>an?|one|two|three|four|five|six|\d{1,2})) "
    r"(?P<by>dozens?|pairs?)\b(?: (?P<more>and a half))?(?: of)?"
)


def dozens_told(words: str, asked: str) -> tuple[int, tuple[int, int]] | None:
    """How many a clause that says nothing else counts by twos or twelves, and where; or None."""
    found = list((_LATIN if words.isascii() else _HAN).finditer(words))
    if len(found) != 1 or re.search(rf"[几少]{found[0]['by']}|{found[0]['by']}s", asked):
        return None
    one = found[0]
    spans = [span for span in clause_spans(words) if span[0] <= one.start() < span[1]]
    first, last = spans[0] if spans else (0, len(words))
    before = _ORDERS.sub("", words[first : one.start()])
    if left_over(f"{before}\n{words[one.end() : last]}", asked, BESIDE_NUMBERS):
        return None
    value = _many(one) * (DOZEN if one["by"][0] in "打d" else PAIR)
    return (int(value), one.span()) if value == int(value) else None


def _many(found: re.Match[str]) -> float:
    written = found["many"]
    if written is None or written == "半":
        return 0.5
    many = 1 if written in ("a", "an") else whole_number(written) or 0
    return many + (0.5 if found.groupdict().get("more") or (found["half"] and written) else 0)
