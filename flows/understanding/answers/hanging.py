"""An option that hangs on something, or may be another one as well: Friday if my shift changes."""

import re
from collections.abc import Sequence

from flows.understanding.answers.settling import Candidate

_HANGS_ON = re.compile(
    r"[,。;](?:但|不过)?(?:如果|要是|除非|假如|前提是)(?![^,。]{0,4}(?:方便|可以|行|有空"
    r"|没问题|你们|您|不行|没有|不嫌|不麻烦))"
    r"|\b(?:unless\b|if (?!possible\b|poss\b|that|its (?:ok|fine|possible|free|open)|you|not\b"
    r"|convenient|available"
    r"|ok|there|all\b|need|any))"
)
"""Behind an option: it is so only if something else is."""
_PERHAPS_TOO = re.compile(
    r"[?。,]\s?(?:也|又|还)(?:有)?可能|\b(?:or maybe|could also be|or possibly)\b"
)


def hangs_on(words: str, candidates: Sequence[Candidate[int]]) -> bool:
    """Whether a message leaves open what it names, by what stands behind it."""
    return _PERHAPS_TOO.search(words) is not None or any(
        _HANGS_ON.search(words, one.end) and not words.startswith("吧", one.end)
        for one in candidates
    )
