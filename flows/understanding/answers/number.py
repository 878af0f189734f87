"""Numbers as answers, in the unit that the question asks for: 半小时 → 30 where minutes are asked.

A clause that says nothing else than the number is the answer; beside it other numbers may stand
(3次，一次关了四十分钟). Elsewhere the only amount in a fitting unit is. Ranges, bounds, about so
many, two numbers and numbers of something else are asked again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.understanding.answers.asked_unit import asked_range, asked_units, in_asked_unit
from flows.understanding.answers.beside import clause_at, clause_spans, said_beside, taken_back
from flows.understanding.answers.either_or import is_either_or
from flows.understanding.answers.fillings import BESIDE_NUMBERS, left_over
from flows.understanding.answers.other_figures import of_the_matter
from flows.understanding.answers.others import told_of_others
from flows.understanding.answers.outdated import came_of_it, is_of_other_time, is_outdated
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.rates import is_of_other_period
from flows.understanding.answers.told_numbers import (
    of_reading,
    read_off,
    spaced_digits_joined,
    told_otherwise,
)
from flows.understanding.answers.unsettled_numbers import (
    is_open_sum,
    is_unsure,
    is_wished_or_compared,
    without_counted_in,
)
from flows.understanding.answers.without_number import without_number
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import stands_before
from flows.understanding.quantities import Quantity, quantities
from flows.understanding.units import (
    COUNTED,
    FLOORS,
    MONEY,
    PIECES,
    UNITS,
    Unit,
)

_TOTAL = re.compile(
    r"(?:一共|总共|共|合计|加起来|实际上?|实则|那就|=|即系|即是|等于说?|也就是|就写|就填"
    r"|total|altogether|in all"
    r"|\bso(?: put| its| thats| ill put| make it| it is| say)?)\W?(?:是|有|大概|了)?\s?$"
)
_ASKS_BACK = re.compile(
    r"多少钱|几多钱|怎么[收算办]|点[收计]|[能可]不[能可]|[能可行够]吗|够[不唔]够"
    r"|\bhow (?:much|many)\b"
)
_LABEL = re.compile(r"[^\W\d_a-z了过没不吧啊呢的]{2,4}")
_EACH = re.compile(r"(?:[一每]个?人|人手|各自?|[一每][户家辆车]|\beach)(?:给|发|配|办)?$")
"""一人一张 says nothing of how many there are."""
_OTHERS = re.compile(r"楼上|楼下|隔壁|隔篱|邻居|对门|\b(?:neighbou?rs?|upstairs|next door)\b")
_VISITORS = re.compile(r"访客|訪客|客人|亲友|親友|朋友|\b(?:guests?|visitors?)\b")
_LONG_WHILE = frozenset(("半天", "半日", "大半天"))
"""Half a day, or for ever: only where days are asked for is it clear."""


@dataclass(frozen=True)
class _Candidate:
    """An amount that fits the question, in its unit.

    `is_plain`: its clause says nothing else; `is_part`: what it counts may be part of what was
    asked for. `is_measured`: it has the unit of floors (902，九楼 is the ninth). `is_labelled`: it
    begins its clause and says of what.
    """

    value: float
    span: tuple[int, int]
    clause: tuple[int, int]
    is_plain: bool
    is_total: bool
    is_vague: bool
    is_part: bool
    is_measured: bool
    is_labelled: bool


def read(question: Question, said: str) -> Answer:
    """The one number that was meant, in the unit of the question's text; or unclear."""
    message = plain(spaced_digits_joined(question, said))
    asked = asked_units(question.text)
    if is_either_or(message.words):
        return unclear("one of two numbers")
    if (told := told_otherwise(question, message, asked)) is not None:
        return told
    found = of_reading(question, asked, quantities(message.words))
    beside = len(found)
    found = tuple(of_the_matter(message.words, plain(question.text).words, asked, found))
    if beside and not found:
        none = without_number(question, message, asked)
        return unclear("figures of something else") if none.value is None else none
    candidates = _candidates(question, message, found, asked)
    if not any(one.is_total for one in candidates) and is_open_sum(
        message.words, found, is_told=any(one.is_plain for one in candidates)
    ):
        return unclear("a sum that is not added up")
    if is_unsure(message.words):
        return unclear("the writer is not sure")
    if not candidates and (told := read_off(question, message, found)) is not None:
        return told
    if not candidates:
        return without_number(question, message, asked)
    chosen = _chosen(candidates)
    if chosen is None:
        none = without_number(question, message, asked)
        return unclear("two numbers") if none.value is None else none
    if is_outdated(message.words, chosen.span[0]):
        none = without_number(question, message, asked)
        return unclear("what was promised or so before") if none.value is None else none
    if chosen.is_vague:
        return unclear("a range, a bound or about so many")
    if not _is_possible(chosen.value, question.text, asked):
        return unclear("out of range")
    value = int(chosen.value) if chosen.value == int(chosen.value) else chosen.value
    span = chosen.clause if chosen.is_plain else chosen.span
    first, last = chosen.span
    retracted = taken_back(message.words, (one.start for one in found), first)
    remark = said_beside(message, retracted, span)
    return Answer(value, remark, why=f"number: {message.words[first:last]}")


