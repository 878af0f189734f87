"""Calls to the outside: a name that leads into our own network is not followed there (F56, S12)."""

from collections.abc import Callable, Iterable
from errno import EACCES
from ipaddress import ip_address
from socket import AddressFamily
from urllib.parse import urlsplit

from aiohttp import ClientSession, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

NAMES_KEPT_SECONDS = 10


class InsideOurNetwork(OSError):
    """A name from outside stands for an address of this machine or its network."""


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses, and those that the operator set to any address.

    It is asked at the very connection: a name that was looked at before and has changed since is
    looked at again. Raises InsideOurNetwork.
    """

    def __init__(self, resolver: AbstractResolver, ours: Iterable[str]) -> None:
        self._resolver = resolver
        self._ours = frozenset(ours)

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name; none of them may be private."""
        found = await self._resolver.resolve(host, port, family)
        if host not in self._ours and not all(ip_address(one["host"]).is_global for one in found):
            raise InsideOurNetwork(EACCES, "an address inside our own network")
        return found

    async def close(self) -> None:
        """Close what resolves."""
        await self._resolver.close()


def outbound_session(
    bases: Iterable[str], resolver: Callable[[], AbstractResolver] = ThreadedResolver
) -> ClientSession:
    """The one client for calls to the outside; `bases` are the addresses that the operator set."""
    ours = {urlsplit(base).hostname or "" for base in bases}
    names = PublicResolver(resolver(), ours)
    connector = TCPConnector(resolver=names, ttl_dns_cache=NAMES_KEPT_SECONDS)
    return ClientSession(connector=connector, trust_env=False)
