"""The providers' webhooks: verify, read, receive, answer. Nothing is answered before it is kept."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web
from multidict import MultiDict

from bot.channels import BadRequest, Event, Incoming
from bot.channels.callbacks import Codec, Opened
from bot.channels.sms_opt_out import OptOut, opt_out_word
from bot.channels.sms_status import StatusReport
from bot.channels.sms_webhook import (
    is_phone,
    read_form,
    read_status,
    signed_url,
    twiml,
    verify,
)
from bot.channels.sms_webhook import read_message as read_sms
from bot.channels.wechat_messages import read_message as read_wechat
from bot.channels.wechat_replies import text_reply
from bot.channels.wecom_messages import read_message as read_wecom
from bot.delivery.reports import apply_report
from bot.filing import Answer
from bot.fitting import fit_wechat, sms_texts, wechat_text
from bot.provider_settings import TwilioSettings, WeChatSettings, WeComSettings
from bot.reception import opt_out, receive
from bot.staff_chat import hear_staff
from storage.database import Database
from storage.residents import SMS_ACCOUNT

log = logging.getLogger(__name__)

WECHAT_ANSWER_SECONDS = 4.5
"""WeChat and WeCom give up after five seconds and deliver again: then the stored reply is ready."""
TWILIO_ANSWER_SECONDS = 12.0


@dataclass(frozen=True)
class Front:
    """What every webhook needs: the database, the service clock, and a bell to ring afterwards."""

    database: Database
    now: Callable[[], datetime]
    rung: Callable[[], None]

    async def take(
        self, seconds: float, work: Callable[..., Answer], *args: object, **more: object
    ) -> Answer:
        """Do the blocking work in a thread; too late, 503 makes the provider deliver again."""
        task = asyncio.create_task(asyncio.to_thread(work, self.database, *args, **more))
        try:
            answer = await asyncio.wait_for(asyncio.shield(task), seconds)
        except TimeoutError:
            task.add_done_callback(self._ring_late)
            raise web.HTTPServiceUnavailable(text="busy, deliver again") from None
        self.rung()
        return answer

    def _ring_late(self, task: asyncio.Task[Answer]) -> None:
        if not task.cancelled() and task.exception() is None:
            self.rung()


def wechat_routes(front: Front, settings: WeChatSettings) -> list[web.RouteDef]:
    """`/wechat`: the URL check, and every message and event."""
    keys = (settings.encoding_aes_key, settings.previous_encoding_aes_key)
    codec = Codec(settings.token, tuple(key for key in keys if key), settings.app_id)

    async def check(request: web.Request) -> web.Response:
        return web.Response(text=codec.verify_url(request.query))

    async def post(request: web.Request) -> web.Response:
        opened = codec.open(
            request.query,
            await _body(request),
            now=time.time(),
            allow_plaintext=settings.allow_plaintext,
        )
        message = read_wechat(opened, settings.app_id)
        ours = replace(message, account=settings.app_id)
        answer = await front.take(WECHAT_ANSWER_SECONDS, receive, ours, front.now(), fit=fit_wechat)
        return _passive(request, codec, opened, message, answer)

    return [web.get("/wechat", check), web.post("/wechat", post)]


def wecom_routes(front: Front, settings: WeComSettings) -> list[web.RouteDef]:
    """`/wecom`: the URL check, and what staff write."""
    codec = Codec(settings.token, (settings.encoding_aes_key,), settings.corp_id)

    async def check(request: web.Request) -> web.Response:
        return web.Response(text=codec.verify_encrypted_url(request.query))

    async def post(request: web.Request) -> web.Response:
        opened = codec.open(request.query, await _body(request), now=time.time())
        message = read_wecom(opened, settings.corp_id)
        answer = await front.take(WECHAT_ANSWER_SECONDS, hear_staff, message, front.now())
        return _passive(request, codec, opened, message, answer)

    return [web.get("/wecom", check), web.post("/wecom", post)]


def sms_routes(front: Front, settings: TwilioSettings, public_base_url: str) -> list[web.RouteDef]:
    """`/sms` and `/sms/status`, signed by Twilio over the public address."""

    async def form_of(request: web.Request) -> tuple[str, bytes, MultiDict[str]]:
        body = await _body(request)
        form = read_form(body, request.headers.get("Content-Type", ""))
        url = signed_url(public_base_url, request.raw_path)
        verify(settings, url, request.headers, form)
        return url, body, form

    async def post(request: web.Request) -> web.Response:
        _, body, form = await form_of(request)
        message = replace(read_sms(form, body), account=SMS_ACCOUNT)
        word = opt_out_word(message.text)
        if not is_phone(message.sender):
            log.warning("SMS %s is only kept: its sender is no phone number", message.key)
        if word is not None and message.understood:
            answer = await front.take(
                TWILIO_ANSWER_SECONDS, opt_out, message, front.now(), out=word is OptOut.OUT
            )
        else:
            answer = await front.take(TWILIO_ANSWER_SECONDS, receive, message, front.now())
        text = twiml(sms_texts(answer.parts, message.sender))
        return web.Response(text=text, content_type="text/xml")

    async def status(request: web.Request) -> web.Response:
        url, _, form = await form_of(request)
        report = read_status(url, form)
        await asyncio.to_thread(_apply, front.database, report, front.now())
        front.rung()
        return web.Response(status=204)

    return [web.post("/sms", post), web.post("/sms/status", status)]


def _apply(database: Database, report: StatusReport, now: datetime) -> None:
    with database.transaction() as session:
        apply_report(session, report, now)


async def _body(request: web.Request) -> bytes:
    if "Content-Encoding" in request.headers:
        raise BadRequest(415, "no content encoding is taken")
    return await request.read()


def _passive(
    request: web.Request, codec: Codec, opened: Opened, message: Incoming, answer: Answer
) -> web.Response:
    """The provider's own answer: an encrypted reply, or `success` where there is nothing to say."""
    if not answer.parts or message.event is Event.UNSUBSCRIBE:
        return web.Response(text="success")
    xml = text_reply(
        "\n\n".join(wechat_text(part) for part in answer.parts),
        receiver=message.sender,
        account=message.account,
        created=int(time.time()),
    )
    query = request.query
    sealed = codec.seal(xml, query["timestamp"], query["nonce"], opened.key_used)
    return web.Response(body=sealed, content_type="application/xml")
