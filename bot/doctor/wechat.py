"""The Official Account: its token, templates and what is left of today's calls."""

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.channels import TokenUnavailable
from bot.channels.provider_calls import CallFailed, call
from bot.channels.wechat_client import StableToken
from bot.channels.wechat_errors import ADDRESS_CODES
from bot.channels.wechat_menu import menu_document, menu_shown
from bot.channels.wechat_outcomes import answered
from bot.doctor.callbacks import look_at_wechat_callback
from bot.doctor.findings import (
    TIME_OUTS,
    Check,
    Finding,
    Place,
    checked,
    code_of,
    fail,
    listed,
    not_asked,
    off,
    ok,
    warn,
    without_token,
)
from bot.doctor.template_fields import mismatches
from bot.doctor.trials import LEAD_HERE
from bot.provider_settings import WeChatSettings
from flows.rules.policy import Policy
from flows.rules.reach import WECHAT_SUBSCRIBE, WECHAT_TEMPLATE
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render

OFF = "WeChat is off: set WECHAT_APP_ID and what .env.example names beside it"
ADD_IP = "公众平台 设置与开发 → 开发接口管理 → 基本配置 → IP白名单"
LOOK_AT_BASICS = "公众平台 设置与开发 → 开发接口管理 → 基本配置: compare AppID and AppSecret"
LOOK_AT_TEMPLATES = "公众平台 广告与服务 → 模板消息 → 我的模板"
LOOK_AT_SUBSCRIPTIONS = "公众平台 广告与服务 → 订阅通知 → 我的模板"
PUSH_MENU = "run `huiyin menu push`"
_NO_MENU = "46003"
QUOTA_LEFT_PERCENT_MIN = 10
_FIELD = re.compile(r"\{\{ *([A-Za-z][A-Za-z0-9_]*)\.DATA *\}\}")

Fields = dict[str, object]


async def look_at_wechat(place: Place, policies: Mapping[str, Policy]) -> list[Finding]:
    """All of it, or one line that it is off."""
    wechat = place.settings.wechat
    if wechat is None:
        return [off(Check.WECHAT_TOKEN, OFF)]
    account = _Account(place, wechat, policies)
    first, callback = await asyncio.gather(
        checked(place, Check.WECHAT_TOKEN, account.look_at_token(), LOOK_AT_BASICS),
        checked(place, Check.WECHAT_CALLBACK, look_at_wechat_callback(place, wechat), LEAD_HERE),
    )
    rest = (
        (Check.WECHAT_TEMPLATES, account.look_at_templates, LOOK_AT_TEMPLATES),
        (Check.WECHAT_SUBSCRIPTIONS, account.look_at_subscriptions, LOOK_AT_SUBSCRIPTIONS),
        (Check.WECHAT_MENU, account.look_at_menu, PUSH_MENU),
        (Check.WECHAT_QUOTA, account.look_at_quota, LOOK_AT_BASICS),
    )
    if not account.token:
        return [first, callback, *(not_asked(check, first.check) for check, _, _ in rest)]
    looks = (checked(place, check, look(), todo) for check, look, todo in rest)
    return [first, callback, *await asyncio.gather(*looks)]


