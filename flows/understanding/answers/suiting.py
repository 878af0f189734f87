"""The times that an answer names, and which of them suit who wrote it.

Words of time that stand together are one time. A time that has a clause to itself is meant;
elsewhere a time is meant only where the clause says that it suits.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.understanding.answers.beside import clause_at, clause_spans
from flows.understanding.answers.fillings import BESIDE_TIMES, left_over
from flows.understanding.clocks import HOUR_WORD
from flows.understanding.corrections import last_correction
from flows.understanding.grammar import Word, stands_before
from flows.understanding.time_words import DAY_WORDS, words_of_time

_DAYS = frozenset({"day", "weekday", "date", "feast", "relative", "gone"})

_TOGETHER = re.compile(
    r"(?a)(?:[\s,。:的在于之()、是即]|[吧啦喇吖咯呗囉喽]|那天|呃+|额+|嗯+|啊|诶|哎|喺|那个|就是|也就是|亦即|\bie\b|\bu[hm]+\b|\ber+m?\b"
    r"|\b(?:which|that) is\b|\bthats\b|\bat\b|\bon\b|\bin\b|\bthe\b|\bof\b|,? ?and\b)*"
)
_OR = re.compile(r"(?a)[、/,\s]*(?:或者?是?|还是|要么|和|同|或|跟|\bor\b|\band\b|&)[\s,]*|[、/]\s*")
_EITHER = re.compile(
    r"(?a)都(?:可以|行|得|在|好|有空|方便|ok)|也(?:可以|行|得|好)|\beither\b|\bboth\b|随便"
)
_NOT_BEFORE = re.compile(
    r"(?a)(?:除了?|不要|唔好|别|不是|唔系|\bexcept|\bnot|\bno|\bbut not)\s?(?:on )?$"
)
_NOT_BEHIND = re.compile(
    r"(?a)[\s,]*(?:我|也|就|都|真的?|is |im |i am |i )?"
    r"(?:不(?:行|可以|在|得|太?方便|ok)|没有?[空时]|唔(?:得|喺|方便)|冇时?[空间]"
    r"|[以之]?[前后]|(?:or )?later|onwards|(?:doesnt|wont|cant|not|no good|busy)\b)"
)
_BOUND_BEFORE = re.compile(
    r"(?a)(?:\bbefore|\bafter|\bby|\buntil|\btill|\bsince|\bfrom|最晚|最早|自从?|从)\s?(?:on )?$"
)
_SUITS = re.compile(
    r"(?a)来|上门|可以|有空|有时间|得闲|在家|方便|行|再|约|改|安排|吧|到时|见|定|帮|带|记得|麻烦|别|敲门|提前|搬|取|拿|打"
    r"|\b(?:ok|okay|free|available|works?|suits?|fine|good|come|home|please|can|could|lets|ill|will)\b"
)
_TOLD = re.compile(
    r"(?a)报修|报过|坏|投诉|说过|说好|上次|还没|已经|到现在|刚|才(?!有空|在家|得闲|方便|能|可以|行)|来过|没来|打过|就开始|起就|漏水|漏了|停电|停水|困|偷|吵|臭|发现|被"
    r"|\b(?:was|were|since|did|didnt|broke|broken|called|reported|came|ago|still|complain\w*|leak\w*)\b"
)


_AT_HOME = re.compile(
    r"(?a)在家|屋企|家里有?|有人|都在|[妈爸公婆爷奶姐哥弟妹他她佢]在|我在|没问题|冇问题|休息|轮休|调休|放假|休假|请假"
    r"|不用?上班|唔使返工|没事|有空|得闲|方便|可以|等你|等您|等师傅"
    r"|\b(?:off|home|around|free|available|in all|someone|here|works|suits?|fine|good|ok)\b"
)
_BUSY = re.compile(
    r"(?a)(?<!不)(?<!不用)(?<!不要)(?:上班|返工|上课|加班|值班)|出差|开会|没空|不在|出门|有事|有约|有课|看病|看医生"
    r"|打针|体检|考试|面试|手术|旅[游行]|回老家|喝喜酒|唔得|冇空"
    r"|\b(?:busy|away|meeting|appointment|out|class|exam|bad|no good"
    r"|(?<!finish )(?<!off )(?<!from )work(?:ing)?(?= |$)(?! for))\b"
)
_UNSURE = re.compile(
    r"(?a)没有?人|冇人|无人|不休息|休息不|不放假|不方便|在(?:单位|公司|外地|学校|医院|老家)"
    r"|快递|客人|亲戚|生病|发烧|住院|等了|看情况|再说|再定|再约|再看|再联系|再确定|[不唔]一?定|才能确定|不确定"
    r"|告诉|答复|回复|通知|(?:如果|要是|假如|万一)(?!可以|方便|能|行)"
    r"|\b(?:nobody|no one|never|wont|cant|isnt|dont|not(?! a problem)|unless|confirm|public holiday"
    r"|if (?!possible|that|its?\b|you|ok)|(?:let|tell|call|inform) (?:you|u)\b|call me)\b"
)
"""Nobody is at home then, or it is settled only then."""

_SUITS_BEHIND = re.compile(
    r"在家|有人|休息|轮休|调休|放假|有空|得闲|方便|可以|没问题|不上班|[^不]行"
)
_COMPLETE = {"day", "hour"}
_WHO = frozenset("我俺他她咱")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_THEREFORE = re.compile(r"\bso\b|所以")
_IN_TAIL = re.compile(r"(?a)\b(?:before|after|once|because|cos|cause|as soon as|until|till)\b")
_LINK = re.compile(r"(?a)吧|但是?|不过|可是|所以|因为|\b(?:but|so|and|because|though)\b")
_TAIL = re.compile(
    r"(?a)\b(?:before|after|once|because|cos|cause|as soon as|as|so)\b(?![^,.]*\d)"
    rf"(?![^,.]*\b{HOUR_WORD}\b)[^,.]*"
    r"|[\u4e00-\u9fff]{2,8}?(?:[之以][前后]|[前后])$"
)
"""What comes before or after a time, or why, changes nothing where the hour or the part is said."""

_OTHERWISE = re.compile(
    r"[吧啦喇呀](?:这个?(?:周|星期|礼拜)|平[日时]|其[他它]|别的|工作日)(?!.*(?:可以|都行|也行)).*"
)
"""下周一吧这周出差: what is so at other times changes nothing."""

_DETAILS = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|\d+(?:栋|幢|座|号楼?|单元|楼|层|室|房)(?:\d+(?:栋|幢|座|单元|楼|层|室|房|(?!\d)))*"
)
"""A telephone or a door."""

_ERRAND = re.compile(
    r"(?a)[,)]?(?:(?:等?我)?[送接吃遛买做办忙开看][完过][\u4e00-\u9fff]{0,4}"
    r"|[\u4e00-\u9fff]{2,6}?(?:[之以]?[前后]|回来)),?"
)
"""明天送完孩子九点 is one time."""


@dataclass(frozen=True)
class Said:
    """Words of time that stand together.

    `is_plain`: what is said of them is nothing else, perhaps with a tail (before school) that calls
    for an hour; `suits`: it says that the time suits; `is_out`: it does not, or is asked about;
    `is_told`: something happened then.
    """

    words: tuple[Word, ...]
    start: int
    end: int
    clause: tuple[int, int]
    is_plain: bool = False
    suits: bool = False
    is_out: bool = False
    is_told: bool = False
    has_tail: bool = False

    @property
    def has_day(self) -> bool:
        """Whether a day is named, and not only an hour."""
        return bool(_DAYS & self.kinds)

    @property
    def kinds(self) -> set[str]:
        """What kinds of words of time these are."""
        return {one.kind for one in self.words}


def times_meant(words: str, asked: str) -> tuple[Said, ...]:
    """The times that name together the one that is meant; nothing where none or several are."""
    said = list(_times(words, words_of_time(words), asked))
    open_ones = [one for one in said if not one.is_out]
    different = {tuple(word.text for word in one.words) for one in open_ones}
    if len(different) > 1 and (_EITHER.search(words) or _is_choice(open_ones, words)):
        return ()
    if any(stands_before(_BOUND_BEFORE, words, one.start) for one in open_ones):
        return ()
    chosen = _chosen(open_ones)
    needs_hour = any(one.has_tail for one in chosen)
    if needs_hour and not any({"hour", "part"} & one.kinds for one in chosen):
        return ()
    if not any(one.has_day for one in chosen) and any(
        one.has_day and not one.is_told and one not in chosen and not _is_today(one) for one in said
    ):
        return ()  # 周四要上班，晚上七点: on which day?
    return chosen


def _chosen(said: list[Said]) -> tuple[Said, ...]:
    """The times that have a clause to themselves, or else those that suit."""
    plain_ones = [one for one in said if one.is_plain]
    days = [one for one in plain_ones if one.has_day]
    hours = [one for one in plain_ones if not one.has_day]
    if days:
        is_open = not any("hour" in one.kinds for one in days)
        return (*days, *hours) if is_open and len(hours) == 1 else tuple(days)
    suiting = [one for one in said if one.suits]
    days = [one for one in suiting if one.has_day]
    hours = hours or [one for one in suiting if "hour" in one.kinds]
    if days and not any(one.is_plain for one in hours):
        return tuple(days)
    return tuple(hours) if len(hours) == 1 else ()


def _is_today(one: Said) -> bool:
    return all(DAY_WORDS.get(word.text) == 0 for word in one.words if word.kind in _DAYS)


def _times(words: str, found: Sequence[Word], asked: str) -> Iterator[Said]:
    _, since = last_correction(words)
    spans = list(clause_spans(words))
    corrected = [one for one in found if one.start >= since]
    groups = list(_together(words, corrected or found))
    cuts = (0, *_cuts(words, groups), len(words))
    for group in groups:
        start, end = group[0].start, group[-1].end
        clause = clause_at(spans, words, start, end)
        first = max(clause[0], *(cut for cut in cuts if cut <= start))
        last = min(clause[1], *(cut for cut in cuts if cut >= end))
        behind = _NOT_BEHIND.match(words, end)
        if behind or stands_before(_NOT_BEFORE, words, start):
            since = max(since, end if behind is None else behind.end())
            yield Said(tuple(group), start, end, clause, is_out=True)
            continue
        is_asked = words[clause[1] : clause[1] + 1] == "?"
        if is_asked or words[start:last].endswith(("吗", "么", "嘛")):
            yield Said(tuple(group), start, end, clause, is_out=True)
            continue
        first = first if start < since else max(first, since)
        one = Said(tuple(group), start, end, (first, last))
        yield _judged(one, words, asked)


def _judged(one: Said, words: str, asked: str) -> Said:
    first, last = one.clause
    before = _DETAILS.sub("", words[first : one.start])
    behind = _DETAILS.sub("", words[one.end : last])
    behind = _OTHERWISE.sub("", behind)
    said_behind = _TAIL.sub("", behind)
    has_tail = said_behind != behind
    rest = _THEREFORE.sub("", f"{before}\n{said_behind}")
    is_told = _TOLD.search(f"{before}\n{behind}") is not None
    if _BUSY.search(rest) or _UNSURE.search(rest) or _IN_TAIL.search(before):
        return replace(one, is_out=True, is_told=is_told)
    is_plain = not left_over(rest, asked, BESIDE_TIMES)
    strength = _SUITS if one.has_day else _AT_HOME
    suits = (strength.search(rest) or _AT_HOME.search(rest)) is not None
    suits = suits and _TOLD.search(words) is None
    return replace(one, is_plain=is_plain, suits=suits, is_told=is_told, has_tail=has_tail)


def _cuts(words: str, groups: Sequence[list[Word]]) -> Iterator[int]:
    """Where what is said of one time ends and what is said of the next begins.

    周三上班周四休息 says two things; 周三到周五都行 and 明天我三点下班 say one.
    """
    for group, following in pairwise(groups):
        start, end = group[-1].end, following[0].start
        between = words[start:end]
        link = _LINK.search(between)
        if link is not None:
            yield start + link.start()
        elif {one.kind for one in group} >= _COMPLETE and between[:1] in _WHO:
            yield start
        elif _HAN.search(between) and (_BUSY.search(between) or _SUITS_BEHIND.search(between)):
            yield end


def _together(words: str, found: Iterable[Word]) -> Iterator[list[Word]]:
    """明天，下午 3点 is one time; 周三周四 is too, and then not readable."""
    group: list[Word] = []
    for word in found:
        if group and not _belongs(words, group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _belongs(words: str, group: list[Word], word: Word) -> bool:
    between = words[group[-1].end : word.start]
    kinds = {one.kind for one in group}
    if word.kind in {"hour", "part"} and "hour" not in kinds and _ERRAND.fullmatch(between):
        return True
    if "," in between and stands_before(_NOT_BEFORE, words, group[0].start):
        return False
    is_new = ("," in between or "吧" in between) and word.kind in kinds
    return _TOGETHER.fullmatch(between) is not None and not is_new


def _is_choice(times: list[Said], words: str) -> bool:
    return any(_OR.fullmatch(words, one.end, two.start) is not None for one, two in pairwise(times))
