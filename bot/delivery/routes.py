"""From a message to its reader: the rungs of the ladder, and the address at a rung."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from sqlmodel import Session

from bot.channels.wechat_replies import letter_parts
from bot.delivery.templates import (
    Telling,
    how_it_tells,
    options_of,
    template_fields,
    template_kind,
)
from flows.rules.policy import Policy
from flows.rules.reach import (
    ASKS_CONSENT,
    SMS,
    TEMPLATED,
    WECHAT,
    WECHAT_SUBSCRIBE,
    Address,
    AddressKind,
    Rung,
    Ways,
    ladder_to_resident,
    ladder_to_room,
    ladder_to_staff,
)
from storage.keys import keyring
from storage.outgoing import TOKEN, Outgoing
from storage.readers import Readers
from storage.residents import Identity, Resident, address_of, phone_of
from storage.staff import Staff, staff_phone
from storage.subscriptions import allowed_by
from storage.windows import messages_left

TemplateIds = Mapping[str, str]
"""By what they are for."""


@dataclass(frozen=True)
class SmsNumbers:
    """How an SMS gets to a phone number: whether it can be answered, and whether it goes abroad."""

    is_two_way: Callable[[str], bool] = lambda _number: True
    is_abroad: Callable[[str], bool] = lambda _number: False


@dataclass(frozen=True)
class Routes:
    """The ways that this installation has: channels, and templates by their rung and kind.

    `channels` tells who sends behind each rung of the ladder: the channel of the same name, or the
    simulator, which stands in for a provider that is off. `numbers` tells how SMS get to one.
    """

    channels: Mapping[str, str]
    templates: Mapping[str, TemplateIds] = field(default_factory=lambda: MappingProxyType({}))
    numbers: SmsNumbers = SmsNumbers()

    def template(self, channel: str, message: Outgoing) -> str:
        """The id of the template that a channel uses for a message; empty for none."""
        return self.templates.get(channel, {}).get(template_kind(message, channel), "")

    def ways(self, message: Outgoing, policy: Policy) -> Ways:
        """What is open to a message; a template without room for a human's words is no way."""
        telling = {
            channel: how_it_tells(
                message, template_fields(policy, channel, template_kind(message, channel))
            )
            for channel in sorted(TEMPLATED)
            if self.template(channel, message)
        }
        return Ways(
            configured=frozenset(self.channels),
            with_template=frozenset(name for name, how in telling.items() if how is not None),
            shortening=frozenset(name for name, how in telling.items() if how is Telling.BEGINNING),
            refused=frozenset(str(channel) for channel in message.tried),
        )


NO_WAYS = Routes({})


def ladder_of(
    message: Outgoing, readers: Readers, routes: Routes, policy: Policy, now: datetime
) -> tuple[Rung, ...]:
    """The ways that are open to a message at this moment, the one to take first first."""
    ways = routes.ways(message, policy)
    if message.staff_id is not None:
        member = readers.staff[message.staff_id]
        if not member.active:
            return ()
        return ladder_to_staff(ways, has_phone=member.phone_sealed is not None)
    if message.room is not None:
        return ladder_to_room(ways)
    if message.id in readers.former:
        return ()
    return ladder_to_resident(
        _addresses(message, readers, routes, policy, now),
        message.purpose,
        ways,
        consented=_has_consented(message, readers),
        taken_before=readers.taken.get(message.reminds_id or 0, frozenset()),
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


def _addresses(
    message: Outgoing, readers: Readers, routes: Routes, policy: Policy, now: datetime
) -> list[Address]:
    if message.address_sealed is not None:
        return _given_number(message, readers, routes)
    if message.resident_id is None:
        return []
    subscribed = allowed_by(
        readers.subscriptions,
        routes.template(WECHAT_SUBSCRIBE, message),
        for_good=message.purpose in policy.wechat.subscribed_for_good,
    )
    parts = len(letter_parts(message.text, options_of(message)))
    forbids = readers.forbids_abroad(message.resident_id)
    known = []
    for one in readers.identities.get(message.resident_id, ()):
        address = address_of_identity(one, parts, now, subscribed=one.id in subscribed)
        if one.channel != WECHAT:
            number = readers.keys.open(one.address_sealed)
            address = as_served(address, number, routes, forbids=forbids)
        known.append(address)
    phone_sealed = readers.residents[message.resident_id].phone_sealed
    if phone_sealed is not None:
        phone = readers.keys.open(phone_sealed)
        known.append(_phone(message, AddressKind.DIRECTORY_PHONE, phone, readers, routes))
    if readers.has_left(message.resident_id):
        known = [replace(one, opted_out=True) for one in known]
    return known


def _given_number(message: Outgoing, readers: Readers, routes: Routes) -> list[Address]:
    """The one number that a message goes to; a link goes to none where carriers drop links."""
    phone = readers.keys.open(message.address_sealed)
    number = _phone(message, AddressKind.GIVEN_PHONE, phone, readers, routes)
    if TOKEN not in message.fields:
        return [number]
    left = message.resident_id is not None and readers.has_left(message.resident_id)
    return [] if number.one_way or left else [number]


def address_of_identity(
    identity: Identity, parts: int, now: datetime, *, subscribed: bool
) -> Address:
    """An address that somebody wrote from, for a message that takes so many letters."""
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


def _phone(
    message: Outgoing, kind: AddressKind, phone: str, readers: Readers, routes: Routes
) -> Address:
    reader = message.resident_id
    forbids = reader is not None and readers.forbids_abroad(reader)
    address = Address(channel=SMS, kind=kind, opted_out=readers.is_closed(phone))
    return as_served(address, phone, routes, forbids=forbids)


def as_served(address: Address, phone: str, routes: Routes, *, forbids: bool) -> Address:
    """The number as its provider serves it; one abroad is closed to who forbids that (P10)."""
    is_shut = address.opted_out or (forbids and routes.numbers.is_abroad(phone))
    return replace(address, opted_out=is_shut, one_way=not routes.numbers.is_two_way(phone))


def _has_consented(message: Outgoing, readers: Readers) -> bool:
    if message.purpose not in ASKS_CONSENT or message.resident_id is None:
        return False
    return readers.consented(message.resident_id, message.purpose)
