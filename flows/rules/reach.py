"""The reach ladder: by which ways, and in which order, a message may go to its reader (R8).

What is not on the ladder is closed: no provider, a window that is over, an opt-out, a refusal. A
message about a resident's own case ends with a call by staff, which is always open.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.rules.vocabulary import Purpose

WECHAT = "wechat"
WECHAT_SUBSCRIBE = "wechat_subscribe"
WECHAT_TEMPLATE = "wechat_template"
SMS = "sms"
WECOM = "wecom"
ROBOT = "robot"
CALL = "call"

TEMPLATED = frozenset({WECHAT_SUBSCRIBE, WECHAT_TEMPLATE})
# Mass messages need consent; those about one's own case do not, nor does an alarm.
ASKS_CONSENT = frozenset({Purpose.SURVEY, Purpose.NOTICE})


class AddressKind(StrEnum):
    """Where the address of a rung stands."""

    IDENTITY = "identity"
    DIRECTORY_PHONE = "directory_phone"
    GIVEN_PHONE = "given_phone"
    USERID = "userid"
    STAFF_PHONE = "staff_phone"
    ROOM = "room"
    NOBODYS = "nobodys"


@dataclass(frozen=True)
class Rung:
    """One way to a reader; `identity_id` is set where the address is an identity of theirs."""

    channel: str
    address_kind: AddressKind
    identity_id: int | None = None


@dataclass(frozen=True)
class Address:
    """Where a resident can be written to, `channel` being `wechat` or `sms`.

    `quota_left` and `subscribed` are WeChat's: how many messages as long as this one we may still
    write unasked, and whether a subscription message for this purpose is allowed. From a `one_way`
    number nobody can answer: what goes there only tells.
    """

    channel: str
    kind: AddressKind
    identity_id: int | None = None
    heard_at: datetime | None = None
    opted_out: bool = False
    quota_left: int = 0
    subscribed: bool = False
    one_way: bool = False


@dataclass(frozen=True)
class Ways:
    """What is open to a message, whoever reads it.

    `configured` are the channels behind which somebody sends; `with_template` those of WeChat's
    that have a template for this message; `shortening` those whose template says only its
    beginning; `refused` those that are closed for it.
    """

    configured: frozenset[str]
    with_template: frozenset[str] = frozenset()
    shortening: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def is_open(self, channel: str) -> bool:
        """Tell whether a message may still go by this channel."""
        if channel in TEMPLATED and channel not in self.with_template:
            return False
        return channel in self.configured and channel not in self.refused


def ladder_to_resident(
    addresses: Iterable[Address],
    purpose: Purpose,
    ways: Ways,
    *,
    consented: bool,
    taken_before: AbstractSet[str] = frozenset(),
) -> tuple[Rung, ...]:
    """Return the ways to a resident, the one to take first first.

    That is where they were last heard, then customer-service messages, subscription and template
    messages, SMS, templates that only say how it begins, and a call. An opt-out closes an address
    to everything but an alarm (W24). A reminder tries the channels that its question has
    `taken_before` last, but before a call (R48). A one-way number is taken where it stands in that
    order, wherever the resident was heard.
    """
    if purpose in ASKS_CONSENT and not consented:
        return ()
    known = sorted(addresses, key=_heard_last_first)
    open_to_us = [one for one in known if purpose is Purpose.SAFETY or not one.opted_out]
    rungs = list(_rungs(open_to_us, ways))
    if known and known[0].heard_at is not None and not known[0].one_way:
        # The sort is stable: all others keep their order.
        rungs.sort(key=lambda rung: not _is(rung, known[0]))
    rungs.sort(key=lambda rung: rung.channel in taken_before)
    if purpose not in ASKS_CONSENT:
        rungs.append(Rung(CALL, AddressKind.NOBODYS))
    return tuple(rungs)


def ladder_to_staff(ways: Ways, *, has_phone: bool) -> tuple[Rung, ...]:
    """Return the ways to a member of staff: WeCom, where they can answer, then SMS."""
    rungs = [Rung(WECOM, AddressKind.USERID)]
    if has_phone:
        rungs.append(Rung(SMS, AddressKind.STAFF_PHONE))
    return tuple(rung for rung in rungs if ways.is_open(rung.channel))


def ladder_to_room(ways: Ways) -> tuple[Rung, ...]:
    """Return the way into a group chat of staff: its robot."""
    return (Rung(ROBOT, AddressKind.ROOM),) if ways.is_open(ROBOT) else ()


def _rungs(addresses: list[Address], ways: Ways) -> Iterator[Rung]:
    """Yield one rung a channel, to its best address: a refusal closes the channel as a whole."""
    openids = [one for one in addresses if one.channel == WECHAT]
    numbers = [one for one in addresses if one.channel == SMS]
    may_write = [one for one in openids if one.quota_left > 0]
    subscribed = [one for one in openids if one.subscribed]
    numbers.sort(key=lambda one: one.one_way)
    templates = {WECHAT_SUBSCRIBE: subscribed, WECHAT_TEMPLATE: openids}
    telling = {name: them for name, them in templates.items() if name not in ways.shortening}
    shortening = {name: them for name, them in templates.items() if name in ways.shortening}
    for channel, usable in ({WECHAT: may_write} | telling | {SMS: numbers} | shortening).items():
        if usable and ways.is_open(channel):
            yield Rung(channel, usable[0].kind, usable[0].identity_id)


def _is(rung: Rung, address: Address) -> bool:
    return (rung.channel, rung.address_kind, rung.identity_id) == (
        address.channel,
        address.kind,
        address.identity_id,
    )


def _heard_last_first(address: Address) -> float:
    return 0.0 if address.heard_at is None else -address.heard_at.timestamp()
