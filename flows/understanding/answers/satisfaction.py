"""How satisfied somebody is: a label, its number in the menu, or what people say instead.

A word of praise or blame (grades.txt) takes the degrees and denials before it (degrees.txt):
不 + 太 + 满意 is a denial, 没有 + 不 + 满意 denies twice. Which of several grades counts is decided
by how the parts are joined, and by whether a grade names satisfaction itself or only praises
something: 满意，就是态度差 is 满意, but 1，太差了 is nobody's answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from flows.rules.vocabulary import Satisfaction
from flows.understanding.answers.about_another import is_of_another_thing
from flows.understanding.answers.blame import told_unmended
from flows.understanding.answers.comparing import is_of_somebody, is_somebody_elses
from flows.understanding.answers.either_or import is_either_place
from flows.understanding.answers.grading import Grade, grades_in, grading_scanner
from flows.understanding.answers.labels import lettered
from flows.understanding.answers.of_others import of_the_writer
from flows.understanding.answers.parts import ALTHOUGH, BUT, EXCEPT, Part, parts
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.positions import NOWHERE, places
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.settling import Candidate, Doubtful, certain, weighed
from flows.understanding.answers.told_grades import by_question, fairly, pictured, told, worded

LABELS = {
    Satisfaction.VERY_SATISFIED: "很满意",
    Satisfaction.SATISFIED: "满意",
    Satisfaction.FAIRLY_SATISFIED: "较满意",
    Satisfaction.NEUTRAL: "一般",
    Satisfaction.DISSATISFIED: "不满意",
}
_SIGNS = dict.fromkeys(Satisfaction, 1) | {
    Satisfaction.NEUTRAL: 0,
    Satisfaction.DISSATISFIED: -1,
}
_DENIED_TWICE = re.compile(r"(?:并?不是|并非|没有?|唔系|不能说)[^,]{0,4}[不唔]")
_OR = re.compile(r"[\s,]*(?:或者?是?|定系|抑或|\bor\b)[\s,]*")
_SOMEWHERE = re.compile(
    r"介于|从[^,。]{1,6}到[^,。]{1,6}之间|[和跟与][^,。]{1,5}(?:之间|中间|当中)"
    r"|\bbetween [^,.]+ and\b"
)
_CLOSES = frozenset("就这样吧 就这样 就这样啦 就咁啦 就咁".split())


def read(question: Question, said: str) -> Answer:
    """The Simplified label that is meant; a bare number counts the options, 1 = 很满意 without."""
    message = plain(said)
    found = parts(message, grading_scanner())
    try:
        grade, why = _grade(message, found, question)
    except Doubtful as doubt:
        return unclear(doubt.why)
    remark = remark_beside(message, found, ((grade.start, grade.end),))
    return Answer(LABELS[grade.label], remark, why=why)


def label_of(answer: Answer) -> Satisfaction | None:
    """The member whose label was read; or None."""
    return next((member for member, label in LABELS.items() if label == answer.value), None)


@cache
def _menu(options: tuple[str, ...]) -> tuple[Satisfaction | None, ...]:
    """What the options mean, in the order in which they are shown."""
    if not options:
        return tuple(Satisfaction)
    return tuple(_named(option) for option in options)


def _named(option: str) -> Satisfaction | None:
    message = plain(option)
    grades = [
        grade
        for part in parts(message, grading_scanner())
        for grade in grades_in(message.words, part)
    ]
    return grades[0].label if grades else None


def _grade(message: Plain, found: tuple[Part, ...], question: Question) -> tuple[Grade, str]:
    """The grade that counts and the rule that found it. Raises Doubtful."""
    if is_either_place(message.words):
        raise Doubtful("two_values")
    numbers = _numbered(message, found, _menu(question.options))
    words = worded(message.words, found)
    if words and not numbers:
        asked = plain(question.text).words
        words = of_the_writer(message.words, asked, words)
        words = [one for one in words if not is_of_another_thing(message.words, one.start, asked)]
        if not words:
            raise Doubtful("of_others")
    if not numbers and (opinion := by_question(message)) is not None:
        return opinion
    if not numbers and not words:
        return fairly(message, found) or told(message, found) or pictured(message, found)
    real = _without_denials(message.words, certain([*numbers, *words], found))
    real = _without_closing(message.words, real)
    if _names_several(message.words, real):
        raise Doubtful("two_values")
    if _is_between([one.value for one in real]):
        return replace(real[-1].value, label=Satisfaction.NEUTRAL), "words"
    direct = tuple(one for one in real if one.value.is_direct)
    left = weighed(direct or real, found)
    chosen = _one_of([one.value for one in left])
    is_number = any(number.value is chosen for number in numbers)
    is_belied = any(_belies(chosen, one, found, is_number=is_number) for one in real)
    if not direct and _SIGNS[chosen.label] > 0:
        is_belied = told_unmended(message.words)  # a nice man, and it still leaks
    if is_belied and (direct or _SIGNS[chosen.label] > 0):
        raise Doubtful("contradiction")
    return chosen, "number" if is_number else "words"


def _names_several(words: str, real: Sequence[Candidate[Grade]]) -> bool:
    """Whether it is left open which of two grades counts, or whose: 满意或较满意."""
    if _SOMEWHERE.search(words) is not None:
        return True
    ordered = sorted(real, key=lambda one: one.start)
    return any(
        _OR.fullmatch(words, one.end, following.start)
        for one, following in pairwise(ordered)
        if one.value.label is not following.value.label
    ) or (
        len({_SIGNS[one.value.label] for one in real}) > 1
        and any(
            is_somebody_elses(words[one.part.opens : one.start])
            or is_of_somebody(words, one.part.opens, one.start)
            for one in real
        )
    )


def _without_denials(
    words: str, real: tuple[Candidate[Grade], ...]
) -> tuple[Candidate[Grade], ...]:
    """不是不满意，只是一般 comes to what stands behind."""
    last = max(real, key=lambda one: one.start)
    others = [one for one in real if one is not last]
    is_neutral = last.value.label is Satisfaction.NEUTRAL
    if is_neutral and all(_DENIED_TWICE.match(words, one.start, one.end) for one in others):
        return (last,)
    return real


def _without_closing(
    words: str, real: tuple[Candidate[Grade], ...]
) -> tuple[Candidate[Grade], ...]:
    """我是满意的，就这样吧 ends the talk, and no more."""
    return tuple(one for one in real if words[one.start : one.end] not in _CLOSES) or real


def _is_between(grades: Sequence[Grade]) -> bool:
    """Whether neither praise nor blame is so, or it is neutral and at most not that: 也不算差."""
    denied = [grade for grade in grades if grade.is_denial]
    if len(denied) == len(grades):
        return len({_SIGNS[grade.label] for grade in denied}) > 1
    left = {grade.label for grade in grades if not grade.is_denial}
    blames = any(one.is_direct and one.label is Satisfaction.DISSATISFIED for one in denied)
    return left == {Satisfaction.NEUTRAL} and not blames


def _numbered(
    message: Plain, found: tuple[Part, ...], menu: tuple[Satisfaction | None, ...]
) -> list[Candidate[Grade]]:
    """The grades that are named by their place. Raises Doubtful for a place that is not there."""
    numbers = []
    letters = (letter for part in found for letter in lettered(message.words, part, len(menu)))
    for place in (*places(message.words, found, len(menu)), *letters):
        label = None if place.value == NOWHERE else menu[place.value - 1]
        if label is None:
            raise Doubtful("out_of_range")
        grade = Grade(label, place.start, place.end, is_direct=True, is_number=True)
        numbers.append(Candidate(grade, place.start, place.end, place.part))
    return numbers


def _one_of(grades: Sequence[Grade]) -> Grade:
    """The grade that they all come to. Raises Doubtful."""
    labels = {grade.label for grade in grades}
    signs = {_SIGNS[label] for label in labels}
    if len(labels) > 1 and (len(signs) > 1 or _is_numbered(grades)):
        raise Doubtful("two_values")
    # Of several words of praise a reserve counts most, then the highest.
    for label in (Satisfaction.FAIRLY_SATISFIED, *Satisfaction):
        for grade in grades:
            if grade.label is label:
                return grade
    raise Doubtful("no_value")


def _is_numbered(grades: Sequence[Grade]) -> bool:
    return any(grade.is_number for grade in grades)


def _belies(
    chosen: Grade, other: Candidate[Grade], found: Sequence[Part], *, is_number: bool
) -> bool:
    """Whether a word says the opposite of a grade, and no 但 or 就是 sets it off."""
    if _SIGNS[other.value.label] * _SIGNS[chosen.label] >= 0:
        return False
    is_set_off = not other.part.links.isdisjoint((BUT, EXCEPT, ALTHOUGH)) or any(
        BUT in part.links for part in found
    )
    return not is_set_off and (is_number or _SIGNS[chosen.label] > 0)
