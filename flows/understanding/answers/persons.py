"""People who are counted by naming them: 两大一小, 我和老伴, me, hubby and the twins."""

import re
from collections.abc import Iterator
from functools import cache

from flows.understanding.answers.beside import clause_spans
from flows.understanding.lexicon.loading import lexicon
from flows.understanding.numbers import whole_number

WRITER, ONE, CHILD, COUNTED, COUPLE, PAIR = "writer", "one", "child", "counted", "couple", "pair"
HEADINGS = (WRITER, ONE, CHILD, COUNTED, COUPLE, PAIR)
NAMED_MOST = 20
"""A household of more is a slip of the pen."""

_NUMBER = r"\d{1,2}|[一二两俩三仨四五六七八九十]"
_ENGLISH = r"\d{1,2}|an?|one|two|three|four|five|six|seven|eight"
_VISITORS = re.compile(r"访客|客人|人来|来几|到访|\b(?:guests?|visitors?|coming)\b")
_OF_THE_HOUSEHOLD = re.compile(
    r"[您你]们?家(?:能|会|要|可以|打算)?(?:来|去|到|出席|参加)[多几]|贵府|府上"
)
"""Who comes from the writer's home, the writer among them: 您家来几位."""
_SOME_ONLY = re.compile(
    r"老人|长者|长辈|老人家|儿童|小孩|孩子|小朋友|租客|学生|\b(?:child|kids?|seniors?|elderly"
    r"|tenants)"
)
_ELDERS_ONLY = re.compile(r"老人|长者|长辈")
_ELDERS = re.compile(
    r"[\s,、。吧啊就有我家的和跟同一两二三四个位爸妈爷奶公婆外祖父母老人岳丈姥阿嬷]+"
)
_GOES_ON = re.compile(
    r"(?:[\s~]|(?:我|让我|等我)?[来先]?(?:数一?数|算一?算)|还有|还带|外加|另外|再加上?|以及"
    r"|加上?|带着?|和|跟|与|及|同埋?|就|只有?|得(?=我|我哋)|共|住着?|吧|啊|呢|了|哦"
    r"|嗯|呃|咯|喇|啦|家里?有?|屋企有?|有|是|系|the\b|my\b|our\b|and\b|plus\b|with\b|just\b"
    r"|only\b|its\b|we are\b|there are\b|theres\b|there is\b|&|\+)+"
)
_TOTAL = re.compile(
    rf"(?:一共|总共|共|合计|加起来|对|嗯|是)*(?:(?P<han>{_NUMBER})(?:个人?|口人?|位|人|口子?)"
    rf"|俩|仨)"
    r"(?:人|吧|啊|呢|了|啦|喇|咯|没错)*"
)
_ADDS = re.compile(r"外加|另加|再加|加上?|plus\b")
_PETS = re.compile(r"(?:一?[只条](?:猫|狗)|(?:cat|dog|kitten|parrot|hamster)s?)")
_MORE = re.compile(
    r"孩|娃|妈|爸|婆|公|爷|奶|老|儿|女|哥|姐|弟|妹|朋友|同事|[他她]|偶尔|有时"
    r"|\b(?:he|she|they|kids?|child|sometimes|son|daughter|mum|mom|dad|friend)"
)
_ELSEWHERE = re.compile(
    r"不去|不来|不算|没有|冇"
    r"|在外[地面省]|国外|出国|上大学|读大学|不住|没住|分开|周末|另住|嫁|成家|abroad|away"
    r"|moved out"
)


def people_named(words: str, asked: str) -> int | None:
    """How many people a message names, where it does nothing else; None where it cannot be told.

    `asked` are the plain words of the question. Who lives there is told only with the writer
    among them, or by a number for each kind.
    """
    is_of_elders = _ELDERS_ONLY.search(asked) is not None and _ELDERS.fullmatch(words) is not None
    if _SOME_ONLY.search(asked) and not is_of_elders:
        return None
    is_of_visitors = is_of_elders or (
        _VISITORS.search(asked) is not None and _OF_THE_HOUSEHOLD.search(asked) is None
    )
    named: list[tuple[str, int]] = []
    total: int | None = None
    for first, last in clause_spans(words):
        clause = words[first:last].strip()
        if (found := _TOTAL.fullmatch(clause)) is not None:
            total = _count(found["han"]) if found["han"] else 2 + ("仨" in clause)
            continue
        if total is not None and _ADDS.match(clause):
            return None
        told = _named(clause)
        if told is None:
            if not named or (_MORE.search(clause) and not _ELSEWHERE.search(clause)):
                return None
            break
        kinds, ends_in = told
        named += kinds
        total = ends_in if ends_in is not None else total
    if not named:
        return None
    if [heading for heading, _ in named] == [WRITER] and _PETS.search(words):
        return 1
    return total or _added_up(named, is_of_visitors=is_of_visitors)


