"""Things that are told one kind after the other: 两只猫一条狗 are three pets."""

import re

from flows.understanding.answers.shares import MEASURES
from flows.understanding.numbers import whole_number
from flows.understanding.quantities import Quantity, quantities
from flows.understanding.units import COUNTED, PIECES, SHEETS, UNITS, VEHICLES, Unit, in_unit

_NOUN = (
    r"[^\W\d_a-z一二两三四五六七八九十个只条张次回不没别或还多几各每共第"
    r"前后以卖送走时能死丢退扔剩坏亮黑瞎灭里]"
)
_JOINED = r"(?:[,、\s]|和|跟|加上?|还有|外加|另外|再加上?|又|也)*"
_OPENS = re.compile(r"^(?:[\s,]|我?家里?|有|养了?|共|就|是|嗯|呃|一共|总共|合计)*")
_ENDS = r"[\s吧啊呢了啦喇咯呗哈。!.~]*"
_BEHIND = (
    r"(?:\d{1,2}|[一二两三四五六七八九])(?!个?(?:[周月天年日季]|礼拜|星期))"
    rf"(?:[{MEASURES}]|(?![{MEASURES}]))(?!的)(?:{_NOUN}{{1,4}}?)"
)
_LATIN = (
    r"(?:an?|one|two|three|four|five|\d)"
    r" (?!(?:dozen|half|few|couple|pair|lot|bit|and|more|or|for|from|of|in)\b)[a-z]+"
)
_KINDS = re.compile(rf"{_BEHIND}(?:{_JOINED}{_BEHIND}){{1,4}}{_ENDS}")
_LATIN_N = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})"
_LATIN_KINDS = re.compile(
    rf"(?:i have |we have |just )?{_LATIN}"
    rf"(?:(?:, | and |, and | plus | ){_LATIN}){{1,4}}[.! ]*"
)
_N = r"\d{1,2}|[一二两三四五六七八九]"
_FOR_EACH = re.compile(
    rf"(?:(?:一家|我们家?|我哋|家里)?(?P<people>{_N})(?:口人?|个人?|人)|夫妻俩?|老两口"
    rf"|两口子)[,都]*"
    rf"[一每]个?人(?:要|办|发"
    rf"|各)?(?P<each>{_N})[张份个把](?![\w]*[\d一二两三四五六七八九][张份个把])"
)
_EACH_OF = re.compile(
    rf"[一每]个?人(?P<each>{_N})[张份个把],?(?:一共|共|总共)?(?P<people>{_N})(?:口人?|个人|人"
    rf"|个)(?=$|[,。吧啊])"
)
_PLANNED = re.compile(r"租|借|订|预约|\b(?:book|hire|rent|need|reserve)")
_ONE_OF_BOTH = re.compile(
    r"[或包连含]|还是|不是|如果|要是|不够|再[说看]|最[多少]|超|每|其中|都[得行可]|先|不[用要]"
    r"|之[前后]"
    r"|\b(?:or|if|including|each|maybe|then only)\b|\?"
)
_BESIDE_ME = re.compile(
    rf"除[了咗]?我(?:自己|本人)?(?:以外|之外)?,?(?:还有?|另外?有?|仲有)"
    rf"(?P<han>{_N})[个口位]?人?[\s吧啊呢.!。]*"
    rf"|(?:just )?(?:me|myself) (?:and|plus|\+) (?P<latin>{_LATIN_N}|one) "
    r"(?:others?|more|people|other people)[.! ]*"
)
_AT_HOME = re.compile(r"住|家|\blive|household|home")
_GROUP = "桌车家户间层组批排箱袋"
_BY_GROUP = re.compile(
    rf"(?P<many>{_N}"
    rf"|十)[辆部台张个]?(?P<group>[{_GROUP}])[^\d一二两三四五六七八九十每]{{0,4}}[一每]个?(?P=group)"
    rf"(?:有|坐|来|是|各)?(?P<each>\d{{1,2}}|[一二两三四五六七八九]?十[一二三四五六七八九]?"
    rf"|{_N})[口人个位张盏份名把]人?"
)
_BY_LATIN_GROUP = re.compile(
    rf"\b(?P<many>{_LATIN_N}) "
    r"(?P<group>tables?|cars?|famil(?:y|ies)|groups?|teams?|box(?:es)?|floors?|rooms?)"
    rf"(?: of|,? with|,? each (?:with|of)|,)? (?P<each>{_LATIN_N})\b"
)
_EACH_FIRST = re.compile(
    rf"[一每]个?(?P<group>[{_GROUP}])(?:有|坐|来|是|各)?(?P<each>{_N}|十)[口人个位张盏份名把]?人?,?"
    rf"(?:一共|共|总共|有)?(?P<many>{_N}|十)[辆部台张个]?(?P=group)"
    rf"|\b(?P<latin_each>{_LATIN_N}) (?:per|to a|a|each) "
    rf"(?P<latin>table|car|group|team|box|floor|room)"
    rf",? (?:and |with |for )?(?P<latin_many>{_LATIN_N}) (?P=latin)e?s"
)
_NUMBER = re.compile(r"\d+|[一二两三四五六七八九十百]+")
_GONE = re.compile(
    rf"(?:原来|以前|本来|之前|原先|从前)(?:有|养"
    rf"|是)*(?P<had>{_N})[{MEASURES}][^\d一二两三四五六七八九]{{0,8}}"
    rf"(?:走|死|卖|丢|送|报废|没|跑|坏|扔|退)(?:掉|走"
    rf"|人)?了(?P<gone>{_N})[{MEASURES}][^\d一二两三四五六七八九]*"
)
_ONE = re.compile(rf"(?P<han>\d{{1,2}}|[一二两三四五六七八九])(?P<unit>[{MEASURES}]?)")
_LATIN_ONE = re.compile(r"\b(an?|one|two|three|four|five|\d) ([a-z]+)")
_ANYTHING = frozenset({PIECES, SHEETS, VEHICLES})
_TOLD = re.compile(r"[^\W\d_]{1,5}(?=$|[,、。;!])| (?:for|of) (?:the )?[a-z]+")
_PLUS = re.compile(r"(?<![增添])加(?!班)|另外?|然后|\b(?:plus|and)\b|\+")
_OTHER_MEASURES = re.compile(
    r"[\d一二两三四五六七八九十](?:公?斤|千克|公里|厘米|公分|分米|毫升|公升|升|米[长高宽厚]"
    r"|号(?!楼|线)|点[钟半来去]|岁|块|元|蚊|寸|吨|度|天|晚)"
    r"|[^\d]{0,6}(?:说|讲|话)(?=[\d一二两三四五六七八九])"
)
"""How heavy one is, when it is wanted and what others count are no kinds of it."""
LEAST = 2
TOLERANCE = 1e-6
_CARS = re.compile(r"车|辆|\b(?:cars?|bikes?|vehicles?)\b")
_OF_KINDS = frozenset({PIECES, SHEETS})


