"""What `huiyin doctor` says of the address that providers call, and of who answers there."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.doctor.address import judged_address
from bot.doctor.findings import Verdict
from tests.bot.doctor_world import WECHAT_TOKEN, WECOM_AES_KEY, Practice
from tests.each import each
from tests.fakes import wechat_world


@pytest.mark.parametrize(
    ("served_with", "check", "says", "todo"),
    [
        (
            {"WECHAT_TOKEN": "anotherTokenOfTheWechatTests"},
            "wechat-callback",
            "a URL check is answered with 403 instead of 200",
            "WECHAT_TOKEN differs there",
        ),
        (
            {"WECHAT_ENCODING_AES_KEY": WECOM_AES_KEY},
            "wechat-callback",
            "an encrypted message of two days ago is answered with 400 instead of 403",
            "WECHAT_ENCODING_AES_KEY differs there",
        ),
        (
            {"WECOM_CORP_ID": "ww0000000000000000"},
            "wecom-callback",
            "a URL check is answered with 400 instead of 200",
            "WECOM_CORP_ID differs there",
        ),
        (
            {"TWILIO_AUTH_TOKEN": "another"},
            "twilio-callback",
            "a signed form to /sms is answered with 403 instead of 400",
            "TWILIO_AUTH_TOKEN or PUBLIC_BASE_URL differs there",
        ),
        (
            {"PUBLIC_BASE_URL": "https://old.example"},
            "twilio-callback",
            "a signed form to /sms is answered with 403 instead of 400",
            "PUBLIC_BASE_URL differs there",
        ),
        (
            {"ALIYUN_SMS_CALLBACK_TOKEN": "anotherSecretOfTheDoctorTests"},
            "aliyun-callback",
            "an empty push to …/up is answered with 403 instead of 200",
            "ALIYUN_SMS_CALLBACK_TOKEN differs there",
        ),
    ],
)
async def test_a_service_that_runs_with_other_settings_is_found_out(
    unserved: Practice, served_with: dict[str, str], check: str, says: str, todo: str
) -> None:
    async with unserved.serving(unserved.settings(**served_with)):
        seen = await unserved.seen()

    assert (seen[check].verdict, seen[check].says) == (Verdict.FAIL, says)
    assert todo in seen[check].todo


async def test_a_firewall_that_lets_no_posts_through_is_not_taken_for_the_service(
    unserved: Practice,
) -> None:
    async def check(request: web.Request) -> web.Response:
        query = request.query
        right = wechat_world.sign(WECHAT_TOKEN, query["timestamp"], query["nonce"])
        is_right = query["signature"] == right
        return web.Response(text=query["echostr"]) if is_right else web.Response(status=403)

    async def block(request: web.Request) -> web.Response:
        return web.Response(status=403, text="request blocked")

    app = web.Application()
    app.add_routes([web.get("/wechat", check), web.post("/wechat", block)])
    async with TestServer(app, port=unserved.port):
        seen = await unserved.seen()

    callback = seen["wechat-callback"]
    assert callback.verdict is Verdict.FAIL
    assert callback.says == (
        "an encrypted message of two days ago is answered with other words than Huiyin's"
    )


async def test_a_service_without_a_provider_is_found_out(unserved: Practice) -> None:
    async with unserved.serving(unserved.without_providers()):
        seen = await unserved.seen()

    for provider in ("wechat", "wecom", "twilio", "aliyun"):
        callback = seen[f"{provider}-callback"]
        assert callback.says == "a forged request is answered with 404 instead of 403"
        assert "restart `huiyin serve`" in callback.todo


async def test_where_nobody_listens_each_callback_says_so(unserved: Practice) -> None:
    seen = await unserved.seen()

    assert "nobody listens there" in seen["public-address"].says
    for provider in ("wechat", "wecom", "twilio", "aliyun"):
        assert "nobody listens there" in seen[f"{provider}-callback"].says
        assert "huiyin serve" in seen[f"{provider}-callback"].todo


@each(
    ("base", "has_wechat", "verdict"),
    [
        ("http://127.0.0.1:8080", True, Verdict.WARN),
        ("https://huiyin.example", True, Verdict.OK),
        ("https://huiyin.example:8443", True, Verdict.FAIL),
        ("https://huiyin.example:8443/estate", False, Verdict.OK),
    ],
)
def test_an_address_must_be_one_that_providers_can_call(
    base: str, has_wechat: bool, verdict: Verdict
) -> None:
    assert judged_address(base, has_wechat=has_wechat).verdict is verdict


async def test_plaintext_is_for_a_test_account(unserved: Practice) -> None:
    settings = unserved.settings(WECHAT_ALLOW_PLAINTEXT="true")
    async with unserved.serving(settings):
        seen = await unserved.seen(settings)

    assert seen["wechat-callback"].verdict is Verdict.WARN
    assert "安全模式" in seen["wechat-callback"].todo
