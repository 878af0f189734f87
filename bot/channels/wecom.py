"""Messages to staff: WeCom's application messages and the group robot."""

import re
from datetime import datetime

from aiohttp import ClientSession, ClientTimeout

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    Letter,
    Outcome,
    Refused,
    TokenStore,
    TokenUnavailable,
    Unknown,
)
from bot.channels.numbered import numbered
from bot.channels.payloads import writable
from bot.channels.provider_calls import TIME_OUTS, CallFailed, call
from bot.channels.wecom_client import WeComClient, json_body
from bot.channels.wecom_outcomes import settled
from bot.provider_settings import WeComSettings

TEXT_BYTES_MAX = 2048
"""WeCom cuts a longer text, in the middle of a character if need be."""

DUPLICATE_CHECK_SECONDS = 270
"""For so long WeCom drops a message that equals an earlier one to the same member.

Long enough to send again at once what nobody answered; shorter than the five minutes after which an
emergency that nobody has taken is told again, in the same words.
"""

_USERID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}")
_LINK = re.compile(r"<(?=\s*/?\s*a\b)", re.IGNORECASE)
_NO_LIST = "WeCom keeps no list of what was sent"


class WeComApp:
    """The channel `wecom`: letters go to one member of staff, by userid in any case.

    To send the same letter again at once is safe: WeCom drops the second one.
    """

    name = ChannelName.WECOM

    def __init__(
        self,
        session: ClientSession,
        settings: WeComSettings,
        tokens: TokenStore,
        time_outs: ClientTimeout = TIME_OUTS,
    ) -> None:
        self._agent_id = settings.agent_id
        self._client = WeComClient(session, settings.api_base, settings.corp_id, tokens, time_outs)

    async def send(self, letter: Letter) -> Outcome:
        # "@all" or "a|b" would reach others.
        if not _USERID.fullmatch(letter.address):
            return Refused("userid", "not one member's userid", After.NEXT_CHANNEL)
        message = {
            "msgtype": "text",
            "text": {"content": _content(letter)},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATE_CHECK_SECONDS,
        }
        try:
            fields = await self._client.message.send(self._agent_id, letter.address, msg=message)
        except CallFailed as failed:
            return failed.outcome
        except TokenUnavailable as error:
            return Refused(error.code, error.reason, error.after)
        return _outcome_for(letter.address, fields)

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return Unknown(_NO_LIST)


class WeComRobot:
    """The channel `robot`: every letter goes to the one group that the robot sits in.

    `key` is the robot's whole secret and stands in its address.
    """

    name = ChannelName.ROBOT

    def __init__(
        self, session: ClientSession, base: str, key: str, time_outs: ClientTimeout = TIME_OUTS
    ) -> None:
        self._session = session
        self._url = f"{base}/cgi-bin/webhook/send"
        self._key = key
        self._time_outs = time_outs

    async def send(self, letter: Letter) -> Outcome:
        message = {"msgtype": "text", "text": {"content": _content(letter)}}
        try:
            answer = await call(
                self._session,
                "POST",
                self._url,
                params={"key": self._key},
                data=json_body(message),
                headers={"Content-Type": "application/json"},
                time_outs=self._time_outs,
            )
            settled(answer)
        except CallFailed as failed:
            return failed.outcome
        return Accepted(provider_id="")

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return Unknown(_NO_LIST)


def _content(letter: Letter) -> str:
    """The text with its options; what a resident wrote in it makes no link for staff to tap."""
    text = _LINK.sub("＜", writable(letter.text))
    return numbered(text, letter.options, TEXT_BYTES_MAX, _utf_8_bytes)


def _utf_8_bytes(text: str) -> int:
    return len(text.encode("utf-8"))


def _outcome_for(userid: str, fields: dict[str, object]) -> Outcome:
    """With errcode 0, too, WeCom may say that it left the only reader out (W18)."""
    for name in ("invaliduser", "unlicenseduser"):
        left_out = str(fields.get(name) or "").lower().split("|")
        if userid.lower() in left_out:
            return Refused(name, "not reached in WeCom", After.NEXT_CHANNEL)
    return Accepted(str(fields.get("msgid") or ""))
