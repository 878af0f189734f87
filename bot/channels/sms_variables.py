"""The values of a template's variables, as mainland carriers let them pass (W17 for SMS).

After "Notification template specifications" (help.aliyun.com/document_detail/463270.htm): no
Traditional characters, no emoji or unusual signs, no link, and no 【】, which mark the signature.
How long a value may be depends on what was declared when the template was approved.
"""

import re
from functools import cache

from opencc import OpenCC

from bot.channels.graphemes import longest_start
from bot.channels.payloads import writable
from bot.channels.sms_text import without_links

EMPTY = "无"
"""A variable must have a value."""
ELLIPSIS = "…"

_REPLACED = str.maketrans("【】「」『』#", "[]“”“” ")
_UNUSUAL = re.compile(
    "[^\x20-\x7e\u4e00-\u9fff\u3001\u3002\u300a\u300b\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
    "\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+"
)


def variable(value: str, characters_max: int, ending: str = ELLIPSIS) -> str:
    """The value as a variable can carry it: in one line, cut with `ending` where it is too long."""
    plain = _simplified(without_links(writable(value))).translate(_REPLACED)
    line = " ".join(_UNUSUAL.sub(" ", plain).split())
    if len(line) <= characters_max:
        return line or EMPTY
    end = ending if len(ending) < characters_max else ELLIPSIS
    return longest_start(line, lambda start: len(start) + len(end) <= characters_max) + end


def _simplified(text: str) -> str:
    simplified: str = _converter().convert(text)
    return simplified


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
