"""An option that refuses or says that there is none, and whoever just refuses: 不用开."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.parts import BEFORE, Part
from flows.understanding.answers.settling import Candidate

_REFUSING = re.compile(
    r"(?:以上)?(?:都|暂时?|先)?"
    r"(?:不(?:需要?|使用|用|要|必|开|参[加与]|出席|领|养|想|打算|办|订|买|装|选"
    r"|改|换|变|加|增)"
    r"|无需|没有|没养|维持(?:现状|原样)|保持(?:现状|原样|不变)|照旧"
    r"|(?:no change|keep as|leave as)\b"
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

_DECLINES = re.compile(
    r"(?:冤枉|闲|瞎花)钱|浪费|[省慳悭][点下返翻]?(?:啲|点|些)?(?:钱|电)|嘥钱"
    r"|[瞎别]折腾|没必要|冇必要|犯不着|多此一举|用不[着上]"
    r"|(?:原来|现在|本来|目前|而家|原先)(?:的|那个|这个|那种|这样|嗰个|咁)?(?:就|都)?(?:已经)?(?:挺|蛮|很|几)?(?:好|行|可以|够用)"
    r"|别瞎?[换改搞装弄]|唔好[换搞装整]|花那[个些份]?钱|就这样(?:吧|挺好|就行)|照旧|保持原样"
    r"|没(?:那|这)?(?:个|份)?(?:闲)?(?:功夫|工夫|精力|条件|心思)|冇(?:咁嘅)?(?:时间|心机)|凑什么热闹"
    r"|\b(?:waste of money|leave (?:it|them) (?:as|alone)|fine as (?:it is|they are)|as it is"
    r"|keep (?:it|them) as"
    r"|dont bother|no need|not needed)\b"
)
"""Who would rather have nothing done."""
_DENIES = re.compile(r"(?:还|尚|从)?(?:未|没有?|不|无)(?P<rest>[\u3400-\u9fff]{1,6})$")
_COMMON = frozenset("有是的了过使用要需会能可得到人在上下出来去好")


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


def declined(words: str, found: Sequence[Part], cores: tuple[str, ...]) -> Iterator[Candidate[int]]:
    """The one option that refuses, where a message would rather have nothing done."""
    refusing = [place for place, core in enumerate(cores, start=1) if is_refusal(core)]
    for part in found if len(refusing) == 1 else ():
        declines = _DECLINES.search(words, part.opens, part.end)
        if declines is not None and not part.is_asked:
            meant = replace(part, links=part.links - {BEFORE})  # 原来那个挺好 is meant to stay
            yield Candidate(refusing[0], *declines.span(), meant)


def denied_too(words: str, found: Sequence[Part], cores: tuple[str, ...]) -> list[Candidate[int]]:
    """The one option that denies what a message denies: 没装过 is 未安装."""
    named: list[Candidate[int]] = []
    for place, core in enumerate(cores, start=1):
        denies = _DENIES.match(core)
        own = "".join(sorted(set(denies["rest"]) - _COMMON)) if denies is not None else ""
        if not own:
            continue
        denial = re.compile(rf"(?:没有?|冇|不|唔|未|无)[^,。!?没不]{{0,2}}[{own}]")
        named += [
            Candidate(place, *match.span(), part)
            for part in found
            for match in denial.finditer(words, part.opens, part.end)
            if not part.is_asked
        ]
    return named
