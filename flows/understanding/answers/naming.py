"""The options that a message names, from the most certain way of naming to a mere hint."""

import re
from collections.abc import Iterator, Sequence

from flows.understanding.answers.amounts import by_amount
from flows.understanding.answers.composites import composed
from flows.understanding.answers.day_parts import by_day_part
from flows.understanding.answers.hints import hinted
from flows.understanding.answers.hours import by_hour
from flows.understanding.answers.labels import denied, lettered, named
from flows.understanding.answers.menus import Menu, core_of, menu
from flows.understanding.answers.misspelt import misheard, misspelt
from flows.understanding.answers.outweighing import outweighing, uncovered
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.positions import NOWHERE, is_long, places
from flows.understanding.answers.refusals import declined, denied_too, refused
from flows.understanding.answers.repairs import by_repair
from flows.understanding.answers.roles import is_of, of_the_writer, others_named
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.shortened import abbreviated, begun, only_character
from flows.understanding.answers.statuses import by_status
from flows.understanding.answers.telling import WORDS_MOST, telling
from flows.understanding.answers.terms import by_term, is_of_terms, is_term
from flows.understanding.verdicts import says_not_fixed

_IN_ONE_BREATH = re.compile(
    r"(?:[,、]\s*|[^,。!?;]{0,2}(?:和|跟|与|同|或者?|及|还是?|也|半|要么|后|可能|不行就|又|有人说|加|不如|改成))"
    r"(?:可能|要么|有人说|我说|还是)?[^,。!?;]{0,1}"
)
_AND = re.compile(r"[\s,、/&+和跟与同或及定]+|\s*(?:或者|还是|定系|抑或|以及|and|or)\s*")

BRIEF, BRIEF_IN_LETTERS = 10, 30
"""In so many characters what belongs to an option names it; in a long story it may be an aside."""

Chosen = Candidate[int]


def candidates(
    message: Plain, found: Sequence[Part], options: tuple[str, ...], asked: str
) -> list[Chosen]:
    """What is named in the most certain way; numbers and letters count as much as labels."""
    return _undenied(message.words, found, options, _named(message, found, options, asked), asked)


def _named(
    message: Plain, found: Sequence[Part], options: tuple[str, ...], asked: str
) -> list[Chosen]:
    """What is named in the most certain way, whatever is denied."""
    words, names = message.words, menu(options)
    labels = [one for part in found for one in named(words, part, names.tables[0])]
    labels = uncovered(
        labels, [one for part in found for one in named(words, part, names.tables[1])]
    )
    labels = of_the_writer(words, labels, asked)
    labels += [one for part in found for one in by_amount(words, part, options)]
    hours = [one for part in found for one in by_hour(words, part, options)]
    labels = [*(one for one in labels if not _is_of_hour(one, hours)), *hours]
    by_place = [
        place
        for place in (*places(words, tuple(found), len(options)), *_letters(words, found, names))
        if not any(label.start <= place.start < label.end for label in labels)
        and not (labels and is_long(words, place))  # 业主，1203的: a room
    ]
    if labels or any(place.value != NOWHERE for place in by_place):
        if not by_place:
            labels += _elsewhere(words, found, names, labels, asked)
        beside = [
            *_beside(words, found, names, labels),
            *_hinted_beside(words, found, options, labels),
        ]
        return [*labels, *by_place, *beside]
    return _less_plainly(message, found, options, asked) or by_place


def _undenied(
    words: str,
    found: Sequence[Part],
    options: tuple[str, ...],
    named_ones: list[Chosen],
    asked: str,
) -> list[Chosen]:
    """Without pieces of names that are denied, or of others: not bank transfer is no transfer."""
    names = {**menu(options).tables[1], **menu(options).tables[0]}
    spans = [span for part in found for span in denied(words, part, names)] if named_ones else []
    others = others_named(words, found, {**menu(options).tables[2], **names}, asked)
    return [
        one
        for one in named_ones
        if not any(start <= one.start and one.end <= end for start, end in spans)
        and not any(is_of(other, one) for other in others)
    ]


def _is_of_hour(label: Chosen, hours: Sequence[Chosen]) -> bool:
    """Whether a part of the day only belongs to an hour outside of it: 上午十点 to 早上6-9点."""
    return any(one.start <= label.start and label.end <= one.end for one in hours)


