"""Replies that say nothing of their own: not sure, 不知道, that one. They are asked again."""

import re

from flows.understanding.words import bare, without_courtesy

_WHO = "(?:我|俺|我们|我哋|i|im|iam)?(?:也|都|真的?|还|really|just)?"
_UNSURE = (
    "不(?:太|大|是很|怎么)?(?:知道|清楚|晓得|确定|肯定|懂|明白|会选)|唔(?:太|系好)?(?:知道?|清楚|肯定|确定|识|明)"
    "|没(?:想好|主意)|随便|无所谓|是但|冇所谓|不好说|难讲|说不准|不(?:记得|认识)|唔记得"
    "|notsure|notreallysure|unsure|dunno|idk|dontknow|donotknow|noidea|noclue|haventaclue|whatever|maybe|nosureabout"
    "|cantsay|hardtosay|dontremember"
)
_POINTS = (
    "(?:就|是|要)?[那这嗰𠮶呢](?:个|一个|样|种|边|里|儿)|嗰度|呢度|那里|这里|上面那个"
    "|(?:the)?(?:that|this|same|other)one|thatthing|thisthing|overthere|there|here|you know"
)
_SHRUG = re.compile(
    rf"{_WHO}(?:{_UNSURE}|{_POINTS})(?:怎么选|选哪个|是哪个|哪个|边个|点拣|啊|呀|呢|吧|啦|了|咯|which|whichone|sorry|really)*"
)


def is_shrug(text: str) -> bool:
    """Whether a whole message points at nothing that is known, or says only that one is unsure."""
    return any(_SHRUG.fullmatch(form.replace("'", "")) for form in without_courtesy(bare(text)))
