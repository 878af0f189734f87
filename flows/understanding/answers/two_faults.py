"""Two things told to be out of order, each in a half sentence of its own: 灯不亮，水管也爆了."""

import re
from collections.abc import Callable, Sequence

from flows.understanding.answers.parts import Part

PARTS_MOST = 12
"""Whoever writes more half sentences tells a story, in which much may be named."""

_ASKED = re.compile(
    r"报修|维修|要修|修什么|故障|哪里坏|什么坏|坏了|哪[类种][^,?]{0,4}修|修[^,?]{0,6}哪"
    r"|\b(?:repairs?|fix|fixing|broken|fault|maintenance)\b"
)
_OUT_OF_ORDER = re.compile(
    r"坏|漏|渗|滴|爆|堵|裂|断|掉|脱|松|卡|响|跳闸|火花|冒|臭|锈|歪|碎|湿|烧|焦|闪|灭|黑|失灵|没反应|没电|没水|冇电|冇水"
    r"|[不唔](?:亮|着|通|转|制?[冷热]|出|灵|动|严|上|开|下|好|到|起|了|响|走|郁|实)"
    r"|\b(?:broken?|leak\w*|drip\w*|burst|block\w*|clog\w*|crack\w*|stuck|jam\w*|dead|out|off|loose"
    r"|flicker\w*|tripp\w*|spark\w*|smell\w*|noisy|rattl\w*|wont|doesnt|isnt|not|no)\b"
)
_WHY = re.compile(
    r"估计|可能|怀疑|因为|应该是|恐怕|大概|搞得|弄得|导致|害得|结果|所以|造成|引起|怕|才|好像|会不会"
    r"|\b(?:because|cause|so|think|maybe|probably|since|might)\b"
)
_LIFT = re.compile(r"电梯|升降机|\b(?:lift|elevator)\b")
_TOO = re.compile(r"[也还]|另外|\b(?:also|and|too|plus|another)\b")
"""Without these the doors and the lamp behind a lift are its own."""
_NOT_THIS = re.compile(
    r"^(?:不是|唔系|没|不要|不用)|没坏|没问题|正常|好好的|修好|\b(?:fine|ok|works)\b"
)


def two_faults(
    words: str, found: Sequence[Part], asked: str, named_in: Callable[[Part], frozenset[int]]
) -> bool:
    """Whether two half sentences each tell of another option's fault, neither as the other's cause.

    `named_in`: the options that a part names.
    """
    if not 1 < len(found) <= PARTS_MOST or not _ASKED.search(asked) or _WHY.search(words):
        return False
    if _LIFT.search(words) and not _TOO.search(words):
        return False
    named = [
        named_in(part)
        for part in found
        if _OUT_OF_ORDER.search(words, part.opens, part.end)
        and not _NOT_THIS.search(words[part.opens : part.end])
    ]
    sure = {next(iter(some)) for some in named if len(some) == 1}
    return len(sure) > 1
