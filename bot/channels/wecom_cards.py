"""A letter with buttons as WeCom's template card, and what a card that was sent is changed to."""

from bot.channels import Card, Option
from bot.channels.graphemes import longest_start

TITLE_LENGTH_MAX = 26
TEXT_BYTES_MAX = 1500
LABEL_LENGTH_MAX = 10
KIND = "button_interaction"
FIRST_BUTTON, OTHER_BUTTON = 1, 4
"""WeCom's styles: blue and grey."""


def card_body(card: Card, text: str) -> dict[str, object]:
    """The template card: the first line as its title, everything else below it."""
    title, _, rest = text.partition("\n")
    if len(title) > TITLE_LENGTH_MAX:
        title, rest = _shortened(title, TITLE_LENGTH_MAX), text
    lines = [line for line in (card.note, rest) if line]
    below = longest_start("\n".join(lines), lambda start: len(start.encode()) <= TEXT_BYTES_MAX)
    return {
        "card_type": KIND,
        "main_title": {"title": title},
        "sub_title_text": below,
        "task_id": card.name,
        "button_list": [_button(option, place) for place, option in enumerate(card.buttons)],
    }


def card_change(card: Card, text: str, userid: str, agent_id: int) -> dict[str, object]:
    """The change of one member's card: with buttons left a new face, else a word in their place."""
    change: dict[str, object] = {
        "userids": [userid],
        "agentid": agent_id,
        "response_code": card.code,
    }
    if card.buttons:
        return {**change, "template_card": card_body(card, text)}
    return {**change, "button": {"replace_name": _shortened(card.note, LABEL_LENGTH_MAX)}}


def _button(option: Option, place: int) -> dict[str, object]:
    return {
        "text": _shortened(option.label, LABEL_LENGTH_MAX),
        "style": OTHER_BUTTON if place else FIRST_BUTTON,
        "key": option.token,
    }


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
