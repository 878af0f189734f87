"""What somebody takes back in the same breath: 三个，不对，四个."""

import re

_TAKEN_BACK = re.compile(
    r"(?a)不对|不不|啊不|哦不|说错|讲错|打错|写错|搞错|弄错|记错|错了|更正|纠正|改成|改为|改到|应该是|应为"
    r"|唔系|唔啱|讲错咗"
    r"|\b(?:no wait|no,|sorry|i mean|i meant|make (?:it|that)|actually|rather|correction|oops)\b"
)


def corrected_from(said: str) -> int:
    """Where the last correction ends in a normalised text; 0 where nothing is taken back."""
    found = list(_TAKEN_BACK.finditer(said))
    return found[-1].end() if found else 0
