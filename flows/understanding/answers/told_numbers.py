"""Numbers that are told in other ways: by naming people, kind by kind, by the clock, read off."""

import re
from collections.abc import Sequence

from flows.understanding.answers.beside import said_beside
from flows.understanding.answers.dozens import dozens_told
from flows.understanding.answers.of_a_whole import part_of, tells_of_others
from flows.understanding.answers.outdated import is_of_other_time, tells_then_and_now
from flows.understanding.answers.persons import people_named
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.shares import shares_added_up
from flows.understanding.answers.spans import hours_between, weekdays_planned, without_days
from flows.understanding.answers.sums import (
    beside_the_writer,
    in_groups,
    kinds_added_up,
    left_of,
    shared_out,
    time_planned,
)
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import stands_before
from flows.understanding.quantities import Quantity, quantities
from flows.understanding.units import COUNTED, MONEY, PEOPLE, TIME, UNITS, Unit, in_unit

_READ_OFF = re.compile(r"(?i)读数|讀數|面积|面積|多大|多少岁|多少歲|\breading\b|how old|floor area")
READ_OFF_LEAST = 10
"""Less is no meter's reading, no flat's area and nobody's age among those who write."""
_NEVER_READ_OFF = COUNTED | {TIME, MONEY}
_NUMBERED = re.compile(
    r"(?:[号房室住]|栋|幢|座|电话|手机|编号|单号|\b(?:room|flat|unit|no))[是为:\s]*$"
)
_OTHERS_COUNT = re.compile(
    r"^(?:隔壁|隔篱|邻居|楼[上下]|对门)[^,。我]{0,4}[\d一二两三四五六七八九][^,。]{0,4},(?:但"
    r"|可)?我(?!们?(?:和|跟|加))"
    r"|(?:管理处|物业|师傅|他|她|佢|[爸妈婆公]|儿子|女儿)[^,。我]{0,2}(?:说|讲"
    r"|话)[^,。我]{0,3}[\d一二两三四五六七八九][^,。]{0,4},(?:但|可)?我"
)
"""管理处话五只，我数系四只: two say how many, and nothing is to be added up."""
_SPACED_DIGITS = re.compile(r"(?<!\d )(?<!\d)\d(?: \d){2,}(?![\d.])")


def spaced_digits_joined(question: Question, said: str) -> str:
    """What was said, where a meter was to be read without the spaces between its digits."""
    if not _READ_OFF.search(question.text):
        return said
    return _SPACED_DIGITS.sub(lambda digits: digits[0].replace(" ", ""), said)


def of_reading(
    question: Question, asked: tuple[Unit, ...], found: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """The amounts that may be read off a meter, where one was to be: not 看了两遍."""
    if asked or not _READ_OFF.search(question.text):
        return found
    return tuple(
        one
        for one in found
        if not one.units or any(unit.dimension not in _NEVER_READ_OFF for unit in one.units)
    )


def told_otherwise(question: Question, message: Plain, asked: tuple[Unit, ...]) -> Answer | None:
    """Who lives there by name, kinds of things to be added up, or from when until when."""
    words = message.words
    if not asked or "?" in words or last_correction(words)[1]:
        return None
    if asked[0].dimension == PEOPLE and (
        (people := people_named(words, plain(question.text).words)) is not None
    ):
        return Answer(people, why=f"people: {words}")
    if asked[0].dimension == PEOPLE and (
        (household := beside_the_writer(words, question.text)) is not None
    ):
        return Answer(household, why=f"people: {words}")
    counted = part_of(words, question.text) if asked[0].dimension in COUNTED else None
    if counted is not None:
        return Answer(counted, why=f"so many of them: {words}")
    if tells_of_others(words, question.text):
        return unclear("the ones that are in order")
    if tells_then_and_now(words) or _OTHERS_COUNT.search(words):
        return None
    counted = kinds_added_up(words, asked, question.text.lower()) or shares_added_up(words, asked)
    if counted is None and asked[0].dimension in COUNTED:
        counted = in_groups(words, question.text) or shared_out(words) or left_of(words)
    if counted is not None:
        return Answer(counted, why=f"added up: {words}")
    if asked[0].dimension in COUNTED and (dozens := dozens_told(words, question.text)) is not None:
        many, span = dozens
        return Answer(many, said_beside(message, span), why=f"by twos or twelves: {words}")
    if asked[0].dimension == TIME and (
        (hours := time_planned(words, asked[0], question.text)) is not None
    ):
        return Answer(_shortest(hours), why=f"added up: {words}")
    if asked == UNITS["天"] and (days := weekdays_planned(words, question.text)) is not None:
        return Answer(days, why=f"from when until when: {words}")
    if asked[0].dimension == TIME and asked[0].size <= UNITS["小时"][0].size:
        return _between(message, asked[0])
    return None


def read_off(question: Question, message: Plain, found: Sequence[Quantity]) -> Answer | None:
    """The one bare number of a message, where a meter, a document or an age was to be read."""
    words = message.words
    told = [one for one in found if not is_of_other_time(words, one.start, question.text)]
    if not _READ_OFF.search(question.text) or "?" in words or len(told) != 1:
        return None
    one = told[0]
    is_certain = not (one.units or one.is_vague or one.is_denied) and one.amount >= READ_OFF_LEAST
    if not is_certain or stands_before(_NUMBERED, message.words, one.start):
        return None
    value = int(one.amount) if one.amount == int(one.amount) else one.amount
    remark = said_beside(message, (one.start, one.end))
    return Answer(value, remark, why=f"read off: {message.words[one.start : one.end]}")


def _between(message: Plain, asked: Unit) -> Answer | None:
    """How long it was by two times of the clock, where no length is told beside them."""
    words = without_days(message.words)
    span = hours_between(words)
    if span is None:
        return None
    hours, first, last = span
    beside = quantities(f"{words[:first]},{words[last:]}")
    if any(unit.dimension == TIME for one in beside for unit in one.units):
        return None
    value = in_unit(hours, UNITS["小时"][0], asked)
    value = _shortest(value)
    remark = said_beside(message, (first, last))
    return Answer(value, remark, why=f"from when until when: {words[first:last]}")


def _shortest(value: float) -> float:
    return int(value) if value == int(value) else value
