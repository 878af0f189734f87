"""What a template says of a message: its fields by the policy, and whether they have room."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import assert_never

from bot.channels.wechat_fields import ELLIPSIS, fit, fits_whole, is_phrase
from flows.rules.policy import Policy
from flows.rules.policy_contact import Templates
from flows.rules.policy_kinds import Carries, TemplateField
from flows.rules.reach import WECHAT_SUBSCRIBE
from flows.rules.vocabulary import Purpose
from storage.outgoing import Outgoing


class Telling(Enum):
    """How much of a message a template has room for."""

    WHOLE = auto()
    BEGINNING = auto()


def template_fields(policy: Policy, channel: str, purpose: Purpose) -> tuple[TemplateField, ...]:
    """The fields of the template that a channel uses for a purpose."""
    tables: Templates = policy.subscriptions if channel == WECHAT_SUBSCRIBE else policy.templates
    match purpose:
        case Purpose.CASE:
            return tables.case
        case Purpose.REVISIT:
            return tables.revisit
        case Purpose.SURVEY:
            return tables.survey
        case Purpose.NOTICE | Purpose.SAFETY:
            return tables.notice
        case Purpose.STAFF:
            return ()
        case _:
            assert_never(purpose)


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