def kinds_added_up(words: str, asked: tuple[Unit, ...], asked_text: str) -> int | None:
    """The sum of what a message tells kind by kind; None if it is no such list.

    An e-bike is a car for some: kinds of vehicles are not added up.
    """
    is_machine = bool(asked) and asked == UNITS["台"] and not _CARS.search(asked_text)
    if not asked or not (asked[0].dimension in _OF_KINDS or is_machine):
        return None
    if _LATIN_KINDS.fullmatch(words):
        return _latin_kinds(words, asked_text)
    told = _OPENS.sub("", words)
    if _OTHER_MEASURES.search(told):
        return None
    if not _KINDS.fullmatch(told):
        return None
    ones = list(_ONE.finditer(told))
    units = {unit.dimension for one in ones for unit in UNITS.get(one["unit"], ())} & COUNTED
    if not units <= (_ANYTHING if asked[0].dimension == PIECES else {asked[0].dimension, PIECES}):
        return None
    numbers = [_whole(one["han"]) * (2 if one["unit"] == "对" else 1) for one in ones]
    nouns = [told[one.end() :][:2] for one in ones]
    asked_for = [
        number for number, noun in zip(numbers, nouns, strict=True) if _is_in(noun, asked_text)
    ]
    if asked_for and len(asked_for) < len(numbers):
        return sum(asked_for) if len(asked_for) == 1 else None
    parts = numbers[1:]
    is_told_first = len(parts) > 1 and numbers[0] == sum(parts)
    return numbers[0] if is_told_first else sum(numbers)


