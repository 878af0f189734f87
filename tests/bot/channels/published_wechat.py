"""WeChat's published answers: what we make of them, and what the fake answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from bot.channels import Accepted, Letter, Outcome, Refused, TokenUnavailable
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat import WeChatCustomerService, WeChatSubscription, WeChatTemplate
from bot.channels.wechat_client import StableToken
from tests.bot.channels.published import Document, Example
from tests.bot.channels.wechat_office import RESIDENT, Office
from tests.fakes.wechat import FakeWeChat

TEMPLATE = "template-of-the-account"
LETTER = Letter("17", RESIDENT, "灯已修好", template=TEMPLATE, fields=(("thing1", "灯已修好"),))
TOKEN, CUSTOM, FILLED, SUBSCRIBED, MENU, SHOWN, CODE = (
    "stable_token",
    "message/custom/send",
    "message/template/send",
    "message/subscribe/bizsend",
    "menu/create",
    "menu/get",
    "qrcode/create",
)
MENU_OF_ONE = {"button": [{"type": "click", "name": "报修", "key": "repair"}]}
CODE_OF_A_HOME = {
    "action_name": "QR_LIMIT_STR_SCENE",
    "action_info": {"scene": {"scene_str": "home-17"}},
}


@dataclass
class WeChat:
    """An account, seen from both sides."""

    fake: FakeWeChat
    office: Office

    async def hear(self, call: str) -> Outcome:
        account = self.office.account
        try:
            match call:
                case "stable_token":
                    return Accepted((await self._token()).token)
                case "message/custom/send":
                    return await WeChatCustomerService(account).send(LETTER)
                case "message/template/send":
                    return await WeChatTemplate(account).send(LETTER)
                case "message/subscribe/bizsend":
                    return await WeChatSubscription(account).send(LETTER)
                case "menu/create":
                    await account.menu.create(MENU_OF_ONE)
                case "menu/get":
                    await account.get("menu/get")
                case _:
                    await account.qrcode.create(CODE_OF_A_HOME)
        except TokenUnavailable as error:
            return Refused(error.code, error.reason, error.after)
        except CallFailed as error:
            return error.outcome
        return Accepted("")

    def answer_next(self, example: Example) -> None:
        fake = self.fake
        (fake.token_faults if example.call == TOKEN else fake.faults).append(example.fault())

    async def answers(self) -> list[tuple[str, Document]]:
        fake = self.fake
        text = {"touser": RESIDENT, "msgtype": "text", "text": {"content": "灯已修好"}}
        filled = {
            "touser": RESIDENT,
            "template_id": TEMPLATE,
            "data": {"thing1": {"value": "灯已修好"}},
        }
        who = {"appid": fake.app_id, "secret": fake.app_secret}
        calls: list[tuple[str, Document]] = [
            *((TOKEN, body) for body in (who, {**who, "secret": "old"}, {**who, "appid": "x"})),
            *((CUSTOM, text) for _ in range(6)),  # the last one is more than the window allows
            (CUSTOM, {**text, "touser": "o_stranger"}),
            (FILLED, filled),
            (FILLED, {**filled, "template_id": "none"}),
            (FILLED, {**filled, "data": {"thing1": {"value": "灯" * 21}}}),
            *((SUBSCRIBED, filled) for _ in range(2)),  # one consent, two messages
            (SHOWN, {}),  # there is none yet
            (MENU, MENU_OF_ONE),
            (SHOWN, {}),
            (MENU, {"button": [{**MENU_OF_ONE["button"][0], "name": "报修" * 9}]}),
            (CODE, CODE_OF_A_HOME),
        ]
        return [(call, await self._ask(call, body)) for call, body in calls]

    async def _token(self) -> StableToken:
        fake = self.fake
        return await StableToken.fetch(self.office.session, fake.base, fake.app_id, fake.app_secret)

    async def _ask(self, call: str, body: Document) -> Document:
        """What the fake itself answers, past all code of ours."""
        query = {} if call == TOKEN else {"access_token": await self.office.tokens.current()}
        address = f"{self.fake.base}/cgi-bin/{call}"
        method = "GET" if call == SHOWN else "POST"
        content = None if call == SHOWN else body
        async with self.office.session.request(
            method, address, params=query, json=content
        ) as answer:
            document: Document = await answer.json()
            return document


@asynccontextmanager
async def wechat(session: ClientSession) -> AsyncIterator[WeChat]:
    fake = FakeWeChat(prefix="/w")
    fake.templates.add(TEMPLATE)
    fake.heard(RESIDENT)
    fake.consents[(RESIDENT, TEMPLATE)] = 1
    async with fake.running():
        office = Office.open(fake, session)
        await office.tokens.current()
        yield WeChat(fake, office)
