"""Whoever drips a body into a webhook is sent away, and keeps nobody else waiting (F38)."""

import asyncio
from urllib.parse import urlsplit

import pytest

from bot import webhooks
from bot.front import Patience
from tests.bot.front_door import front_door
from tests.estate import Garden

DRIPPING = 50
BODY_SECONDS = 5.0
PATIENCE_SECONDS = 60
PATHS = ("/wechat", "/wecom", "/sms")
TEXT = (
    "<xml><ToUserName>gh</ToUserName><FromUserName>openid-chen</FromUserName>"
    "<CreateTime>1764000000</CreateTime><MsgType>text</MsgType><Content>你好</Content>"
    "<MsgId>77</MsgId></xml>"
)


async def test_a_body_that_never_ends_is_cut_off_while_others_are_served(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "BODY_SECONDS_MAX", BODY_SECONDS)
    async with front_door(garden, Patience()) as door, asyncio.timeout(PATIENCE_SECONDS):
        place = urlsplit(door.base)
        calls = []
        for path in PATHS * DRIPPING:
            hearing, speaking = await asyncio.open_connection(place.hostname, place.port)
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n<"
            speaking.write(head.encode())
            calls.append((hearing, speaking))

        served = await door.wechat(TEXT)
        said = [await hearing.readuntil(b"\r\n") for hearing, _ in calls]
        for _, speaking in calls:
            speaking.close()

    assert served.status == 200
    assert served.text
    assert all(b"408" in line for line in said)
