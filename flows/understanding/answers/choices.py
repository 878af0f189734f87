"""Several options of one menu: 1和3, AC, 1到3, 电梯 停车, 全部, 除了2都选."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.labels import LETTERS, lettered, named
from flows.understanding.answers.menus import menu
from flows.understanding.answers.parts import FUTURE, Part, links, parts, questions
from flows.understanding.answers.plain import plain
from flows.understanding.answers.positions import ALL, ALL_BUT, NOWHERE, marks_of_all, places
from flows.understanding.answers.question import Question
from flows.understanding.answers.scanning import Scanner

_RANGE = re.compile(r"第?(?P<first>\d{1,2})\s*(?:到|至|[-~–—]|to)\s*第?(?P<last>\d{1,2})")


def read_choices(question: Question, said: str) -> tuple[str, ...]:
    """The texts of the options that are meant, in their order; none where it is unclear."""
    message = plain(said)
    options = question.options
    found = parts(message, _scanner())
    if not options or any(part.is_asked for part in found):
        return ()
    chosen = {place for part in found for place in _chosen(message.words, part, options)}
    headings = [mark.heading for mark in marks_of_all(message.words)]
    if chosen and ALL_BUT in headings:
        chosen = set(range(1, len(options) + 1)) - chosen
    elif ALL in headings and not chosen:
        chosen = set(range(1, len(options) + 1))
    if NOWHERE in chosen or max(chosen, default=0) > len(options):
        return ()
    return tuple(options[place - 1] for place in sorted(chosen))


def _chosen(words: str, part: Part, options: tuple[str, ...]) -> Iterator[int]:
    """The places of what a part names; one that is not there is NOWHERE."""
    ranges = list(_RANGE.finditer(words, part.opens, part.end))
    if ranges:
        for match in ranges:
            yield from range(int(match["first"]), int(match["last"]) + 1)
        return
    packed = _packed(words, part, len(options))
    if packed:
        yield from packed
        return
    taken: list[tuple[int, int]] = []
    for table in menu(options).tables:
        for one in named(words, part, table):
            if not any(start < one.end and one.start < end for start, end in taken):
                taken.append((one.start, one.end))
                yield one.value
    numbered = (*places(words, (part,), len(options)), *lettered(words, part, len(options)))
    for one in numbered:
        if not any(start <= one.start < end for start, end in taken):
            yield one.value


def _packed(words: str, part: Part, count: int) -> Sequence[int]:
    """The places in 13 and AC, which are written without anything between."""
    start = skip_leads(words, part.opens, part.end)
    end = start
    while end < part.end and words[end].isascii() and words[end].isalnum():
        end += 1
    packed = words[start:end]
    if len(packed) <= 1 or skip_tail(words, end, part.end) < part.end:
        return ()
    if packed.isdigit() and int(packed) > count:
        found = [int(digit) for digit in packed]
    elif all(letter in LETTERS[:count] for letter in packed):
        found = [LETTERS.index(letter) + 1 for letter in packed]
    else:
        return ()
    is_each_once = len(set(found)) == len(found) and all(1 <= place <= count for place in found)
    return found if is_each_once else ()


@cache
def _scanner() -> Scanner:
    return Scanner(links(without=(FUTURE,)), questions())
