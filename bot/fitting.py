"""Fit what is said into a provider's own answer; what is left follows as messages of its own."""

from collections.abc import Sequence
from dataclasses import replace

from bot.channels import Option
from bot.channels.sms_text import two_way_text
from bot.channels.wechat_replies import render, split_text
from bot.parts import Part

WECHAT_BYTES = 2048
MENU_LINK_BYTES = 400
"""Room that is kept for the tappable options of one question when a text is cut."""


def wechat_text(part: Part) -> str:
    """A part as WeChat shows it: options are links that answer with a tap."""
    return render(part.text, [Option(label, token) for label, token in part.options])


def fit_wechat(parts: Sequence[Part]) -> tuple[Part | None, list[Part]]:
    """The one text of a passive reply, and the parts that go as customer-service messages."""
    merged: Part | None = None
    for position, part in enumerate(parts):
        both = part if merged is None else _joined(merged, part)
        if both is None or len(wechat_text(both).encode()) > WECHAT_BYTES:
            if merged is None:
                first, rest = _cut(part)
                return first, [rest, *parts[position + 1 :]]
            return merged, list(parts[position:])
        merged = both
    return merged, []


def sms_texts(parts: Sequence[Part]) -> list[str]:
    """What a TwiML answer says: all in one message, since each one costs."""
    if not parts:
        return []
    lines = [
        two_way_text(part.text, [Option(label, token) for label, token in part.options])
        for part in parts
    ]
    return ["\n\n".join(lines)]


def fit_sms(parts: Sequence[Part]) -> tuple[Part | None, list[Part]]:
    """For a provider whose answer can say nothing: all follows, in as few messages as can be."""
    messages: list[Part] = []
    for part in parts:
        both = _joined(messages[-1], part) if messages else None
        if both is None:
            messages.append(part)
        else:
            messages[-1] = both
    return None, messages


def _joined(before: Part, part: Part) -> Part | None:
    """Two parts as one; options in the middle of a text could not be told from those at its end."""
    if before.options:
        return None
    return replace(part, text=f"{before.text}\n\n{part.text}")


def _cut(part: Part) -> tuple[Part, Part]:
    pieces = split_text(part.text, WECHAT_BYTES - MENU_LINK_BYTES)
    return Part(pieces[0]), replace(part, text="".join(pieces[1:]))
