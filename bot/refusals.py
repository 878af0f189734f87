"""Whoever sends again and again what must be refused is soon turned away unread (S4, F58).

Only refusals count: all residents write from the few addresses of their provider, and none of them
may wait for another. The counts are this process's own; to keep them as rows would let a stranger
write to our disk at will.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from aiohttp import web

from bot.caller_address import caller_address
from bot.refusing import HEADERS, Handler
from bot.setting_values import Networks

log = logging.getLogger(__name__)

SOURCES_MAX = 10_000
"""So many are remembered; of more the one that was quiet longest is forgotten."""
HOME_NETWORK_BITS = 64
"""What one caller of IPv6 has for itself."""
WEBHOOKS = ("/wechat", "/wecom", "/sms")
COUNTED = frozenset({400, 401, 403, 404, 405, 408, 411, 413, 415})
UNAVAILABLE = 429


@dataclass(frozen=True)
class Allowance:
    """So many refusals at once, and so many more each second."""

    at_once: int
    a_second: float


STRANGERS = Allowance(60, 1.0)
PROVIDERS = Allowance(1_000, 50.0)
"""For webhooks: anybody can have Twilio call us with an account of their own, from the addresses
that the genuine messages come from. It only bounds what that costs us."""


class Refusals:
    """Counts refusals by where they came from; `clock` is in seconds and never goes back."""

    def __init__(self, trusted: Networks, clock: Callable[[], float] = time.monotonic) -> None:
        self._trusted = trusted
        self._clock = clock
        self._spent: OrderedDict[tuple[str, Allowance], tuple[float, float]] = OrderedDict()

    @web.middleware
    async def limit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer 429 to a source that has used up its allowance, before anything of it is read."""
        allowance = PROVIDERS if request.path.startswith(WEBHOOKS) else STRANGERS
        source = source_of(caller_address(request, self._trusted))
        if source is None:
            return await handler(request)
        wait = self.wait(source, allowance)
        if wait > 0:
            headers = {**HEADERS, "Retry-After": str(int(wait) + 1)}
            return web.Response(status=UNAVAILABLE, text="too many mistakes", headers=headers)
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            self._count(source, allowance, refusal.status)
            raise
        self._count(source, allowance, response.status)
        return response

    def wait(self, source: str, allowance: Allowance) -> float:
        """Seconds until something of this source is read again; 0 for at once."""
        over = self._level(source, allowance) - (allowance.at_once - 1)
        return max(over / allowance.a_second, 0.0)

    def _level(self, source: str, allowance: Allowance) -> float:
        level, at = self._spent.get((source, allowance), (0.0, self._clock()))
        return max(level - (self._clock() - at) * allowance.a_second, 0.0)

    def _count(self, source: str, allowance: Allowance, status: int) -> None:
        if status not in COUNTED:
            return
        level = self._level(source, allowance) + 1
        if level >= allowance.at_once:
            log.warning("a source has used up its allowance of refusals")
        self._spent[source, allowance] = level, self._clock()
        self._spent.move_to_end((source, allowance))
        if len(self._spent) > SOURCES_MAX:
            self._spent.popitem(last=False)


def source_of(address: str) -> str | None:
    """What is counted together; None for who cannot be told apart and is never turned away.

    An address of our own network is this machine, or a proxy that nobody named: all come from it.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return source_of(str(found.ipv4_mapped))
        whole = int(found) >> HOME_NETWORK_BITS << HOME_NETWORK_BITS
        return str(IPv6Address(whole)) if found.is_global else None
    return str(found) if found.is_global else None
