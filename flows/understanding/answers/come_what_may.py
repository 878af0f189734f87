"""Wishes and refusals that hang on nothing: 没鸡蛋领也去, 下不下雨我都不去."""

import re

from flows.understanding.answers.asked_about import WISHES, Asked
from flows.understanding.answers.yes_no_replies import NO, YES

_DEED = r"(?:去|来|到场?|参加|同意|要|愿意|签|装|换|办|做|开|报名|交|支持|赞成|收|修|取|拿)"
_END = r"[啊呀吧的了啦喇滴嘅哦呢]*(?=$|[,。!~])"
_DENIED = r"(?P<no>(?:照样|坚决|绝对)?(?:不|唔|没法|弗|勿))?"
_HOWEVER = re.compile(
    r"(?:^|[,。!])(?:就算|哪怕|即使|我|我们|咱|那)*"
    r"(?:(?:没有?|不|冇|唔|再|下雨|落雨|刮风|打雷|请假|加班|排队|站着|自费|走路|爬|给?多(?:少|大"
    r"|远|贵|晚|累|麻烦))[^,。!?不没冇唔]{0,6},?(?:我|我们|咱|俺)?(?:也|都)"
    r"|[^,。!?]{0,4}(?P<one>[\u4e00-\u9fff])[不没唔冇](?P=one)[^,。!?不没]{0,4},?(?:我|我们|咱"
    r"|俺)?(?:都|也))"
    rf"(?:会|肯定|一定|照|照样|要|得|必|愿意)?{_DENIED}{_DEED}{_END}"
)
_ELSE = re.compile(r"[?]|但是?|不过|如果|要是|除非|说不|不知|还没|所谓")


def come_what_may(words: str, asked: Asked) -> tuple[str, tuple[int, int]] | None:
    """Yes or no, and where it stands, of somebody who wants or refuses it whatever may be."""
    if asked.topics.isdisjoint(WISHES) and asked.is_told:
        return None
    if asked.is_negative or asked.is_minded or _ELSE.search(words) is not None:
        return None
    told = _HOWEVER.search(words)
    if told is None:
        return None
    return (NO if told["no"] else YES), told.span()
