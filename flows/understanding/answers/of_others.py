"""What is told of somebody outside the home, of another house, or of the time before this one.

邻居说她收到了 answers for the neighbour alone, 隔壁的电梯5分 rates another lift, and 上季度交了
is no answer to 本季度交了吗.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.earlier import is_given_earlier
from flows.understanding.answers.promised import is_promised
from flows.understanding.answers.said_by import is_hearsay, is_of_another, own_ones
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.patterns import pattern

FILE = "statements.patterns"

T = TypeVar("T")

CLAUSE_MOST = 40
"""So far before an answer somebody may stand whose it is."""

_CLAUSE_ENDS = ",.。!?;~…\n"
_PEOPLE = (
    r"(?:(?:左右|我)?(?:邻居|邻舍|街坊|隔篱|隔壁|对门|对面|楼[上下]|同事|朋友|亲戚"
    r"|别人|别家|别的(?:楼|户|单元|小区)|其他(?:人|楼|户|单元))"
    r"|\b(?:my |our |the )?(?:\w+ )?(?:neighbou?rs?|colleagues?|friends?|next door"
    r"|(?:couple|lady|man|woman|guy|family|people|folks|girl) (?:upstairs|downstairs|next door"
    r"|opposite|across|above|below|in \w+|at \w+)))"
)
_SOMEBODY = re.compile(_PEOPLE)
_KIN = re.compile(
    r"老太婆|老头子?|老太太|老爷子|娃|孩子|屋企人|家里人|家人"
    r"|\b(?:wife|husband|hubby|missus|son|daughter|kids?|mum|mom|mother|dad|father|partner"
    r"|flatmate)"
)
_THINGS = re.compile(r"家?(?:的|那|呢|嗰)|单元|楼|栋|小区")
_THEIR_THING = re.compile(
    r"(?:家)?[的嘅](?=还|仍|都|也|就|已|早|倒|是|仲|没|冇|好|清|搬|修|亮|装|换|通|热|有|来)"
)
_I = re.compile(r"我|咱|俺|\b(?:i|im|id|ive|we)\b")
_OF_OTHERS = re.compile(
    rf"(?:^|听|听说|据|问了?|好像|但|可|就|只有?|见|我家)[了过]?(?P<who>{_PEOPLE})"
    r"(?![^,]{0,10}(?:我|[修弄整搞换装帮替代]|告诉|通知|转告|喊|叫|投诉|提醒|塞|递|送|俾"
    r"|\bme\b|\bus\b|\bfor\b))"
)
_COMPARED = re.compile(r"(?:比起?|跟|和|同|与|除了?|不如|像|than|like|unlike) ?$")
_SAYS = re.compile(r"(?:说|讲|话|says?|said|tells?)")
_THEIRS = re.compile(
    r"(?:她|他|佢|自己|人家|俺)(?:们|家|屋企|自己|那|都|也|已经?|早就?|是|有|就)*|\b(?:he|she"
    r"|they|theirs?|his|hers?)\b"
)
_OF_SENSES = frozenset({Topic.FIXED, Topic.BROKEN})
"""Whoever lives below knows best whether it still leaks, but of the flat that was asked about."""

_OWN_HOME = re.compile(
    r"(?:她|他|佢|自己|人家)(?:们)?(?:家|屋企|那边)|\b(?:his|her|their|s) (?:flat|place|home)"
)
_TAKES_NO_SIDE = re.compile(
    r"(?:我|本人|俺)(?:本人|自己|自个儿?|个人)?(?:呢|就|倒是?|可|却|还|也|都|,)*"
    r"[^,。]{0,3}"
    r"(?:(?:没|未|冇)(?!意见|问题|毛病|话)|[不唔](?:太|大|怎么|咋|是很|敢|常)*"
    r"(?:知|清楚|晓得|确定|肯定|了解|懂|会|识|去|用|看|睇|逛|坐|搭|住|走|敢|好说|好评|评|熟|参与"
    r"|关心|管|表态)"
    r"|从不|难说|说不|讲不)"
    r"|\b(?:i|me|myself)(?: ve| have| myself| personally)? (?:only|just|never|havent|dont|didnt"
    r"|cant|couldnt|wasnt|am not|have not|have no|have yet)\b"
    r"|\bim (?:not|undecided|yet)\b|\bive (?:never|not|no)\b"
)
_SAYS_OR_THINKS = re.compile(
    r" ?(?:都|就|倒|总|老|是|一直|常|家|们|那边|也)*"
    r"(?:说|讲|话|觉得|认为|评|打|给|俾|畀|表示|嫌|夸|喜欢|挺|很|十分|非常|满|reckons?|thinks?"
    r"|says?|said"
    r"|loves?|likes?|finds?|found|swears?|gives?|gave|calls?|called|is|was|are)"
)
_URGED = re.compile(
    r"(?:经理|物业|管家|师傅|你们|您们|客服|保安|他们?|她|佢哋?|领导|小伙子)(?:非|都|一直|老|总"
    r"|当面)?"
    r"(?:叫|让|要求|求|催|逼|喊|哄|拜托|要)(?:我|大家|业主|我们)(?:一定|必须|都|务必)?(?:要)?"
    r"(?:打|给|评|选|填|写|点|说|俾)(?:个|他|她|它|佢)?"
    r"|(?<![妈爸婆公女子仔伴])(?:叫|让|求|逼|催|哄|拜托)(?:着|了)?(?:我|大家"
    r"|业主)(?:们)?都?(?:一定|必须|务必)?(?:打|给|评|选|点|俾)个?"
    r"|(?:说|讲|话|交代|嘱咐)(?:一定|务必|必须|记得|麻烦)要?(?:打|给|评|选|点|俾)个?"
    r"|\b(?:asked|told|begged|want(?:s|ed)?|urged) (?:me|us) to (?:give|put|say|tick|write|rate)"
    r"(?: (?:it|him|them|you))?(?: an?)? "
)
"""What staff ask for is not what somebody thinks."""
_THEIRS_FIRST = re.compile(
    r"(?:楼[上下]|隔壁|隔篱|对[门面]|邻居|[\d一二三四五六七八九十]{1,3}(?:楼|栋|单元))(?:家|那户"
    r"|他们)?"
    r"(?!说|讲|话|反映|告诉|投诉|漏|[^,。]{0,6}[我俺])(?=[^,。!?;]{1,12}[,。;])"
)
_OURS = re.compile(
    r"[,。;](?:但是?|可是?|不过|就)?(?:我|咱|俺)(?:们|哋)?(?:自己)?(?:家|这|屋|呢|楼|度)"
)
_UNITS = ("季度?", "月", "(?:周|星期|礼拜)", "年", "(?:次|回|趟)")
_THIS = tuple(re.compile(rf"(?:本|这一?个?|今|呢个?|当){unit}") for unit in _UNITS)
_LAST = tuple(re.compile(rf"(?:上一?个?|前一?个?|去|旧){unit}") for unit in _UNITS)
_LONG_AGO = re.compile(
    r"(?:去年|前年|旧年|往年|上个?[冬夏]天|\blast (?:year|winter|summer))[^修换弄整装搞就早]*$"
)
_PERIODS = ("quarter", "month", "week", "year")
_THIS += tuple(re.compile(rf"\bthis {period}") for period in _PERIODS)
_LAST += tuple(re.compile(rf"\blast {period}") for period in _PERIODS)


def of_the_home(words: str, asked: Asked, candidates: Sequence[Candidate[T]]) -> list[Candidate[T]]:
    """The replies that somebody of the home gives for it, or for the time that was asked about."""
    return [
        one
        for one in candidates
        if not _is_of_others(words, one.start, one.end, asked)
        and not _is_of_last(words, asked)
        and not _is_long_ago(words, one.start, asked)
        and not _is_theirs(words, one.end)
    ]


def _is_theirs(words: str, end: int) -> bool:
    """Whether a reply is of another home, set against the writer's own: 楼上正常了，我们家还小."""
    theirs = _THEIRS_FIRST.match(words)
    ours = None if theirs is None else _OURS.search(words, theirs.end())
    return theirs is not None and ours is not None and end <= ours.start()


