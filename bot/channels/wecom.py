"""Messages to staff: WeCom's application messages and the group robot."""

import re
from collections.abc import Awaitable
from datetime import datetime
from typing import TypeAlias

from aiohttp import ClientSession, ClientTimeout

from bot.channels import (
    Accepted,
    After,
    Card,
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
from bot.channels.wecom_cards import card_body, card_change
from bot.channels.wecom_client import WeComClient, json_body
from bot.channels.wecom_codes import REFUSALS
from bot.channels.wecom_outcomes import settled
from bot.provider_settings import WeComSettings

Message: TypeAlias = dict[str, object]

TEXT_BYTES_MAX = 2048
"""WeCom cuts a longer text, in the middle of a character if need be."""

DUPLICATE_CHECK_SECONDS = 270
"""For so long WeCom drops a message that equals an earlier one to the same member.

Long enough to send again at once what nobody answered; shorter than the five minutes after which an
emergency that nobody has taken is told again, in the same words.
"""

CARD_DUPLICATE_CHECK_SECONDS = 4 * 60 * 60
"""No two cards are equal, so that only the same one, sent again, is ever dropped."""

_NO_CALLBACK = frozenset({"40057"})
"""Without a callback address nobody would hear of a pressed button, and WeCom takes no card."""
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
        if letter.card is None:
            return await self._send_text(letter)
        if letter.card.code:
            return await self._change(letter, letter.card)
        outcome = await self._send_card(letter, letter.card)
        # What was certainly refused as a card may still be told as a text.
        return await self._send_text(letter) if _takes_no_card(outcome) else outcome

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return Unknown(_NO_LIST)

    async def _send_text(self, letter: Letter) -> Outcome:
        text: Message = {"msgtype": "text", "text": {"content": _content(letter)}}
        return await self._send(letter, text, DUPLICATE_CHECK_SECONDS)

    async def _send_card(self, letter: Letter, card: Card) -> Outcome:
        body = card_body(card, _without_links(letter.text))
        message: Message = {"msgtype": "template_card", "template_card": body}
        return await self._send(letter, message, CARD_DUPLICATE_CHECK_SECONDS)

    async def _send(self, letter: Letter, message: Message, seconds: int) -> Outcome:
        checked = {**message, "enable_duplicate_check": 1, "duplicate_check_interval": seconds}
        return await self._settled(
            letter, self._client.message.send(self._agent_id, letter.address, msg=checked)
        )

    async def _change(self, letter: Letter, card: Card) -> Outcome:
        text = _without_links(letter.text)
        change = card_change(card, text, letter.address, self._agent_id)
        return await self._settled(
            letter, self._client.post("message/update_template_card", data=change)
        )

    async def _settled(self, letter: Letter, call: Awaitable[dict[str, object]]) -> Outcome:
        try:
            fields = await call
        except CallFailed as failed:
            return failed.outcome
        except TokenUnavailable as error:
            return Refused(error.code, error.reason, error.after)
        return _outcome_for(letter.address, fields)


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
    """The text with its options."""
    return numbered(_without_links(letter.text), letter.options, TEXT_BYTES_MAX, _utf_8_bytes)


def _without_links(text: str) -> str:
    """The text; what a resident wrote in it makes no link for staff to tap."""
    return _LINK.sub("＜", writable(text))


def _utf_8_bytes(text: str) -> int:
    return len(text.encode("utf-8"))


def _outcome_for(userid: str, fields: dict[str, object]) -> Outcome:
    """With errcode 0, too, WeCom may say that it left the only reader out (W18)."""
    for name in ("invaliduser", "unlicenseduser"):
        if userid.lower() in _listed(fields.get(name)):
            return Refused(name, "not reached in WeCom", After.NEXT_CHANNEL)
    return Accepted(
        str(fields.get("msgid") or ""), response_code=str(fields.get("response_code") or "")
    )


def _listed(named: object) -> list[str]:
    """The userids that WeCom names, in lower case: between bars, or of a changed card in a list."""
    userids = named if isinstance(named, list) else str(named or "").split("|")
    return [str(userid).lower() for userid in userids]


def _takes_no_card(outcome: Outcome) -> bool:
    """Whether WeCom refused the form and not the reader: a code that nobody knows may be either."""
    if not isinstance(outcome, Refused):
        return False
    is_unheard_of = outcome.code.lstrip("-").isdigit() and int(outcome.code) not in REFUSALS
    return outcome.after is After.FATAL or outcome.code in _NO_CALLBACK or is_unheard_of
