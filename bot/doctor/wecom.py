"""The staff's application in WeCom: its token, whom it reaches, its group robot."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels import TokenUnavailable
from bot.channels.provider_calls import CallFailed, call
from bot.channels.wecom_client import fetch_wecom_token, json_body
from bot.channels.wecom_outcomes import settled
from bot.doctor.callbacks import look_at_wecom_callback
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
    reason_of,
    warn,
    without_token,
)
from bot.doctor.trials import LEAD_HERE
from bot.provider_settings import WeComSettings

OFF = "WeCom is off: set WECOM_CORP_ID and what .env.example names beside it"
APP = "企业微信管理后台 应用管理 → 自建 → the application"
LOOK_AT_IDS = f"compare WECOM_CORP_ID with 我的企业 → 企业信息, WECOM_SECRET with {APP}"
ADD_IP = f"{APP} → 企业可信IP"
VISIBLE = f"{APP} → 可见范围; the userid is 账号 in 通讯录"
LOOK_AT_ROBOT = "copy WECOM_ROBOT_KEY from the group's 群机器人: what follows key= in its address"
NOT_TRUSTED = "60020"
EMPTY_TEXT = "44004"
NOT_REACHED = frozenset({"60111", "60011", "40003", "50002", "46004"})
"""Codes with which WeCom says that a member is unknown, or out of the application's sight."""
MEMBERS_MAX = 200
"""A look for each member costs a call; beyond so many the first ones must do."""
MEMBERS_AT_ONCE = 5

Fields = dict[str, object]


async def look_at_wecom(place: Place, userids: tuple[str, ...]) -> list[Finding]:
    """All of it, or one line that it is off."""
    wecom = place.settings.wecom
    if wecom is None:
        return [off(Check.WECOM_TOKEN, OFF)]
    app = _App(place, wecom)
    first, robot, callback = await asyncio.gather(
        checked(place, Check.WECOM_TOKEN, app.look_at_token(), LOOK_AT_IDS),
        checked(place, Check.WECOM_ROBOT, app.look_at_robot(), LOOK_AT_ROBOT),
        checked(place, Check.WECOM_CALLBACK, look_at_wecom_callback(place, wecom), LEAD_HERE),
    )
    if not app.token:
        rest = [not_asked(check, first.check) for check in (Check.WECOM_APP, Check.WECOM_MEMBERS)]
        return [first, *rest, robot, callback]
    both = await asyncio.gather(
        checked(place, Check.WECOM_APP, app.look_at_app(), APP),
        checked(place, Check.WECOM_MEMBERS, app.look_at_members(userids), VISIBLE),
    )
    return [first, *both, robot, callback]


@dataclass
class _App:
    """One application and, once it has been got, its token."""

    place: Place
    settings: WeComSettings
    token: str = field(default="", repr=False)

    async def look_at_token(self) -> Finding:
        """WeCom gives everybody the same one, so nobody is disturbed."""
        ours = self.settings
        try:
            fetched = await fetch_wecom_token(
                self.place.session, ours.api_base, ours.corp_id, ours.secret, TIME_OUTS
            )
        except TokenUnavailable as refused:
            todo = ADD_IP if refused.code == NOT_TRUSTED else LOOK_AT_IDS
            return without_token(Check.WECOM_TOKEN, refused, todo)
        self.token = fetched.token
        return ok(Check.WECOM_TOKEN, f"{ours.corp_id} knows the application")

    async def look_at_app(self) -> Finding:
        """The first call that asks for a trusted address."""
        try:
            app = await self._asked("agent/get", {"agentid": str(self.settings.agent_id)})
        except CallFailed as failed:
            if code_of(failed) != NOT_TRUSTED:
                raise
            return fail(Check.WECOM_APP, reason_of(failed), ADD_IP)
        name = str(app.get("name", ""))[:32]
        if app.get("close") == 1:
            return fail(Check.WECOM_APP, f"the application {name} is switched off", f"{APP} → 启用")
        return ok(Check.WECOM_APP, f"the application {name} takes calls from this machine")

    async def look_at_members(self, userids: tuple[str, ...]) -> Finding:
        """Whether WeCom knows each member of our staff, and shows them the application."""
        if not userids:
            return warn(Check.WECOM_MEMBERS, "nobody to look for", "`huiyin import staff FILE`")
        turn = asyncio.Semaphore(MEMBERS_AT_ONCE)
        looked_for = userids[:MEMBERS_MAX]

        async def is_reached(userid: str) -> bool:
            async with turn:
                try:
                    await self._asked("user/get", {"userid": userid})
                except CallFailed as failed:
                    if code_of(failed) in NOT_REACHED:
                        return False
                    raise
            return True

        reached = await asyncio.gather(*map(is_reached, looked_for))
        lost = [one for one, found in zip(looked_for, reached, strict=True) if not found]
        if lost:
            says = f"not in the application's sight: {listed(lost)}; they are told by SMS"
            return warn(Check.WECOM_MEMBERS, says, VISIBLE)
        more = "" if len(looked_for) == len(userids) else f" of {len(userids)} looked for"
        return ok(Check.WECOM_MEMBERS, f"{len(looked_for)} members of staff{more}: all in sight")

    async def look_at_robot(self) -> Finding:
        """An empty text, which WeCom refuses to a robot that it knows: nothing is said."""
        key = self.settings.robot_key
        if key is None:
            return off(Check.WECOM_ROBOT, "no WECOM_ROBOT_KEY: no group hears of escalations")
        try:
            settled(
                await call(
                    self.place.session,
                    "POST",
                    f"{self.settings.api_base}/cgi-bin/webhook/send",
                    params={"key": key},
                    data=json_body({"msgtype": "text", "text": {"content": ""}}),
                    headers={"Content-Type": "application/json"},
                    time_outs=TIME_OUTS,
                )
            )
        except CallFailed as failed:
            if code_of(failed) != EMPTY_TEXT:
                raise
        return ok(Check.WECOM_ROBOT, "the group's robot is there")

    async def _asked(self, endpoint: str, parameters: Mapping[str, str]) -> Fields:
        return settled(
            await call(
                self.place.session,
                "GET",
                f"{self.settings.api_base}/cgi-bin/{endpoint}",
                params={"access_token": self.token, **parameters},
                time_outs=TIME_OUTS,
            )
        )
