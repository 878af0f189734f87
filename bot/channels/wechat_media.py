"""Fetching what a resident sent in WeChat; it lies there for three days."""

import asyncio
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from aiohttp import ClientError, hdrs
from yarl import URL

from bot.channels import After, Refused, TokenUnavailable
from bot.channels.media import MEDIA_BYTES_MAX, FetchedMedia, MediaUnavailable
from bot.channels.provider_calls import CallFailed, ProviderAnswer, read_at_most
from bot.channels.wechat_client import OfficialAccount
from bot.channels.wechat_outcomes import answered

_OK = 200
_VIDEO_DOMAIN = ".qq.com"

Resolve = Callable[[str], Awaitable[list[str]]]


async def _addresses(host: str) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, None)
    return [str(address[0]) for *_, address in found]


async def fetch_media(
    account: OfficialAccount, media_id: str, resolve: Resolve = _addresses
) -> FetchedMedia:
    """The file behind a media id, or behind the address that stands for a film.

    `resolve` gives the IP addresses of a host's name. Raises MediaUnavailable.
    """
    url = f"{account.api_base}/cgi-bin/media/get"

    async def attempt(token: str) -> ProviderAnswer:
        return await _get(account, url, {"access_token": token, "media_id": media_id})

    try:
        answer = await account.with_token(attempt)
        if not _is_document(answer):
            return _file(answer)
        video_url = answered(answer).get("video_url")
    except TokenUnavailable as unavailable:
        raise MediaUnavailable(f"no token: {unavailable.code}", is_final=False) from None
    except CallFailed as failed:
        raise MediaUnavailable(failed.outcome.reason, is_final=_is_final(failed)) from None
    address = await _video_address(account, video_url, resolve)
    return _file(await _get(account, address, {}))


async def _get(account: OfficialAccount, url: str, params: dict[str, str]) -> ProviderAnswer:
    try:
        async with account.http.get(
            url, params=params, timeout=account.time_outs, allow_redirects=False
        ) as response:
            body = await read_at_most(response, MEDIA_BYTES_MAX)
            return ProviderAnswer(response.status, body, response.headers)
    except CallFailed:
        raise MediaUnavailable("too large", is_final=True) from None
    # `from None`: these errors may print the address, and the token with it.
    except (ClientError, TimeoutError, OSError) as error:
        raise MediaUnavailable(type(error).__name__, is_final=False) from None


def _is_document(answer: ProviderAnswer) -> bool:
    """Whether this is WeChat talking rather than a file; errors come with status 200 too."""
    return answer.status != _OK or answer.body.lstrip()[:1] in (b"{", b"")


def _file(answer: ProviderAnswer) -> FetchedMedia:
    if _is_document(answer):
        raise MediaUnavailable(f"status {answer.status} without a file", is_final=False)
    content_type = answer.headers.get(hdrs.CONTENT_TYPE, "").partition(";")[0].strip().lower()
    return FetchedMedia(answer.body, content_type)


async def _video_address(account: OfficialAccount, address: object, resolve: Resolve) -> str:
    """The address of a film, if it is one of WeChat's own or of the configured base's (F56)."""
    if not isinstance(address, str):
        raise MediaUnavailable("neither a file nor an address", is_final=False)
    try:
        url, base = URL(address, encoded=True), URL(account.api_base)
    except ValueError:
        raise MediaUnavailable("not an address", is_final=True) from None
    is_base = (url.scheme, url.host, url.port) == (base.scheme, base.host, base.port)
    is_wechats = url.scheme in ("http", "https") and (url.host or "").endswith(_VIDEO_DOMAIN)
    if is_base:
        return address
    if not (is_wechats and url.is_default_port()):
        raise MediaUnavailable("an address of somebody else", is_final=True)
    await _require_public(url.host or "", resolve)
    return address


async def _require_public(host: str, resolve: Resolve) -> None:
    """A name of WeChat's that leads into our own network was not made by WeChat."""
    try:
        leads_to = await resolve(host)
    except OSError as error:
        raise MediaUnavailable(type(error).__name__, is_final=False) from None
    if not all(ip_address(one).is_global for one in leads_to):
        raise MediaUnavailable("an address inside our own network", is_final=True)


def _is_final(failed: CallFailed) -> bool:
    match failed.outcome:
        case Refused(after=After.NEXT_CHANNEL | After.FATAL):
            return True
        case _:
            return False
