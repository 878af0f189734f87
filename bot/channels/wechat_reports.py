"""What WeChat tells about templates: followers' choices, and what became of messages (W15).

wechatpy 1.8 knows none of the three subscription events. Each holds one item or a list of them, in
XML as in JSON; in JSON the list stands beside the other fields.
"""

from collections.abc import Iterator
from typing import cast

from bot.channels import MessageReport, TemplateChoice
from bot.channels.payloads import Fields, word
from bot.channels.wechat_errors import CONSENT_ENDED_CODES

_TAKEN = "0"
_DELIVERED = "success"
_FAILED = "failed:"
_CHOICES = {"accept": True, "reject": False}


def popup_choices(fields: Fields) -> tuple[TemplateChoice, ...]:
    """What was chosen in a dialog; each acceptance is good for one message.

    WeChat's third word, `filter`, says that it did not ask for this template: that is no choice.
    """
    return _choices(fields, "SubscribeMsgPopupEvent", sends=1)


def changed_choices(fields: Fields) -> tuple[TemplateChoice, ...]:
    """What was switched on or off in the settings; switching on allows no message by itself."""
    return _choices(fields, "SubscribeMsgChangeEvent", sends=0)


def sent_reports(fields: Fields) -> tuple[MessageReport, ...]:
    """What became of subscription messages."""
    return tuple(
        MessageReport(
            provider_id=word(item, "MsgID"),
            delivered=word(item, "ErrorCode") == _TAKEN,
            code="" if word(item, "ErrorCode") == _TAKEN else _why(item),
            template=word(item, "TemplateId"),
            consent_ended=word(item, "ErrorCode") in CONSENT_ENDED_CODES,
        )
        for item in _items(fields, "SubscribeMsgSentEvent")
        if word(item, "MsgID") and word(item, "ErrorCode")
    )


def template_reports(fields: Fields) -> tuple[MessageReport, ...]:
    """What became of a template message: `success`, or `failed:` and why."""
    message_id, status = word(fields, "MsgID"), word(fields, "Status").lower()
    if not message_id or not status.startswith((_DELIVERED, _FAILED.rstrip(":"))):
        return ()
    delivered = status == _DELIVERED
    code = "" if delivered else status.removeprefix(_FAILED).strip()
    return (MessageReport(message_id, delivered, code),)


def _choices(fields: Fields, name: str, sends: int) -> tuple[TemplateChoice, ...]:
    found = []
    for item in _items(fields, name):
        template = word(item, "TemplateId")
        accepted = _CHOICES.get(word(item, "SubscribeStatusString").lower())
        if template and accepted is not None:
            found.append(TemplateChoice(template, accepted, sends if accepted else 0))
    return tuple(found)


def _items(fields: Fields, name: str) -> Iterator[Fields]:
    holder = fields.get(name, fields)
    items = holder.get("List") if isinstance(holder, dict) else None
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            yield cast("Fields", item)


def _why(item: Fields) -> str:
    return f"{word(item, 'ErrorCode')} {word(item, 'ErrorStatus')}".strip()
