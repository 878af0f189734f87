"""Whoever drips a body into a webhook is sent away, and keeps nobody else waiting (F38)."""

import asyncio
from urllib.parse import urlsplit

import pytest

from bot import webhooks
from tests.bot.front_door import front_door
from tests.estate import Garden

DRIPPING = 50
PATIENCE_SECONDS = 10
TEXT = (
    "<xml><ToUserName>gh</ToUserName><FromUserName>openid-chen</FromUserName>"
    "<CreateTime>1764000000</CreateTime><MsgType>text</MsgType><Content>你好</Content>"
    "<MsgId>77</MsgId></xml>"
)


@pytest.mark.parametrize("path", ["/wechat", "/wecom", "/sms"])
async def test_a_body_that_never_ends_is_cut_off_while_others_are_served(
    garden: Garden, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(webhooks, "BODY_SECONDS_MAX", 1.0)
    async with front_door(garden) as door, asyncio.timeout(PATIENCE_SECONDS):
        place = urlsplit(door.base)
        calls = [await asyncio.open_connection(place.hostname, place.port) for _ in range(DRIPPING)]
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n<"
        for _, speaking in calls:
            speaking.write(head.encode())

        served = await door.wechat(TEXT)
        said = [await hearing.readuntil(b"\r\n") for hearing, _ in calls]
        for _, speaking in calls:
            speaking.close()

    assert served.status == 200
    assert served.text
    assert all(b"408" in line for line in said)
