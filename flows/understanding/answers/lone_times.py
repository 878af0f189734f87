"""The one day that an answer names in a story, though it does not say that it suits.

Whoever was asked for a day and names a single one means it, unless something makes it doubtful:
高铁票买的14号，当天下午到家.
"""

import re
from collections.abc import Sequence

from flows.understanding.answers.suited import Said
from flows.understanding.answers.suiting_words import DETAILS

_DOUBTFUL = re.compile(
    r"(?a)[?？]|如果|要是|要系|假如|万一|除非|若|的话|看情况|看天气|睇情况|说不[定准好]"
    r"|[不唔未没]一?定|不确定|还没|仲未"
    r"|可能|也许|或许|大概率|应该|估计|争取|尽量|最快|最早|最晚|最迟|之前|以前|左右|前后|到时"
    r"|回头|再[说看定约联通]|通知|告诉|答复|回复"
    r"|[等待俟][^,]{0,8}(?:再|才|先|回来|之后|以后)|(?:吗|么)$|什么时候|几时|能不能|行不行"
    r"|可不可以|好不好|得唔得"
    r"|不行|不要|别|唔好|唔得|不能|没空|没法|冇空|不在|不了|不方便|不可以|取消|推迟|随便(?!几点"
    r"|什么)|都行|都可以|都得|除了"
    r"|上次|上回|昨|前天|那天.{0,3}没|已经|报过|投诉|说过|没来|又坏|开始"
    r"|限[行号]|补课|家长会|开学|结婚|婚礼|预产|[\d日号天]的?生(?:的|日)|满月|周岁|忌日|高考"
    r"|中考|考试|典礼|仪式|比赛|演出|开庭|过寿|做寿|大寿|开盘|交房|(?:中介|经理)(?:说|讲|话)"
    r"|没人来|没见(?:到|着)?人"
    r"|\b(?:wedding|flight|closes|neighbou?rs?|hers|theirs|born|exam|flies|flying|married)\b"
    r"|生日|过期|到期|截止|出生|寄到|日期是|今天是"
    r"|\b(?:if|unless|maybe|might|perhaps|probably|possibly|depend\w*|not|never|no|nobody"
    r"|whether|wait\w*"
    r"|when (?:my|the|i|he|she|we)|until|till|since|by|before|after|or|either|any|expires?"
    r"|birthday|due|latest|earliest|was|were|did|didnt|came|called|reported|ago|cant|cannot|wont"
    r"|dont|doesnt|isnt"
    r"|between|what|which|how|where|why|who|let (?:you|u) know|confirm|hopefully|try|should)\b"
)
_FIGURE = re.compile(r"\d")
_HOUR = re.compile(r"\d{1,2}(?:点|:\d\d)\d{0,2}")
BESIDE = 8
"""So many characters beside an hour tell why it is named."""
_REASON = re.compile(
    r"(?a)下班|放工|收工|放学|上学|起床|上课|开会|吃|睡|瞓|[接送][娃孩仔孙人小]"
    r"|出门|得走|要走|飞机|火车|营业|开门|关门|返工|才|就要"
    r"|\b(?:finish\w*|get off|school|wake|starts?|work|leav(?:e|ing)|go out|flight|train"
    r"|before|after|until|till|from)\b"
)
"""Why an hour is named that is none of a visit."""


def lone_day(said: Sequence[Said], words: str) -> tuple[Said, ...]:
    """The only day that is named and not turned down, with the only hour; nothing if doubtful."""
    days = [one for one in said if one.has_day and not one.is_out]
    different = {tuple(word.text for word in one.words) for one in days}
    if len(different) != 1 or _DOUBTFUL.search(words) or any(one.is_told for one in days):
        return ()
    day = days[0]
    beside = f"{words[day.clause[0] : day.start]}\n{words[day.end : day.clause[1]]}"
    if _FIGURE.search(DETAILS.sub("", _HOUR.sub("", beside))):
        return ()
    hours = [one for one in said if not one.has_day and one.clause == day.clause]
    if any(_is_reason(words, one) for one in hours):
        return ()
    return with_hour(days[:1], said, words)


def with_hour(days: Sequence[Said], said: Sequence[Said], words: str) -> tuple[Said, ...]:
    """The days, and the hour or part of the day that alone is named elsewhere, if any."""
    known = {kind for one in days for kind in one.kinds}
    if {"hour", "relative", "vague"} & known:
        return tuple(days)
    wanted = {"hour"} if "part" in known else {"hour", "part"}
    hours = [one for one in said if not one.has_day]
    is_clear = len(hours) == 1 and not (hours[0].is_out or hours[0].is_told or hours[0].has_tail)
    if not is_clear or not wanted & hours[0].kinds or _is_reason(words, hours[0]):
        return tuple(days)
    return (*days, *hours)


def _is_reason(words: str, hour: Said) -> bool:
    first, last = hour.clause
    before = words[max(first, hour.start - BESIDE) : hour.start]
    return _REASON.search(f"{before}\n{words[hour.end : min(last, hour.end + BESIDE)]}") is not None
