"""WeCom's published answers: what we make of them, and what the fake answers."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from bot.channels import Accepted, Card, Letter, Option, Outcome, Refused, TokenUnavailable
from bot.channels.wecom import WeComApp, WeComRobot
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import WeComSettings
from tests.bot.channels.patience import PATIENT
from tests.bot.channels.published import Document, Example
from tests.fakes.tokens import MemoryTokens
from tests.fakes.wecom import FakeWeCom

TOKEN, SEND, CHANGE, ROBOT = (
    "gettoken",
    "message/send",
    "message/update_template_card",
    "webhook/send",
)
TEXT = {"msgtype": "text", "text": {"content": "灯不亮"}}
FACE = {
    "card_type": "button_interaction",
    "main_title": {"title": "新事项"},
    "sub_title_text": "灯不亮",
    "task_id": "BX-20261124-0001-17-1",
    "button_list": [{"text": "接单", "style": 1, "key": "accept"}],
}
CARD = Card("BX-20261124-0001-18-1", (Option("接单", "accept"),))
LETTER = Letter("17", "zhangsan", "新事项\n灯不亮", card=CARD)


@dataclass
class Company:
    """A company's application and its robot, seen from both sides; `code` changes a card."""

    fake: FakeWeCom
    session: ClientSession
    app: WeComApp
    robot: WeComRobot
    code: str = "xyzxyz"

    async def hear(self, call: str) -> Outcome:
        match call:
            case "gettoken":
                return await self._token()
            case "message/send":
                sent = await self.app.send(LETTER)
                self.code = sent.response_code if isinstance(sent, Accepted) else self.code
                return sent
            case "message/update_template_card":
                card = Card(CARD.name, (), note="已由小林受理", code=self.code)
                return await self.app.send(Letter("17", "zhangsan", LETTER.text, card=card))
            case _:
                return await self.robot.send(LETTER)

    def answer_next(self, example: Example) -> None:
        fake = self.fake
        (fake.token_faults if example.call == TOKEN else fake.faults).append(example.fault())

    async def answers(self) -> list[tuple[str, Document]]:
        fake = self.fake
        who = {"corpid": fake.corp_id, "corpsecret": fake.secret}
        granted = await self._ask(TOKEN, who, {})
        entry, key = {"access_token": granted["access_token"]}, {"key": fake.robot_key}
        text = {**TEXT, "agentid": fake.agent_id}
        card = {"msgtype": "template_card", "template_card": FACE, "agentid": fake.agent_id}
        sent = await self._ask(SEND, entry, {**card, "touser": "zhangsan"})
        change = {
            "userids": ["zhangsan"],
            "agentid": fake.agent_id,
            "response_code": sent["response_code"],
            "button": {"replace_name": "已由小林受理"},
        }
        calls: list[tuple[str, dict[str, str], Document]] = [
            (TOKEN, {**who, "corpsecret": "old"}, {}),
            (SEND, entry, {**text, "touser": "zhangsan|nobody"}),
            (SEND, entry, {**text, "touser": "nobody"}),
            *((CHANGE, entry, change) for _ in range(2)),  # a code is good for one change
            (ROBOT, key, text),
            (ROBOT, {"key": "another"}, text),
        ]
        told = [(call, await self._ask(call, query, body)) for call, query, body in calls]
        return [(TOKEN, granted), (SEND, sent), *told]

    async def _token(self) -> Outcome:
        fake = self.fake
        try:
            token, _ = await fetch_wecom_token(
                self.session, fake.base, fake.corp_id, fake.secret, PATIENT
            )
        except TokenUnavailable as error:
            return Refused(error.code, error.reason, error.after)
        return Accepted(token)

    async def _ask(self, call: str, query: dict[str, str], body: Document) -> Document:
        """What the fake itself answers, past all code of ours."""
        address = f"{self.fake.base}/cgi-bin/{call}"
        method = "GET" if call == TOKEN else "POST"
        content = json.dumps(body, ensure_ascii=False).encode()
        async with self.session.request(method, address, params=query, data=content) as answer:
            document: Document = await answer.json()
            return document


@asynccontextmanager
async def wecom(session: ClientSession) -> AsyncIterator[Company]:
    fake = FakeWeCom(("ZhangSan", "lisi"), prefix="/c")
    async with fake.running():
        settings = WeComSettings(
            corp_id=fake.corp_id,
            agent_id=fake.agent_id,
            secret=fake.secret,
            token="",
            encoding_aes_key="",
            robot_key=fake.robot_key,
            api_base=fake.base,
        )
        tokens = MemoryTokens(
            lambda: fetch_wecom_token(session, fake.base, fake.corp_id, fake.secret, PATIENT)
        )
        app = WeComApp(session, settings, tokens, PATIENT)
        yield Company(fake, session, app, WeComRobot(session, fake.base, fake.robot_key, PATIENT))
