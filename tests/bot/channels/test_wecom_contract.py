"""WeCom's published answers and the fake's own mean the same to us, and have the same fields."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.channels import Accepted, Card, Letter, Option, Outcome, Refused, TokenUnavailable
from bot.channels.wecom import WeComApp, WeComRobot
from bot.channels.wecom_client import fetch_wecom_token
from bot.provider_settings import WeComSettings
from tests.fakes.faults import json_answer
from tests.fakes.tokens import MemoryTokens
from tests.fakes.wecom import FakeWeCom

DATA = Path(__file__).parents[2] / "data" / "platforms"
RECORDED = json.loads((DATA / "wecom_answers.json").read_text(encoding="utf-8"))
EACH = pytest.mark.parametrize("example", RECORDED, ids=lambda one: f"{one['call']} {one['means']}")
TOKEN, SEND, CHANGE, ROBOT = (
    "gettoken",
    "message/send",
    "message/update_template_card",
    "webhook/send",
)
SECONDS = ClientTimeout(total=10)
LETTER = Letter("17", "zhangsan", "新事项\n灯不亮")
CARD = Card("BX-20261124-0001-17-1", (Option("接单", "accept"),))


@dataclass
class Company:
    """The fake, and our side of each of its calls."""

    fake: FakeWeCom
    session: ClientSession
    app: WeComApp
    robot: WeComRobot

    async def token(self) -> tuple[str, int]:
        fake = self.fake
        return await fetch_wecom_token(self.session, fake.base, fake.corp_id, fake.secret, SECONDS)

    async def ask(self, call: str, query: dict[str, str], body: dict[str, Any]) -> Any:  # noqa: ANN401 - what JSON holds
        """What the fake itself answers, past all code of ours."""
        address = f"{self.fake.base}/cgi-bin/{call}"
        method = "GET" if call == TOKEN else "POST"
        content = json.dumps(body, ensure_ascii=False).encode()
        async with self.session.request(method, address, params=query, data=content) as answer:
            return await answer.json()


@pytest.fixture
async def company() -> AsyncIterator[Company]:
    fake = FakeWeCom(("ZhangSan", "lisi"), prefix="/c")
    async with fake.running(), ClientSession() as session:
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
            lambda: fetch_wecom_token(session, fake.base, fake.corp_id, fake.secret, SECONDS)
        )
        robot = WeComRobot(session, fake.base, fake.robot_key, SECONDS)
        yield Company(fake, session, WeComApp(session, settings, tokens, SECONDS), robot)


async def heard(company: Company, call: str) -> Outcome:
    """What we make of the answer to a call."""
    match call:
        case "gettoken":
            try:
                token, _ = await company.token()
            except TokenUnavailable as error:
                return Refused(error.code, error.reason, error.after)
            return Accepted(token)
        case "message/send":
            return await company.app.send(LETTER)
        case "message/update_template_card":
            card = Card(CARD.name, (), note="已由小林受理", code="xyzxyz")
            return await company.app.send(Letter("17", "zhangsan", LETTER.text, card=card))
        case _:
            return await company.robot.send(LETTER)


def meaning(outcome: Outcome) -> str:
    if isinstance(outcome, Accepted):
        return "accepted"
    assert isinstance(outcome, Refused)
    return outcome.code


@EACH
async def test_a_published_answer_means_to_us_what_it_says(
    company: Company, example: dict[str, Any]
) -> None:
    spent = company.fake.token_faults if example["call"] == TOKEN else company.fake.faults
    spent.append(json_answer(example["answer"]))

    assert meaning(await heard(company, example["call"])) == example["means"]


async def answers_of_the_fake(company: Company) -> list[tuple[str, dict[str, Any]]]:
    """One answer of the fake for each thing that can come of a call."""
    fake = company.fake
    who = {"corpid": fake.corp_id, "corpsecret": fake.secret}
    granted = await company.ask(TOKEN, who, {})
    entry = {"access_token": granted["access_token"]}
    key = {"key": fake.robot_key}
    text = {"msgtype": "text", "text": {"content": "灯不亮"}, "agentid": fake.agent_id}
    face = {
        "card_type": "button_interaction",
        "main_title": {"title": "新事项"},
        "sub_title_text": "灯不亮",
        "task_id": CARD.name,
        "button_list": [{"text": "接单", "style": 1, "key": "accept"}],
    }
    card = {"msgtype": "template_card", "template_card": face, "agentid": fake.agent_id}
    sent = await company.ask(SEND, entry, {**card, "touser": "zhangsan"})
    change = {
        "userids": ["zhangsan"],
        "agentid": fake.agent_id,
        "response_code": sent["response_code"],
        "button": {"replace_name": "已由小林受理"},
    }
    return [
        (TOKEN, granted),
        (TOKEN, await company.ask(TOKEN, {**who, "corpsecret": "old"}, {})),
        (SEND, sent),
        (SEND, await company.ask(SEND, entry, {**text, "touser": "zhangsan|nobody"})),
        (SEND, await company.ask(SEND, entry, {**text, "touser": "nobody"})),
        (CHANGE, await company.ask(CHANGE, entry, change)),
        (CHANGE, await company.ask(CHANGE, entry, change)),
        (ROBOT, await company.ask(ROBOT, key, text)),
        (ROBOT, await company.ask(ROBOT, {"key": "another"}, text)),
    ]


async def test_the_fake_answers_with_published_fields_of_their_types(company: Company) -> None:
    for call, answer in await answers_of_the_fake(company):
        published = [one["answer"] for one in RECORDED if one["call"] == call]
        types = {name: type(value) for one in published for name, value in one.items()}
        assert {name: types.get(name) for name in answer} == {
            name: type(value) for name, value in answer.items()
        }, call


async def test_what_we_send_has_the_published_form(company: Company) -> None:
    sent = await company.app.send(Letter("17", "zhangsan", LETTER.text, card=CARD))
    assert isinstance(sent, Accepted)
    left = Card(CARD.name, CARD.buttons, note="已由您受理", code=sent.response_code)

    await company.app.send(Letter("17", "zhangsan", LETTER.text, card=left))
    await company.app.send(Letter("18", "lisi", "只是一句话"))
    await company.robot.send(LETTER)

    assert company.fake.violations == []
    assert company.fake.cards[CARD.name].buttons == {"accept": "接单"}
