"""WeCom's API, asynchronously: wechatpy's calls over our session and our token row."""

import json
from collections.abc import Mapping

from aiohttp import ClientSession, ClientTimeout
from wechatpy.enterprise import WeChatClient

from bot.channels import Refused, TokenStore, TokenUnavailable
from bot.channels.provider_calls import TIME_OUTS, CallFailed, call
from bot.channels.wechat_client import StableToken
from bot.channels.wecom_outcomes import settled

_TOKEN_CODES = frozenset({"40014", "42001"})


async def fetch_wecom_token(
    session: ClientSession,
    base: str,
    corp_id: str,
    secret: str,
    time_outs: ClientTimeout = TIME_OUTS,
) -> StableToken:
    """The app's access token; raises TokenUnavailable.

    WeCom gives the same one to all who ask while it holds, so processes do not disturb each other.
    """
    params = {"corpid": corp_id, "corpsecret": secret}
    try:
        answer = await call(
            session, "GET", f"{base}/cgi-bin/gettoken", params=params, time_outs=time_outs
        )
        fields = settled(answer)
    except CallFailed as failed:
        raise _unavailable(failed) from None
    token, expires_in = fields.get("access_token"), fields.get("expires_in")
    if not isinstance(token, str) or not token or type(expires_in) is not int:
        raise TokenUnavailable("network", "an answer without a token")
    return StableToken(token, expires_in)


class WeComClient(WeChatClient):  # type: ignore[misc]  # wechatpy has no types
    """wechatpy's client for WeCom, of which every call returns a coroutine.

    Each call answers with the fields of an answer with errcode 0, or raises CallFailed or
    TokenUnavailable. A token that WeCom no longer takes is renewed once; nothing else is repeated.
    """

    def __init__(
        self,
        session: ClientSession,
        base: str,
        corp_id: str,
        tokens: TokenStore,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> None:
        super().__init__(corp_id, secret="")
        self._session = session
        self._base = base
        self._tokens = tokens
        self._time_outs = time_outs

    def fetch_access_token(self) -> None:
        """Refuse what would block: tokens come from the store."""
        raise NotImplementedError("tokens come from the token store")

    async def _request(
        self, method: str, url_or_endpoint: str, *, data: Mapping[str, object]
    ) -> dict[str, object]:
        """What wechatpy's calls come down to; those with other arguments are not used."""
        token = await self._tokens.current()
        try:
            return await self._once(method, url_or_endpoint, data, token)
        except CallFailed as failed:
            if getattr(failed.outcome, "code", "") not in _TOKEN_CODES:
                raise
        token = await self._tokens.renew(token)
        return await self._once(method, url_or_endpoint, data, token)

    async def _once(
        self, method: str, endpoint: str, data: Mapping[str, object], token: str
    ) -> dict[str, object]:
        return settled(
            await call(
                self._session,
                method.upper(),
                f"{self._base}/cgi-bin/{endpoint}",
                params={"access_token": token},
                data=json_body(data),
                headers={"Content-Type": "application/json"},
                time_outs=self._time_outs,
            )
        )


def json_body(document: Mapping[str, object]) -> bytes:
    """JSON with its letters as they are, because WeCom shows an escaped one as it stands."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8")


def _unavailable(failed: CallFailed) -> TokenUnavailable:
    match failed.outcome:
        case Refused(code="connect"):
            return TokenUnavailable("network", failed.outcome.reason)
        case Refused() as refused:
            return TokenUnavailable(refused.code, refused.reason, refused.after)
        case unknown:
            return TokenUnavailable("network", unknown.reason)