def _added_up(named: list[tuple[str, int]], *, is_of_visitors: bool) -> int | None:
    headings = {heading for heading, _ in named}
    count = sum(number for _, number in named)
    if is_of_visitors:
        is_whole = WRITER not in headings
    else:
        is_whole = not headings.isdisjoint((WRITER, COUPLE)) or headings <= {COUNTED, CHILD}
        is_whole = is_whole and headings not in ({WRITER}, {CHILD})
    return count if is_whole and 1 <= count <= NAMED_MOST else None


def _named(clause: str) -> tuple[list[tuple[str, int]], int | None] | None:
    """The people of a clause by heading, and the sum that it ends in; None for anything else."""
    if not _person().search(clause):
        return None
    found: list[tuple[str, int]] = []
    at, ends = 0, len(clause)
    while at < ends:
        if (mark := _GOES_ON.match(clause, at) or _PETS.match(clause, at)) is not None:
            at = mark.end()
            continue
        if (person := _person().match(clause, at)) is not None:
            counted = _counted(person)
            if counted is None:
                return None
            found.append(counted)
            at = person.end()
            continue
        rest = _TOTAL.match(clause, at)
        if found and rest is not None and (len(found) > 1 or found[0][0] != WRITER):
            again = _TOTAL.fullmatch(clause, rest.end())
            if rest.end() == ends or again is not None:
                return found, _count(rest["han"]) if rest["han"] else 2 + ("仨" in rest[0])
        return None
    return found, None


def _counted(person: re.Match[str]) -> tuple[str, int] | None:
    if person["theirs"]:
        return PAIR, _count(person["theirs"])
    if person["both"]:
        return PAIR, 2
    if person["family"]:
        return COUPLE, _count(person["family"])
    written = person["han"] or person["english"] or ""
    name = person["counted"] or person["lone"] or person["latin"]
    heading = next(one for one in HEADINGS if name in _names()[one])
    each = 2 if heading in (COUPLE, PAIR) else 1
    if not written:
        is_several = person["plural"] and heading not in (COUPLE, PAIR)
        return None if is_several or heading in (COUNTED, CHILD) else (heading, each)
    count = _count(written)
    return heading, count * each


def _count(written: str) -> int:
    return 1 if written in ("a", "an") else whole_number(written) or 0


@cache
def _names() -> dict[str, frozenset[str]]:
    phrases = lexicon("persons", HEADINGS)
    return {heading: frozenset(phrases[heading]) for heading in HEADINGS}


@cache
def _person() -> re.Pattern[str]:
    """One kind of person with how many there are of them."""
    return re.compile("|".join(_patterns()))


def _patterns() -> Iterator[str]:
    names = _names()
    numbered = (names[COUNTED] | names[CHILD] | names[ONE]) - {"妈", "爸", "爷", "奶"}
    lone = names[WRITER] | names[ONE] | names[COUPLE] | names[PAIR]
    who = rf"(?:我们?|我哋|俺)?的?[大小二三]?(?:{_any(names[ONE], is_latin=False)})(?:他们|她们)?"
    yield rf"{who}家?一家(?P<theirs>{_NUMBER})口人?|{who}(?P<both>两口子|夫妻俩|夫妇俩|夫妇|夫妻)"
    yield rf"(?:我们?|我哋|咱们?|俺)?一家(?P<family>{_NUMBER})口"
    both = r"(?!俩(?![^\W\d_]))"
    yield rf"(?P<han>{_NUMBER})[个位名]?(?P<counted>{_any(numbered, is_latin=False)}){both}"
    whose = r"(?:(?:我们?|咱们?|俺|我哋)家?的?(?=[^\W\d_]))?"
    yield rf"{whose}个?(?P<lone>{_any(lone, is_latin=False)})"
    every = frozenset[str]().union(*names.values())
    yield (
        rf"\b(?:(?:my|our|the) )*(?:(?P<english>{_ENGLISH}) )?(?:(?:old|young|grown|little) )?"
        rf"(?P<latin>{_any(every, is_latin=True)})(?P<plural>s)?\b"
    )


def _any(names: frozenset[str], *, is_latin: bool) -> str:
    """Any of the names, the longest first."""
    wanted = (name for name in names if name.isascii() is is_latin)
    return "|".join(sorted(wanted, key=len, reverse=True))