def beside_the_writer(words: str, asked: str) -> int | None:
    """The writer and those beside him: 除了我还有两个 are three who live there."""
    found = _BESIDE_ME.fullmatch(words) if _AT_HOME.search(asked) else None
    return None if found is None else 1 + _whole(found["han"] or found["latin"])


def time_planned(words: str, wanted: Unit, asked: str) -> float | None:
    """How long it takes in all for which a place is booked: 两个钟玩，加半个钟收拾."""
    if not _PLANNED.search(asked) or _ONE_OF_BOTH.search(words):
        return None
    found = quantities(words)
    if len(found) < LEAST or any(one.is_vague or one.is_denied or not one.units for one in found):
        return None
    lasting = [unit for one in found for unit in one.units if unit.dimension == wanted.dimension]
    if len(lasting) < len(found):
        return None
    hours = [_lasts(one, wanted) for one in found]
    for at in (0, -1):
        if len(hours) > LEAST and abs(2 * hours[at] - sum(hours)) < TOLERANCE:
            return hours[at]  # told with its parts
    is_told = all(_TOLD.match(words, one.end) for one in found)
    return sum(hours) if is_told or _PLUS.search(words) else None


def _lasts(one: Quantity, wanted: Unit) -> float:
    unit = next(unit for unit in one.units if unit.dimension == wanted.dimension)
    return in_unit(one.amount, unit, wanted)


def in_groups(words: str, asked: str) -> int | None:
    """So many in each of so many groups: 两桌，一桌十个; None where no such groups are told."""
    found = (_BY_LATIN_GROUP if words.isascii() else _BY_GROUP).search(words)
    if found is None:
        return _each_first(words, asked)
    if found["group"] in asked:
        return None
    total = _whole(found["many"]) * _whole(found["each"])
    beside = _NUMBER.findall(words[: found.start()] + "," + words[found.end() :])
    return total if all(_whole(one) == total for one in beside) else None


def _is_in(noun: str, asked: str) -> bool:
    return bool(noun) and (noun in asked or noun[0] in asked)


def _each_first(words: str, asked: str) -> int | None:
    """一桌八个，三桌; 6 per table, 4 tables."""
    found = _EACH_FIRST.search(words)
    if found is None or (found["group"] or found["latin"]) in asked:
        return None
    each, many = found["each"] or found["latin_each"], found["many"] or found["latin_many"]
    beside = _NUMBER.findall(words[: found.start()] + "," + words[found.end() :])
    total = _whole(each) * _whole(many)
    return total if all(_whole(one) == total for one in beside) else None


def _latin_kinds(words: str, asked_text: str) -> int:
    """All of them; only those of the kind that was asked for, where others stand beside it."""
    told = [
        (1 if found[1] in ("a", "an") else _whole(found[1]), found[2].rstrip("s") in asked_text)
        for found in _LATIN_ONE.finditer(words)
    ]
    is_named = any(is_asked for _, is_asked in told)
    return sum(number for number, is_asked in told if is_asked or not is_named)


def shared_out(words: str) -> int | None:
    """So many for each of so many people: 一家三口一人一张; None where nothing is shared out."""
    reversed_ = _EACH_OF.search(words)
    if reversed_ is not None:
        return _whole(reversed_["each"]) * _whole(reversed_["people"])
    found = _FOR_EACH.search(words)
    if found is None:
        return None
    return (_whole(found["people"]) if found["people"] else 2) * _whole(found["each"])


def left_of(words: str) -> int | None:
    """What is left of what there was: 原来两只，走了一只; None where nothing is gone."""
    found = _GONE.search(words)
    if found is None:
        return None
    left = _whole(found["had"]) - _whole(found["gone"])
    return left if left >= 0 else None


def _whole(written: str) -> int:
    return whole_number(written) or 0
