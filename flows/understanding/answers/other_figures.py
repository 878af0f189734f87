"""Figures beside the number that was asked for: what one costs, the door, and the day.

10块一张，来四张 is four, 住301，五口 are five, and 上个月是4310 is no reading of today.
"""

import re
from collections.abc import Sequence

from flows.understanding.answers.said_by import is_hearsay
from flows.understanding.quantities import Quantity
from flows.understanding.units import MONEY, Unit

CLAUSE_MOST = 40
DOOR_LEAST, DOOR_MOST = 100, 9999

_PRICE = re.compile(
    r"(?<![\d一二两三四五六七八九十百千])[\d一二两三四五六七八九十百千]{1,6}(?:块|元|蚊|毛|刀"
    r"|镑)(?:钱"
    r"|多)?(?:[一每]?(?:[张个把件位次份]))?"
)
_ONE_FOR = re.compile(
    r"(?:[一每])[张个把件位次份](?:就)?(?:要|收|是|卖)?[\d一二两三四五六七八九十百千]{1,6}(?:块|元"
    r"|蚊|毛)?"
)
_MONEY_ASKED = re.compile(r"块|元|钱|费|价|金额|预算|\b(?:cost|pay|price|fee|much|budget)\b")
_DOOR_BEFORE = re.compile(
    r"(?:^|[,。;])(?:我|我们|咱|家)?(?:家)?(?:住|是|在)?(?:的)?$|\b(?:flat|room|unit|in"
    r"|apartment|apt|no) ?#?$"
)
_DOOR_BEHIND = re.compile(r"(?:的|室|房|号|住户|业主)?(?:$|[,。;])| ?(?:here)?(?:$|[,.;])")
_STATES_A_PLACE = re.compile(r"住|的|室|房|\b(?:flat|room|unit|in|apartment|apt)\b")
_READING = re.compile(r"读数|讀數|\breading\b")
_NOT_NOW = re.compile(
    r"(?:上个?(?:月|周|星期|礼拜|季度?)|上(?:一|个)?[次回]|去年|前年|旧年|隔壁|隔篱|对门"
    r"|楼[上下]|邻居|\blast (?:month|week|year|time)\b)"
    r"[^,。;!?]{0,8}$"
)
_WISHED = re.compile(
    r"需要|要(?!求)|订|预约|[要想][办买订领租换做]|[您你]要|几多张|打算|\b(?:do you need"
    r"|would you like"
    r"|are coming|do you want)\b"
)
_THEN = re.compile(
    r"(?:上(?:一|个)?[次回趟]|去年|前年|旧年|昨[天日]|前[天日]|\blast (?:time|year"
    r"|month))(?:[^,。;!?]{0,3}"
    r"(?:办|买|订|领|租|换|做|要|来|洗|修|用|借)了?|[^,。;!?]{0,12}\b(?:had|got|was|were|needed"
    r"|took)\b)[^,。;!?]{0,4}$"
)
_OF_OTHERS = re.compile(
    r"(?:^|[,。;!?])(?:(?:[一二三四五六七八九十\d]{1,2}(?:楼|栋)|隔壁|隔篱|楼[上下]|对门)(?:的"
    r"|家)?|(?:明年|后年|下次|以后)再?)"
    r"[^,。;!?我]{0,4}$"
)
_NOT_ONE = re.compile(r"[张个台份辆件把只块盏条位](?:也|都)[不唔]")
"""一台都不洗 counts none."""
_AS_THEN = re.compile(r"一样|照旧|照|还是|仍|同样|也|\b(?:same|again|still)\b")


def of_the_matter(
    words: str, asked: str, wanted: tuple[Unit, ...], found: Sequence[Quantity]
) -> list[Quantity]:
    """The amounts without prices, doors, those of another time, and those that others name."""
    is_of_money = any(unit.dimension == MONEY for unit in wanted) or _MONEY_ASKED.search(asked)
    prices = [] if is_of_money else [one.span() for one in _prices(words)]
    left = [
        one
        for one in found
        if not any(start <= one.start < end for start, end in prices)
        and not _is_of_then(words, one.start, asked)
        and not is_hearsay(words, one.start)
        and not _NOT_ONE.match(words, one.end - 1)
    ]
    doors = [one for one in left if wanted and len(left) > 1 and _is_door(words, one)]
    return [one for one in left if one not in doors]


def _prices(words: str) -> list[re.Match[str]]:
    prices = list(_PRICE.finditer(words))
    return [*prices, *_ONE_FOR.finditer(words)] if prices else []


def _is_door(words: str, one: Quantity) -> bool:
    written = words[one.start : one.end]
    if one.units or not written.isdigit() or not DOOR_LEAST <= one.amount <= DOOR_MOST:
        return False
    before = words[max(one.start - CLAUSE_MOST, 0) : one.start]
    around = before[-12:] + words[one.end : one.end + 2]
    return (
        _DOOR_BEFORE.search(before) is not None
        and _DOOR_BEHIND.match(words, one.end) is not None
        and _STATES_A_PLACE.search(around) is not None
    )


def _is_of_then(words: str, start: int, asked: str) -> bool:
    least = max(start - CLAUSE_MOST, 0)
    if _READING.search(asked):
        return _NOT_NOW.search(words, least, start) is not None
    if _WISHED.search(asked) is None or _AS_THEN.search(words):
        return False
    return any(told.search(words, least, start) is not None for told in (_THEN, _OF_OTHERS))
