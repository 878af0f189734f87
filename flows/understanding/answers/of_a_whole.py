"""So many of so many: 四盏里头瞎了三盏 are three out of order, 六盏就亮两盏 are four."""

import re

from flows.understanding.answers.rates import tells_rate
from flows.understanding.answers.shares import MEASURES
from flows.understanding.numbers import whole_number

_N = r"\d{1,2}|[一二两三四五六七八九十]"
_MEASURE = f"{MEASURES}位人名"
_BAD = re.compile(
    r"坏|瞎|黑|灭|暗|[不没]亮|不灵|不[转动灵响行]|不能用|没法用|用不了|闪|报废|憋|哑|罢工|歇菜|趴窝|挂|烧|熄|死"
    r"|[不没](?!用|要|知|是|错|过|少|多|坏|换|装|事)[\u4e00-\u9fff]"
)
_GOOD = re.compile(r"[好亮](?!几|像|多)|能用|正常|没坏|没事")
_ASKED_BAD = re.compile(
    r"坏|[不没]亮|故障|失灵|不能用|\b(?:broken|not working|out of order|faulty)\b"
)
_ASKED_COMING = re.compile(r"来|到访|参加|出席")
_COMING = re.compile(r"来|到|去|参加|出席")
_OF = re.compile(
    rf"(?P<opens>一共|总共|统共|拢共|共有?|一[排溜层]|整层|原来有?|本来有?|请了?|邀了?|约了?|叫了?)?[是有]?"
    rf"(?P<all>{_N})[{_MEASURE}](?:灯|门|窗户?|扇窗|插座|水管|电梯|椅子|车|客人?|人)?"
    rf"(?P<inside>(?:里[头面边]?|当中|之中|中间?|其中)?)(?P<cut>[,、\s]*)(?P<among>其中)?"
    rf"(?P<state>[^,。!?\d一二两三四五六七八九十]{{0,6}})(?P<part>{_N})[{_MEASURE}]"
    r"(?P<tail>[^,。!?\d一二两三四五六七八九十]{0,6})(?=$|[,。!])"
)
_LEFT = re.compile(
    rf"(?:就|只|仅|剩|还有|得)[^,。!?]{{0,3}}?(?:{_N})[{_MEASURE}](?:[^,。!?]{{0,2}})(?:好的?|亮|能用|正常|没坏)"
    rf"|(?:就|只|仅|剩)[^,。!?]{{0,2}}(?:亮|好)[着了]?(?:{_N})[{_MEASURE}]"
)


def part_of(words: str, asked: str) -> int | None:
    """How many of those there are do what is asked about; None where no part is told."""
    found = _OF.search(words)
    if found is None or tells_rate(words):
        return None
    whole, part = whole_number(found["all"]) or 0, whole_number(found["part"]) or 0
    told = f"{found['state']}\n{found['tail']}"
    is_one = bool(found["opens"] or found["inside"] or found["among"] or not found["cut"])
    if not is_one or not part <= whole:
        return None
    if _ASKED_BAD.search(asked):
        if _BAD.search(told):
            return part
        return whole - part if _GOOD.search(told) else None
    state = (found["tail"] or found["state"]).strip("的了着在又也都")
    if state and state in asked:
        return part
    if _ASKED_COMING.search(asked) and _COMING.search(found["state"]):
        return part
    return None


def tells_of_others(words: str, asked: str) -> bool:
    """Whether only the sound ones are counted where those out of order were asked for."""
    return _ASKED_BAD.search(asked) is not None and _LEFT.search(words) is not None
