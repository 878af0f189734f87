"""A menu as it can be named: the labels of its options, their synonyms and what belongs to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.resources import read_text
from flows.understanding.answers.plain import joined_words
from flows.understanding.answers.refusals import is_refusal
from flows.understanding.lexicon.loading import PACKAGE, parsed

MENUS_KEPT, LABELS_KEPT = 256, 1024
SYNONYMS, EXAMPLES = "synonyms.txt", "examples.txt"
PART_SHORTEST = 2
WORD_SHORTEST = 3
CHINESE = "零一二三四五六七八九十"

_PREFIX = re.compile(r"^\s*(?:\(?(?P<letter>[a-z])\)?[.、:)\s]+|[0-9]{1,2}[.、:)]\s*)(?=\S)")
_EXPLANATION = re.compile(r"\s*[(（\[].*$")
_BETWEEN = re.compile(r"[\s()（）\[\]、,，/;:。.]+|等$")
_NUMBER = re.compile(r"(?<!\d)(?:\d|10)(?!\d)")
_COMMON = frozenset(
    "the and for only with not you your are was has have any all too very this that from"
    " room after before between other".split()
)
_OF_TIME = frozenset("天日周月季年")
_EMPTY = frozenset("张份只条种次上下个这那本前后大小一二三四五六七八九十两几每第的了是有在")
"""What a piece of a label may not be made of alone: 下个 of 下个月."""


@dataclass(frozen=True)
class Menu:
    """The names of the options, most certain first: one table for each way of naming.

    `characters` name an option where a part is made of nothing else.
    """

    count: int
    tables: tuple[dict[str, int], ...]
    characters: dict[str, int]


@lru_cache(maxsize=MENUS_KEPT)
def menu(options: tuple[str, ...]) -> Menu:
    """How the options can be named; what would name two of them names none."""
    cores = [core_of(option) for option in options]
    whole = _table(
        (name, place) for place, core in enumerate(cores, start=1) for name in _written(core)
    )
    synonyms = _table(
        (form, place)
        for place, core in enumerate(cores, start=1)
        for name in (*_synonyms(core), *_counted_by(core))
        for form in _written(name)
    )
    pieces = _table(
        (piece, place) for place, core in enumerate(cores, start=1) for piece in _pieces(core)
    )
    explained = _table(
        (form, place)
        for place, option in enumerate(options, start=1)
        for name in _explained(option)
        for form in _written(name)
    )
    examples = _table(
        (form, place)
        for place, core in enumerate(cores, start=1)
        for name in _examples(core)
        for form in _written(name)
    )
    characters = {name: place for name, place in examples.items() if _is_character(name)}
    longer = {name: place for name, place in examples.items() if name not in characters}
    return Menu(len(options), (whole, synonyms, pieces, explained, longer), characters)


def _is_character(name: str) -> bool:
    return len(name) == 1 and not name.isascii()


def _table(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    names: dict[str, set[int]] = {}
    for name, place in pairs:
        names.setdefault(name, set()).add(place)
    return {name: places.pop() for name, places in names.items() if len(places) == 1}


def core_of(option: str) -> str:
    """A label without its letter and what explains it."""
    words = joined_words(option)
    core = _EXPLANATION.sub("", _PREFIX.sub("", words)).strip()
    return core or words.strip()


def _explained(option: str) -> Iterator[str]:
    """The words that stand in brackets behind a label, and their pieces: 3吨 of 中车（3吨）."""
    found = _EXPLANATION.search(joined_words(option))
    for name in re.split(_BETWEEN, found[0]) if found else ():
        if len(name) >= PART_SHORTEST and not name.isdigit():
            yield name
            yield from _pieces(name)


def _written(name: str) -> Iterator[str]:
    """A name as it is, in one word, and with its numbers in Chinese: 2栋, 二栋."""
    yield name
    if name.isascii():
        yield name.replace(" ", "")
    yield _NUMBER.sub(lambda number: CHINESE[int(number[0])], name)


def _synonyms(core: str) -> Iterator[str]:
    for heading, member in _named(core):
        group = _groups(SYNONYMS)[heading]
        yield from (core.replace(member, other) for other in group)
        if not core.replace(member, "").isdigit():
            yield from group


def _counted_by(core: str) -> Iterator[str]:
    """按袋 in other words: 一袋一袋, 论袋."""
    if len(core) == len("按袋") and core[0] == "按":
        unit = core[1]
        yield from (f"论{unit}", f"一{unit}一{unit}", f"每{unit}", f"逐{unit}", f"几{unit}")
        if unit not in _OF_TIME:  # 交了三年了 chooses no year
            yield from (f"{number}{unit}" for number in CHINESE[1:])


def headings_of(core: str) -> Iterable[str]:
    """The headings of synonyms.txt under which something stands that a label names."""
    return dict.fromkeys(heading for heading, _ in _named(core))


def names_of_things(core: str) -> Iterator[str]:
    """What the things that a label names are called, and what belongs to them."""
    for heading in headings_of(core):
        yield from names_under(heading)


def names_under(heading: str) -> Iterator[str]:
    """What stands under a heading of synonyms.txt, and under that of examples.txt."""
    yield from _groups(SYNONYMS)[heading]
    yield from _groups(EXAMPLES).get(heading, ())


@lru_cache(maxsize=LABELS_KEPT)
def _named(core: str) -> tuple[tuple[str, str], ...]:
    """What a label names, by its headings. Few of some thousand words stand in a label."""
    members = _headings()
    longest = max(map(len, members))
    pieces = {
        core[at:end]
        for at in range(len(core))
        for end in range(at + 1, min(len(core), at + longest) + 1)
    }
    named = sorted(piece for piece in pieces if piece in members and _names(core, piece))
    return tuple((heading, member) for member in named for heading in members[member])


def _examples(core: str) -> Iterator[str]:
    """What belongs to the thing that a label names: 老公 to 家属."""
    examples = _groups(EXAMPLES)
    for heading in headings_of(core):
        yield from examples.get(heading, ())


def _names(core: str, member: str) -> bool:
    """Whether a label is for a thing: 没有养宠物 has the word and is not for it."""
    if not _has(core, member):
        return False
    is_whole = core == member or (core.startswith(member) and len(member) > PART_SHORTEST)
    return is_whole or not is_refusal(core)


def _has(core: str, member: str) -> bool:
    if not member.isascii():
        is_short = len(member) == 1 and len(core) > PART_SHORTEST  # 没修好 is no 没
        return member in core and (not is_short or core.replace(member, "").isdigit())
    return member in core and _is_word(member, core)


def _is_word(member: str, core: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(member)}(?![a-z])", core) is not None


def _pieces(core: str) -> Iterator[str]:
    """Everything of two characters and more in a label; its words where it is in letters."""
    for run in re.findall(r"[\u3400-\u9fff]+", core):
        for start in range(1 if is_refusal(core) else len(run) - 1):
            ends = range(start + PART_SHORTEST, len(run) + 1)
            yield from (run[start:end] for end in ends if not _EMPTY.issuperset(run[start:end]))
    for word in re.findall(r"[a-z]+", core):
        if len(word) >= WORD_SHORTEST and word not in _COMMON:
            yield word
            yield word.removesuffix("s") if word.endswith("s") else f"{word}s"


@cache
def _groups(file: str) -> dict[str, tuple[str, ...]]:
    phrases = parsed(file, read_text(PACKAGE, file), is_shared=True)
    return {
        heading: tuple(joined_words(member) for member in group)
        for heading, group in phrases.items()
    }


@cache
def _headings() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for heading, group in _groups(SYNONYMS).items():
        for member in group:
            found.setdefault(member, []).append(heading)
    return found
