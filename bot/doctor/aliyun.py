"""Alibaba Cloud's SMS: the access key, the approved signature, the approved texts.

After QuerySmsSignList and QuerySmsTemplateList of its API of version 2017-05-25: both only read.
"""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from bot.channels import ChannelName
from bot.channels.aliyun_gateway import AliyunGateway
from bot.channels.provider_calls import CallFailed
from bot.doctor.callbacks import look_at_aliyun_callback
from bot.doctor.findings import (
    TIME_OUTS,
    Check,
    Finding,
    Place,
    checked,
    code_of,
    fail,
    listed,
    off,
    ok,
    warn,
)
from bot.doctor.template_fields import mismatches
from bot.doctor.trials import LEAD_HERE
from bot.provider_settings import AliyunSettings
from flows.rules.policy import Policy
from flows.rules.vocabulary import SmsTemplate

OFF = "Alibaba Cloud SMS is off: set ALIYUN_SMS_ACCESS_KEY_ID and what .env.example names beside it"
LOOK_AT_KEY = "RAM 访问控制 → 用户 → the user: its AccessKey, and the right AliyunDysmsFullAccess"
LOOK_AT_SIGN = "短信服务 → 国内消息 → 签名管理"
LOOK_AT_TEMPLATES = "短信服务 → 国内消息 → 模板管理"
PASSED = "AUDIT_STATE_PASS"
WAITING = "AUDIT_STATE_INIT"
PAGE_SIZE = 50
PAGES_MAX = 10
_MAY_NOT_ASK = frozenset({"isp.RAM_PERMISSION_DENY", "isv.RAM_CHECK_FAILED", "Forbidden.RAM"})
_VARIABLE = re.compile(r"\$\{([A-Za-z][A-Za-z0-9_]*)\}")


async def look_at_aliyun(place: Place, policies: Mapping[str, Policy]) -> list[Finding]:
    """All of it, or one line that it is off."""
    aliyun = place.settings.aliyun
    if aliyun is None:
        return [off(Check.ALIYUN_SIGN, OFF)]
    gateway = AliyunGateway(place.session, aliyun, TIME_OUTS)
    sign = _look_at_sign(gateway, aliyun)
    templates = _look_at_templates(gateway, aliyun, policies)
    looks = await asyncio.gather(
        checked(place, Check.ALIYUN_SIGN, sign, LOOK_AT_KEY),
        checked(place, Check.ALIYUN_TEMPLATES, templates, LOOK_AT_KEY),
        checked(place, Check.ALIYUN_CALLBACK, look_at_aliyun_callback(place, aliyun), LEAD_HERE),
    )
    return list(looks)


async def _look_at_sign(gateway: AliyunGateway, aliyun: AliyunSettings) -> Finding:
    check = Check.ALIYUN_SIGN
    try:
        signs = await _all_of(gateway, "QuerySmsSignList", "SmsSignList")
    except CallFailed as failed:
        return _not_told(check, failed)
    states = {str(one.get("SignName")): str(one.get("AuditStatus")) for one in signs}
    match states.get(aliyun.sign_name):
        case None:
            says = f"{aliyun.sign_name} is no signature of this account"
        case state if state == PASSED:
            return ok(check, f"the access key is taken, the signature {aliyun.sign_name} approved")
        case state if state == WAITING:
            says = f"the signature {aliyun.sign_name} waits for its approval"
        case _:
            says = f"the signature {aliyun.sign_name} is not approved"
    return fail(check, says, LOOK_AT_SIGN)


async def _look_at_templates(
    gateway: AliyunGateway, aliyun: AliyunSettings, policies: Mapping[str, Policy]
) -> Finding:
    check = Check.ALIYUN_TEMPLATES
    missing = [kind for kind in SmsTemplate if str(kind) not in aliyun.templates]
    if len(missing) == len(SmsTemplate):
        says = "no ALIYUN_SMS_TEMPLATE_…: nothing can be sent"
        return fail(check, says, LOOK_AT_TEMPLATES)
    try:
        rows = await _all_of(gateway, "QuerySmsTemplateList", "SmsTemplateList")
    except CallFailed as failed:
        return _not_told(check, failed)
    real = {str(one.get("TemplateCode")): one for one in rows}
    wrong = [
        f"ALIYUN_SMS_TEMPLATE_{kind.upper()} {state}"
        for kind, code in aliyun.templates.items()
        if (state := _state(real.get(code)))
    ]
    if wrong:
        return fail(check, listed(wrong), LOOK_AT_TEMPLATES)
    fields = {
        kind: set(_VARIABLE.findall(str(real[code].get("TemplateContent", ""))))
        for kind, code in aliyun.templates.items()
    }
    strange = list(mismatches(fields, policies, ChannelName.SMS, "sms_templates"))
    if strange:
        return fail(check, listed(strange), "change the policy: `huiyin policy import FILE`")
    if missing:
        says = f"approved; without one for {', '.join(missing)}, which go the next way"
        return warn(check, says, LOOK_AT_TEMPLATES)
    return ok(check, "all approved, with the variables that the policy fills")


async def _all_of(gateway: AliyunGateway, action: str, name: str) -> list[dict[str, Any]]:
    """The rows of a list, page after page."""
    found: list[dict[str, Any]] = []
    for page in range(1, PAGES_MAX + 1):
        wanted = {"PageIndex": str(page), "PageSize": str(PAGE_SIZE)}
        rows = (await gateway.ask(action, wanted)).get(name)
        rows = rows if isinstance(rows, list) else []
        found += [row for row in rows if isinstance(row, dict)]
        if len(rows) < PAGE_SIZE:
            break
    return found


def _state(template: Mapping[str, Any] | None) -> str:
    """What keeps a template from being used; empty if nothing does."""
    if template is None:
        return "is no template of this account"
    match template.get("AuditStatus"):
        case state if state == PASSED:
            return ""
        case state if state == WAITING:
            return "waits for its approval"
        case _:
            return "is not approved"


def _not_told(check: Check, failed: CallFailed) -> Finding:
    """A key that may send and not ask is a good key of which less is known."""
    if code_of(failed) not in _MAY_NOT_ASK:
        raise failed
    return warn(check, "the access key is taken, but may not look this up", LOOK_AT_KEY)
