"""Questions that answer: 能不能改周日 is a no to 方便吗, 还想问停车费 tells that there is more."""

import re

from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.asked_for import asks_for_doubts
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.question import Answer
from flows.understanding.answers.rhetorical import rhetorical
from flows.understanding.answers.statements import names_other_time
from flows.understanding.answers.yes_no_replies import NO, YES

_MAY_I = re.compile(
    r"[能可行好][不唔][能可行好]|[行好成得](?:不|唔得)(?=$|[,?])|(?:改|换|行|可以|好).{0,6}[吗?]"
    r"|\b(?:can|could|how about|what about)\b"
)
_SHIFTED = re.compile(
    r"(?<![不没])[早晚迟](?:一?[点些]|啲|半|[一两二]个)|提前|(?:推|往|挪|改|换)[^,]{0,2}(?:后|到|天|日|个)|迟下"
    r"|\b(?:later|earlier|instead|another)\b"
)
_NOT_YET = re.compile(r"(?:没|未|冇|不|还)[^,?]{1,6}(?:怎么|咋|哪|凭什么|点)[^,?]{0,3}[关结销]")
_COME_WHEN = re.compile(
    r"(?:今[天晚日]|明[天早晚]|现在|而家|听日|下午|上午|晚上)[^,?]{0,3}(?:能|可以|得)?(?:来|过来|上门|嚟)[^,?]{0,2}"
    r"(?:吗|得唔得|行不行|不(?=$|[,。?])|未)"
    r"|\b(?:can|could) (?:he|she|they|you|someone|somebody) come\b"
)
_ASKS_MORE = re.compile(r"(?:还|再|仲|另外|顺便)(?:想|要)?问|\banother question|\bone more")
_ASKS_OF_ALL = re.compile(
    r"(?:什么|啥|哪个?|乜嘢?|边个)(?:方案|通知|问题|事|东西|意思)?\?*$|^\W*$|谁"
)


def given_away(message: Plain, asked: Asked, why: str) -> Answer | None:
    """What a message gives away that was refused for asking itself; `why` it was refused."""
    if why != "asks_back":
        return None
    words, written = message.words, message.verbatim(0, len(message.words))
    if (meant := rhetorical(words, asked)) is not None:
        return Answer(meant, written, why="rhetorical")
    if Topic.CONVENIENT in asked.topics:
        is_other = names_other_time(words, asked.words) or _SHIFTED.search(words) is not None
        is_moved = is_other and _MAY_I.search(words)
        return Answer(NO, written, why="other_time") if is_moved else None
    if Topic.CLOSED in asked.topics and _NOT_YET.search(words):
        return Answer(NO, written, why="not_yet")
    if Topic.OFFER in asked.topics and _COME_WHEN.search(words):
        return Answer(YES, written, why="asks_when")
    is_more = Topic.MORE in asked.topics and (
        _ASKS_MORE.search(words) or (asks_for_doubts(asked) and not _ASKS_OF_ALL.search(words))
    )
    return Answer(YES, written, why="asks_more") if is_more else None
