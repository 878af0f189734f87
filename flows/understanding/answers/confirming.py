"""Questions that tell a denial and ask for its confirmation: 您不需要发票，对吗."""

import re

_TAG = re.compile(
    r"[, ]*(?:[对是]吗|[对是]么|对不对|是不是|[对是]吧|没错吧|系咪|系唔系|啱唔啱|啱吗"
    r"|(?:is (?:that|this) )?(?:correct|right)) *\?*$"
)
"""Behind a sentence that is told it asks for its confirmation: 您不需要发票，对吗."""
_TOLD_NEGATIVE = re.compile(
    r"(?:(?<!有)[没冇]有?|(?<![是要会能可])不|未|唔)(?!错|误|满意)[^,。?!]+$"
    r"|\b(?:dont|do not|didnt|did not|havent|have not|wont|will not|not|no)\b[^,.?!]+$"
)
_TOLD_OFFER = re.compile(r"(?:不用|不必|不要|唔使|唔要|无需)")


def confirms_denial(words: str) -> bool:
    """Whether plain words of a question end so."""
    told, tags = _TAG.subn("", words)
    return tags > 0 and _TOLD_NEGATIVE.search(told) is not None


def without_tag(words: str) -> str:
    """What is told, without what asks for its confirmation."""
    return _TAG.sub("", words)


def declines(words: str) -> bool:
    """Whether it is told that something need not be done."""
    return _TOLD_OFFER.search(words) is not None
