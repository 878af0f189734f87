"""An option that a character tells of, because no other option has it: 拉货的 is 货梯."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flows.understanding.answers.labels import is_denied
from flows.understanding.answers.menus import MENUS_KEPT, core_of
from flows.understanding.answers.parts import Part
from flows.understanding.answers.refusals import is_refusal
from flows.understanding.answers.settling import Candidate

WORDS_MOST = 14
"""In a longer message a character stands for too many other things."""

_TELLS_NOTHING = frozenset(
    "我你他她您们这那不没有是在的了就都也还再先上下大小好多要想可能会一二三四五六七八九十两几天年月日周时点"
    "个号到来去出入过得地着处式方面用以及或和与同其它他别次位家人口边里外前后左右中间旁内行自己本成为对于"
    "开关放给把被让请问回打发理务服事物品业区楼层栋单元户房室心意加高低长短新旧老少全部分件部等级明白话说"
    "完死见知名由收单差空"
    "亮扔台车门卡水电机场馆园网路东西"
    "看做办作使最每第之者性生活动员工费手通进正常般色款样比较非很太未无需此各种项类型合作"
)

_OWN_WORDS = re.compile(
    r"[粉紫橙橘玫酒桃枣]红|[米灰乳奶杏]白|[天宝湖藏水孔雀]蓝|[金土杏鹅橙]黄|[墨草翠嫩]绿|橘黄|[银浅深]灰|[上下中正]午|最[早晚]"
    r"|信(?:用卡|[用任号箱封件息])|[相迷自亲]信|云闪付|数字人民币|微(?:波炉|型|小)|银(?:发|色|杏|器)|金(?:色|属|鱼)"
)
"""Words of their own: 粉红 is no 红."""


def telling(
    words: str, part: Part, options: tuple[str, ...], asked: str
) -> Iterator[Candidate[int]]:
    """The options of which alone a character stands in a part, and not in what was `asked`."""
    own = _own(options)
    own_words = list(_OWN_WORDS.finditer(words, part.opens, part.end))
    at = part.opens
    while at < part.end:
        place, end = own.get(words[at]) if words[at] not in asked else None, at + 1
        while place is not None and end < part.end and own.get(words[end]) == place:
            end += 1
        is_other = any(word.start() < end and at < word.end() for word in own_words)
        if place is not None and not is_other and not is_denied(words, part, at, end):
            yield Candidate(place, at, end, part)
        at = end


@lru_cache(maxsize=MENUS_KEPT)
def _own(options: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for place, option in enumerate(options, start=1):
        core = core_of(option)
        for character in "" if is_refusal(core) else core:
            if "\u3400" <= character <= "\u9fff" and character not in _TELLS_NOTHING:
                found.setdefault(character, set()).add(place)
    return {character: places.pop() for character, places in found.items() if len(places) == 1}
