"""How a repair came out, fixed, partly or not: 热水有了，花洒照样漏 is partly."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import BEFORE, BUT, Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.verdicts import says_fixed, says_not_fixed

FIXED, PARTLY, NOT_FIXED = "fixed", "partly", "not_fixed"

_OPTIONS = (
    (
        NOT_FIXED,
        re.compile(
            r"(?:还|仍|完全)?(?:未|没有?|不)(?:修|解决|处理|维修|好)|not (?:fixed|repaired)"
            r"|unfixed"
        ),
    ),
    (PARTLY, re.compile(r"部分|一部分|(?:partly|partially) (?:fixed|repaired)|improved")),
    (
        FIXED,
        re.compile(
            r"(?:已经?|完全|全部)?(?:修好|修复|解决|处理好|维修好)|(?:fully )?(?:fixed"
            r"|repaired)|solved"
        ),
    ),
)
_FINE = re.compile(
    r"(?:(?<![没未不冇唔])(?:有|亮|通|热|转|响|好|开|严|畅|稳|干|关得?[上严紧])"
    r"|(?<![又污臭脏黑锈])(?:[水电气网]压?|网络|信号|暖气)(?:也|都|就|能|可以|已经?|终于|总算|正常)*[来出回]"
    r"|(?<![又没未不冇唔人])来(?=[水电气网])|(?<![又没未不冇唔漏渗流喷冒])出(?=热?水)"
    r"|(?:空调|冷气|冰[箱柜]|雪柜|冷柜)(?:也|都|就|又?能|已经?|终于|总算|够|变)*[冷凉])"
    r"(?:是|得|上|快|起来|出来|回来|来|水|热水|电|气|网|不少|多)*[了咗](?:$|[,。!])"
    r"|(?:顺畅|利索|好使|清爽|服帖|跟新的?一样|一滴(?:都|也)(?:没|不|冇)|[不唔没]再"
    r"|[不唔](?:漏|滴|响|晃|堵|臭|跳闸|抖)[了咗])"
    r"|\b(?:works? (?:now|again|fine|perfectly)|is back|good as new|(?:runs?|drains?|shuts?"
    r"|closes?) (?:fine|well|properly)"
    r"|(?:fine|ok|okay|good|dry) now"
    r"|stopped (?:leak|dripp|rattl|buzz|smell|tripp|flicker|making (?:a |that |any )?noise)\w*"
    r"|(?:leak\w*|drip\w*|noise|smell|rattl\w*|buzz\w*) (?:has |have |is |finally |now )*stopped)\b"
)
_AMISS = re.compile(
    r"还黑|还有一?点|仍黑|没弄|没动|没修|漏(?:得|着)|照漏|白跑|走人了|没用|没效果|没变|原样"
    r"|依旧|等于没|老毛病|旧毛病|没见好|更[糟坏差厉]"
    r"|(?:拍拍?|摇摇?)头?(?:屁股)?走|修不了|修唔到|搞唔掂|没辙|没[配零]件|等[配零]件|下次再"
    r"|改天再"
    r"|\b(?:no change|same as before|made it worse|worse than|couldnt fix|cant fix"
    r"|no difference|useless|stopped working"
    r"|left without|still)\b"
)
_AGAIN = re.compile(r"又|再次|没[两几过]|第二天|当晚|转头|一走|\bagain\b|\bnext day\b")
_AGAIN_OR_SINCE = re.compile(rf"{_AGAIN.pattern}|\bsince\b")
_BACK_WITH_TROUBLE = re.compile(r"(?:又|再次)(?![能有亮通好来]|可以)")
"""又热了 may be a motor, 又能用了 is nothing but good."""
_IN_DOUBT = re.compile(
    r"好像|可能|应该|不知|不清楚|不确定|没看|吗|\?|\b(?:maybe|think|seems?|not sure)\b"
)
_OTHER_THING = re.compile(
    r"^(?:但|可|就|只|不过|然而|还有|另|剩|but |though |except )|另外?一?[个盏边只条]"
    r"|那[头边个]|^[^\W又还也照仍依a-z]{2,6}(?:还|照|仍|依)|\b(?:other|another)\b"
)


def by_repair(words: str, found: Sequence[Part], options: tuple[str, ...]) -> list[Candidate[int]]:
    """How a repair came out as the half sentences tell, where nobody names it."""
    places = _places(options)
    if not {FIXED, NOT_FIXED} <= set(places) or _IN_DOUBT.search(words):
        return []
    told = [part for part in found if not part.is_asked and BEFORE not in part.links]
    bad = [part for part in told if _is_amiss(words[part.opens : part.end])]
    good = [part for part in told if part not in bad and _is_fine(words[part.opens : part.end])]
    if not bad and any(
        (_BACK_WITH_TROUBLE if part in good else _AGAIN).search(words, part.opens, part.end)
        for part in told
    ):
        return []
    if bad and good:
        said = words[bad[-1].opens : bad[-1].end]
        is_other = BUT in bad[-1].links or _OTHER_THING.search(said) is not None
        if PARTLY not in places or _AGAIN_OR_SINCE.search(said) or not is_other:
            return []
        return [_candidate(places[PARTLY], bad[-1])]
    return [_candidate(places[NOT_FIXED if bad else FIXED], part) for part in (bad or good)]


def _candidate(place: int, part: Part) -> Candidate[int]:
    return Candidate(place, part.start, part.end, part)


def _is_amiss(said: str) -> bool:
    return says_not_fixed(said) or _AMISS.search(said) is not None


def _is_fine(said: str) -> bool:
    return says_fixed(said) or _FINE.search(said) is not None


@lru_cache(maxsize=MENUS_KEPT)
def _places(options: tuple[str, ...]) -> dict[str, int]:
    """The places of the options by how a repair came out; empty where two are the same."""
    found: dict[str, int] = {}
    for place, option in enumerate(options, start=1):
        core = core_of(option)
        kind = next((kind for kind, pattern in _OPTIONS if pattern.match(core)), None)
        if kind is not None and found.setdefault(kind, place) != place:
            return {}
    return found
