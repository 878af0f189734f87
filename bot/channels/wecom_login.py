"""Logging in with WeCom: where a member is sent, and whom the code that they bring back names."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import ClientSession

from bot.channels import TokenStore
from bot.channels.provider_calls import CallFailed, call
from bot.channels.wecom_outcomes import settled
from bot.provider_settings import WeComSettings

IN_THE_APP = "https://open.weixin.qq.com/connect/oauth2/authorize"
BY_QR_CODE = "https://login.work.weixin.qq.com/wwlogin/sso/login"
APP_BROWSER = "wxwork/"
CODE_LONGEST = 512
_TOKEN_CODES = frozenset({"40014", "42001"})


@dataclass(frozen=True)
class WeComLogin:
    """The company's application as a way in; `tokens` is its access token's row."""

    session: ClientSession
    settings: WeComSettings
    tokens: TokenStore

    def address(self, back: str, state: str, user_agent: str) -> str:
        """Where to send a browser: within WeCom's own it asks nothing, elsewhere it shows a code.

        `back` is where WeCom sends it afterwards, with `code` and that `state`.
        """
        ours = self.settings
        if APP_BROWSER in user_agent.lower():
            # The order of the parameters matters to some versions of the app.
            query = {
                "appid": ours.corp_id,
                "redirect_uri": back,
                "response_type": "code",
                "scope": "snsapi_base",
                "state": state,
                "agentid": str(ours.agent_id),
            }
            return f"{IN_THE_APP}?{urlencode(query)}#wechat_redirect"
        query = {
            "login_type": "CorpApp",
            "appid": ours.corp_id,
            "agentid": str(ours.agent_id),
            "redirect_uri": back,
            "state": state,
        }
        return f"{BY_QR_CODE}?{urlencode(query)}"

    async def member_of(self, code: str) -> str | None:
        """The userid of whom a code names, in lower case; None for somebody outside the company.

        Raises CallFailed, also for a code that is spent or too old, and TokenUnavailable.
        """
        token = await self.tokens.current()
        try:
            fields = await self._asked(code, token)
        except CallFailed as failed:
            if getattr(failed.outcome, "code", "") not in _TOKEN_CODES:
                raise
            fields = await self._asked(code, await self.tokens.renew(token))
        userid = fields.get("userid")
        return userid.lower() if isinstance(userid, str) and userid else None

    async def _asked(self, code: str, token: str) -> dict[str, object]:
        answer = await call(
            self.session,
            "GET",
            f"{self.settings.api_base}/cgi-bin/auth/getuserinfo",
            params={"access_token": token, "code": code},
        )
        return settled(answer)
