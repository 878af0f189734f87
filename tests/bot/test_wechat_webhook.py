"""W1, W3, W10, W16: whatever WeChat posts is answered as it must be, and none of it is lost."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import select

from bot.channels.callbacks import Opened
from bot.channels.payloads import Unreadable, read_fields
from bot.channels.wechat_messages import read_message
from bot.channels.wechat_typing import Typing
from bot.front import Front
from bot.health import routes as health_routes
from bot.journal import Journal
from bot.provider_settings import WeChatSettings
from bot.readiness import Readiness
from bot.refusing import refusing
from bot.webhooks import wechat_routes
from flows.rules.vocabulary import Language, MessageState, Purpose
from storage.claiming import claim
from storage.database import Database
from storage.estates import ensure_estate
from storage.inbound import Inbound
from storage.outgoing import Outgoing
from storage.residents import meet
from tests.bot.channels.wechat_office import Office
from tests.databases import open_database
from tests.fakes import wechat_world as world
from tests.fakes.wechat import FakeWeChat, errcode

TOKEN = "callbackTokenOfTheWebhookTests"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OLD_KEY = "Zz3TeX9bFmZ1aLr7uKc5vYh2nJd8sPg4oQi6xBtM0wE"
APP_ID = "wx1234567890abcdef"
NOW = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
NOBODY = "http://127.0.0.1:9"
PATIENCE_SECONDS = 60
SETTINGS = WeChatSettings(
    app_id=APP_ID,
    app_secret="secret",
    token=TOKEN,
    encoding_aes_key=KEY,
    previous_encoding_aes_key=OLD_KEY,
    allow_plaintext=False,
    templates={},
    subscribes={},
    api_base=NOBODY,
)
PAYLOADS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "platforms" / "wechat_payloads.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.fixture
def database(sqlite_database: str) -> Iterator[Database]:
    database = open_database(sqlite_database)
    with database.transaction() as session:
        ensure_estate(session, "松涛苑", NOW)
    yield database
    database.close()


@asynccontextmanager
async def webhook(
    database: Database, typing: Typing | None = None
) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application(middlewares=[refusing])
    journal = Journal(Path(str(database.url.database)).parent, database.keys)
    front = Front(database, lambda: NOW, lambda: None, journal)
    app.add_routes(wechat_routes(front, SETTINGS, typing))
    readiness = Readiness(database, lambda: NOW, lambda: NOW, front.waiting)
    app.add_routes(health_routes(database, lambda: NOW, (), readiness))
    async with TestClient(TestServer(app)) as client:
        yield client


def pushed(
    plain: str | bytes, *, key: str = KEY, as_json: bool = False
) -> tuple[dict[str, str], bytes]:
    query, body = world.signed_post(TOKEN, key, APP_ID, plain, str(int(time.time())), "n0nce")
    if as_json:
        secret = world.fields_of(body.decode())["Encrypt"]
        body = json.dumps({"ToUserName": "gh", "Encrypt": secret}).encode()
    return query, body


async def post(
    client: TestClient[web.Request, web.Application], query: dict[str, str], body: bytes
) -> tuple[int, bytes]:
    answer = await client.post("/wechat", params=query, data=body)
    return answer.status, await answer.read()


def json_of(value: Any) -> Any:  # noqa: ANN401 - what XML holds, as JSON holds it
    element = ET.fromstring(value) if isinstance(value, str) else value  # noqa: S314 - our fixture
    if not len(element):
        return element.text or ""
    fields: dict[str, Any] = {}
    for child in element:
        found = json_of(child)
        known = fields.get(child.tag)
        fields[child.tag] = found if known is None else [*_listed(known), found]
    return fields


def _listed(known: Any) -> list[Any]:  # noqa: ANN401 - as above
    return known if isinstance(known, list) else [known]


async def test_every_collected_payload_is_acknowledged_in_either_form(database: Database) -> None:
    plain = [one["xml"] for one in PAYLOADS if not one["encrypted"]]
    forms = [*plain, *(json.dumps(json_of(one)) for one in plain if _is_whole(one))]

    async with webhook(database) as client:
        answers = [await post(client, *pushed(one)) for one in forms]
        strange = [one["xml"].encode() for one in PAYLOADS if one["encrypted"]]
        refused = [await post(client, pushed("<xml/>")[0], one) for one in strange]
        metrics = await (await client.get("/metrics")).text()

    assert len(plain) + len(strange) == 115
    assert {status for status, _ in answers} == {200}
    assert {status for status, _ in refused} <= {400, 403}
    with database.reading() as session:
        rows = list(session.exec(select(Inbound)))
    assert len(rows) == len({key_of(form) for form in forms})
    # Whatever was not understood can still be read by a person, as it came.
    raw = {database.keys.open(one.raw_sealed).encode("latin-1").decode() for one in rows}
    assert raw <= set(forms)
    assert {key_of(one) for one in raw} == {key_of(form) for form in forms}
    quarantined = sum(one.quarantined for one in rows)
    assert 0 < quarantined < len(rows)
    assert f'huiyin_not_understood{{channel="wechat"}} {quarantined}' in metrics


def key_of(form: str) -> str:
    try:
        fields = read_fields(form.encode())
    except Unreadable:
        fields = {}
    return read_message(Opened(fields, form.encode(), 0), APP_ID).key


def _is_whole(xml: str) -> bool:
    try:
        ET.fromstring(xml)  # noqa: S314 - our fixture
    except ET.ParseError:
        return False
    return True


async def test_every_vector_of_a_real_push_is_acknowledged(database: Database) -> None:
    folder = Path(__file__).parents[1] / "data" / "platforms"
    vectors = json.loads((folder / "vectors.json").read_text("utf-8"))

    async with webhook(database) as client:
        for vector in vectors["wechat_inbound_realworld"]:
            status, _ = await post(client, *pushed(vector["xml"]))
            assert status == 200


@pytest.mark.parametrize("key", [KEY, OLD_KEY], ids=["current", "previous"])
async def test_the_answer_is_sealed_with_the_key_that_the_push_came_with(
    database: Database, key: str
) -> None:
    xml = world.text_xml("o_1", "你好", int(time.time()), "7")

    async with webhook(database) as client:
        status, body = await post(client, *pushed(xml, key=key))

    assert status == 200
    said = world.fields_of(world.open_reply(TOKEN, key, APP_ID, body))
    assert said["ToUserName"] == "o_1"
    assert said["FromUserName"] == "gh_estate"


async def test_a_json_push_is_answered_in_json(database: Database) -> None:
    document = {
        "ToUserName": "gh_estate",
        "FromUserName": "o_1",
        "CreateTime": int(time.time()),
        "MsgType": "text",
        "Content": "你好",
        "MsgId": 23456789012345678,
    }

    async with webhook(database) as client:
        query, body = pushed(json.dumps(document), as_json=True)
        status, answer = await post(client, query, body)

    assert status == 200
    sealed = json.loads(answer)
    right = world.sign(TOKEN, str(sealed["TimeStamp"]), sealed["Nonce"], sealed["Encrypt"])
    assert sealed["MsgSignature"] == right
    message, receive_id = world.decrypt(KEY, sealed["Encrypt"])
    said = json.loads(message)
    assert receive_id == APP_ID
    assert (said["ToUserName"], said["FromUserName"], said["MsgType"]) == (
        "o_1",
        "gh_estate",
        "text",
    )
    assert said["Content"]


# Order.


async def test_what_follows_the_passive_reply_waits_for_it_and_holds_back_what_is_later(
    database: Database,
) -> None:
    with database.transaction() as session:
        identity = meet(session, "wechat", APP_ID, "o_1", Language.SIMPLIFIED, NOW)
        rows = [
            Outgoing(
                unique_key=f"{number}",
                resident_id=identity.resident_id,
                purpose=Purpose.CASE,
                text=f"{number}",
                state=MessageState.QUEUED,
                not_before=NOW + timedelta(seconds=pause),
                created_at=NOW,
            )
            for number, pause in ((1, 2), (2, 0))
        ]
        session.add_all(rows)
        session.flush()

        until = NOW + timedelta(minutes=2)
        at_once = claim(session, "postman", NOW, until, 9)
        then = claim(session, "postman", NOW + timedelta(seconds=2), until, 9)

    assert at_once == []
    assert [one.text for one in then] == ["1"]


# Typing.


@pytest.fixture
async def typing_office(unused_tcp_port: int) -> AsyncIterator[Office]:
    fake = FakeWeChat()
    async with fake.running(), ClientSession() as session:
        yield Office.open(fake, session)
    assert fake.violations == []


@pytest.mark.parametrize("fails", [False, True])
async def test_an_answer_that_takes_long_is_announced_and_comes_all_the_same(
    database: Database,
    typing_office: Office,
    fails: bool,
) -> None:
    fake = typing_office.wechat
    fake.followers.add("o_1")
    if fails:
        fake.faults.append(errcode(48001))
    xml = world.text_xml("o_1", "你好", int(time.time()), "7")

    async with webhook(database, Typing(typing_office.account, 0.05)) as client:
        with database.transaction() as session:
            session.connection()  # only now is the file locked
            answer = asyncio.create_task(post(client, *pushed(xml)))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while fake.faults if fails else not fake.typed:  # noqa: ASYNC110 - a fake's list sets no event
                    await asyncio.sleep(0.02)
        status, body = await answer

    assert status == 200
    assert b"Encrypt" in body
    assert fake.typed == ([] if fails else ["o_1"])


async def test_a_quick_answer_needs_no_sign(database: Database, typing_office: Office) -> None:
    xml = world.text_xml("o_1", "你好", int(time.time()), "7")

    async with webhook(database, Typing(typing_office.account, PATIENCE_SECONDS)) as client:
        await post(client, *pushed(xml))

    assert not [line for line in typing_office.wechat.requests if "typing" in line]
