"""Refusals by scorn, as 换什么换 and 修好个鬼 are, and who asks which of two is meant."""

import re

from flows.understanding.answers.asked_about import WISHES, Asked

_WHAT = r"(?:个?什么|个?啥子?|乜嘢?|咩|么子|个屁|个鬼|个头|毛线?)"
_REFUSES = re.compile(
    rf"(?P<twice>[\u4e00-\u9fff]{{1,2}})(?:得|了)?{_WHAT}(?P=twice)"
    rf"|还(?P<once>[^\W\d_a-z有要需想能会用说问])个?{_WHAT}(?!时候)"
)
_SCORN = re.compile(
    r"(?P<deed>[^\W\d_a-z了你他]{1,3})了?(?:(?:你|他)?个(?:铲铲|大?头?鬼|屁|头|锤子|毛线?|寂寞|蛋|篮子|辣子|吉)"
    r"|[条碌](?:铁|毛|春|命)|才(?:怪|有鬼))(?=$|[,。!?咩啊呀吧哦了])"
)
_SCORN_IN_LETTERS = re.compile(
    r"\b(?:like hell|my (?:foot|arse|ass)|as if$|yeah right|fat chance|not a chance"
    r"|in your dreams|when (?:pigs|hell)\b)"
)
_DEEDS = frozenset("装换开去来修要办弄搞改贴发签订买登记看听说做打")
_WHICH = re.compile(
    r"是(?:指|按)?[^,是]{1,8}(?:还是|定系|抑或)(?![没不坏漏那老这])[^,]"
    r"|(?P<noun>[^\W\d_a-z]{2})(?:还是|定系|定)[^,]{1,3}(?P=noun)(?:$|,)"
)
_MEANT = re.compile(r"你们?(?:是)?(?:指|讲|说)[^,]{1,6}(?:还是|定系|定)[^,]")
_IF_TOO = re.compile(r"太[贵远久多晚早](?:了|的话)?,?就(?:算|不|免|别)")


def refusal(words: str, asked: Asked) -> tuple[int, int] | None:
    """Where a deed or a state of the question is waved away; or None."""
    if asked.is_negative:
        return None
    is_wish = not asked.topics.isdisjoint(WISHES)
    if (found := _SCORN_IN_LETTERS.search(words)) is not None:
        return found.span()
    for found in _SCORN.finditer(words):
        deed = found["deed"]
        is_asked = deed[-2:] in asked.words or (deed[-1] == "好" and "好" in asked.words)
        if is_asked or (is_wish and deed[-1] in _DEEDS):
            return found.span()
    for found in _REFUSES.finditer(words):
        verb = found["twice"] or found["once"]
        if is_wish or verb in asked.words:
            return found.span()
    return None


def asks_which(words: str) -> bool:
    """Whether somebody asks which of two is meant, or makes it hang on a price or an hour."""
    return (
        _MEANT.search(words) is not None
        or _WHICH.search(words) is not None
        or _IF_TOO.search(words) is not None
    )
