"""Options that are only hinted at by whoever cannot tell which it is: 讲不清，嗡嗡的."""

import re
from collections.abc import Sequence

from flows.understanding.answers.menus import core_of
from flows.understanding.answers.settling import Candidate

_CANNOT_SAY = re.compile(
    r"(?:我|也|真|还|实在){0,4}(?:(?:讲|说|搞|弄|听|分)(?:也|都)?[不唔](?:太|大)?(?:清楚?|准|明白"
    r"|出来|上来|好)"
    r"|[不唔](?:太|大)?(?:知道?|晓得|清楚)(?:是|从)?(?:哪[里儿]?|边度|什么地方|谁家?)(?:来|传来?"
    r"|发出来?|搞|弄|整)?的?)[啊呀哦喔呢]*,"
)
_ALL_THE_SAME = re.compile(r"吧|应该|大概|估计|多半|[好有点]像|好似")


def is_guess(words: str, named: Candidate[int], options: Sequence[str]) -> bool:
    """Whether a message begins by saying that it cannot tell, and an option is hinted at behind it.

    Words of the option itself, or 吧 behind it, name it all the same.
    """
    unknown = _CANNOT_SAY.match(words)
    if unknown is None or named.start < unknown.end():
        return False
    said = words[named.start : named.end]
    if any(said in core_of(option) for option in options):
        return False
    return _ALL_THE_SAME.search(words, unknown.end(), named.part.end) is None
