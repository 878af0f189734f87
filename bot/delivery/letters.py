"""From a message and the way that it takes to the letter that its reader gets."""

from sqlmodel import Session

from bot.channels import Letter
from bot.channels.sms_segments import shorten_lines
from bot.delivery.routes import Routes
from bot.delivery.templates import (
    field_values,
    options_of,
    sms_values,
    template_fields,
    template_kind,
)
from flows.rules.policy import Policy
from flows.rules.policy_contact import ContactCard
from flows.rules.reach import SMS
from flows.wording.say import Say, say
from storage.outgoing import ONE_WAY, Outgoing
from storage.survey_links import link_in, with_link
from storage.telling import STAFF_LANGUAGE, in_words, language_of


def letter_of(
    session: Session,
    message: Outgoing,
    channel: str,
    address: str,
    routes: Routes,
    policy: Policy,
) -> Letter:
    """What the channel gets; the same at each attempt by this channel."""
    link, message = link_in(session, message), with_link(session, message)
    template = routes.template(channel, message)
    kind = template_kind(message, channel)
    fields = template_fields(policy, channel, kind) if template else ()
    is_one_way = channel == SMS and not routes.numbers.is_two_way(address)
    return Letter(
        id=str(message.id),
        address=address,
        text=_text(session, message, channel, policy, is_one_way=is_one_way),
        options=() if is_one_way else options_of(message),
        template=template,
        fields=sms_values(message, fields, policy.sms.variable_characters_max)
        if channel == SMS
        else field_values(message, fields),
        link=link,
    )


def _text(
    session: Session, message: Outgoing, channel: str, policy: Policy, *, is_one_way: bool
) -> str:
    if channel != SMS:
        return message.text
    if message.staff_id is not None:
        return _push(session, message, policy)
    if is_one_way and (message.options or ONE_WAY in message.fields):
        question = str(message.fields.get(ONE_WAY, message.text))
        language = language_of(session, message.resident_id)
        return f"{question}\n{in_words(session, _how_to_answer(policy.contact_card), language)}"
    return message.text


def _push(session: Session, message: Outgoing, policy: Policy) -> str:
    """A push by SMS: short, and with the word that it cannot be answered here."""
    where = in_words(session, say("staff.sms"), STAFF_LANGUAGE)
    return shorten_lines(f"{message.text}\n{where}", policy.sms.staff_segments_max)


def _how_to_answer(card: ContactCard) -> Say:
    match bool(card.wechat_account), bool(card.phone):
        case True, True:
            return say("sms.answer_anyhow", account=card.wechat_account, phone=card.phone)
        case True, False:
            return say("sms.answer_in_wechat", account=card.wechat_account)
        case False, True:
            return say("sms.answer_by_phone", phone=card.phone)
        case _:
            return say("sms.answer_elsewhere")
