"""WeChat's API, asynchronously: wechatpy's calls over one aiohttp session and our token row.

What a provider or a network does comes out as CallFailed, TokenUnavailable or MediaUnavailable,
whose texts carry no token, no secret and no openid (W13).
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple, Self

from aiohttp import ClientSession, ClientTimeout
from wechatpy import WeChatClient

from bot.channels import After, Refused, TokenStore, TokenUnavailable
from bot.channels.provider_calls import TIME_OUTS, CallFailed, ProviderAnswer, call
from bot.channels.wechat_errors import REFUSALS, TOKEN_CODES
from bot.channels.wechat_outcomes import answered, error_code

_HOME = "https://api.weixin.qq.com"
_JSON = {"Content-Type": "application/json; charset=utf-8"}

Fields = dict[str, object]


class StableToken(NamedTuple):
    """An access token that several processes may fetch without spoiling each other's (W12)."""

    token: str
    expires_in_seconds: int

    def __repr__(self) -> str:
        return f"StableToken(expires_in_seconds={self.expires_in_seconds})"

    @classmethod
    async def fetch(
        cls,
        session: ClientSession,
        api_base: str,
        app_id: str,
        app_secret: str,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> Self:
        """The token in force; a new one is never forced. Raises TokenUnavailable."""
        request: Fields = {
            "grant_type": "client_credential",
            "appid": app_id,
            "secret": app_secret,
            "force_refresh": False,
        }
        url = f"{api_base}/cgi-bin/stable_token"
        try:
            answer = await call(
                session, "POST", url, data=_body(request), headers=_JSON, time_outs=time_outs
            )
            fields = answered(answer)
        except CallFailed as failed:
            raise _no_token(failed) from None
        token, expires_in = fields.get("access_token"), fields.get("expires_in")
        if not isinstance(token, str) or not token or type(expires_in) is not int:
            raise TokenUnavailable("network", "an answer without a token")
        return cls(token, expires_in)


class OfficialAccount(WeChatClient):  # type: ignore[misc]  # wechatpy ships no types
    """wechatpy's client, of which every call returns a coroutine.

    All calls go to `api_base`, wechatpy's absolute addresses included. Not to be used: the few
    calls that wechatpy works on further itself, such as `qrcode.show` or `user.iter_followers`.
    """

    def __init__(
        self,
        session: ClientSession,
        api_base: str,
        app_id: str,
        tokens: TokenStore,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> None:
        super().__init__(app_id, secret="")
        self.http = session
        self.api_base = api_base
        self.time_outs = time_outs
        self._tokens = tokens

    def fetch_access_token(self) -> None:
        """Refuse what would block and spoil other processes' tokens."""
        raise NotImplementedError("tokens come from the token store")

    async def with_token(
        self, attempt: Callable[[str], Awaitable[ProviderAnswer]]
    ) -> ProviderAnswer:
        """The answer to `attempt`, made again with another token if the token was the mistake.

        That was a refusal, so nothing can happen twice. A second one surfaces (F14).
        """
        token = await self._tokens.current()
        answer = await attempt(token)
        if error_code(answer) not in TOKEN_CODES:
            return answer
        return await attempt(await self._tokens.renew(token))

    async def _request(
        self,
        method: str,
        url_or_endpoint: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, object] | None = None,
        result_processor: Callable[[Fields], object] | None = None,
    ) -> object:
        """What all of wechatpy's calls come down to; raises CallFailed and TokenUnavailable."""
        url = self._url(url_or_endpoint)

        async def attempt(token: str) -> ProviderAnswer:
            return await call(
                self.http,
                method.upper(),
                url,
                params={**(params or {}), "access_token": token},
                data=None if data is None else _body(data),
                headers=None if data is None else _JSON,
                time_outs=self.time_outs,
            )

        fields = answered(await self.with_token(attempt))
        return fields if result_processor is None else result_processor(fields)

    def _url(self, url_or_endpoint: str) -> str:
        if url_or_endpoint.startswith(f"{_HOME}/"):
            return self.api_base + url_or_endpoint.removeprefix(_HOME)
        if "://" in url_or_endpoint:
            raise ValueError("only api.weixin.qq.com is called")
        return f"{self.api_base}/cgi-bin/{url_or_endpoint}"


def _body(fields: Mapping[str, object]) -> bytes:
    # WeChat shows \uXXXX as it stands, so the letters go as they are.
    return json.dumps(fields, ensure_ascii=False).encode("utf-8")


def _no_token(failed: CallFailed) -> TokenUnavailable:
    match failed.outcome:
        case Refused(code=code, reason=reason, after=After.NEXT_CHANNEL) if code not in REFUSALS:
            # No other channel mends this: what the table does not know, a person must look at.
            return TokenUnavailable(code, reason, After.OPERATOR)
        case Refused(code=code, reason=reason, after=after):
            return TokenUnavailable("network" if code == "connect" else code, reason, after)
        case unknown:
            return TokenUnavailable("network", unknown.reason)
