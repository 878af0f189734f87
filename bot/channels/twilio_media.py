"""Fetching the media of an MMS, and nothing else (F56)."""

import re

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, encode_basic_auth
from yarl import URL

from bot.channels.media import MEDIA_BYTES_MAX, FetchedMedia, MediaUnavailable
from bot.channels.provider_calls import CallFailed, read_at_most
from bot.provider_settings import TWILIO, TwilioSettings

REDIRECTS_MAX = 3

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_GONE = frozenset({404, 410})
_CDN_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)*twilio\.com|(?:[a-z0-9-]+\.)*twiliocdn\.com"
    r"|media\.twiliocdn\.com\.s3[a-z0-9.-]*\.amazonaws\.com"
)
_CDN_BUCKET_HOST = re.compile(r"s3[a-z0-9.-]*\.amazonaws\.com")
_CDN_BUCKET_PATH = "/media.twiliocdn.com/"


async def fetch_media(
    session: ClientSession, settings: TwilioSettings, address: str, time_outs: ClientTimeout
) -> FetchedMedia:
    """The medium at an address from a webhook; raises MediaUnavailable.

    The address must be Twilio's (or the configured base); the account's token goes there and
    nowhere else. Redirects lead to Twilio's stores only.
    """
    url = _first_url(settings, address)
    headers = {
        "Authorization": encode_basic_auth(settings.account_sid, settings.auth_token),
    }
    for _ in range(1 + REDIRECTS_MAX):
        try:
            async with session.get(
                url, headers=headers, timeout=time_outs, allow_redirects=False
            ) as response:
                if response.status not in _REDIRECTS:
                    return await _read(response)
                url, headers = _redirect_url(settings, url, response), {}
        except CallFailed as failed:
            raise MediaUnavailable("too large", is_final=True) from failed
        except (ClientError, TimeoutError, OSError) as error:
            raise MediaUnavailable(type(error).__name__, is_final=False) from None
    raise MediaUnavailable("too many redirects", is_final=True)


async def _read(response: ClientResponse) -> FetchedMedia:
    if response.status != _OK:
        is_final = response.status in _GONE
        raise MediaUnavailable(f"status {response.status}", is_final=is_final)
    content = await read_at_most(response, MEDIA_BYTES_MAX)
    return FetchedMedia(content, response.content_type)


def _first_url(settings: TwilioSettings, address: str) -> URL:
    for base in (settings.api_base, TWILIO.api_base):
        if address.startswith(base + "/"):
            return _parsed(settings.api_base + address.removeprefix(base))
    raise MediaUnavailable("not an address of Twilio's", is_final=True)


def _redirect_url(settings: TwilioSettings, url: URL, response: ClientResponse) -> URL:
    target = url.join(_parsed(response.headers.get("Location", "")))
    host = target.host or ""
    is_twilios = target.scheme == "https" and target.explicit_port in (None, 443)
    is_store = _CDN_HOST.fullmatch(host) or (
        _CDN_BUCKET_HOST.fullmatch(host) and target.path.startswith(_CDN_BUCKET_PATH)
    )
    base = URL(settings.api_base)
    is_base = (target.scheme, host, target.port) == (base.scheme, base.host, base.port)
    if is_base or (is_twilios and is_store):
        return target
    raise MediaUnavailable("a redirect to somebody else", is_final=True)


def _parsed(address: str) -> URL:
    try:
        return URL(address, encoded=True)
    except ValueError:
        raise MediaUnavailable("not an address", is_final=True) from None
