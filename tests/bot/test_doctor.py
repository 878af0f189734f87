"""`huiyin doctor` against a served estate: all well, and each thing that can be wrong, named."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlmodel import select

from bot.command_line import main
from bot.doctor.address import judged_address
from bot.doctor.findings import Check, Finding, Verdict
from flows.rules.vocabulary import RUNGS
from storage.database import Database
from storage.inbound import Inbound
from storage.keys import Keyring
from storage.outgoing import Outgoing
from tests.bot.doctor_world import CASE, MASTER, WECHAT_TOKEN, WECOM_AES_KEY, Practice
from tests.fakes import wechat_world
from tests.fakes.faults import Hang
from tests.fakes.wechat import errcode

Breaks = Callable[[Practice], object]
NO_TEMPLATE_YET = "approved; without one for survey, notice, which go the next way"
OWN_MACHINE = "is reached from this machine alone"


@pytest.fixture
async def practice(database_url: str, tmp_path: Path) -> AsyncIterator[Practice]:
    """One on each database, to be served."""
    found = Practice(tmp_path, database_url)
    found.furnish(*RUNGS).close()
    async with found.open():
        yield found


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that is only looked at."""
    folder = tmp_path_factory.mktemp("furnished")
    url = f"sqlite:///{folder / 'huiyin.db'}"
    Practice(folder, url).furnish(*RUNGS).close()
    return url


@pytest.fixture
async def unserved(furnished: str, tmp_path: Path) -> AsyncIterator[Practice]:
    """One whose own service is off: enough for what is asked of providers."""
    found = Practice(tmp_path, furnished)
    async with found.open():
        yield found


def not_ok(seen: dict[str, Finding]) -> dict[str, str]:
    return {
        name: f"{one.verdict} {one.says}"
        for name, one in seen.items()
        if one.verdict is not Verdict.OK
    }


async def test_where_all_is_well_every_check_says_so_and_nothing_is_left_behind(
    practice: Practice,
) -> None:
    async with practice.serving():
        seen = await practice.seen()

    assert list(seen) == list(Check)
    found = not_ok(seen)
    # The servers of the tests do not wait for the disk, and the doctor notices.
    assert ("durability" in found) is practice.database_url.startswith("postgresql")
    assert {name: says for name, says in found.items() if name != "durability"} == {
        "public-address": f"warn {practice.base} {OWN_MACHINE}",
        "aliyun-templates": f"warn {NO_TEMPLATE_YET}",
    }
    database = Database(practice.database_url, Keyring((MASTER,)))
    with database.reading() as session:
        assert session.exec(select(Inbound.id)).all() == []
        assert session.exec(select(Outgoing.id)).all() == []
    database.close()
    fakes = (practice.wechat, practice.wecom, practice.twilio, practice.aliyun)
    assert not any(fake.sent for fake in fakes)
    assert practice.wechat.forced_refreshes == 0


async def test_nothing_that_is_well_has_something_to_do(unserved: Practice) -> None:
    seen = await unserved.seen()

    assert [one for one in seen.values() if bool(one.todo) == (one.verdict is Verdict.OK)] == []


async def test_what_is_off_is_one_line_and_no_mistake(unserved: Practice) -> None:
    seen = await unserved.seen(unserved.without_providers())

    off = {name: one.says for name, one in seen.items() if one.verdict is Verdict.OFF}
    assert list(off) == ["wechat-token", "wecom-token", "twilio-account", "aliyun-sign"]
    assert "set WECHAT_APP_ID" in off["wechat-token"]


