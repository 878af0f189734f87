"""What falls to one and to the other, added up: 爹妈两张，我和对象各一张 are four."""

import re
from functools import cache

from flows.understanding.answers.latin_shares import TOLD_LONGEST, latin_shares
from flows.understanding.answers.persons import COUPLE, HEADINGS, PAIR, people_named
from flows.understanding.answers.rates import tells_rate
from flows.understanding.lexicon.loading import lexicon
from flows.understanding.numbers import whole_number
from flows.understanding.units import COUNTED, PEOPLE, PIECES, SHEETS, TIMES, UNITS, VEHICLES, Unit

SHARES_LEAST = 2
MEASURES = "个只条张份盏扇根间户套件把块本辆台部次回趟对袋桶箱盒瓶格"

_N = r"\d{1,2}|[一二两三四五六七八九十]"
_DIGIT = r"\d一二两三四五六七八九十百千几"
_LABEL = rf"[^\W_a-z{_DIGIT}个只条次回半没别还或多每共第前后以卖送走时能死丢退扔剩]"
_JOINED = re.compile(r"(?:[,、;\s]|和|跟|加上?|还有|外加|另外|再加上?|又|也|然后)*")
_OPENS = re.compile(r"(?:[\s,]|好的|你好|您好|嗯|呃|那|帮我|麻烦|请)*")
_SHARE = re.compile(
    rf"(?:(?P<many>{_N})[间个户层位名家栋]{_LABEL}{{0,4}}?(?:各自?|每[间个户层位家])(?:要|办|装|有)?"
    rf"|(?P<label>{_LABEL}{{1,9}}?)(?P<each>各自?(?:要|办|来|发)?|每人|一人|人手)?)"
    rf"(?:(?P<number>{_N})(?P<unit>[{MEASURES}])|(?P<some>[俩仨]))(?:的(?![{_DIGIT}])|{_LABEL}{{1,4}}?(?=$|[,、。]))?"
)
_ONE_MORE = re.compile(rf"个(?P<label>{_LABEL}{{1,4}})")
_ENDS = re.compile(r"[\s吧啊呢了啦喇咯呗哈。!.~]*")
_ASIDE = re.compile(rf"[,。;!][^{_DIGIT}半?]*")
"""A clause without a number changes no sum, unless it takes back or doubts."""
_CHANGES = re.compile(
    r"算了|不[要用办算]了|取消|没准|不一定|[再看]说|[忘记]|可能|大概|也许|还有|外加|[再另]|都[没不]|不对|不是|其实|吗|么"
)
_NO_SHARE = re.compile(
    r"原来|原有|已经?|再|退|其中|里头|里面|当中|包括|包含|除了?|不算|只剩|好的|说|我看|以为|觉得|户口|登记"
    r"|(?:楼[上下]|隔壁|邻居|人家|别人|对门)[^,。]{0,3}(?:办了|要了|领了|有)|比"
)
_PLACE = re.compile(
    r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})(?:号楼|楼|层|栋|幢|座|单元|室|号房?)|第[一二三四五六七八九十\d]+"
    r"|大?前[天日]|[昨今][天日晚早]"
)
_OF_SHARES = frozenset({PIECES, SHEETS, TIMES, VEHICLES, PEOPLE})


def shares_added_up(words: str, asked: tuple[Unit, ...]) -> int | None:
    """The sum of what a message tells share by share; None if it tells no such shares."""
    if not asked or asked[0].dimension not in _OF_SHARES:
        return None
    if len(words) > TOLD_LONGEST:
        return None
    if words.isascii():
        return latin_shares(words)
    if _NO_SHARE.search(words) or tells_rate(words):
        return None
    words = _couples().sub("夫妻", _PLACE.sub("处", words))
    at = _OPENS.match(words).end()  # type: ignore[union-attr]
    sums: list[int] = []
    units: set[str] = set()
    is_each = False
    while (share := _SHARE.match(words, _JOINED.match(words, at).end())) is not None:  # type: ignore[union-attr]
        many = _people(share["label"]) if share["each"] else whole_number(share["many"] or "1")
        if many is None:
            return None
        number = whole_number(share["number"] or share["some"]) or 0
        sums.append(many * number * (2 if share["unit"] == "对" else 1))
        units |= {unit.dimension for unit in UNITS.get(share["unit"] or "", ())} & COUNTED
        is_each = bool(share["each"])
        at = share.end()
    if not sums or not units <= {asked[0].dimension, PIECES}:
        return None
    if (one_more := _ONE_MORE.match(words, _JOINED.match(words, at).end())) is not None:  # type: ignore[union-attr]
        sums.append(1)
        at = one_more.end()
    is_sum = len(sums) >= SHARES_LEAST or is_each
    return sum(sums) if is_sum and _is_over(words, at) else None


def _is_over(words: str, at: int) -> bool:
    """Whether nothing follows but clauses that change no number."""
    at = _ENDS.match(words, at).end()  # type: ignore[union-attr]
    while (aside := _ASIDE.match(words, at)) is not None:
        if _CHANGES.search(aside[0]):
            return False
        at = aside.end()
    return at >= len(words)


def _people(label: str) -> int | None:
    """How many people share alike: 我和对象 are two."""
    return people_named(label, "") or people_named(label, "访客")


@cache
def _couples() -> re.Pattern[str]:
    phrases = lexicon("persons", HEADINGS)
    named = (one for one in (*phrases[COUPLE], *phrases[PAIR]) if re.search("[一二两俩]", one))
    return re.compile(
        r"(?:我们?|我哋|咱们?|俺们?)?(?:" + "|".join(sorted(named, key=len, reverse=True)) + ")"
    )
