"""What `huiyin doctor` says of a provider that refuses, is set up wrongly, or keeps silent."""

import asyncio
from collections.abc import Callable

import pytest

from bot.doctor.findings import Verdict
from tests.bot.doctor_world import CASE, Practice
from tests.fakes.faults import Hang
from tests.fakes.wechat import errcode

Breaks = Callable[[Practice], object]
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


async def test_who_does_not_answer_in_time_keeps_nobody_waiting(unserved: Practice) -> None:
    settings = unserved.settings()
    unserved.wechat.token_faults.append(Hang(60))

    async with asyncio.timeout(50):
        seen = await unserved.seen(settings, seconds_max=5.0)

    assert seen["wechat-token"].says == "no answer within 5 seconds"
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