PROVIDERS_FAULTS: list[tuple[str, Breaks, str, str, str]] = [
    (
        "the server's IP is not on WeChat's list",
        lambda practice: practice.wechat.token_faults.append(errcode(40164)),
        "wechat-token",
        "fail 40164: this machine's IP is not on the account's list: add this IP: 203.0.113.9",
        "IP白名单",
    ),
    (
        "the AppSecret was reset",
        lambda practice: setattr(practice.wechat, "app_secret", "another"),
        "wechat-token",
        "fail 40125: WECHAT_APP_SECRET is not accepted",
        "基本配置",
    ),
    (
        "a template was deleted",
        lambda practice: practice.wechat.own_templates.clear(),
        "wechat-templates",
        "fail the account has no such template: WECHAT_TEMPLATE_CASE",
        "模板消息",
    ),
    (
        "a template lacks a field",
        lambda practice: practice.wechat.own_templates.update(
            {"template-case": CASE.replace("{{thing5.DATA}}", "{{thing9.DATA}}")}
        ),
        "wechat-templates",
        (
            "fail templates.case of 松涛苑 fills thing5, which it lacks;"
            " templates.case of 松涛苑 leaves thing9 empty"
        ),
        "policy import",
    ),
    (
        "a subscription template lacks a field",
        lambda practice: practice.wechat.subscription_templates.update(
            {"subscription-case": CASE.replace("{{time3.DATA}}", "")}
        ),
        "wechat-subscriptions",
        "fail subscriptions.case of 松涛苑 fills time3, which it lacks",
        "policy import",
    ),
    (
        "nobody has pushed the menu",
        lambda practice: practice.wechat.menus.clear(),
        "wechat-menu",
        "warn the account has no menu",
        "huiyin menu push",
    ),
    (
        "somebody has made a menu in the console",
        lambda practice: practice.wechat.menus.append(
            {"button": [{"type": "click", "name": "报修", "key": "old"}]}
        ),
        "wechat-menu",
        "warn the account's menu is another one than ours",
        "huiyin menu push",
    ),
    (
        "the menu cannot be asked for",
        lambda practice: practice.wechat.faults.extend([errcode(48001)] * 4),
        "wechat-menu",
        "fail 48001: the account has no right to this call",
        "huiyin menu push",
    ),
    (
        "WeChat's day is nearly used up",
        lambda practice: practice.wechat.quotas.update({"/cgi-bin/message/template/send": 9}),
        "wechat-quota",
        (
            "warn calls left today: customer service 100,000 of 100,000, templates 9 of 100,000,"
            " subscriptions 100,000 of 100,000"
        ),
        "接口权限",
    ),
    (
        "the application's secret was reset",
        lambda practice: setattr(practice.wecom, "secret", "another"),
        "wecom-token",
        "fail 40001: WECOM_SECRET is wrong",
        "WECOM_SECRET",
    ),
    (
        "the server's IP is not trusted by WeCom",
        lambda practice: setattr(practice.wecom, "trusts_address", False),
        "wecom-app",
        "fail 60020: add our IP address to the app's trusted ones (企业可信IP): 203.0.113.9",
        "企业可信IP",
    ),
    (
        "the number of the application is another's",
        lambda practice: setattr(practice.wecom, "agent_id", 1000009),
        "wecom-app",
        "fail 301002: WECOM_AGENT_ID belongs to another app",
        "应用管理",
    ),
    (
        "the application is switched off",
        lambda practice: setattr(practice.wecom, "switched_off", True),
        "wecom-app",
        "fail the application 回音 is switched off",
        "启用",
    ),
    (
        "somebody left WeCom",
        lambda practice: practice.wecom.members.discard("zhou"),
        "wecom-members",
        "warn not in the application's sight: zhou; they are told by SMS",
        "可见范围",
    ),
    (
        "the group's robot was removed",
        lambda practice: setattr(practice.wecom, "robot_key", "another"),
        "wecom-robot",
        "fail 93000: WECOM_ROBOT_KEY is wrong, or the robot was removed",
        "群机器人",
    ),
    (
        "Twilio's token was changed",
        lambda practice: setattr(
            practice.twilio,
            "world",
            type(practice.twilio.world)(auth_token="another", public_base_url=practice.base),
        ),
        "twilio-account",
        "fail 20003: Twilio does not accept the account or its token",
        "Auth Token",
    ),
    (
        "Twilio has suspended the account",
        lambda practice: setattr(practice.twilio, "account_status", "suspended"),
        "twilio-account",
        "fail the account is suspended",
        "Billing",
    ),
    (
        "a trial account",
        lambda practice: setattr(practice.twilio, "account_type", "Trial"),
        "twilio-account",
        "warn a trial account: it sends to verified numbers only",
        "Upgrade",
    ),
    (
        "the number points elsewhere",
        lambda practice: setattr(practice.twilio, "sms_url", "https://u:p@elsewhere.example/sms"),
        "twilio-sender",
        "fail what residents write is brought to another address",
        "/sms, HTTP POST",
    ),
    (
        "the number points nowhere",
        lambda practice: setattr(practice.twilio, "sms_url", ""),
        "twilio-sender",
        "fail nobody is told of what residents write",
        "A message comes in",
    ),
    (
        "the number asks by GET",
        lambda practice: setattr(practice.twilio, "sms_method", "GET"),
        "twilio-sender",
        "fail what residents write is brought by GET",
        "HTTP POST",
    ),
    (
        "the number is a TwiML App's",
        lambda practice: setattr(practice.twilio, "sms_application", "AP1"),
        "twilio-sender",
        "fail a TwiML App takes what residents write to the number",
        "choose Webhook",
    ),
    (
        "the number only speaks",
        lambda practice: setattr(practice.twilio, "number_has_sms", False),
        "twilio-sender",
        "fail TWILIO_FROM can send no SMS",
        "buy",
    ),
    (
        "hardly any money is left",
        lambda practice: setattr(practice.twilio, "balance", "0.42"),
        "twilio-balance",
        "warn 0.42 USD are left",
        "Add funds",
    ),
    (
        "the signature is not approved",
        lambda practice: practice.aliyun.audits.update({"松涛苑": "AUDIT_STATE_NOT_PASS"}),
        "aliyun-sign",
        "fail the signature 松涛苑 is not approved",
        "签名管理",
    ),
    (
        "the signature waits",
        lambda practice: practice.aliyun.audits.update({"松涛苑": "AUDIT_STATE_INIT"}),
        "aliyun-sign",
        "fail the signature 松涛苑 waits for its approval",
        "签名管理",
    ),
    (
        "the signature is another company's",
        lambda practice: setattr(practice.aliyun, "sign_name", "海怡"),
        "aliyun-sign",
        "fail 松涛苑 is no signature of this account",
        "签名管理",
    ),
    (
        "a text waits",
        lambda practice: practice.aliyun.audits.update({"SMS_1003": "AUDIT_STATE_INIT"}),
        "aliyun-templates",
        "fail ALIYUN_SMS_TEMPLATE_CASE waits for its approval",
        "模板管理",
    ),
    (
        "the access key may only send",
        lambda practice: setattr(practice.aliyun, "may_ask", False),
        "aliyun-templates",
        "warn the access key is taken, but may not look this up",
        "RAM",
    ),
    (
        "the access key is wrong",
        lambda practice: setattr(practice.aliyun, "secret", "another"),
        "aliyun-sign",
        "fail SignatureDoesNotMatch: ALIYUN_SMS_ACCESS_KEY_SECRET is wrong",
        "AccessKey",
    ),
]


