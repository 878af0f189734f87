"""Opinions that are told by nothing but what happened, or by a question that nobody is to answer.

等她回话等到花儿都谢了 and 你觉得我能满意吗 are blame. That something is broken is a report, and
blame only where one is to guess what somebody thinks of it: 水还在滴，你说我什么心情.
"""

import re

from flows.rules.vocabulary import Satisfaction
from flows.understanding.answers.blame import told_unmended
from flows.understanding.lexicon.patterns import pattern
from flows.understanding.verdicts import says_not_fixed

FILE = "grievances.patterns"

DENIED_BEFORE = 6
"""So far before bad news its denial may stand."""

_DENIED = re.compile(
    r"(?:没有?|不|冇|未|唔|免得|省得|怕|如果|要是|\b(?:no|not|never|without|dont|isnt|if))[^,。]{0,2}$"
)
_ONCE = re.compile(r"以前|之前|过去|原来|从前|本来|\b(?:used to|before)\b")
_SINCE = re.compile(r"现在|如今|而家|后来|这回|换了|\bnow\b")
"""Bad news of once, before what came since, is praise of the present or nothing."""


def rhetorical_opinion(words: str) -> Satisfaction | None:
    """The opinion of a question that answers itself, or of what stands beside 你猜."""
    if _search("welcomed", words):
        return Satisfaction.SATISFIED
    if _search("scorned", words):
        return Satisfaction.DISSATISFIED
    is_bad = tells_neglect(words) or _tells_fault(words)
    return Satisfaction.DISSATISFIED if is_bad and _search("guess", words) else None


def tells_neglect(words: str) -> bool:
    """Whether it is told how somebody was not served, and not that this is over."""
    found = pattern(FILE, "neglect").finditer(words)
    return any(
        not _DENIED.search(words, max(one.start() - DENIED_BEFORE, 0), one.start())
        and not (_ONCE.search(words, 0, one.start()) and _SINCE.search(words, one.end()))
        for one in found
    )


def _tells_fault(words: str) -> bool:
    return _search("fault", words) or told_unmended(words) or says_not_fixed(words)


def _search(name: str, words: str) -> bool:
    return pattern(FILE, name).search(words) is not None
