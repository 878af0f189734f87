"""The webhooks of the SMS providers: verify, read, receive, answer.

Nothing is answered before it is kept.
"""

import asyncio
import logging
from dataclasses import replace

from aiohttp import web

from bot.channels import Incoming
from bot.channels.aliyun_gateway import AliyunGateway
from bot.channels.sms_gateway import Callback, SmsGateway
from bot.channels.sms_status import StatusReport
from bot.channels.twilio_webhook import STATUS_PATH, is_phone, twiml
from bot.delivery.reports import apply_report
from bot.filing import Answer, Fit
from bot.fitting import fit_sms, sms_texts
from bot.front import Front
from bot.webhooks import body_of
from storage.residents import SMS_ACCOUNT

TAKEN = {"code": 0, "msg": "OK"}

log = logging.getLogger(__name__)


def twilio_routes(front: Front, gateway: SmsGateway) -> list[web.RouteDef]:
    """`/sms` and `/sms/status`, signed by Twilio over the public address."""

    async def post(request: web.Request) -> web.Response:
        (message,) = gateway.read_messages(await _callback(request))
        answer = await _hear(front, message)
        text = twiml(sms_texts(answer.parts))
        return web.Response(text=text, content_type="text/xml")

    async def status(request: web.Request) -> web.Response:
        await _apply_reports(front, gateway.read_reports(await _callback(request)))
        return web.Response(status=204)

    return [web.post("/sms", post), web.post(STATUS_PATH, status)]


def aliyun_routes(front: Front, gateway: AliyunGateway) -> list[web.RouteDef]:
    """`/sms/aliyun/{token}/up` and `…/report`; the provider asks for a code in JSON.

    A push that is not answered with status 200 comes again whole, so each message is told by its
    key.
    """

    async def up(request: web.Request) -> web.Response:
        failed: Exception | None = None
        for message in gateway.read_messages(await _callback(request)):
            try:
                await _hear(front, message, fit_sms)
            except Exception as error:  # noqa: BLE001 - one message must not hold up the others of a push
                failed = failed or error
        if failed is not None:
            raise failed
        return web.json_response(TAKEN)

    async def report(request: web.Request) -> web.Response:
        await _apply_reports(front, gateway.read_reports(await _callback(request)))
        return web.json_response(TAKEN)

    base = "/sms/aliyun/{token}"
    return [web.post(f"{base}/up", up), web.post(f"{base}/report", report)]


async def _callback(request: web.Request) -> Callback:
    return Callback(request.raw_path, request.headers, await body_of(request))


async def _hear(front: Front, message: Incoming, fit: Fit | None = None) -> Answer:
    """One SMS: a word that stops or starts SMS is obeyed, anything else is received."""
    ours = replace(message, account=SMS_ACCOUNT)
    if not is_phone(ours.sender):
        log.warning("SMS %s is only kept: its sender is no phone number", ours.key)
    return await front.take(front.patience.sms, ours, front.now(), fit=fit)


async def _apply_reports(front: Front, reports: tuple[StatusReport, ...]) -> None:
    await asyncio.to_thread(_apply, front, reports)
    front.rung()


def _apply(front: Front, reports: tuple[StatusReport, ...]) -> None:
    failed: Exception | None = None
    for report in reports:
        try:
            with front.database.transaction() as session:
                apply_report(session, report, front.now())
        except Exception as error:  # noqa: BLE001 - one report must not hold up the others of a push
            failed = failed or error
    if failed is not None:
        raise failed