@pytest.mark.parametrize(
    ("breaks", "check", "says", "todo"),
    [fault[1:] for fault in PROVIDERS_FAULTS],
    ids=[fault[0] for fault in PROVIDERS_FAULTS],
)
async def test_what_a_provider_refuses_is_named_with_what_to_do(
    unserved: Practice, breaks: Breaks, check: str, says: str, todo: str
) -> None:
    settings = unserved.settings()  # before it breaks: the settings are what they were
    breaks(unserved)

    seen = await unserved.seen(settings)

    assert f"{seen[check].verdict} {seen[check].says}" == says
    assert todo in seen[check].todo


async def test_without_a_token_the_rest_says_what_comes_first(unserved: Practice) -> None:
    settings = unserved.settings()
    unserved.wechat.app_secret = unserved.wecom.secret = "another"

    seen = await unserved.seen(settings)

    assert seen["wechat-quota"].says == "not looked at: wechat-token comes first"
    assert seen["wecom-members"].says == "not looked at: wecom-token comes first"
    assert seen["wecom-robot"].verdict is Verdict.OK


async def test_a_messaging_service_is_looked_at_as_a_number_is(unserved: Practice) -> None:
    twilio = unserved.twilio
    settings = unserved.settings(TWILIO_FROM=twilio.service)
    well = await unserved.seen(settings)
    twilio.numbers_decide = True
    by_number = await unserved.seen(settings)
    twilio.service_has_numbers = False
    empty = await unserved.seen(settings)
    unknown = await unserved.seen(unserved.settings(TWILIO_FROM="MG" + "0" * 32))

    assert well["twilio-sender"].verdict is Verdict.OK
    assert by_number["twilio-sender"].verdict is Verdict.WARN
    assert empty["twilio-sender"].says == "the messaging service has no numbers"
    assert unknown["twilio-sender"].verdict is Verdict.FAIL


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


