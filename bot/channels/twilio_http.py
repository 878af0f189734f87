"""Twilio's library on our own HTTP session."""

import logging
from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout, encode_basic_auth
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response

from bot.channels.provider_calls import CallFailed, call
from bot.channels.twilio_outcomes import outcome_of

_LIBRARYS_BASE = "https://api.twilio.com"
_CREATED_OR_OK = frozenset({200, 201})

# At INFO it writes addresses, numbers and texts.
logging.getLogger("twilio.async_http_client").setLevel(logging.WARNING)


class TwilioHttp(AsyncTwilioHttpClient):  # type: ignore[misc]  # twilio ships no types
    """Every call of Twilio's library, through `session`, with `api_base` in place of its own base.

    It keeps our time-outs, never repeats a call (Twilio would send a second SMS) and raises
    CallFailed for everything but success with a JSON object.
    """

    def __init__(self, session: ClientSession, api_base: str, time_outs: ClientTimeout) -> None:
        super().__init__(pool_connections=False)
        self._shared = session
        self._api_base = api_base
        self._time_outs = time_outs

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of the library's method
        allow_redirects: bool = False,
    ) -> Response:
        sent_headers = dict(headers or {})
        if auth is not None:
            sent_headers["Authorization"] = encode_basic_auth(*auth)
        answer = await call(
            self._shared,
            method.upper(),
            self._api_base + url.removeprefix(_LIBRARYS_BASE),
            params=_texts(params),
            data=_texts(data),
            headers=sent_headers,
            time_outs=self._time_outs,
        )
        if answer.status not in _CREATED_OR_OK or answer.document() is None:
            raise CallFailed(outcome_of(answer))
        return Response(answer.status, answer.body.decode("utf-8"), answer.headers)


def _texts(values: Mapping[str, object] | None) -> dict[str, str] | None:
    return {name: str(value) for name, value in values.items()} if values else None
