"""What stands before an option says that another is meant more: 比起阳台, 老婆说厨房."""

import re

_LESS = re.compile(
    r"(?:比起|相比|相较|较之|与其|好过|强过|胜过|比)(?:说|去|要|用|选|起)?$"
    r"|\b(?:instead of|rather than)(?: the| a)? $"
)
_SOMEBODY = (
    r"(?:老婆|老公|爱人|先生|太太|媳妇|孩子|娃|儿子|女儿|闺女|阿仔|阿女|我妈|我爸|老妈|老爸|[他她佢]们?|邻居|别人|人家|老伴"
    r"|my (?:wife|husband|son|daughter|mum|mom|dad)|he|she|they)"
)
_SOMEBODY_ALONE = re.compile(rf"(?:我|我家|但|可是)?{_SOMEBODY}(?:是|倒是?|就|很|挺|也)?")
_THEY_SAY = re.compile(
    rf"{_SOMEBODY}(?:都|就|是)?(?:说|想要?|要|喜欢|选|讲|话|倾向|认为|觉得|says?|said|wants?|likes?|prefers?)"
    r"(?:选|去|要|用|是|the|a|\s)*$"
)
_I_SAY = re.compile(
    r"(?:我|本人|俺|\bi)(?:自己|呢|就|还是|倒|却)?\s?(?:说|觉得|想要?|要|选|喜欢|话|拣|倾向|认为"
    r"|say|want|prefer|like|choose)(?:选|去|要|用|是|the|a|\s)*$"
)


def is_less(before: str) -> bool:
    """Whether an option behind these words is what another one is compared with."""
    return _LESS.search(before) is not None


def is_somebody_elses(before: str) -> bool:
    """Whether an option behind these words is what somebody else wants."""
    return _THEY_SAY.search(before) is not None and _I_SAY.search(before) is None


def is_of_somebody(words: str, start: int, end: int) -> bool:
    """Whether nothing but somebody else stands here: 老伴 before 不满意."""
    return _SOMEBODY_ALONE.fullmatch(words, start, end) is not None


def is_mine(before: str) -> bool:
    """Whether an option behind these words is what the writer wants."""
    return _I_SAY.search(before) is not None
