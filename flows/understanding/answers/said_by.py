"""Who says it where somebody else is told of first: 我儿子说电话，莫听他的，微信.

What another one of the home says counts no more where the writer says something himself, and
settles nothing where the writer has not made up his mind or has not looked.
"""

import re
from collections.abc import Sequence
from typing import TypeVar

from flows.understanding.answers.settling import Candidate

T = TypeVar("T")

CLAUSE_MOST = 40

_SURNAME = r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕]"
_KIN = (
    r"(?:那口子|那位|老公|老婆|先生|太太|爱人|媳妇|对象|老伴儿?|老头子?|老太婆|老太太|丈夫|妻子"
    r"|阿?[爸妈爷奶公婆]{1,2}"
    r"|老[爸妈]|爹|娘|父母|父亲|母亲|儿子|女儿|闺女|阿[仔女]|孩子(?:[他她]?[爸妈])?"
    r"|[哥姐弟妹]{1,2}|岳父|岳母|室友|家里人|女婿|儿媳妇?|老爷子|孙[子女]|[侄外][子甥]女?)"
)
_ROLE = (
    r"(?:师傅|维修工|房东|业主|管理[处员]|物业|经理|楼长|保姆|阿姨|邻居|隔壁|隔篱|对[面门]|楼[上下]"
    rf"|[\d一二三四五六七八九十]{{1,3}}(?:楼|栋|幢|单元)(?:的|那家|那户)?|老?{_SURNAME}(?:阿姨"
    rf"|大?[叔姐哥妈爷嫂]|生|太|师傅)?)"
)
_HOUSE = r"(?:[\d一二三四五六七八九十]{1,3}(?:楼|栋|幢|号楼|单元|座))"
_NAMED = rf"(?:{_SURNAME}(?:阿姨|大?[叔姐哥妈爷嫂]|奶奶|爷爷|生|太)|[老小]{_SURNAME})"
_SAYS = r"(?:说|讲|话|喊|叫|觉得|认为|认|想要?|要|选|打|给|俾|评|愿意|同意|赞成|数)"
_SOMEBODY = re.compile(
    r"(?:^|[,。!?;])(?:不过|但是?|听|那|其实|原来)?(?:(?:我|俺|咱|阮)(?:们|家|屋头|屋企|哋)?的?)?"
    rf"(?:{_KIN}|{_ROLE}|(?:[他她佢])|你们)"
    r"[^,。!?;我俺]{0,5}?"
    rf"{_SAYS}"
)
_SOMEBODY_IN_LETTERS = re.compile(
    r"(?:^|[,.!?;] ?)(?:my |the |our )?(?:husband|wife|partner|son|daughter|mum|mom|dad|kids?"
    r"|sir|madam"
    r"|maam|landlord|neighbou?r|flatmate|he|she|they)\b[^,.!?;]{0,12}\b(?:says?|said|wants?"
    r"|thinks?|reckons?|gave|gives?|counted)\b"
)
_NEIGHBOUR = re.compile(
    r"(?:^|[,。!?;])(?:听|那|其实|不过)?"
    rf"(?:{_HOUSE}(?:的|那)?(?:{_NAMED}|那?[家户位]|人|住户|业主|(?=都[说不没很]))?|{_NAMED}"
    rf"|楼长|业委会)"
    r"(?:(?:也|都|昨天|刚才)*(?:说|讲|话|觉得|认为|嫌|抱怨)[^,。!?;我俺]{0,5}"
    r"|(?<=[家户的])(?:也|都|倒是?|就|是|可)*)$"
)
"""二楼李阿姨讲她不满意: said in another home, and not by anybody of this one."""
_DISMISSED = re.compile(
    r"(?:莫|别|不要|甭|唔好|唔使|不用|不必)(?:听|理|管|睬|信)(?:[他她它佢]|人家)?"
    r"|(?:写|按|以|听|照|填|算)我(?:的|这个?|说的)"
    r"|\b(?:never mind|ignore|forget|dont listen to) (?:him|her|them|that)\b"
)
_I = re.compile(
    r"(?:^|[,。!?;])(?:但是?|可是?|不过|而|那)?(?:我|俺|本人)(?:自己|本人|个人)?"
    rf"(?!们|哋|家|屋|的|嘅|觉得|也|都|亦|同样|一样|{_KIN}|{_SURNAME}(?:阿姨|姐))(?=[^,。!?;])"
    r"|(?:^|[,.!?;] ?)(?:but )?(?:i|id|ill|im|ive|myself)\b"
)
_UNDECIDED = re.compile(
    r"我(?:自己|本人|个人)?(?:还|仲|也|再|都|得|要|正|没|未|冇)*(?:在|喺度)?(?:再)?"
    r"(?:想想|想一想|考虑|犹豫|谂|纠结|琢磨|想好|想清|在想|数|点|算过|算清|看过?(?=$|[,。呢])|睇"
    r"|问|量)"
    r"|我(?:自己|本人|个人)?(?:还|仲)(?:在|喺度)?想(?=$|[,。呢])"
    r"|(?:我|俺)(?:们|哋)?(?:家|屋企)?[^,。!?;]{0,6}(?:还没|未|没|仲未|冇)[^,。!?;]{0,3}(?:开|试"
    r"|看|用|回|返|睇|数|验|查|问)"
    r"|(?:^|[,。!?;])(?:都|也)?还没(?:商量|谈|说|定|决定|讲|问)"
    r"|我(?:又|也|都|从来)?(?:不|没|未|唔|冇)(?:会)?(?:用|坐|去|住|开|试|吃|逛|懂|参加)"
    r"|\bi (?:dont|never|havent|didnt|have not|did not|must|need to|have to)\b"
)
_DONE = re.compile(
    r"我[^,。!?;]{0,3}(?:数|看|睇|量|试|问)(?:过|了|咗|完|好)|我数[系是]"
    r"|[还仲未没冇不][^,。]{0,2}(?:意见|问题)"
)
_RATED = re.compile(
    rf"(?:^|[,。!?;])(?:(?:我|俺|咱)(?:们|家|屋头|屋企|哋)?的?)?(?:{_KIN}|[他她佢]|邻居|隔壁)"
    r"[^,。!?;我]{0,5}(?:打|评|给|填|选|交|俾)(?:过|完了)(?:分|了)?[^,。!?;]{0,3},?[^,。!?;]{0,3}$"
    r"|(?:师傅|维修工|[他她佢]|你们)(?:还|都|总|老)?自己?(?:说|讲|话|觉得|认为|吹)[^,。!?;我]{0,6}$"
    r"|(?:师傅|维修工|[他她佢]|你们)(?:自称|自夸|自评|吹)[^,。!?;我]{0,4}$|(?:你们|内部"
    r"|公司)[^,。!?;我]{0,4}要求[^,。!?;我]{0,3}$"
    rf"|(?:物业|{_SURNAME}?经理|管家|保安|客服|业委会|中介|楼长)(?:都|总|老|也)?(?:说(?!话)|讲"
    rf"|吹|宣传|号称)[^,。!?;我]{{0,8}}$"
    r"|\b(?:guard|manager|staff|office|agent)\b[^,.!?;]{0,8}\b(?:said|says?"
    r"|claims?)\b[^,.!?;]{0,30}$"
)


