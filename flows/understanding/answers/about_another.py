"""Grades of what was not asked about, and words of them that grade nothing.

我儿子对他那单位满意得很 grades an employer, 月季一般几月份剪枝 asks when, 问满意有啥用 quotes.
"""

import re

CLAUSE_MOST = 40

_ELSEWHERE = (
    r"(?:外卖|外送|饭店|饭馆|餐厅|餐馆|酒店|宾馆|超市|医院|学校|幼儿园|培训班|理发店|奶茶|火锅"
    r"|网购|网店"
    r"|老板|领导|单位|老师|对象|女婿|媳妇|球队|(?:单位|公司|学校)食堂|公司(?!物业))"
)
_OTHER_THING = re.compile(
    rf"(?:对(?:[他她佢我]|自己)(?:们|家|自己)?(?:那|的|嘅)?|(?:我|咱)们?|(?:那|这|楼下|门口|附近"
    rf"|对面)[家个间所]?的?)"
    rf"(?P<thing>{_ELSEWHERE})[^,。!?;]{{0,8}}$"
    r"|对(?P<former>上一?[家任届个]|原来|以前|之前|前一?[家任届])[^,。!?;]{0,8}$"
    r"|\b(?:old|previous|former|other|last) (?:gym|company|place|firm|management|building|flat"
    r"|agent)\b[^,.!?;]{0,30}$"
)
_USUALLY = re.compile(
    r"一般(?:[几谁哪]|什么|啥|怎么|咋|多[久少长大]|都|要(?!说)|会|由|来(?!说|讲)|去|走|早上|晚上"
    r"|上午|下午|中午"
    r"|白天|夜里|周末|在(?!说)|[不没](?:往|去|走|看|用|在|管|理|下|上|出|进|关|留|注|来|坐|住|逛"
    r"|过))"
)
_QUOTED = re.compile(
    r"(?:再|先|就|光|只|净|老|总|你们?|天天|还)[^,。!?;]{0,4}[问提](?:什么|啥|个)?$"
)


_WITH_THE_OLD = re.compile(
    r"\w{1,16}(?: \w{1,16})? with (?:the|our|my) (?:old|previous|former|last)\b(?! (?:repair))"
)


def names_nothing(words: str, start: int) -> bool:
    """Whether a word of grades that begins here says how often, or is only spoken of."""
    if _USUALLY.match(words, start) is not None:
        return True
    return _QUOTED.search(words, max(start - CLAUSE_MOST, 0), start) is not None


def is_of_another_thing(words: str, start: int, asked: str) -> bool:
    """Whether a grade that begins here is of another thing than was asked about."""
    if _WITH_THE_OLD.match(words, start) is not None:
        return True
    other = _OTHER_THING.search(words, max(start - CLAUSE_MOST, 0), start)
    return other is not None and (other["thing"] is None or other["thing"] not in asked)
