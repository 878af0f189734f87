"""Half sentences of another time than was asked about: a plan to buy, what was chosen last year."""

import re
from collections.abc import Sequence

from flows.understanding.answers.parts import Part

_WISH_ASKED = re.compile(
    r"想|(?<!主)要|希望|打算|选|愿|方便|预约|报名|参加|同意|意见|喜欢|计划"
    r"|\b(?:would|want|prefer|like|choose|sign up|plan|shall|should)\b"
)
_FAULT_ASKED = re.compile(
    r"报修|要修|维修项目|哪[里儿]坏|什么(?:问题|故障)|\b(?:wrong|broken|problem)\b"
)
"""昨天门锁坏了 is what is to be mended."""
_MENDED_THEN = re.compile(r"[^,。!?]{0,6}上(?:一|个)?[次回趟][^,。!?]{0,6}(?:报|修|换|弄)")
_STATE_ASKED = re.compile(
    r"属于|目前|现在|现状|您家?(?:的|是)|家里|平时|一般|\b(?:is your|are you|do you|currently"
    r"|what kind)\b"
)
_PLANNED = re.compile(
    r"(?:打算|准备|计划|考虑|想着?|寻思|谂住|明年|后年|将来|过两年|下个月|下半年"
    r"|以后)[^,。!?没不]{0,4}"
    r"(?:换|买|改|装|租|搬|做|弄|养|卖|转|订|提)"
    r"|\b(?:thinking (?:of|about)|planning|plan to|going to|want to|hope to|considering"
    r"|next year)\b"
)
_DEED = re.compile(
    r"[^,。!?]{0,6}(?:上一?[次回个趟]|上[周月]|去年|前年|旧年|昨[天日]|前[天日]|头一?[年次回]"
    r"|上年|last |a year ago)"
    r"[^,。!?]{0,12}?(?:[过了咗完]|[办用选去交订住坐报]的?是|[办用选去交订住坐报]的|\b(?:was"
    r"|had|did|went|used|paid|took)\b)"
)
_AS_BEFORE = re.compile(
    r"一样|照旧|照样|继续|还是|不变|老样子|同样|挺好|不错|满意|再|这[次回]也|也|接着"
    r"|\b(?:same|again|keep|as before|too|still|liked|good)\b"
)


def of_other_times(words: str, found: Sequence[Part], asked: str) -> list[Part]:
    """The parts that tell of a deed of long ago where a wish was asked for, or of a mere plan."""
    if _WISH_ASKED.search(asked):
        deed = _MENDED_THEN if _FAULT_ASKED.search(asked) else _DEED
        return [
            part
            for part in found
            if deed.match(words, part.opens, part.end) and not _AS_BEFORE.search(words)
        ]
    if _STATE_ASKED.search(asked):
        return [part for part in found if _PLANNED.search(words, part.opens, part.end)]
    return []