def is_of_another(words: str, start: int) -> bool:
    """Whether somebody else gave the value that begins here already, or claims it for himself."""
    least = max(start - CLAUSE_MOST, 0)
    return any(told.search(words, least, start) is not None for told in (_RATED, _NEIGHBOUR))


def is_hearsay(words: str, start: int) -> bool:
    """Whether somebody else says a value that begins here, and the writer has none."""
    told = _somebody_before(words, start)
    if told is None or _DONE.search(words) is not None:
        return False
    return _UNDECIDED.search(words, told.end()) is not None


def is_undecided_hearsay(words: str) -> bool:
    """Whether a message begins with what somebody else says, and the writer has no view yet."""
    told = _SOMEBODY.match(words)
    if told is None or _DONE.search(words) is not None:
        return False
    return _UNDECIDED.search(words, told.end()) is not None


def own_ones(words: str, candidates: Sequence[Candidate[T]]) -> list[Candidate[T]]:
    """The candidates without what somebody else says before the writer says something himself."""
    left = [one for one in candidates if not _is_overruled(words, one, candidates)]
    return left or list(candidates)


def _is_overruled(words: str, one: Candidate[T], candidates: Sequence[Candidate[T]]) -> bool:
    if _somebody_before(words, one.start) is None:
        return False
    found = (mark.search(words, one.end) for mark in (_DISMISSED, _I))
    mine = min((mark.start() for mark in found if mark is not None), default=len(words))
    return any(other.start >= mine for other in candidates)


def _somebody_before(words: str, start: int) -> re.Match[str] | None:
    """Where the clause of a value begins with somebody else who says it."""
    least = max(start - CLAUSE_MOST, 0)
    begins = max(least, *(words.rfind(sign, least, start) for sign in ",。!?;"))
    told = _SOMEBODY.match(words, begins, start) or _SOMEBODY_IN_LETTERS.match(words, begins, start)
    if told is None and begins == 0:
        told = _SOMEBODY.match(words, 0, start)
    return told