def _candidates(
    question: Question, message: Plain, said: Sequence[Quantity], asked: tuple[Unit, ...]
) -> list[_Candidate]:
    found = [
        one
        for one in said
        if not one.is_denied and not is_of_other_time(message.words, one.start, question.text)
    ]
    _, corrected_at = last_correction(message.words)
    since = max(corrected_at, came_of_it(message.words, found))
    corrected = [one for one in found if one.start >= since]
    spans = list(clause_spans(message.words))
    candidates = []
    for one in corrected or found:
        first, last = clause_at(spans, message.words, one.start, one.end)
        clause = (first if one.start < since else max(first, since), last)
        candidate = _candidate(one, message.words, clause, asked, question.text)
        if candidate is not None:
            candidates.append(candidate)
    return candidates


def _candidate(
    one: Quantity, words: str, clause: tuple[int, int], asked: tuple[Unit, ...], asked_text: str
) -> _Candidate | None:
    first, last = clause
    is_long_while = words[one.start : one.end] in _LONG_WHILE
    is_vague = one.is_vague or (is_long_while and bool(asked) and asked[0] not in UNITS["天"])
    value = one.amount if is_vague else in_asked_unit(one, asked)
    is_asked = words[last : last + 1] == "?" or _ASKS_BACK.search(words, first, last)
    if is_of_other_period(
        words, one.start, one.end, asked_text, is_sum=bool(asked) and asked[0].dimension == MONEY
    ) or is_wished_or_compared(words, one.start, one.end):
        return None
    if value is None or is_asked or stands_before(_EACH, words, one.start):
        return None
    rest = without_counted_in(f"{words[first : one.start]}\n{words[one.end : last]}")
    left = left_over(rest, asked_text, BESIDE_NUMBERS)
    is_counted = words[one.end : last].strip() == left and _is_noun(left, one)
    is_plain = not left or (is_counted and asked == UNITS["个"])
    is_last_of_all = words[: one.start].endswith("第") and words.startswith("才", one.end)
    is_total = is_last_of_all or stands_before(_TOTAL, words, one.start)
    if not (one.units or is_vague or is_plain or is_total or _is_sum_of_money(one, words, asked)):
        return None
    if _VISITORS.search(asked_text) is None and told_of_others(words, first, last, asked_text):
        return None
    if not is_plain and _OTHERS.search(rest) and not _OTHERS.search(asked_text):
        return None
    is_floor = bool(asked) and asked[0].dimension == FLOORS and asked[0] in one.units
    is_part = _is_part(one, asked) and left_over(words[one.end : last], "", BESIDE_NUMBERS) != ""
    return _Candidate(
        value,
        (one.start, one.end),
        clause,
        is_plain,
        is_total,
        is_vague,
        is_part,
        is_floor,
        is_labelled=not words[first : one.start].strip()
        and _LABEL.fullmatch(words, one.end, last) is not None,
    )


def _is_part(one: Quantity, asked: tuple[Unit, ...]) -> bool:
    """一个 may count anything: 一个娃 is not the household that was asked for."""
    return (
        bool(one.units)
        and all(unit.dimension == PIECES for unit in one.units)
        and all(unit.dimension != PIECES for unit in asked)
    )


def _chosen(candidates: list[_Candidate]) -> _Candidate | None:
    """Of several the total, or the one that has a clause to itself; None where two remain."""
    certain = [one for one in candidates if one.is_total] or [
        one for one in candidates if one.is_plain
    ]
    measured = [one for one in certain if one.is_measured]
    certain = measured or certain
    if len(candidates) > 1 and all(one.is_labelled for one in candidates):
        return None  # 两次困人，一次停电 are two numbers, whatever the question repeats
    agree = len({(one.value, one.is_vague) for one in certain}) == 1
    if certain:
        return certain[0] if agree else None
    return candidates[0] if len(candidates) == 1 and not candidates[0].is_part else None


def _is_possible(value: float, text: str, asked: tuple[Unit, ...]) -> bool:
    if asked and asked[0].dimension in COUNTED and value != int(value):
        return False
    bounds = asked_range(text)
    return bounds is None or bounds[0] <= value <= bounds[1]


def _is_noun(left: str, one: Quantity) -> bool:
    """Two cats are two, where pets were asked for: one word that is no unit."""
    return not one.units and left.isascii() and left.isalpha() and left not in UNITS


def _is_sum_of_money(one: Quantity, words: str, asked: tuple[Unit, ...]) -> bool:
    """两千二 at the end of a clause is a sum where money was asked for."""
    written = words[one.start : one.end]
    return (
        bool(asked) and asked[0].dimension == MONEY and re.search("[百千万]", written) is not None
    )