def of_the_writer(words: str, asked: str, candidates: Sequence[Candidate[T]]) -> list[Candidate[T]]:
    """The opinions that are not a neighbour's, nor a relation's while the writer has none."""
    has_none = _TAKES_NO_SIDE.search(words) is not None
    return [
        one
        for one in own_ones(words, candidates)
        if not _others_before(words, one.start, asked)
        and not _is_urged(words, one.start, one.end)
        and not (has_none and _kin_before(words, one.start))
        and not is_of_another(words, one.start)
        and not is_hearsay(words, one.start)
        and not is_given_earlier(words, one.start, asked)
        and not is_promised(words, one.start)
    ]


def _is_urged(words: str, start: int, end: int) -> bool:
    asked = _URGED.finditer(words, _clause_begins(words, start), end)
    return any(start <= one.end() < end for one in asked)


def _is_of_others(words: str, start: int, end: int, asked: Asked) -> bool:
    if Topic.OFFER in asked.topics:
        return False  # friends who come by car need a space
    said = words[_clause_begins(words, start) : end]
    theirs = _SOMEBODY.match(said)
    is_thing = theirs is not None and _THEIR_THING.match(said, theirs.end()) is not None
    if is_thing and theirs is not None and not _is_asked(theirs[0], asked.words):
        return True
    found = _OF_OTHERS.search(said)
    if found is None or _is_asked(found["who"], asked.words):
        return False
    if not asked.topics.isdisjoint(_OF_SENSES):
        return _OWN_HOME.search(said, found.end("who")) is not None
    if _COMPARED.search(said, 0, found.start("who")) is not None:
        return False
    return _SAYS.search(said, found.end()) is None or _THEIRS.search(said, found.end()) is not None


