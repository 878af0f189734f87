"""Options that are only spoken of, where one is to be chosen: 电话里那个女的是机器人吧.

What is in one, what happened there once, what it costs, and who sits on it choose nothing.
"""

import re
from collections.abc import Sequence

from flows.understanding.answers.settling import Candidate

CLAUSE_MOST = 40
BACK_MOST = 80

_OF_FAULTS = re.compile(
    r"报修|要修|修什么|坏|故障|维修|噪|吵|异|漏|投诉|反映|问题|\b(?:wrong|broken|repair|problem"
    r"|noise|fault)"
)
_OF_A_WISH = re.compile(r"希望|方式|怎样收|如何收|\b(?:how should|would you like|do you want)\b")
_INSIDE = re.compile(
    r"(?:群|号|机)?(?:里面?|里头|上面|内)(?:那|这|嗰|有人|有个|我被|的(?!话)|老(?!师|人)|净|全是"
    r"|一直)"
)
_HAPPENS = re.compile(
    r"(?:那边|那儿|这边)?(?:有人(?:用紧|在用|用着|占|霸|打|吵|闹)|响了|停着|(?:打|发|寄|贴"
    r"|等)(?:了|过)[^,。!?;]{1,8}(?:没|冇|不|未)|[着著]火|起火|淹|塌|死过|出过事)"
    r"|的人(?!多|少)|那[个台家间](?!选项|吧|里|上|能|可以|就|有|比较|好|最|方式|岗|班|时段)[^,。!?;吧]{4}"
    r"| (?:\w+ ){0,3}(?:is|was) (?:empty|broken|closed|dirty|gone|rude|upside down|too late)\b"
    r"| (?:bounced|caught fire|exploded|was closed)\b"
)
_THEN = re.compile(
    r"[^,。!?;]{0,8}(?:(?<!跟)(?<!和)(?<!照)(?<!比)上(?:一|个|一个)?[次回趟](?!那)|上个?(?:月|周"
    r"|星期|礼拜)|去年|前年|旧年|昨[天日晚])"
    r"[^,。!?;]{0,10}(?:没(?!问题|毛病)|[站等冻热累晒淋挤跑走]得|冇|未|把|被|给|畀|俾|还|着火"
    r"|著火|坏|打|摔|吵|丢|偷"
    r"|淹|搞|弄|收)"
)
_ONCE = re.compile(
    r"\b(?:fell|lost|drowned|broke|slipped|fight|there was|there were|bounced|died|happened"
    r"|stole|stolen|argued"
    r"|hurt|booked|said|told|got|took|had|went|saw|met|hit|ran|\w{3,}ed)\b[^,.!?;]{0,60}"
    r"\b(?:last (?!one|option|of)\w+|yesterday|once|ago|the other day)[\s.!]*$"
)
_STILL = re.compile(
    r"还|照|一样|继续|这[次回]|再|也|挺好|不错|满意"
    r"|\b(?:same|again|still|please|like|this time|good|great|loved?|want|id|prefer)\b"
)


def without_passing(
    words: str, candidates: Sequence[Candidate[int]], asked: str
) -> list[Candidate[int]]:
    """The candidates without those of which it is only told what is in them or came of them."""
    if _OF_FAULTS.search(asked) is not None and _OF_A_WISH.search(asked) is None:
        return list(candidates)
    return [one for one in candidates if not _is_passing(words, one)]


def _is_passing(words: str, one: Candidate[int]) -> bool:
    if _INSIDE.match(words, one.end) or _HAPPENS.match(words, one.end):
        return True
    begins, ends = _clause(words, one)
    clause = words[begins:ends]
    if _STILL.search(clause) is not None:
        return False
    return _THEN.match(clause) is not None or _ONCE.search(clause) is not None


def _clause(words: str, one: Candidate[int]) -> tuple[int, int]:
    least, most = max(one.start - BACK_MOST, 0), min(one.end + BACK_MOST, len(words))
    begins = max(least, *(words.rfind(sign, least, one.start) + 1 for sign in ",。!?;."))
    ends = (words.find(sign, one.end, most) for sign in ",。!?;.")
    return begins, min((at for at in ends if at >= 0), default=most)
