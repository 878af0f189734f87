"""Who somebody is: 户主是我爸 and 替业主问的 name an owner, and the writer is none."""

import re
from collections.abc import Sequence

from flows.understanding.answers.labels import named
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

_WHO_ARE_YOU = re.compile(
    r"[您你](?:本人|自己)?(?:是|系)(?!否|不是|如何|怎|哪[天个里年种]|从)|身份"
    r"|[与跟和同](?:业主|户主|屋主)[^,?]{0,3}关系|属于哪[类种]人"
    r"|\b(?:are you|your (?:role|relation|relationship|status)|you are)\b"
)
_NO_ROLE = re.compile(r"满意|同意|愿意|要|想|打算|方便|\b(?:satisfied|happy|willing|able|coming)\b")
_ANOTHER_BEHIND = re.compile(
    r"(?:呢|就)?(?:是|系)(?!我(?:$|[,。!啊呀吧的呢自本们就在])|本人|自己|俺|咱)"
    r"|(?:他|她|佢|那边)?(?:让|叫|喊|托|委托|派|请|同意|授权|介绍|说|话|讲|打电话|人"
    r"|长期)?(?:[我俺]|不在|唔喺|出国|出差|在[外国老]|去了|去咗|搬走|过世|没空|移民)"
    r"|(?:的|嘅|家的?)(?:朋友|同事|司机|保姆|助理|秘书|员工|代理|中介|租客|租户|房客|邻居|熟人"
    r"|代表|委托)"
    r"|s? (?:friend|colleague|driver|helper|maid|assistant|agent|tenant|neighbou?r|secretary)"
    r"|s? (?:is|isnt|asked|told|sent|lets|wants|lives|moved|hired|said|rents|authori[sz]ed) "
)
_ANOTHER_BEFORE = re.compile(
    r"(?:给|俾|畀|跟|替|帮|代表?|问|找|向|为|对|受|被|从|认识|(?<![哋们])同|(?:楼[上下]|隔壁"
    r"|对门)的?)"
    r"(?:这[个套]房子?的|我们?的?|那个|个|一个)*$"
    r"|(?:我|俺|咱)(?:们|哋|家)?(?:的|嘅)$"
    r"|\b(?:for|from|with|pay|paying|to|by|behalf of|know|my|our)(?: the| my| our)? ?$"
)
_AM = re.compile(r"(?:是|系|就是|\bam|im) ?(?:a |the |an )?$")
_LANDLORD = frozenset(("房东", "landlord", "包租公", "包租婆"))
_IS_LANDLORD = re.compile(
    r"我(?:们|哋)?(?:就|才|本人|自己)*(?:是|系)(?:这[套个]?房子?的)?$|^\s*$|\bim (?:the |a )?$"
)


def of_the_writer(words: str, named_ones: list[Candidate[int]], asked: str) -> list[Candidate[int]]:
    """Without whom the writer is not, where it was asked who that is."""
    if not named_ones or not _asks_who(asked):
        return named_ones
    return [one for one in named_ones if not _is_another(words, one)]


def others_named(
    words: str, found: Sequence[Part], names: dict[str, int], asked: str
) -> list[Candidate[int]]:
    """The persons who are named but are not the writer, where it was asked who that is."""
    if not _asks_who(asked):
        return []
    persons = (one for part in found for one in named(words, part, names))
    return [one for one in persons if _is_another(words, one)]


def is_of(person: Candidate[int], one: Candidate[int]) -> bool:
    """Whether a character of a person's name, or what is said of one, names the same option."""
    is_within = person.start < one.end and one.start < person.end
    return is_within and one.value == person.value


def _asks_who(asked: str) -> bool:
    return _WHO_ARE_YOU.search(asked) is not None and _NO_ROLE.search(asked) is None


def _is_another(words: str, one: Candidate[int]) -> bool:
    """Whether the person who is named here is somebody else than the writer."""
    before = words[one.part.opens : one.start]
    if words[one.start : one.end] in _LANDLORD and not _IS_LANDLORD.search(before):
        return True  # only a tenant speaks of one
    if _AM.search(before):
        return _ANOTHER_BEHIND.match(words, one.end) is not None and words[one.end] in "的嘅家s "
    return (
        _ANOTHER_BEFORE.search(before) is not None
        or _ANOTHER_BEHIND.match(words, one.end, one.part.end) is not None
    )