def _others_before(words: str, start: int, asked: str) -> bool:
    begins = _clause_begins(words, start)
    found = _SOMEBODY.search(words, begins, start)
    if found is None or _is_asked(found[0], asked):
        return False
    if _COMPARED.search(words, begins, found.start()) is not None:
        return False
    if _THINGS.match(words, found.end(), start) is not None:
        return True
    is_mine = _I.search(words, found.end(), start) or _I.match(words, start)
    return is_mine is None and _SAYS_OR_THINKS.match(words, found.end()) is not None


def _kin_before(words: str, start: int) -> bool:
    begins = _clause_begins(words, start)
    kin = (
        *pattern(FILE, "kin").finditer(words, begins, start),
        *_KIN.finditer(words, begins, start),
    )
    return any(
        _SAYS_OR_THINKS.match(words, one.end())
        and not _I.search(words, one.end(), start)
        and not _I.match(words, start)
        for one in kin
    )


def _is_of_last(words: str, asked: Asked) -> bool:
    return asked.has_happened and any(
        this.search(asked.words) and last.search(words) and not this.search(words)
        for this, last in zip(_THIS, _LAST, strict=True)
    )


def _is_long_ago(words: str, start: int, asked: Asked) -> bool:
    """Whether it is told how a thing was a year ago, and not what was done then."""
    if asked.topics.isdisjoint(_OF_SENSES):
        return False
    return _LONG_AGO.search(words[_clause_begins(words, start) : start]) is not None


def _is_asked(who: str, asked: str) -> bool:
    return who[-2:] in asked or who.rsplit(maxsplit=1)[-1] in asked


def _clause_begins(words: str, start: int) -> int:
    least = max(start - CLAUSE_MOST, 0)
    return max(least, *(words.rfind(sign, least, start) + 1 for sign in _CLAUSE_ENDS))
