"""Two parts of what was asked about that are not alike: 东边那台行，西边那台不行."""

import re

from flows.understanding.lexicon.patterns import headings, pattern

FILE = "contrasts.patterns"
HOURS = "hours"
"""Only of what is told: to an offer each hour is one of its own."""

_BUT = re.compile(r"但|不过|可是|只是|就是|\b(?:but|though|although|except)\b")
_ALL = re.compile(r"都|全|也(?!许)|均|同样|照样|一样|\b(?:both|all|too|also|neither|either)\b")
_AMISS = re.compile(
    r"[不没未冇唔]|坏|停(?:着|紧|用|运)|还(?:在|是)?[漏渗滴堵响吵臭闪卡黑坏修停]|仲[漏渗滴塞响嘈臭闪黑坏]|又[漏渗滴堵响吵臭坏停]"
    r"|还[^,]{0,3}[着修]|仲[^,]{0,3}紧|[围封锁]着"
    r"|n[o']?t\b|\b(?:not|no|still|broken|leaks|drips|dead|blocked|isnt|doesnt|wont|hasnt|out)\b"
)
_FINE = re.compile(
    r"热|暖|行|好|可以|得|ok|通|亮|来|有|能|正常|清|修|干|静|同意|(?:不|没|没再|唔|冇)(?:再)?[漏渗滴堵塞响吵嘈臭闪]"
    r"|\b(?:fine|works?|working|running|clear|fixed|good|okay|on|back|done|dry)\b"
)


def differs_by_part(words: str, *, is_told: bool) -> bool:
    """Whether one part of it is told to be well and another is not."""
    if _BUT.search(words):
        return False
    kinds = (kind for kind in headings(FILE) if is_told or kind != HOURS)
    return any(_differs(words, pattern(FILE, kind)) for kind in kinds)


def _differs(words: str, kind: re.Pattern[str]) -> bool:
    named = list(kind.finditer(words))
    if any(one[0] == named[0][0] for one in named[1:]):
        return False
    ends = [one.start() for one in named[1:]] + [len(words)]
    states = {_is_fine(words[one.end() : end]) for one, end in zip(named, ends, strict=False)}
    return {True, False} <= states


def _is_fine(said: str) -> bool | None:
    """What is told of one part; None where it says nothing, or that it is like the other."""
    if _ALL.search(said):
        return None
    well = _FINE.search(said)
    amiss = [one for one in _AMISS.finditer(said) if not (well and well.start() <= one.start())]
    if amiss:
        return False
    return True if well else None
