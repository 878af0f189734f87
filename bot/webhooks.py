"""The webhooks of WeChat and WeCom: verify, read, receive, answer what is kept."""

import asyncio
import time
from dataclasses import replace

from aiohttp import web

from bot.channels import BadRequest, Event, Incoming
from bot.channels.callbacks import Codec, Opened
from bot.channels.wechat_messages import read_message as read_wechat
from bot.channels.wechat_replies import json_reply, text_reply
from bot.channels.wechat_typing import Typing
from bot.channels.wecom_messages import read_message as read_wecom
from bot.filing import Answer
from bot.fitting import fit_wechat, wechat_text
from bot.front import Front
from bot.provider_settings import WeChatSettings, WeComSettings

BODY_SECONDS_MAX = 10.0
"""A provider gives up after five; whoever drips on is none."""


def wechat_routes(
    front: Front, settings: WeChatSettings, typing: Typing | None = None
) -> list[web.RouteDef]:
    """`/wechat`: the URL check, and every message and event."""
    keys = (settings.encoding_aes_key, settings.previous_encoding_aes_key)
    codec = Codec(settings.token, tuple(key for key in keys if key), settings.app_id)

    async def check(request: web.Request) -> web.Response:
        return web.Response(text=codec.verify_url(request.query))

    async def post(request: web.Request) -> web.Response:
        opened = codec.open(
            request.query,
            await body_of(request),
            now=time.time(),
            allow_plaintext=settings.allow_plaintext,
        )
        message = read_wechat(opened, settings.app_id)
        ours = replace(message, account=settings.app_id)
        sign = None
        if typing is not None and message.event is None and message.sender:
            loop = asyncio.get_running_loop()
            sign = loop.call_later(typing.after_seconds, typing.begin, message.sender)
        try:
            answer = await front.take(front.patience.wechat, ours, front.now(), fit=fit_wechat)
        finally:
            if sign is not None:
                sign.cancel()
        return _passive(request, codec, opened, message, answer)

    return [web.get("/wechat", check), web.post("/wechat", post)]


def wecom_routes(front: Front, settings: WeComSettings) -> list[web.RouteDef]:
    """`/wecom`: the URL check, and what staff write."""
    codec = Codec(settings.token, (settings.encoding_aes_key,), settings.corp_id)

    async def check(request: web.Request) -> web.Response:
        return web.Response(text=codec.verify_encrypted_url(request.query))

    async def post(request: web.Request) -> web.Response:
        opened = codec.open(request.query, await body_of(request), now=time.time())
        message = read_wecom(opened, settings.corp_id)
        answer = await front.take(front.patience.wechat, message, front.now())
        return _passive(request, codec, opened, message, answer)

    return [web.get("/wecom", check), web.post("/wecom", post)]


async def body_of(request: web.Request) -> bytes:
    """The body as it came, for signatures are over the bytes; packed or slow ones are not taken."""
    if "Content-Encoding" in request.headers:
        raise BadRequest(415, "no content encoding is taken")
    try:
        async with asyncio.timeout(BODY_SECONDS_MAX):
            return await request.read()
    except TimeoutError:
        raise BadRequest(408, "the body did not arrive in time") from None


def _passive(
    request: web.Request, codec: Codec, opened: Opened, message: Incoming, answer: Answer
) -> web.Response:
    """The provider's own answer: an encrypted reply, or `success` where there is nothing to say."""
    if not answer.parts or message.event is Event.UNSUBSCRIBE:
        return web.Response(text="success")
    reply = json_reply if opened.is_json else text_reply
    said = reply(
        "\n\n".join(wechat_text(part) for part in answer.parts),
        receiver=message.sender,
        account=message.account,
        created=int(time.time()),
    )
    query = request.query
    sealed = codec.seal(
        said, query["timestamp"], query["nonce"], opened.key_used, as_json=opened.is_json
    )
    form = "application/json" if opened.is_json else "application/xml"
    return web.Response(body=sealed, content_type=form)
