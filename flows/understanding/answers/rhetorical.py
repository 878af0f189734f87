"""Questions that nobody is to answer: 我哪会弄这个 wants somebody, 要它干嘛 does not."""

import re

from flows.understanding.answers.asked_about import WISHES, Asked, Topic
from flows.understanding.answers.yes_no_replies import NO, YES

_UNABLE = re.compile(
    r"(?:哪里?|怎么|咋|点(?!样)|边度?)(?:可能)?"
    r"(?:会|敢|懂|能|识|晓得|[\u4e00-\u9fff]{1,2}得(?:动|了|来|开|到|着|掂|起))(?!来|上门|到|派)"
    r"|哪是[^,?]{1,8}(?:能|会)|(?:不|唔)(?:来|修|弄|换|派|嚟)[^,]{0,4}(?:谁|边个)(?:给|帮|来|会|修)"
    r"|叫我[^,?]{0,4}(?:怎么|咋|点)[^,?]{0,2}(?:搬|弄|修|拧|够|爬)"
    r"|\bhow (?:am i|are we|would i|could i) (?:supposed|meant|possibly)\b"
    r"|\bwho else (?:will|would|can)\b"
)
"""Whoever cannot do it himself wants somebody to come."""
_REFUSES = re.compile(
    r"(?:要|留|开|拿|装|办)(?:它|这|那|来|个|着)*[^,?]{0,3}"
    r"(?:干嘛|干啥|干什么|干吗|做什么|做咩|做乜|(?:有|冇)?(?:啥|什么|乜|咩)用)(?![用的途])"
    r"|(?:哪里?|边度?)(?:有|得|来的?)(?:那|这|咁)?(?:么|多|个|种)*(?:时间|空|钱|闲|工夫|功夫|心情|精力)"
    r"|谁(?:稀罕|有空|有那|有闲|愿意|会去|敢|乐意)|何必|何苦|犯得着|图(?:个)?啥"
    r"|(?:关我|跟我有|同我有|与我)(?:什么|啥|咩|乜|何)(?:事|关系|干)"
    r"|\bwhy (?:would|should|on earth would) (?:i|we)\b|\bwhats the (?:point|use)\b"
    r"|\bwho (?:has|needs|wants)\b"
)
_TURNED_ROUND = re.compile(
    r"(?:哪里?|怎么|咋|点|边度?)(?:可能)?(?:会|敢|能)[^,?]{0,4}(?:用|麻烦|劳烦|需要|要)"
    r"|(?:哪里?|怎么|咋|点|边度?|谁|凭(?:什么|啥|咩|乜)|何必|何苦|(?:啥|什么|乜))[^,?]{0,8}"
    r"(?:不|唔|没|冇|别|错过|拒绝|反对|嫌)"
    r"|\b(?:who|why|whats|what|how|by)\b[^,?]*\b(?:miss|not|no|dont|wont|wouldnt|shouldnt|refuse"
    r"|decline|object|without|pass)\b"
)
"""凭什么不涨 and 怎么会搬不动 turn the question round once more: it is asked again."""
_WITH_WHAT_RIGHT = re.compile(r"凭(?:什么|啥|咩|乜)(?!时候)|\bwhat gives you\b|\bby what right\b")


def rhetorical(words: str, asked: Asked) -> str | None:
    """What a question means to an offer or a request that only somebody who is asked would put."""
    if asked.is_negative or asked.is_minded or _TURNED_ROUND.search(words):
        return None
    is_offer, is_request = Topic.OFFER in asked.topics, Topic.CONSENT in asked.topics
    if is_request and _WITH_WHAT_RIGHT.search(words):
        return NO
    if asked.is_told or not asked.topics <= WISHES:
        return None
    if _REFUSES.search(words):
        return NO
    return YES if is_offer and _UNABLE.search(words) else None
