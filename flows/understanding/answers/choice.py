"""One option, or several: by number, letter, position, label, a part of a label or a synonym."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.understanding.answers import satisfaction, yes_no
from flows.understanding.answers.asking import is_asked, is_not_concerned
from flows.understanding.answers.choosing import chosen, excepted, scanner
from flows.understanding.answers.dated import by_date
from flows.understanding.answers.either_or import is_either_named
from flows.understanding.answers.extremes import extreme
from flows.understanding.answers.halves import by_halves, names_two
from flows.understanding.answers.measured import measured
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.naming import Chosen, candidates, less_plainly
from flows.understanding.answers.other_times import of_other_times
from flows.understanding.answers.others import of_others
from flows.understanding.answers.outweighing import means_several
from flows.understanding.answers.parts import BEFORE, BUT, NOW, RATHER, Part, parts
from flows.understanding.answers.passing import without_passing
from flows.understanding.answers.periods import by_period
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.positions import NOWHERE
from flows.understanding.answers.put_off import without_spoken_of
from flows.understanding.answers.question import (
    Answer,
    Question,
    QuestionKind,
    unclear,
)
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.said_by import own_ones
from flows.understanding.answers.settling import Candidate, Doubtful, settled
from flows.understanding.answers.terms import by_term
from flows.understanding.answers.two_faults import two_faults
from flows.understanding.answers.unsure import conceded, decided, for_the_unsure, sure

_MORE_THAN = re.compile(r"除[了开去咗][^。!?]{1,12}?(?:还|也|仲|另外)")
"""除了周五还有周日 leaves nothing out."""
_IT_IS = re.compile(r"(?:就|主要|而)?[是系](?!不|否)|就?[剩差还]|\bits ")
"""电梯没问题，是锁坏了: behind what it is not stands what it is."""
_SIGN = re.compile(r"[A-Za-z]?[0-9]{0,2}")
_NONE_ELSE = re.compile(r"都(?:不|没|冇|唔)|没别的|\b(?:nothing|none|no one)\b")

Value = str | int | float | None
Reader = Callable[[Question, str], Answer]


def read(question: Question, said: str) -> Answer:
    """The text of the option that is meant."""
    if _meanings(satisfaction.read, question):
        return _by_meaning(question, said) or unclear("no_value")
    message = plain(said)
    if is_not_concerned(message.words, plain(question.text).words):
        return unclear("asks_back")
    options = question.options
    if (shown := [option for option in options if plain(option).words == message.words]) != []:
        return Answer(shown[0], why="option")
    found = parts(message, scanner())
    try:
        left = settled(
            _sure(message.words, _meant(message, found, question), options, found), found
        )
    except Doubtful as doubt:
        return _otherwise(question, said, found, doubt.why)
    if len({one.value for one in left}) > 1 or is_either_named(message.words, left):
        return unclear("two_values")
    if left[0].value == NOWHERE:
        return unclear("out_of_range")
    if means_several(message.words, options[left[0].value - 1]) or _tells_two(
        question, said, message, found
    ):
        return unclear("two_values")
    spans = tuple((one.start, one.end) for one in left)
    return Answer(options[left[0].value - 1], remark_beside(message, found, spans), why="option")


def _otherwise(question: Question, said: str, found: Sequence[Part], why: str) -> Answer:
    """What is meant where nothing is named, `why` not: not sure, a day and its part, a grade."""
    words, options = plain(said).words, question.options
    unknown = for_the_unsure(words, plain(question.text).words, options)
    if unknown is not None:
        return Answer(options[unknown - 1], why="unsure")
    if _of_others(words, found, question):
        return unclear("somebody_else")
    if why == "no_value" and (both := _by_halves(question, said)) is not None:
        return both
    return _by_meaning(question, said) or unclear(why)


def _tells_two(question: Question, said: str, message: Plain, found: Sequence[Part]) -> bool:
    """Whether two things are out of order, or two days named: 周六周日下午都有空."""
    if names_two(question.options, message.words, lambda half: _names_two(question, half, said)):
        return True
    asked = plain(question.text).words

    def named_in(part: Part) -> frozenset[int]:
        named_ones = candidates(message, [part], question.options, asked)
        return frozenset(one.value for one in named_ones)

    return two_faults(message.words, found, asked, named_in)


def _sure(
    words: str, meant: Sequence[Chosen], options: tuple[str, ...], found: Sequence[Part]
) -> tuple[Chosen, ...]:
    """Without what a message is undecided about, cannot tell or only grants."""
    own = own_ones(words, meant)
    return conceded(words, sure(words, found, decided(words, own, options), options))


def _meant(message: Plain, found: Sequence[Part], question: Question) -> list[Chosen]:
    """What is named and not turned down; what 除了 leaves, where that is a single option."""
    words, options = message.words, question.options
    asked_words = plain(question.text).words
    away = [*_of_others(words, found, question), *of_other_times(words, found, asked_words)]
    mine = (part for part in found if part not in away)
    asked = tuple(replace(part, is_asked=is_asked(words, part, found)) for part in mine)
    named_beside = [part for part in asked if not excepted(part)]
    for way in (extreme, by_date, by_period):
        if told := way(words, named_beside, options):
            return list(chosen(words, told, asked_words))
    if told := measured(words, named_beside, options, asked_words):
        return list(chosen(words, told, asked_words))
    named_ones = candidates(message, named_beside, options, asked_words)
    named_ones = without_passing(words, named_ones, asked_words)
    named_ones = without_spoken_of(words, named_ones, asked_words)
    left = chosen(words, named_ones, asked_words)
    if named_ones and (rest_of_it := _spoken_of_since(words, named_beside, named_ones, left)):
        since = less_plainly(message, rest_of_it, options, asked_words)
        left = chosen(words, since, asked_words) or left
    if named_ones and not left:  # 年卡太贵，一个月一个月来
        spoken_of = {one.part for one in named_ones}
        elsewhere = [part for part in named_beside if part not in spoken_of]
        left = chosen(words, by_term(words, elsewhere, options), asked_words)
    apart = [replace(part, opens=part.start) for part in asked if excepted(part)]
    if left or not apart or _NONE_ELSE.search(words) or _MORE_THAN.search(words):
        return list(left)
    without = {one.value for one in candidates(message, apart, options, asked_words)}
    rest = [place for place in range(1, len(options) + 1) if place not in without]
    is_clear = without and NOWHERE not in without and len(rest) == 1
    return [Candidate(rest[0], apart[0].start, apart[-1].end, apart[0])] if is_clear else []


def _of_others(words: str, found: Sequence[Part], question: Question) -> list[Part]:
    options = [plain(option).words for option in question.options]
    return of_others(words, found, plain(question.text).words, options)


def _spoken_of_since(
    words: str, found: Sequence[Part], named_ones: Sequence[Chosen], left: Sequence[Chosen]
) -> list[Part]:
    """Where to look for the option that is meant, if those that are named are not."""
    spoken_of = {one.part for one in named_ones}
    if all(BEFORE in one.part.links for one in conceded(words, left)):
        return [part for part in found if part not in spoken_of]
    last = max(one.start for one in named_ones)
    behind = [part for part in found if part.start > last and part not in spoken_of]
    return [
        part
        for part in behind
        if part.links & {BUT, RATHER, NOW} or _IT_IS.match(words, part.opens)
    ]


def _names_two(question: Question, options: tuple[str, ...], said: str) -> bool:
    return read(replace(question, options=options), said).why == "two_values"


def _by_halves(question: Question, said: str) -> Answer | None:
    """The option whose day is named, and apart from it the part of that day."""
    option = by_halves(
        question.options,
        plain(said).words,
        lambda options: _text(read(replace(question, options=options), said)),
    )
    return None if option is None else Answer(option, said, why="option")


def _text(answer: Answer) -> str | None:
    return None if answer.value is None else str(answer.value)


def _by_meaning(question: Question, said: str) -> Answer | None:
    """The option that grades or agrees as the message does, in a menu of such meanings."""
    for reader in (satisfaction.read, yes_no.read):
        meanings = _meanings(reader, question)
        answer = reader(question, said) if meanings else None
        for option, meaning in meanings:
            if answer is not None and answer.value == meaning:
                return replace(answer, value=option)
    return None


def _meanings(reader: Reader, question: Question) -> tuple[tuple[str, Value], ...]:
    """What each option means to another reader; empty where one means nothing, or two the same."""
    return _meanings_of(reader, question.options)


@lru_cache(maxsize=MENUS_KEPT)
def _meanings_of(reader: Reader, options: tuple[str, ...]) -> tuple[tuple[str, Value], ...]:
    without = Question(QuestionKind.CHOICE)
    # 大车（5吨） is no grade, though 5 is one; and 5 or B alone is the name of anything.
    cores = {option: core_of(option) for option in options}
    found = tuple(
        (option, None if _SIGN.fullmatch(core) else reader(without, core).value)
        for option, core in cores.items()
    )
    meanings = {meaning for _, meaning in found}
    return found if None not in meanings and len(meanings) == len(found) else ()
