"""From a message to its reader: the rungs of the ladder, the address at a rung, the letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from sqlmodel import Session

from bot.channels import Letter, Option
from flows.rules.policy import Policy
from flows.rules.policy_contact import Templates
from flows.rules.policy_kinds import TemplateField
from flows.rules.reach import (
    ASKS_CONSENT,
    SMS,
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
from storage.consents import consented
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

TemplateIds = Mapping[Purpose, str]


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

    def ways(self, message: Outgoing) -> Ways:
        """What is open to a message."""
        templated = (WECHAT_TEMPLATE, WECHAT_SUBSCRIBE)
        return Ways(
            configured=frozenset(self.channels),
            with_template=frozenset(
                channel for channel in templated if self.template(channel, message.purpose)
            ),
            refused=frozenset(str(channel) for channel in message.tried),
        )


def ladder_of(
    session: Session, message: Outgoing, routes: Routes, now: datetime
) -> tuple[Rung, ...]:
    """The ways that are open to a message at this moment, the one to take first first."""
    ways = routes.ways(message)
    if message.staff_id is not None:
        member = session.get_one(Staff, message.staff_id)
        if not member.active:
            return ()
        return ladder_to_staff(ways, has_phone=member.phone_sealed is not None)
    if message.room is not None:
        return ladder_to_room(ways)
    return ladder_to_resident(
        _addresses(session, message, now),
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
    carried = {"summary": message.text, **message.fields}
    return Letter(
        id=str(message.id),
        address=address,
        text=message.text,
        options=tuple(
            Option(str(option["label"]), str(option.get("token", ""))) for option in message.options
        ),
        template=template,
        fields=tuple((one.name, str(carried.get(one.carries, ""))) for one in fields),
    )


def _addresses(session: Session, message: Outgoing, now: datetime) -> list[Address]:
    if message.address_sealed is not None:
        phone = keyring(session).open(message.address_sealed)
        return [_phone(session, AddressKind.GIVEN_PHONE, phone)]
    if message.resident_id is None:
        return []
    known = [_identity(one, now) for one in identities(session, message.resident_id)]
    resident = session.get_one(Resident, message.resident_id)
    if resident.phone_sealed is not None:
        phone = phone_of(session, resident)
        known.append(_phone(session, AddressKind.DIRECTORY_PHONE, phone))
    return known


def _identity(identity: Identity, now: datetime) -> Address:
    return Address(
        channel=WECHAT if identity.channel == WECHAT else SMS,
        kind=AddressKind.IDENTITY,
        identity_id=identity.id,
        heard_at=identity.last_heard_at,
        window_open=identity.window_until is not None and identity.window_until > now,
        quota_left=identity.window_left,
        opted_out=identity.opted_out_at is not None,
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
