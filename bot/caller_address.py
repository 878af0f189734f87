"""Where a request really comes from, behind proxies that we trust."""

from ipaddress import ip_address

from aiohttp import web

from bot.setting_values import Networks


def caller_address(request: web.Request, trusted: Networks) -> str:
    """The nearest address that is no trusted proxy's; only such a one may speak for another."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    address = request.remote or ""
    while _is_trusted(address, trusted) and hops:
        named = hops.pop().strip()
        if not _is_address(named):
            break
        address = named
    return address


def _is_trusted(address: str, trusted: Networks) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
