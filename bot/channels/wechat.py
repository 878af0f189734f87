"""Letters to residents in WeChat: customer-service messages and template messages."""

from collections.abc import Awaitable
from datetime import datetime

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    IncomingMedia,
    Letter,
    Outcome,
    Refused,
    TokenUnavailable,
    Unknown,
)
from bot.channels.media import FetchedMedia
from bot.channels.payloads import writable
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount
from bot.channels.wechat_fields import fit
from bot.channels.wechat_media import fetch_media
from bot.channels.wechat_replies import render, split_text


class WeChatCustomerService:
    """The channel `wechat`: what may be said for a while after a resident did something.

    Each part of a text that is too long for one message counts against the resident's quota.
    """

    name = ChannelName.WECHAT

    def __init__(self, account: OfficialAccount) -> None:
        self._account = account

    async def send(self, letter: Letter) -> Outcome:
        parts = split_text(writable(render(letter.text, letter.options)))
        outcome: Outcome = Unknown("nothing to say")
        for number, part in enumerate(parts, 1):
            outcome = await _outcome(self._account.message.send_text(letter.address, part))
            if isinstance(outcome, Accepted):
                continue
            if number > 1:
                # Some of it is with the reader: a repetition would say it twice.
                return Unknown(f"part {number} of {len(parts)}: {outcome.reason}")
            return outcome
        return outcome

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return _no_list()

    async def fetch_media(self, media: IncomingMedia) -> FetchedMedia:
        """The photo, recording or film of a message; raises MediaUnavailable."""
        return await fetch_media(self._account, media.reference)


class WeChatTemplate:
    """The channel `wechat_template`: named values in a template of the account, at any time."""

    name = ChannelName.WECHAT_TEMPLATE

    def __init__(self, account: OfficialAccount) -> None:
        self._account = account

    async def send(self, letter: Letter) -> Outcome:
        if not letter.template or not letter.fields:
            return Refused("no template", "no template for this letter", After.NEXT_CHANNEL)
        request = {
            "touser": letter.address,
            "template_id": letter.template,
            # WeChat takes the same one only once within ten minutes.
            "client_msg_id": letter.id,
            "data": {name: {"value": fit(name, value)} for name, value in letter.fields},
        }
        return await _outcome(self._account.post("message/template/send", data=request))

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return _no_list()


async def _outcome(call: Awaitable[dict[str, object]]) -> Outcome:
    try:
        fields = await call
    except CallFailed as failed:
        return failed.outcome
    except TokenUnavailable as unavailable:
        reason = f"no access token: {unavailable.reason}"
        return Refused(unavailable.code, reason, unavailable.after)
    if fields.get("errcode") != 0:
        return Unknown("an answer that does not say yes")
    return Accepted(str(fields.get("msgid", "")))


def _no_list() -> Unknown:
    return Unknown("WeChat keeps no list of what was sent")
