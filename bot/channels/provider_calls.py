"""One HTTP call to a provider: bounded in time and size, and clear about what is not known.

No error here carries an address, because a provider's addresses hold secrets.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)

from bot.channels import After, Refused, Unknown

CONNECT_SECONDS = 3
READ_SECONDS = 10
TOTAL_SECONDS = 20
ANSWER_BYTES_MAX = 1024 * 1024
RETRY_AFTER_SECONDS_MAX = 24 * 60 * 60

TIME_OUTS = ClientTimeout(
    total=TOTAL_SECONDS,
    connect=CONNECT_SECONDS,
    sock_connect=CONNECT_SECONDS,
    sock_read=READ_SECONDS,
)


class CallFailed(Exception):
    """The provider gave no answer that could be read; `outcome` says what that means for a send.

    Never retried here: whoever sends decides, because only a refusal proves that nothing went out.
    """

    def __init__(self, outcome: Refused | Unknown) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


@dataclass(frozen=True)
class ProviderAnswer:
    """What came back, whatever its status."""

    status: int
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    def document(self) -> dict[str, object] | None:
        """The JSON object in the body; None if there is anything else."""
        try:
            parsed = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return parsed if isinstance(parsed, dict) else None

    def retry_after_seconds(self) -> float | None:
        """How long the provider wants to be left alone, if it says so in a way that makes sense."""
        named = self.headers.get("Retry-After", "").strip()
        if named.isascii() and named.isdigit():
            return min(float(named), RETRY_AFTER_SECONDS_MAX)
        try:
            # Counted from the provider's own clock: ours may be another.
            wait = parsedate_to_datetime(named) - parsedate_to_datetime(
                self.headers.get("Date", "")
            )
        except (TypeError, ValueError):
            return None
        return min(max(wait.total_seconds(), 0.0), RETRY_AFTER_SECONDS_MAX)


async def call(
    session: ClientSession,
    method: str,
    url: str,
    *,
    params: Mapping[str, str] | None = None,
    data: Mapping[str, str] | bytes | None = None,
    headers: Mapping[str, str] | None = None,
    time_outs: ClientTimeout = TIME_OUTS,
) -> ProviderAnswer:
    """Call once, without following redirects; raises CallFailed where there is no answer."""
    try:
        async with session.request(
            method,
            url,
            params=params,
            data=data,
            headers=headers,
            timeout=time_outs,
            allow_redirects=False,
        ) as response:
            body = await read_at_most(response, ANSWER_BYTES_MAX)
            return ProviderAnswer(response.status, body, response.headers)
    except (ClientConnectorError, ConnectionTimeoutError) as error:
        reason = f"no connection ({type(error).__name__})"
        raise CallFailed(Refused("connect", reason, After.RETRY)) from None
    except (ClientError, TimeoutError, OSError) as error:
        raise CallFailed(Unknown(f"no answer ({type(error).__name__})")) from None


async def read_at_most(response: ClientResponse, bytes_max: int) -> bytes:
    """The body; CallFailed if it is longer than that."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > bytes_max:
            raise CallFailed(Unknown(f"an answer of more than {bytes_max} bytes"))
    return bytes(content)
