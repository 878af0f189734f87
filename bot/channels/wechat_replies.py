"""What the house says -> WeChat's texts: tappable options, parts that fit, and reply XML."""

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from urllib.parse import quote

from wechatpy.replies import TextReply

from bot.channels import Option
from bot.channels.graphemes import boundaries
from bot.channels.payloads import writable

TEXT_BYTES_MAX = 2048
_LINK = re.compile("<a [^<>]*>[^<>]*</a>")
# Where a text is best cut, best first: after a line, after a sentence, after a part of one.
_CUTS = (
    re.compile(r"\n+"),
    re.compile("[。！？!?；;…]+[”’」』）)]*"),
    re.compile(r"[，、,：:\s]+"),
)
_FULL_WIDTH = str.maketrans("<>", "＜＞")


def render(text: str, options: Sequence[Option]) -> str:
    """The text with its options as numbered lines; a tap on one answers with its label.

    Who cannot tap answers with the number or the label. A tap comes back with the option's token as
    `Incoming.tapped`.
    """
    lines = [_option_line(number, option) for number, option in enumerate(options, 1)]
    return "\n".join([text, *lines] if text else lines)


def letter_parts(text: str, options: Sequence[Option]) -> list[str]:
    """The customer-service messages that say this; each counts against the resident's quota."""
    return split_text(writable(render(text, options)))


def split_text(text: str, limit_bytes: int = TEXT_BYTES_MAX) -> list[str]:
    """The text in parts of at most `limit_bytes` of UTF-8 that join back to it; at least one part.

    Cut after a line or a sentence if one ends in a part's second half, never inside a link nor
    inside what a reader sees as one character, as long as these fit by themselves.
    """
    parts, rest = [], text
    while _bytes(rest) > limit_bytes:
        cut = _best_cut(rest, limit_bytes)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def text_reply(text: str, *, receiver: str, account: str, created: int) -> str:
    """The XML that says `text` in the very answer to a push; `created` is Unix time in seconds.

    No text can break out of its place in the XML (F60); what XML cannot hold is visibly replaced.
    """
    reply = TextReply(
        target=_cdata_safe(receiver),
        source=_cdata_safe(account),
        content=_cdata_safe(text),
        time=created,
    )
    return str(reply.render())


def json_reply(text: str, *, receiver: str, account: str, created: int) -> str:
    """The same for an account whose pushes come as JSON."""
    reply = {
        "ToUserName": receiver,
        "FromUserName": account,
        "CreateTime": created,
        "MsgType": "text",
        "Content": writable(text),
    }
    return json.dumps(reply, ensure_ascii=False)


def _option_line(number: int, option: Option) -> str:
    label = " ".join(option.label.split())
    # Unlike the address, the shown words know no escapes.
    shown = f"{number}. {label.translate(_FULL_WIDTH)}"
    content, token = (quote(writable(part), safe="") for part in (label, option.token))
    address = f"weixin://bizmsgmenu?msgmenucontent={content}&msgmenuid={token}"
    link = f'<a href="{address}">{shown}</a>'
    return link if _bytes(link) <= TEXT_BYTES_MAX else shown


def _best_cut(text: str, limit_bytes: int) -> int:
    """The index at which the first part of a text that is too long ends."""
    longest = bisect_right(list(accumulate(map(_bytes, text))), limit_bytes)
    # One more character shows whether the longest part would break it from the one before.
    cuts = [cut for cut in boundaries(text[: longest + 1]) if 0 < cut <= longest]
    links = [found.span() for found in _LINK.finditer(text)]
    outside = [cut for cut in cuts if not any(start < cut < end for start, end in links)]
    allowed = outside or cuts or [max(longest, 1)]
    last = allowed[-1]
    for pattern in _CUTS:
        ends = {found.end() for found in pattern.finditer(text, 0, last)}
        good = [cut for cut in allowed if cut in ends and cut > last // 2]
        if good:
            return good[-1]
    return last


def _cdata_safe(text: str) -> str:
    return writable(text).replace("]]>", "]]]]><![CDATA[>")


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
