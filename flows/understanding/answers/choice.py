"""One option, or several: by number, letter, position, label, a part of a label or a synonym."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from flows.understanding.answers import satisfaction, yes_no
from flows.understanding.answers.amounts import by_amount
from flows.understanding.answers.choosing import asks, chosen, decided, excepted, scanner
from flows.understanding.answers.extremes import extreme
from flows.understanding.answers.hints import hinted
from flows.understanding.answers.hours import by_hour
from flows.understanding.answers.labels import lettered, named
from flows.understanding.answers.measured import measured
from flows.understanding.answers.menus import MENUS_KEPT, Menu, core_of, menu
from flows.understanding.answers.misspelt import misheard, misspelt
from flows.understanding.answers.outweighing import means_several, outweighing, uncovered
from flows.understanding.answers.parts import Part, parts
from flows.understanding.answers.periods import by_period
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.positions import NOWHERE, places
from flows.understanding.answers.question import (
    Answer,
    Question,
    QuestionKind,
    unclear,
)
from flows.understanding.answers.refusals import refused
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.settling import Candidate, Doubtful, settled
from flows.understanding.answers.shortened import abbreviated, begun, only_character
from flows.understanding.answers.telling import WORDS_MOST, telling
from flows.understanding.verdicts import says_not_fixed

_NONE_ELSE = re.compile(r"都(?:不|没|冇|唔)|没别的|\b(?:nothing|none|no one)\b")
_AND = re.compile(r"[\s,、/&+和跟与同或及定]+|\s*(?:或者|还是|定系|抑或|以及|and|or)\s*")

BRIEF, BRIEF_IN_LETTERS = 10, 30
"""In so many characters what belongs to an option names it; in a long story it may be an aside."""

Chosen = Candidate[int]
Value = str | int | float | None
Reader = Callable[[Question, str], Answer]


def read(question: Question, said: str) -> Answer:
    """The text of the option that is meant."""
    if _meanings(satisfaction.read, question):
        return _by_meaning(question, said) or unclear("no_value")
    message = plain(said)
    options = question.options
    if (shown := [option for option in options if plain(option).words == message.words]) != []:
        return Answer(shown[0], why="option")
    found = parts(message, scanner())
    try:
        left = settled(decided(message.words, _meant(message, found, question), options), found)
    except Doubtful as doubt:
        return _by_meaning(question, said) or unclear(doubt.why)
    if len({one.value for one in left}) > 1:
        return unclear("two_values")
    if left[0].value == NOWHERE:
        return unclear("out_of_range")
    if means_several(message.words, options[left[0].value - 1]):
        return unclear("two_values")
    spans = tuple((one.start, one.end) for one in left)
    return Answer(options[left[0].value - 1], remark_beside(message, found, spans), why="option")


def _meant(message: Plain, found: Sequence[Part], question: Question) -> list[Chosen]:
    """What is named and not turned down; what 除了 leaves, where that is a single option."""
    words, options = message.words, question.options
    asked = tuple(replace(part, is_asked=asks(words, part)) for part in found)
    named_beside = [part for part in asked if not excepted(part)]
    told = extreme(words, named_beside, options) or by_period(words, named_beside, options)
    if told := told or measured(words, named_beside, options, plain(question.text).words):
        return list(chosen(words, told, plain(question.text).words))
    left = chosen(words, _candidates(message, named_beside, options), plain(question.text).words)
    apart = [replace(part, opens=part.start) for part in asked if excepted(part)]
    if left or not apart or _NONE_ELSE.search(words):
        return list(left)
    without = {one.value for one in _candidates(message, apart, options)}
    rest = [place for place in range(1, len(options) + 1) if place not in without]
    is_clear = without and NOWHERE not in without and len(rest) == 1
    return [Candidate(rest[0], apart[0].start, apart[-1].end, apart[0])] if is_clear else []


def _candidates(message: Plain, found: Sequence[Part], options: tuple[str, ...]) -> list[Chosen]:
    """What is named in the most certain way; numbers and letters count as much as labels."""
    words, names = message.words, menu(options)
    labels = [one for part in found for one in named(words, part, names.tables[0])]
    labels = uncovered(
        labels, [one for part in found for one in named(words, part, names.tables[1])]
    )
    labels += [one for part in found for one in by_amount(words, part, options)]
    hours = [one for part in found for one in by_hour(words, part, options)]
    labels = [*(one for one in labels if not _is_of_hour(one, hours)), *hours]
    by_place = [
        place
        for place in (*places(words, tuple(found), len(options)), *_letters(words, found, names))
        if not any(label.start <= place.start < label.end for label in labels)
    ]
    if labels or any(place.value != NOWHERE for place in by_place):
        return [*labels, *by_place, *_beside(words, found, names, labels)]
    return _less_plainly(message, found, options) or by_place


def _is_of_hour(label: Chosen, hours: Sequence[Chosen]) -> bool:
    """Whether a part of the day only belongs to an hour outside of it: 上午十点 to 早上6-9点."""
    return any(one.start <= label.start and label.end <= one.end for one in hours)


def _less_plainly(message: Plain, found: Sequence[Part], options: tuple[str, ...]) -> list[Chosen]:
    """What is named in other words, or only hinted at."""
    words, names = message.words, menu(options)
    candidates: list[Chosen] = []
    is_brief = len(words) <= (BRIEF_IN_LETTERS if words.isascii() else BRIEF)
    for table in names.tables[1:-1]:
        if candidates := [one for part in found for one in named(words, part, table)]:
            return candidates
    hints = [one for part in found for one in hinted(words, part, options)]
    belonging = [one for part in found for one in named(words, part, names.tables[-1])]
    if hints or (belonging and is_brief):
        return outweighing(words, [*hints, *(belonging if is_brief else ())])
    labels_alone = {**names.tables[2], **names.tables[0]}
    for part in found:
        candidates += misspelt(words, part, {**names.tables[1], **labels_alone})
        candidates += misheard(words, part, labels_alone)
    if candidates:
        return candidates
    single = [only_character(words, part, options) for part in found]
    single += [abbreviated(words, part, options) for part in found]
    if is_brief:
        single += [begun(words, part, options) for part in found]
    candidates = [one for one in single if one is not None]
    candidates = candidates or [
        one
        for part in found
        if (one := refused(words, part, tuple(map(core_of, options)))) is not None
    ]
    # 白修了 has the 修 of 报修 and asks for none.
    if candidates or len(words) > WORDS_MOST or says_not_fixed(words):
        return candidates
    return [one for part in found for one in telling(words, part, options)]


def _beside(
    words: str, found: Sequence[Part], names: Menu, labels: Sequence[Chosen]
) -> Iterator[Chosen]:
    """What is named less certainly, but in one breath with a label: 停车和电梯."""
    for table in names.tables[1:]:
        for one in (one for part in found for one in named(words, part, table)):
            for label in labels:
                first, second = sorted((one, label), key=lambda either: either.start)
                if _AND.fullmatch(words, first.end, second.start):
                    yield one


def _letters(words: str, found: Sequence[Part], names: Menu) -> Iterator[Chosen]:
    for part in found:
        yield from lettered(words, part, names.count)


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
    # 大车（5吨） is no grade, though 5 is one.
    found = tuple((option, reader(without, core_of(option)).value) for option in options)
    meanings = {meaning for _, meaning in found}
    return found if None not in meanings and len(meanings) == len(found) else ()