@dataclass
class _Account:
    """One account and, once it has been got, its token."""

    place: Place
    settings: WeChatSettings
    policies: Mapping[str, Policy]
    token: str = field(default="", repr=False)

    async def look_at_token(self) -> Finding:
        """Asked for without the row that processes share: a refusal must not be counted there."""
        ours = self.settings
        try:
            stable = await StableToken.fetch(
                self.place.session, ours.api_base, ours.app_id, ours.app_secret, TIME_OUTS
            )
        except TokenUnavailable as refused:
            todo = ADD_IP if refused.code in ADDRESS_CODES else LOOK_AT_BASICS
            return without_token(Check.WECHAT_TOKEN, refused, todo)
        self.token = stable.token
        return ok(Check.WECHAT_TOKEN, f"WeChat lets this machine speak for {ours.app_id}")

    async def look_at_templates(self) -> Finding:
        check = Check.WECHAT_TEMPLATES
        if not self.settings.templates:
            return off(check, "no WECHAT_TEMPLATE_…: after 48 hours messages go the next way")
        answer = await self._asked("GET", "/cgi-bin/template/get_all_private_template")
        real = _contents(answer.get("template_list"), "template_id")
        return self._compared(check, self.settings.templates, real, WECHAT_TEMPLATE)

    async def look_at_subscriptions(self) -> Finding:
        check = Check.WECHAT_SUBSCRIPTIONS
        if not self.settings.subscribes:
            return off(check, "no WECHAT_SUBSCRIBE_…: no 订阅通知 is sent")
        answer = await self._asked("GET", "/wxaapi/newtmpl/gettemplate")
        real = _contents(answer.get("data"), "priTmplId")
        return self._compared(check, self.settings.subscribes, real, WECHAT_SUBSCRIBE)

    async def look_at_menu(self) -> Finding:
        """What followers see at the bottom of the chat, against what `huiyin menu push` makes."""
        check = Check.WECHAT_MENU
        try:
            answer = await self._asked("GET", "/cgi-bin/menu/get")
        except CallFailed as failed:
            if code_of(failed) != _NO_MENU:
                raise
            return warn(check, "the account has no menu", PUSH_MENU)
        settings = self.place.settings
        words = partial(render, language=Language.SIMPLIFIED, zone=settings.timezone)
        base_url = settings.public_base_url
        if _bare(answer.get("menu")) != menu_document(menu_shown(base_url), words, base_url):
            return warn(check, "the account's menu is another one than ours", PUSH_MENU)
        return ok(check, "followers see the menu that `huiyin menu push` makes")

    async def look_at_quota(self) -> Finding:
        """Today's calls. What each reader may still get lies in our own rows, not at WeChat."""
        paths = {"customer service": "/cgi-bin/message/custom/send"}
        if self.settings.templates:
            paths["templates"] = "/cgi-bin/message/template/send"
        if self.settings.subscribes:
            paths["subscriptions"] = "/cgi-bin/message/subscribe/bizsend"
        said, scarce = [], False
        for name, path in paths.items():
            answer = await self._asked("POST", "/cgi-bin/openapi/quota/get", {"cgi_path": path})
            quota = answer.get("quota")
            left, limit = (
                (quota.get("remain"), quota.get("daily_limit"))
                if isinstance(quota, dict)
                else (None, None)
            )
            if type(left) is not int or type(limit) is not int:
                return warn(Check.WECHAT_QUOTA, f"WeChat does not tell that of {name}")
            said.append(f"{name} {left:,} of {limit:,}")
            scarce = scarce or left * 100 < limit * QUOTA_LEFT_PERCENT_MIN or not limit
        says = f"calls left today: {', '.join(said)}"
        if scarce:
            todo = "公众平台 设置与开发 → 开发接口管理 → 接口权限: see what uses them up"
            return warn(Check.WECHAT_QUOTA, says, todo)
        return ok(Check.WECHAT_QUOTA, says)

    def _compared(
        self,
        check: Check,
        ids: Mapping[str, str],
        real: Mapping[str, str],
        channel: str,
    ) -> Finding:
        prefix, table, todo = (
            ("WECHAT_TEMPLATE", "templates", LOOK_AT_TEMPLATES)
            if channel == WECHAT_TEMPLATE
            else ("WECHAT_SUBSCRIBE", "subscriptions", LOOK_AT_SUBSCRIPTIONS)
        )
        unknown = [kind for kind, id_ in ids.items() if id_ not in real]
        if unknown:
            names = listed(f"{prefix}_{kind.upper()}" for kind in unknown)
            return fail(check, f"the account has no such template: {names}", todo)
        fields = {kind: set(_FIELD.findall(real[id_])) for kind, id_ in ids.items()}
        wrong = list(mismatches(fields, self.policies, channel, table))
        if wrong:
            todo = "change the policy: `huiyin policy import FILE`"
            return fail(check, listed(wrong), todo)
        return ok(check, f"{', '.join(sorted(ids))}: there, with the fields that the policy fills")

    async def _asked(self, method: str, path: str, document: Fields | None = None) -> Fields:
        answer = await call(
            self.place.session,
            method,
            self.settings.api_base + path,
            params={"access_token": self.token},
            data=None if document is None else json.dumps(document).encode(),
            time_outs=TIME_OUTS,
        )
        return answered(answer)


def _bare(menu: object) -> object:
    """A menu without the empty lists that WeChat adds to it."""
    match menu:
        case dict():
            return {name: _bare(part) for name, part in menu.items() if part != []}
        case list():
            return [_bare(part) for part in menu]
        case _:
            return menu


def _contents(templates: object, id_field: str) -> dict[str, str]:
    """The text of each template by its id; of an answer of another shape nothing."""
    rows: Iterable[object] = templates if isinstance(templates, list) else ()
    return {
        str(row.get(id_field)): str(row.get("content", "")) for row in rows if isinstance(row, dict)
    }
