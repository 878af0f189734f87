"""Whether a part of a message asks something, where an option was to be chosen."""

import re
from collections.abc import Sequence

from flows.understanding.answers.choosing import ASKS, HEADINGS
from flows.understanding.answers.parts import NOW, Part
from flows.understanding.lexicon.loading import lexicon

_BOTH_WAYS = re.compile(r"(?!动不动)(?<![不没冇唔])([^,不没冇唔])[不没冇唔]\1[^,]{0,2}$")
_HOW = re.compile(
    r"(?<![一二两三四五六七八九十\d早晚快慢])点(?:收[费钱]|计|交[钱费]|[用订报搞整样])$"
)
_RHETORICAL = re.compile(
    r"(?<!要)(?<!是)不[^,不]{1,8}(?:啥|什么|谁|哪[儿里个])[啊呀呢嘛]?$"
    r"|(?:那|这|它|佢|冤枉|闲|钱)[^,]{0,6}(?:干[啥吗嘛]|干什么|做乜|做什么|做咩)[啊呀呢嘛]?$"
    r"|(?:装|裝|搞|要|整|开|买|换|弄|种|办)(?:乜鬼|咩|什么|啥|个鬼|个啥|毛线)[啊呀呢嘛吖]?$"
    r"|谁(?:敢|稀罕|要|爱|乐意|愿意|不想|不知道|不要)"
)
"""装乜鬼 and 花那冤枉钱干啥 turn it down; nobody is asked."""
_WHAT_IF = re.compile(
    r"[^,。!?;]*(?:要是|要系|如果|万一|假如|若)[^,。!?;]*(?:呢|点算|怎么办|咋办|点办)[啊呀]?(?=$|[,。!?;])"
    r"|\s*(?:and )?what if\b"
)

_WHAT_THING = re.compile(
    r"(?:你们|啊|欸|诶|哎)?(?:什么|啥|咩|乜嘢?|哪来的|哪个|\bwhat )(?P<thing>[^,?。!的]{1,16})\?+ ?"
    r"[^,?。!]{0,4}(?:没|未|冇|不记得|never\b|didnt\b|havent\b|have not\b)"
)


def is_not_concerned(words: str, asked: str) -> bool:
    """Whether somebody asks what is meant and has nothing of the kind: 什么包裹？我没买东西."""
    put = _WHAT_THING.match(words)
    return put is not None and put["thing"].strip()[-2:] in asked


def asks(words: str, part: Part) -> bool:
    """Whether a part is a question: 下午行不, 快递多不多; 不吃饺子吃啥 is none."""
    if _RHETORICAL.search(words, part.start, part.end) or _asks_nothing(words, part):
        return False
    is_put_both_ways = _BOTH_WAYS.search(words, part.start, part.end) is not None
    return (
        part.is_asked
        or is_put_both_ways
        or _HOW.search(words, part.start, part.end) is not None
        or _WHAT_IF.match(words, part.start) is not None
        or any(
            words.endswith(phrase, part.start, part.end)
            for phrase in lexicon("choosing", HEADINGS)[ASKS]
        )
    )


def is_asked(words: str, part: Part, found: Sequence[Part]) -> bool:
    """Whether a part asks something, or what is asked of it stands behind 现在: 微信现在收费吗."""
    return asks(words, part) or any(
        asks(words, one)
        for one in found
        if one.opens == part.end and one.clause == part.clause and NOW in one.links
    )


def _asks_nothing(words: str, part: Part) -> bool:
    """Whether a part only looks like a question: 没啥，推进去."""
    asking = [mark for mark in part.marks if mark.heading == ASKS]
    is_put = words[part.end : part.end + 1] == "?"
    return bool(asking) and not is_put and all(words[mark.start - 1] in "没冇" for mark in asking)
