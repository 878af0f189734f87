"""Blame without a word for it: 修三回坏三回, 越修越漏, 跟没修一样."""

import re

from flows.understanding.grammar import LOOKED_BACK

_FAILED = re.compile(
    r"修(.{1,2}?)[次回趟遍],?坏\1[次回趟遍]|修(?:了|好|完)又[坏漏堵响停滴]|坏了又修|越(?:修|弄|搞|整|扫|洗)越(?!好|来越好|干净)"
    r"|(?:跟|和|同)(?:没|冇|未)(?:修|弄|做|扫|来|洗|整)过?(?:一样|似的|一般|差不多)|白(?:修|跑|等|忙|折腾|搭|扫|洗)(?:了|一)"
    r"|[两三四五六七八九十几好\d][次趟回遍][^,。!?]{0,3}(?:都|也|还是?|仍)?(?:没|未|冇)(?:人)?(?:修|弄|搞|整|解决|处理)?(?:好|完|成|来)"
    r"|等了?[^,。!?]{1,8}(?:都|也|还)?(?:没|冇)(?:人|见)"
    r"|(?:第二天|没[两几]天|没过[两几一]天|转天|隔天|一周不到)[^,。!?]{0,3}又[坏漏堵响停滴]"
    r"|\b(?:waited|waiting) (?:all|the whole|for hours)\b[^,.]*\b(?:nobody|no one|never)\b"
)
_STILL = re.compile(
    r"(?:还|仍|照样|照旧|依然)(?:是|在|会)?[漏堵滴响坏](?!点|一点)|又(?:漏|坏|堵)了"
    r"|\bbroke again|\bsame problem"
    r"|\bstill (?:leak\w*|drip\w*|broken|not (?:fixed|working)|does ?nt|the same)"
)
"""Beside praise it belies it; alone it reports a fault and grades nothing."""
_WISHED = re.compile(
    r"(?:本来?|原本?|倒)?(?:是|也)?(?:很|真)?想(?:给|打|说|评|选)个?[^,]{0,2}$|(?:要|你)?(?:我)?说$"
)


_INSINCERE = re.compile(
    r"(?:昧(?:着|了)?良心|违心|违着心|睁(?:着|大)?眼(?:睛)?|闭(?:着|上)?眼(?:睛)?|骗自己|自欺欺人|厚着脸皮|摸着良心(?:都|也)?(?:不能|没法|不敢)|呃人|说谎|说瞎话|当瞎子)"
    r"[^,。]{0,6}$"
    r"|\bbe (?:lying|a liar|kidding)(?: \w+){0,3} (?:if|to)\b[^,.]*$"
    r"|\b(?:cant|cannot|couldnt|wont|wouldnt)"
    r"(?: in all| with a straight face| honestly| really| exactly)*"
    r" (?:say|call|claim|pretend)(?: honesty)?[^,.]{0,16}$"
)


def is_insincere(words: str, start: int) -> bool:
    """Whether praise that begins here would be a lie: 没法昧着良心说满意."""
    return _INSINCERE.search(words, max(start - LOOKED_BACK, 0), start) is not None


def told_failure(words: str) -> bool:
    """Whether it is told how something went wrong."""
    return _FAILED.search(words) is not None


def told_unmended(words: str) -> bool:
    """Whether it is told that something is, or is again, as it was before."""
    return told_failure(words) or _STILL.search(words) is not None


def only_wished(words: str, start: int, end: int) -> bool:
    """Whether a grade that stands here was only wished or tried on: 想给满意，可是; 说满意吧."""
    wished = _WISHED.search(words, max(start - LOOKED_BACK, 0), start)
    if wished is None:
        return False
    return not wished[0].endswith("说") or words.startswith(("吧,", "嘛,", "呢,"), end)
