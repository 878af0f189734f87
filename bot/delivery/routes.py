"""From a message to its reader: the rungs of the ladder, the address at a rung, the letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from types import MappingProxyType
from typing import assert_never

from sqlmodel import Session

from bot.channels import Letter, Option
from bot.channels.wechat_fields import ELLIPSIS, fit, fits_whole, is_phrase
from bot.channels.wechat_replies import letter_parts
from flows.rules.policy import Policy
from flows.rules.policy_contact import Templates
from flows.rules.policy_kinds import Carries, TemplateField
from flows.rules.reach import (
    ASKS_CONSENT,
    SMS,
    TEMPLATED,
    WECHAT,
    WECHAT_SUBSCRIBE,
    WECHAT_TEMPLATE,
    Address,
    AddressKind,
    Rung,
    Ways,
    ladder_to_resident,
    ladder_to_room,
    ladder_to_staff,
)
from flows.rules.vocabulary import Purpose
from storage.consents import consented, has_left
from storage.keys import keyring
from storage.outgoing import Outgoing, channels_tried
from storage.residents import (
    SMS_ACCOUNT,
    Identity,
    Resident,
    address_of,
    find_identity,
    identities,
    phone_of,
)
from storage.staff import Staff, staff_phone
from storage.subscriptions import allowed
from storage.windows import messages_left

TemplateIds = Mapping[Purpose, str]


class Telling(Enum):
    """How much of a message a template has room for."""

    WHOLE = auto()
    BEGINNING = auto()


@dataclass(frozen=True)
class Routes:
    """The ways that this installation has: channels, and templates of WeChat's by purpose.

    `channels` tells who sends behind each rung of the ladder: the channel of the same name, or the
    simulator, which stands in for a provider that is off.
    """

    channels: Mapping[str, str]
    templates: TemplateIds = field(default_factory=lambda: MappingProxyType({}))
    subscriptions: TemplateIds = field(default_factory=lambda: MappingProxyType({}))

    def template(self, channel: str, purpose: Purpose) -> str:
        """The id of the template that a channel of WeChat's uses for a purpose; empty for none."""
        # An alarm is a notice that does not wait.
        purpose = Purpose.NOTICE if purpose is Purpose.SAFETY else purpose
        ids = {WECHAT_TEMPLATE: self.templates, WECHAT_SUBSCRIBE: self.subscriptions}
        return ids.get(channel, {}).get(purpose, "")

    def ways(self, message: Outgoing, policy: Policy) -> Ways:
        """What is open to a message; a template without room for a human's words is no way."""
        telling = {
            channel: _how_it_tells(message, _template_fields(policy, channel, message.purpose))
            for channel in sorted(TEMPLATED)
            if self.template(channel, message.purpose)
        }
        return Ways(
            configured=frozenset(self.channels),
            with_template=frozenset(name for name, how in telling.items() if how is not None),
            shortening=frozenset(name for name, how in telling.items() if how is Telling.BEGINNING),
            refused=frozenset(str(channel) for channel in message.tried),
        )


def ladder_of(
    session: Session, message: Outgoing, routes: Routes, policy: Policy, now: datetime
) -> tuple[Rung, ...]:
    """The ways that are open to a message at this moment, the one to take first first."""
    ways = routes.ways(message, policy)
    if message.staff_id is not None:
        member = session.get_one(Staff, message.staff_id)
        if not member.active:
            return ()
        return ladder_to_staff(ways, has_phone=member.phone_sealed is not None)
    if message.room is not None:
        return ladder_to_room(ways)
    return ladder_to_resident(
        _addresses(session, message, routes, policy, now),
        message.purpose,
        ways,
        consented=_has_consented(session, message),
        taken_before=_taken_before(session, message),
    )


