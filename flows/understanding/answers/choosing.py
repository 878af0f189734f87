"""Which of the options that a message names is chosen: the one that is not turned down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.understanding.answers.asides import is_aside, skip_tail
from flows.understanding.answers.comparing import is_less, is_mine, is_somebody_elses
from flows.understanding.answers.parts import EXCEPT, FUTURE, Part, links, questions
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import Phrases, lexicon

EXCEPTED, NO_LINK, REFUSED, FAILING = "excepted", "no_link", "refused", "failing"
ALL_RIGHT, INVITED, PREFERRED, ADDED, ASKS = "all_right", "invited", "preferred", "added", "asks"
UNDECIDED, HOLDS = "undecided", "holds"
HEADINGS = (
    *(EXCEPTED, NO_LINK, REFUSED, FAILING, ALL_RIGHT),
    *(INVITED, PREFERRED, ADDED, ASKS, UNDECIDED, HOLDS),
)
CLOSE = 4
"""So many characters behind an option may stand before what is said of it: 下午我都没空."""
CLOSE_IN_LETTERS = 14
LADEN_LEAST = 2
"""So many characters beside an option say something of it."""

_FAULTS = re.compile(
    r"坏|(?<!装)修|故障|问题|意见|不满|不好|差|改善|改进|改|加强|提升|漏|噪|异常|投诉"
    r"|wrong|broken|fix|improve|problem|repair|complain|issue|fault|unhappy|worse"
)


_ANOTHER = re.compile(r"(?<=[吧啦喇呀])(?=\d)")
"""Behind this another one is spoken of: 2吧3太远."""
_NOT_THIS = re.compile(
    r"[就我都可绝对也全]*(?:(?:不要|别要|唔要|不)[啦喇了吧的]*|[倒是]?(?:没有|冇)[的过啦喇吧]*)"
)
_BY_WHOM = re.compile(
    r"由谁|谁(?:来|出|承担|负责|付|买单|接|跟|联系)|\bwho (?:pays|should|will|shall|is to)\b"
)
_I_AM = re.compile(r"我们?(?:是|系|就是)$|\b(?:im|i am) (?:a |an |the )?$")
"""我是租的，房东出: what the writer is answers no question of who is to do it."""
_FAULTY = frozenset("脏贵吵远滑硬晒冷热挤慢丑土俗臭闷累难旧差烂咸甜辣淡")
"""What one character says against an option: 沙子脏，塑胶吧."""
_FAILS = re.compile(
    r"[我都人家们给的]{0,3}(?:(?:老是?|总是?|净是?|经常|常常?|成日|日日|动不动就?|容易|好易"
    r"|天天|时不时|隔三差五|三天两头|又|上次|上回|之前|以前|早)"
    r"[^,。!?不]{0,4}?(?:丢|不见|坏|偷|搞错|拿错|送错|放错|满|卡|死机|失灵|罢工|找不[到着]"
    r"|没人|冇人|淋|湿|乱|吵|掉线|打不通|收不到|收唔到|漏[收掉看接])"
    r"|[^,。!?不没]{0,3}(?:丢|偷|不见|弄坏|淋湿|搞错)[过咗])"
    r"| (?:(?:is|are|was|has|have|its|always|keeps?|constantly|often|gets?|got|been) )+"
    r"(?:los\w+|full|broken|breaking|jammed|jamming|stolen|missing|wet|soaked|mixed up|down)\b"
)
"""What goes wrong with an option again and again: 前台老弄丢."""
_IN_ORDER = re.compile(
    r"[都也是倒就现在那边的]*(?:没(?:什么|啥|有)?(?:问题|毛病|坏|事|漏|堵|响|停|渗|滴)|冇(?:问题|事|坏)|正常"
    r"|好好的|好端端)"
    r"| (?:is|are|works?) (?:all )?(?:fine|ok|okay|good|working)\b"
)
_GONE = re.compile(
    r"[我都早也就已经]*(?:送人|卖掉?|扔掉?|丢掉?|处理掉?|拉走|搬走|修好|换好?|装好?|买好?"
    r"|办好?|办过|交过?|缴过?|付过?|结清)[了咗]"
    r"| (?:is|was|has been|have been|already) (?:already )?(?:sold|gone|given away|paid|done"
    r"|fixed)\b"
)
"""What is done with already is not what is still wanted: 沙发送人了."""
_WANTED = re.compile(r"需要|要|想|希望|打算|还有|\b(?:want|need|would|collect)\b")
_LOST_FROM = re.compile(r"\b(?:lost|stolen|missing|nicked|taken) (?:from|off|at|on)(?: \w+)? $")
_JOINING = frozenset("和 跟 与 同 到 至 先".split())
_OR_ELSE = re.compile(r"\s*(?:还是|或者?是?|定系|抑或|\bor\b)\s*$")
_TAKES = re.compile(
    r"(?:还是|宁愿|宁可|情愿|不如|干脆|那就|就|算|算是|改成?|换成?|我?(?:想|只|就|都)?"
    r"[去要选走用拣来投报订挑种铺装刷交坐泡练打学做养买搞弄])(?:个|几个|点|一个|一下|的|去)*$"
    r"|\b(?:lets|going (?:with|for|to)|go (?:with|for)|instead|take|choose|pick)\b[^,]{0,12}$"
)
"""Before an option: this is the one, where of the others something else is said."""


@dataclass(frozen=True)
class _Said:
    """An option with the words that stand before it and behind it, up to the next one."""

    option: Candidate[int]
    before: str
    behind: str
    marks: frozenset[str]


def chosen(
    words: str, candidates: Sequence[Candidate[int]], asked: str
) -> tuple[Candidate[int], ...]:
    """The candidates without those that are turned down in an answer to the plain words `asked`.

    Where several are left, the one that is preferred, or invited while of the others something
    else is said: 上午上班，下午来.
    """
    if not candidates:
        return ()
    said = tuple(_said(words, candidates))
    # Whoever is asked what is wrong says of a lift that it is no good, and means the lift.
    left = _unless_all(_mine(said), REFUSED)
    if _FAULTS.search(asked):
        left = _unless_all(left, ALL_RIGHT)
        left = tuple(one for one in left if not _IN_ORDER.match(one.behind))
    else:
        left = _unless_all(left, FAILING)
        if _WANTED.search(asked):
            left = tuple(one for one in left if not _GONE.match(one.behind))
        is_of_persons = _BY_WHOM.search(asked) is not None
        if asked and not is_of_persons and all(one.marks & {REFUSED, FAILING} for one in left):
            return ()
    for one_alone in (_preferred(left), _invited(left, asked)):
        if one_alone and len({one.option.value for one in left}) > 1:
            left = one_alone
    return tuple(one.option for one in left)


def excepted(part: Part) -> bool:
    """Whether all but what a part names is meant."""
    return EXCEPT in part.links


@cache
def scanner() -> Scanner:
    """The words that join the parts of a choice; 下班以后 is a time, and 就是停车 is meant."""
    phrases = _phrases()
    none = frozenset((*phrases[NO_LINK], *phrases[EXCEPTED]))
    joining = {
        heading: tuple(one for one in members if one not in none)
        for heading, members in links(without=(FUTURE, EXCEPT)).items()
    }
    kept = {EXCEPT: phrases[EXCEPTED], HOLDS: phrases[HOLDS]}
    return Scanner({**joining, **kept}, questions())


def _said(words: str, candidates: Sequence[Candidate[int]]) -> list[_Said]:
    found = []
    for one in {(one.start, one.end, one.value): one for one in candidates}.values():
        last = max((other.end for other in candidates if other.end <= one.start), default=0)
        behind_it = (other.start for other in candidates if other.start >= one.end)
        following = min(behind_it, default=len(words))
        before = words[min(one.start, max(last, one.part.opens)) : one.start]
        behind = words[one.end : max(one.end, min(following, one.part.end))]
        found.append(_Said(one, before, behind, _marks_of(before, behind)))
    return found


def _marks_of(before: str, behind: str) -> frozenset[str]:
    behind = _ANOTHER.split(behind, maxsplit=1)[0]
    marks = [
        mark for mark in _scanner().scan(behind) if mark.heading != ADDED or _joins(behind, mark)
    ]
    close = CLOSE_IN_LETTERS if behind.isascii() else CLOSE
    found = {mark.heading for mark in marks if mark.start <= close}
    if any(mark.heading == ADDED for mark in marks):
        found.add(ADDED)
    if _NOT_THIS.fullmatch(behind) or is_less(before):
        found.add(REFUSED)
    if _FAILS.match(behind) or _LOST_FROM.search(before):
        found.add(FAILING)
    if _TAKES.search(before):
        found.add(INVITED)
    for mark in _scanner().scan(before):
        is_close = not before[mark.end :].strip()
        is_added = mark.heading == ADDED and (is_close or mark.words not in _JOINING)
        if is_added or (mark.heading == PREFERRED and is_close):
            found.add(mark.heading)
    return frozenset(found)


def _joins(behind: str, mark: Mark) -> bool:
    """Whether more is added; 跟鬼片似的 only likens."""
    is_at_edge = mark.start == 0 or not behind[mark.end :].strip()
    return is_at_edge or mark.words not in _JOINING


def _unless_all(said: tuple[_Said, ...], heading: str) -> tuple[_Said, ...]:
    return tuple(one for one in said if heading not in one.marks) or said


def _preferred(said: tuple[_Said, ...]) -> tuple[_Said, ...]:
    """Those of the one option that is preferred."""
    found = tuple(one for one in said if PREFERRED in one.marks)
    is_doubtful = any("不行" in one.before or "if not" in one.before for one in said)
    return found if len({one.option.value for one in found}) == 1 and not is_doubtful else ()


def _mine(said: tuple[_Said, ...]) -> tuple[_Said, ...]:
    """Without what somebody else wants, where the writer wants another: 老婆说A，我说B."""
    if not any(is_mine(one.before) for one in said):
        return said
    return tuple(one for one in said if not is_somebody_elses(one.before)) or said


def _invited(said: tuple[_Said, ...], asked: str) -> tuple[_Said, ...]:
    """Those of the one option that is invited while of each other something else is said."""
    found = tuple(one for one in said if INVITED in one.marks)
    values = {one.option.value for one in found}
    others = [one for one in said if one.option.value not in values]
    if len(values) != 1 or any(ADDED in one.marks for one in said):
        return ()
    is_of_persons = _BY_WHOM.search(asked) is not None
    return found if all(_is_laden(one, is_of_persons=is_of_persons) for one in others) else ()


def _is_laden(one: _Said, *, is_of_persons: bool) -> bool:
    if is_of_persons and _I_AM.search(one.before):
        return True
    rest = _OR_ELSE.sub("", one.behind[skip_tail(one.behind, 0, len(one.behind)) :])
    is_word = len(rest.strip()) >= LADEN_LEAST or rest.strip() in _FAULTY
    return is_word and not is_aside(rest)


def _phrases() -> Phrases:
    return lexicon("choosing", HEADINGS)


@cache
def _scanner() -> Scanner:
    phrases = _phrases()
    kept = (REFUSED, FAILING, ALL_RIGHT, INVITED, PREFERRED, ADDED)
    return Scanner({heading: phrases[heading] for heading in kept})
