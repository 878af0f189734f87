"""One process of the house that talks to the fake WeChat."""

from dataclasses import dataclass

from aiohttp import ClientSession, ClientTimeout

from bot.channels.wechat_client import OfficialAccount, StableToken
from tests.bot.channels.patience import PATIENT
from tests.fakes.tokens import MemoryTokens
from tests.fakes.wechat import FakeWeChat

TEMPLATE = "template-of-cases"
RESIDENT = "o_resident_1_openid_of_28_ab"


@dataclass(frozen=True)
class Office:
    """Its session, its view of the shared token row, and the account that it speaks for."""

    wechat: FakeWeChat
    session: ClientSession
    tokens: MemoryTokens
    account: OfficialAccount

    @classmethod
    def open(
        cls,
        wechat: FakeWeChat,
        session: ClientSession,
        tokens: MemoryTokens | None = None,
        patience: ClientTimeout = PATIENT,
    ) -> "Office":
        """An office; one that is given the `tokens` of another shares its token row."""

        async def fetch() -> StableToken:
            return await StableToken.fetch(
                session, wechat.base, wechat.app_id, wechat.app_secret, patience
            )

        row = tokens or MemoryTokens(fetch)
        account = OfficialAccount(session, wechat.base, wechat.app_id, row, patience)
        return cls(wechat, session, row, account)

    async def say(self, text: str = "好") -> object:
        answer: object = await self.account.message.send_text(RESIDENT, text)
        return answer


class Clock:
    """Unix time that the test moves."""

    def __init__(self) -> None:
        self.now = 1795300000.0

    def __call__(self) -> float:
        return self.now
