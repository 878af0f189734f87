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
from storage.cases import Case
from storage.consents import consented, forbids_abroad, has_left
from storage.database import zone_of
from storage.followers import followers_of
from storage.invitations import Invitation
from storage.keys import keyring
from storage.moving import has_moved_out
from storage.outgoing import TOKEN, Outgoing, channels_tried
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
    if _is_about_former_home(session, message, now):
        return ()
    return ladder_to_resident(
        _addresses(session, message, routes, policy, now),
        message.purpose,
        ways,
        consented=_has_consented(session, message),
        taken_before=_taken_before(session, message),
    )


def _is_about_former_home(session: Session, message: Outgoing, now: datetime) -> bool:
    """Whoever has moved out hears no more of the home (R66); staff see to what is left."""
    if message.resident_id is None:
        return False
    home_id = _told_from(session, message, message.resident_id)
    today = now.astimezone(zone_of(session)).date()
    return home_id is not None and has_moved_out(session, message.resident_id, home_id, today)


def _told_from(session: Session, message: Outgoing, resident_id: int) -> int | None:
    """The home that somebody told of: the reporter's is the case's, who joined has their own.

    In a survey it is the home in whose name they are asked.
    """
    if message.invitation_id is not None:
        return session.get_one(Invitation, message.invitation_id).home_id
    if message.case_id is None:
        return None
    case = session.get_one(Case, message.case_id)
    joined = (one for one in followers_of(session, case.id) if one.resident_id == resident_id)
    follower = None if resident_id == case.reporter_id else next(joined, None)
    return case.home_id if follower is None else follower.home_id


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
    session: Session, message: Outgoing, routes: Routes, policy: Policy, now: datetime
) -> list[Address]:
    if message.address_sealed is not None:
        return _given_number(session, message, routes)
    if message.resident_id is None:
        return []
    own = identities(session, message.resident_id)
    subscribed = allowed(
        session,
        [one.id for one in own],
        routes.template(WECHAT_SUBSCRIBE, message),
        for_good=message.purpose in policy.wechat.subscribed_for_good,
    )
    parts = len(letter_parts(message.text, options_of(message)))
    forbids = forbids_abroad(session, message.resident_id)
    known = []
    for one in own:
        address = address_of_identity(one, parts, now, subscribed=one.id in subscribed)
        if one.channel != WECHAT:
            address = as_served(address, address_of(session, one), routes, forbids=forbids)
        known.append(address)
    resident = session.get_one(Resident, message.resident_id)
    if resident.phone_sealed is not None:
        phone = phone_of(session, resident)
        known.append(_phone(session, message, AddressKind.DIRECTORY_PHONE, phone, routes))
    if has_left(session, message.resident_id):
        known = [replace(one, opted_out=True) for one in known]
    return known


def _given_number(session: Session, message: Outgoing, routes: Routes) -> list[Address]:
    """The one number that a message goes to; a link goes to none where carriers drop links."""
    phone = keyring(session).open(message.address_sealed)
    number = _phone(session, message, AddressKind.GIVEN_PHONE, phone, routes)
    if TOKEN not in message.fields:
        return [number]
    left = message.resident_id is not None and has_left(session, message.resident_id)
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
    session: Session, message: Outgoing, kind: AddressKind, phone: str, routes: Routes
) -> Address:
    # A household may share a number: whoever writes STOP from it stops it for all of them.
    identity = find_identity(session, SMS, SMS_ACCOUNT, phone)
    opted_out = identity is not None and identity.opted_out_at is not None
    reader = message.resident_id
    forbids = reader is not None and forbids_abroad(session, reader)
    address = Address(channel=SMS, kind=kind, opted_out=opted_out)
    return as_served(address, phone, routes, forbids=forbids)


def as_served(address: Address, phone: str, routes: Routes, *, forbids: bool) -> Address:
    """The number as its provider serves it; one abroad is closed to who forbids that (P10)."""
    is_shut = address.opted_out or (forbids and routes.numbers.is_abroad(phone))
    return replace(address, opted_out=is_shut, one_way=not routes.numbers.is_two_way(phone))


def _taken_before(session: Session, message: Outgoing) -> frozenset[str]:
    if message.reminds_id is None:
        return frozenset()
    return channels_tried(session, message.reminds_id)


def _has_consented(session: Session, message: Outgoing) -> bool:
    if message.purpose not in ASKS_CONSENT or message.resident_id is None:
        return False
    return consented(session, message.resident_id, message.purpose)
