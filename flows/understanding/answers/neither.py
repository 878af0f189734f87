"""What is neither good nor bad, said by denying both: 不好也不坏, 说不上满意，也谈不上差."""

import re
from collections.abc import Iterator

_DENIAL = (
    r"(?:没有?(?:多|那么|想象中?)?|[说谈算称]不上|不算|不是(?:很|太|特别|多)?|不(?:太|很|怎么)?"
    r"|不见得|冇|唔算|唔系|唔)"
)
_GOOD = r"(?:好|满意|强|优秀|香|高|惊艳|惊喜|出彩)"
_BAD = r"(?:坏|差|烂|糟糕?|赖|臭|低|次|不满意?|失望|难受|惊吓)"
_TAIL = r"(?:[吧啦了的呀哦喇到哪里去]|太|多)*"
_BETWEEN = rf"{_TAIL}[,，\s]*(?:但|可|却|不过)?(?:也|都|又|同样)?"
_NEITHER = re.compile(
    rf"{_DENIAL}{_GOOD}{_BETWEEN}{_DENIAL}{_BAD}|{_DENIAL}{_BAD}{_BETWEEN}{_DENIAL}{_GOOD}"
    r"|\bn(?:ot|either) (?:really |very |all that |particularly )?(?:good|great|happy|satisfied)"
    r"[, ]*(?:and |but |nor |or )?(?:not |un)?(?:really |very |all that )?"
    r"(?:bad|terrible|unhappy|dissatisfied|happy)(?: either)?\b"
)


def neither(words: str) -> Iterator[tuple[int, int]]:
    """Where plain words deny both that it is good and that it is bad."""
    for found in _NEITHER.finditer(words):
        yield found.span()