def address_at(session: Session, message: Outgoing, rung: Rung) -> str:
    """The address itself, opened; it goes to the provider and nowhere else."""
    match rung.address_kind:
        case AddressKind.IDENTITY:
            return address_of(session, session.get_one(Identity, rung.identity_id))
        case AddressKind.DIRECTORY_PHONE:
            return phone_of(session, session.get_one(Resident, message.resident_id))
        case AddressKind.GIVEN_PHONE:
            return keyring(session).open(message.address_sealed)
        case AddressKind.USERID:
            return session.get_one(Staff, message.staff_id).userid
        case AddressKind.STAFF_PHONE:
            return staff_phone(session, session.get_one(Staff, message.staff_id))
        case AddressKind.ROOM:
            return message.room or ""
        case AddressKind.NOBODYS:
            return ""
        case _:
            assert_never(rung.address_kind)


def letter_of(
    message: Outgoing, channel: str, address: str, routes: Routes, policy: Policy
) -> Letter:
    """What the channel gets; the same at each attempt by this channel."""
    template = routes.template(channel, message.purpose)
    fields = _template_fields(policy, channel, message.purpose) if template else ()
    carried = {"summary": message.text, "text": message.text, **message.fields}
    return Letter(
        id=str(message.id),
        address=address,
        text=message.text,
        options=_options(message),
        template=template,
        fields=tuple((one.name, _value(one, carried)) for one in fields),
    )


def _options(message: Outgoing) -> tuple[Option, ...]:
    return tuple(
        Option(str(option["label"]), str(option.get("token", ""))) for option in message.options
    )


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


def _how_it_tells(message: Outgoing, fields: tuple[TemplateField, ...]) -> Telling | None:
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


def _addresses(
    session: Session, message: Outgoing, routes: Routes, policy: Policy, now: datetime
) -> list[Address]:
    if message.address_sealed is not None:
        phone = keyring(session).open(message.address_sealed)
        return [_phone(session, AddressKind.GIVEN_PHONE, phone)]
    if message.resident_id is None:
        return []
    own = identities(session, message.resident_id)
    subscribed = allowed(
        session,
        [one.id for one in own],
        routes.template(WECHAT_SUBSCRIBE, message.purpose),
        for_good=message.purpose in policy.wechat.subscribed_for_good,
    )
    parts = len(letter_parts(message.text, _options(message)))
    known = [_identity(one, parts, now, subscribed=one.id in subscribed) for one in own]
    resident = session.get_one(Resident, message.resident_id)
    if resident.phone_sealed is not None:
        phone = phone_of(session, resident)
        known.append(_phone(session, AddressKind.DIRECTORY_PHONE, phone))
    if has_left(session, message.resident_id):
        known = [replace(one, opted_out=True) for one in known]
    return known


def _identity(identity: Identity, parts: int, now: datetime, *, subscribed: bool) -> Address:
    return Address(
        channel=WECHAT if identity.channel == WECHAT else SMS,
        kind=AddressKind.IDENTITY,
        identity_id=identity.id,
        heard_at=identity.last_heard_at,
        opted_out=identity.opted_out_at is not None,
        # A letter of which only the beginning could be sent is not begun.
        quota_left=messages_left(identity, now) // parts,
        subscribed=subscribed,
    )


def _phone(session: Session, kind: AddressKind, phone: str) -> Address:
    # A household may share a number: whoever writes STOP from it stops it for all of them.
    identity = find_identity(session, SMS, SMS_ACCOUNT, phone)
    opted_out = identity is not None and identity.opted_out_at is not None
    return Address(channel=SMS, kind=kind, opted_out=opted_out)


def _taken_before(session: Session, message: Outgoing) -> frozenset[str]:
    if message.reminds_id is None:
        return frozenset()
    return channels_tried(session, message.reminds_id)


def _has_consented(session: Session, message: Outgoing) -> bool:
    if message.purpose not in ASKS_CONSENT or message.resident_id is None:
        return False
    return consented(session, message.resident_id, message.purpose)


def _template_fields(policy: Policy, channel: str, purpose: Purpose) -> tuple[TemplateField, ...]:
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
