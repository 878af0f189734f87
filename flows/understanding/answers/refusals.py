"""An option that refuses or says that there is none, and whoever just refuses: 不用开."""

import re

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

_REFUSING = re.compile(
    r"(?:以上)?(?:都|暂时?|先)?(?:不(?:需要?|用|要|必|开|参[加与]|出席|领|养|想|打算|办|订|买|装|选)|无需|没有|没养"
    r"|无$|唔(?:使|要|需要?|参加|养)|放弃|谢绝)"
    r"|(?:none|no (?:thanks|need|invoice|receipt|pets?)|neither|decline|skip)\b"
    r"|(?:i )?(?:do not|dont|will not|wont) (?:need|want|contact|attend|join)\b"
    r"|not (?:needed|required|attending|coming|joining|interested)\b"
)
_REFUSES = re.compile(
    r"(?:(?:都|我家?|先|暂时|就|那就?|也|通通|统统|全都?|还是|什么)*"
    r"(?:不(?:用|要|需要?|必|参加|去|想|开|养|订|领|办|买|装|搞|弄|选)|唔(?:使|要|需要?|去|嚟|参加|养|开)"
    r"|没有?|冇|甭|免|拒绝|算了)"
    r"(?:再|给我|开|要|去|来|办|养|领|订|参加|发|送|通知|告诉我|搞|弄|麻烦|费心|费事|这个|那个|什么|过|了|咯)*"
    r"[啦喇吧的呢呀哈嘅咗着啊嘞]*){1,3}"
    r"|(?:i )?(?:no|nope|nah|none|nothing|pass|skip it)|no need|not (?:needed|interested|for me)"
    r"|(?:i )?(?:do not|dont) (?:need|want)(?: one| it| any| anything| them)?"
    r"|none of (?:them|those|these)|(?:ill|i will) pass"
)


def is_refusal(core: str) -> bool:
    """Whether an option refuses what is asked about, or says that there is none."""
    return _REFUSING.match(core) is not None


def refused(words: str, part: Part, cores: tuple[str, ...]) -> Candidate[int] | None:
    """The one option that refuses, where a part does nothing else."""
    refusing = [place for place, core in enumerate(cores, start=1) if is_refusal(core)]
    if len(refusing) != 1 or part.is_asked:
        return None
    start = skip_leads(words, part.opens, part.end)
    found = _REFUSES.match(words, start, part.end) or _REFUSES.match(words, part.opens, part.end)
    if found is None or skip_tail(words, found.end(), part.end) < part.end:
        return None
    return Candidate(refusing[0], *found.span(), part)