def less_plainly(
    message: Plain, found: Sequence[Part], options: tuple[str, ...], asked: str
) -> list[Chosen]:
    """What is named in other words, or only hinted at."""
    named_ones = _less_plainly(message, found, options, asked)
    return _undenied(message.words, found, options, named_ones, asked)


def _less_plainly(
    message: Plain, found: Sequence[Part], options: tuple[str, ...], asked: str
) -> list[Chosen]:
    """What is named in other words, whatever is denied."""
    words, names = message.words, menu(options)
    for way in (by_repair, by_status, composed, by_term):
        if named_ones := way(words, found, options):
            return named_ones
    named_ones = _elsewhere(words, found, names, [], asked)
    if is_of_terms(words, options):  # been here three months
        named_ones = [one for one in named_ones if not is_term(words[one.start : one.end])]
    if named_ones:
        return [*named_ones, *_hinted_beside(words, found, options, named_ones)]
    if named_ones := _named_by(names.tables[3], words, found, asked):
        return named_ones
    if named_ones := by_day_part(words, found, options):
        return named_ones
    hints = [one for part in found for one in hinted(words, part, options, asked)]
    belonging = [one for part in found for one in named(words, part, names.tables[-1])]
    is_brief = len(words) <= (BRIEF_IN_LETTERS if words.isascii() else BRIEF)
    is_brief = is_brief and not is_of_terms(words, options)  # 欠了两个月 chooses no month
    if hints or (belonging and is_brief):
        return outweighing(words, [*hints, *(belonging if is_brief else ())])
    if is_of_terms(words, options):
        return []
    labels_alone = {**names.tables[2], **names.tables[0]}
    for part in found:
        named_ones += misspelt(words, part, {**names.tables[1], **labels_alone})
        named_ones += misheard(words, part, labels_alone)
    return named_ones or _by_little(words, found, options, asked, is_brief=is_brief)


def _by_little(
    words: str, found: Sequence[Part], options: tuple[str, ...], asked: str, *, is_brief: bool
) -> list[Chosen]:
    """What is named by a character or two, or by what is not wanted."""
    cores = tuple(map(core_of, options))
    single = [only_character(words, part, options) for part in found]
    single += [abbreviated(words, part, options) for part in found]
    if is_brief:
        single += [begun(words, part, options) for part in found]
    named_ones = [one for one in single if one is not None]
    named_ones = named_ones or [
        one for part in found if (one := refused(words, part, cores)) is not None
    ]
    named_ones = named_ones or denied_too(words, found, cores) or [*declined(words, found, cores)]
    # 白修了 has the 修 of 报修 and asks for none.
    if named_ones or len(words) > WORDS_MOST or says_not_fixed(words):
        return named_ones
    return [one for part in found for one in telling(words, part, options, asked)]


def _named_by(table: dict[str, int], words: str, found: Sequence[Part], asked: str) -> list[Chosen]:
    """What one table names; what was asked about tells nothing."""
    named_ones = (one for part in found for one in named(words, part, table))
    told = [one for one in named_ones if words[one.start : one.end] not in asked]
    return of_the_writer(words, told, asked)


def _elsewhere(
    words: str, found: Sequence[Part], names: Menu, labels: Sequence[Chosen], asked: str
) -> list[Chosen]:
    """What is named less certainly, in another part than a label: 健身房太闷了，羽毛球吧."""
    taken = list(labels)
    for table in names.tables[1:3]:
        for one in _named_by(table, words, found, asked):
            if not any(one.start < label.end and label.start < one.end for label in taken):
                taken.append(one)
    return taken[len(labels) :]


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


def _hinted_beside(
    words: str, found: Sequence[Part], options: tuple[str, ...], named_ones: Sequence[Chosen]
) -> Iterator[Chosen]:
    """What is hinted at in one breath with another that is named: 毛笔还是唱歌."""
    labels = menu(options).tables[0]
    for one in (one for part in found for one in hinted(words, part, options, "")):
        said = words[one.start : one.end]
        if any(other.start < one.end and one.start < other.end for other in named_ones):
            continue
        for other in named_ones if not any(label in said for label in labels) else ():
            first, second = sorted((one, other), key=lambda either: either.start)
            is_joined = _IN_ONE_BREATH.fullmatch(words, first.end, second.start) is not None
            if is_joined and one.value != other.value:
                yield one


def _letters(words: str, found: Sequence[Part], names: Menu) -> Iterator[Chosen]:
    for part in found:
        yield from lettered(words, part, names.count)
