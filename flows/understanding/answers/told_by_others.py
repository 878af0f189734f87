"""Yes and no that are not the writer's, or not yet so: others say, decide or live elsewhere.

房东点头才算数 has agreed to nothing, 修好了我给你们送西瓜 is not mended, and 对门也漏 tells of next
door.
"""

import re

from flows.understanding.answers.asked_about import WISHES, Asked, Topic
from flows.understanding.answers.said_by import is_undecided_hearsay
from flows.understanding.answers.statements import MESSAGE_LONGEST

_DECIDE = r"(?:老公|老婆|老伴|爱人|先生|儿子|女儿|[爸妈]|父母|家里人|家人|业委会|husband|wife)"
_ONCE_DONE = re.compile(
    r"(?:^|[,。])(?:等|先)?[^,。已终都昨今刚没未]{1,6}(?:了|咗)"
    r"(?:我(?:就(?!放心|好)|再|请|给|送|才(?!知|发)|会|一定|马上|立刻|肯定|必定|发|写|夸|交|付"
    r"|联系)"
    r"|再(?:说|讲|算|谈|付|给)"
    r"|(?:请|记得|麻烦)?你?们?(?:告诉|通知|话|跟|同|回)我|(?:告诉|通知|喊|叫)(?:我)?(?:一声|声"
    r"|一下)"
    r"|请(?:告知|通知|回电))"
    r"|(?:那天|那日|的时候)我(?:就|再|会|通知|告诉|请)"
)
"""修好了我给你们送西瓜: it is not so yet."""
_LOOKED_AT = re.compile(r"有个?人(?:来|上门)?(?:看|查|检查|量|拍)(?:过|了)?[。!]?")
_SOMEBODY_SAYS = re.compile(
    r"有(?:个|的)?人(?:说|讲|话|传|问|按|敲|反映|告诉|举报|投诉)(?!话(?:声|的声))"
)
_ASKS_AT_ONCE = re.compile(
    r"right,? (?:so |then |and |but |well )*(?:who|how|where|why|which|is this|are you"
    r"|what (?!time|day))"
)
"""right, who is this: a word to begin with, and no yes."""
_ANOTHERS_WORD = re.compile(
    rf"(?:{_DECIDE}|房东|业主|屋主|老板|领导|太太|媳妇|对象)[^,。没不]{{0,4}}(?:点头|同意|批准?"
    rf"|答应|签字|首肯|松口|发话)(?:了|咗)?"
    r"(?:我|俺|咱|我们)?(?:再|才|先)"
    r"|\b(?:only if|landlord (?:has|needs|must)|(?:has|needs) to approve)\b"
)
"""房东点头才算数: somebody else decides."""
_ELSEWHERE = re.compile(
    r"(?:^|[,。!?;])(?:对面|对门|隔壁|隔篱)(?:那?(?:一)?(?:栋|户|家|幢|单元|楼|边"
    r"|座))?(?P<told>[^,。!?;]{0,14})"
)
_HERE = re.compile(
    r"我|咱|俺|本(?:户|单元|楼)|说|讲|话|反映|告诉|投诉|来|师傅|阿姨|物业|找|敲|水|\b(?:i|we|our"
    r"|my)\b"
)


def is_told_by_others(words: str, asked: Asked) -> bool:
    """Whether others say or decide it, or it is so only then, whatever stands in the message."""
    if len(words) > MESSAGE_LONGEST:
        return False
    if not asked.topics.isdisjoint(WISHES) and _ANOTHERS_WORD.search(words) is not None:
        return True
    if _ASKS_AT_ONCE.match(words) or _SOMEBODY_SAYS.match(words) or is_undecided_hearsay(words):
        return True
    if (asked.is_told or Topic.RECEIVED in asked.topics) and _ONCE_DONE.search(words):
        return True
    is_looked_at = Topic.FIXED in asked.topics and _LOOKED_AT.fullmatch(words) is not None
    return is_looked_at or (asked.is_told and _is_of_elsewhere(words, asked))


_NEXT_FLOOR = re.compile(r"(?:^|[,。])楼[上下](?!说|讲|话|漏)[^,。!?;]{1,10}")
_GOES_THROUGH = re.compile(r"[漏滴渗水吵噪响味臭]")
"""What of this kind is of the floor below is of the writer's home too."""


def _is_of_elsewhere(words: str, asked: Asked) -> bool:
    """Whether it is told only how it is in another home: 对面那栋漏得才叫厉害."""
    told = _ELSEWHERE.match(words)
    if told is None and _GOES_THROUGH.search(asked.words) is None:
        told = _NEXT_FLOOR.match(words)
    if told is None or told[0][:2] in asked.words or _HERE.search(words) is not None:
        return False
    return told.end() == len(words.rstrip("。!.~ "))
