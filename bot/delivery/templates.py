"""What a template says of a message: its fields by the policy, and whether they have room."""

from collections.abc import Mapping
from enum import Enum, auto

from bot.channels import Option
from bot.channels.numbered import numbered
from bot.channels.sms_variables import variable
from bot.channels.wechat_fields import ELLIPSIS, fit, fits_whole, is_phrase
from flows.rules.policy import Policy
from flows.rules.policy_contact import Templates
from flows.rules.policy_kinds import Carries, TemplateField
from flows.rules.reach import SMS, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE
from flows.rules.vocabulary import Purpose, SmsTemplate
from storage.outgoing import CODE, TOKEN, Outgoing


class Telling(Enum):
    """How much of a message a template has room for."""

    WHOLE = auto()
    BEGINNING = auto()


def template_kind(message: Outgoing, channel: str) -> str:
    """What a message needs a template for: its purpose, or more exactly where it is an SMS."""
    match message.purpose:
        case Purpose.SAFETY:
            # An alarm is a notice that does not wait.
            return Purpose.NOTICE
        case Purpose.CASE if channel == SMS and CODE in message.fields:
            return SmsTemplate.CODE
        case Purpose.CASE if channel == SMS and TOKEN in message.fields:
            return SmsTemplate.UPLOAD
        case Purpose.CASE if channel == SMS and "number" not in message.fields:
            return SmsTemplate.REPLY
        case purpose:
            return purpose


def template_fields(policy: Policy, channel: str, kind: str) -> tuple[TemplateField, ...]:
    """The fields of the template that a channel uses for a kind of message, where it has one."""
    tables: Mapping[str, Templates] = {
        WECHAT_TEMPLATE: policy.templates,
        WECHAT_SUBSCRIBE: policy.subscriptions,
        SMS: policy.sms_templates,
    }
    fields: tuple[TemplateField, ...] = getattr(tables.get(channel), kind, ())
    return fields


def sms_values(
    message: Outgoing, fields: tuple[TemplateField, ...], characters_max: int
) -> tuple[tuple[str, str], ...]:
    """What each variable of a text says; without one for the options they stand in the text."""
    options = options_of(message)
    carried = {"summary": message.text, "text": message.text, **message.fields}
    if any(one.carries is Carries.OPTIONS for one in fields):
        carried["options"] = numbered("", options, characters_max, len)
    else:
        carried["text"] = numbered(str(carried["text"]), options, characters_max, len)
    endings = {Carries.TEXT: str(carried.get("more", ELLIPSIS))}
    return tuple(
        (
            one.name,
            variable(
                str(carried.get(one.carries, "")),
                characters_max,
                endings.get(one.carries, ELLIPSIS),
            ),
        )
        for one in fields
    )


def options_of(message: Outgoing) -> tuple[Option, ...]:
    """The answers that a message offers."""
    return tuple(
        Option(str(option["label"]), str(option.get("token", ""))) for option in message.options
    )


def field_values(
    message: Outgoing, fields: tuple[TemplateField, ...]
) -> tuple[tuple[str, str], ...]:
    """What each field says of a message."""
    carried = {"summary": message.text, "text": message.text, **message.fields}
    return tuple((one.name, _value(one, carried)) for one in fields)


def how_it_tells(message: Outgoing, fields: tuple[TemplateField, ...]) -> Telling | None:
    """How a template tells what the message says; None where a human's words have no place in it.

    Anything else than a human's words may be told by its number and status alone.
    """
    if not message.is_answer:
        return Telling.WHOLE
    names = [one.name for one in fields if one.carries is Carries.TEXT]
    text = str(message.fields.get("text", message.text))
    if any(fits_whole(name, text) for name in names):
        return Telling.WHOLE
    return Telling.BEGINNING if names else None


def _value(field: TemplateField, carried: Mapping[str, object]) -> str:
    """What a field says; a text that is cut tells where the rest of it is."""
    value = str(carried.get(field.carries, ""))
    match field.carries:
        case Carries.TEXT:
            return fit(field.name, value, str(carried.get("more", ELLIPSIS)))
        case Carries.STATUS if is_phrase(field.name):
            return str(carried.get("phrase", value))
        case _:
            return value