@pytest.mark.parametrize(
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


async def test_who_does_not_answer_in_time_keeps_nobody_waiting(unserved: Practice) -> None:
    settings = unserved.settings()
    unserved.wechat.token_faults.append(Hang(5))

    async with asyncio.timeout(4):
        seen = await unserved.seen(settings, seconds_max=1.0)

    assert seen["wechat-token"].says == "no answer within 1 seconds"
    assert seen["wecom-app"].verdict is seen["twilio-account"].verdict is Verdict.OK


async def test_garbage_and_silence_of_providers_are_failures_and_no_crash(
    unserved: Practice,
) -> None:
    settings = unserved.settings(
        WECHAT_API_BASE=unserved.base,
        WECOM_API_BASE=unserved.twilio.base,
        TWILIO_API_BASE=unserved.wecom.base,
        ALIYUN_SMS_API_BASE=unserved.wecom.base,
    )

    seen = await unserved.seen(settings)

    for check in ("wechat-token", "wecom-token", "twilio-account", "aliyun-sign"):
        assert seen[check].verdict is Verdict.FAIL
    assert "nobody listens there" in seen["wechat-token"].says
    assert "firewall" in seen["wechat-token"].todo


@pytest.mark.parametrize("are_wrong", [False, True])
async def test_no_secret_is_in_any_line(unserved: Practice, are_wrong: bool) -> None:
    settings = unserved.settings()
    secrets = unserved.secrets()
    assert len(secrets) >= 11
    if are_wrong:
        unserved.wechat.app_secret = unserved.wecom.secret = unserved.wecom.robot_key = "another"
        unserved.aliyun.secret = "another"
        unserved.twilio.sms_url = "https://somebody:password@elsewhere.example/sms"
    served = unserved.without_providers() if are_wrong else settings
    async with unserved.serving(served):
        seen = await unserved.seen(settings)

    said = "\n".join(f"{one.line()} {one.document()} {one!r}" for one in seen.values())
    shown = {name for name, secret in secrets.items() if secret in said}
    assert shown == set()
    assert "token_" not in said
    assert "password" not in said


def test_the_command_prints_lines_or_a_document_and_ends_with_1_where_something_fails(
    furnished: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    practice = Practice(tmp_path, furnished)
    given = practice.without_providers()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", given.secret_key.get_secret_value())
    monkeypatch.setenv("DATABASE_URL", furnished)
    monkeypatch.setenv("PUBLIC_BASE_URL", practice.base)

    def typed(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["huiyin", "doctor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().out

    code, lines = typed()
    _, document = typed("--json")
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("TIMEZONE", "Asia/Nowhere")
    mistaken = typed()

    assert code == 1
    assert "\nfail  public-address        http" in lines
    assert lines.splitlines()[-1] == "11 ok, 0 warn, 1 fail, 4 off"
    read = json.loads(document)
    assert read["ok"] is False
    assert read["checks"][0] == {
        "check": "settings",
        "verdict": "ok",
        "says": "each one is as it must be",
        "todo": "",
    }
    assert [one["check"] for one in read["checks"] if one["verdict"] == "fail"] == [
        "public-address"
    ]
    assert mistaken[0] == 1
    assert [line.split()[:3] for line in mistaken[1].splitlines()] == [
        ["fail", "settings", "PORT:"],
        ["fail", "settings", "TIMEZONE:"],
        ["0", "ok,", "0"],
    ]
