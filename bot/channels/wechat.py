"""Letters to residents in WeChat: customer-service messages and template messages."""

from collections.abc import Awaitable
from dataclasses import replace
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
from bot.channels.provider_calls import CallFailed
from bot.channels.wechat_client import OfficialAccount
from bot.channels.wechat_errors import ALREADY_TAKEN
from bot.channels.wechat_fields import fit
from bot.channels.wechat_media import fetch_media
from bot.channels.wechat_replies import letter_parts


class WeChatCustomerService:
    """The channel `wechat`: what may be said for a while after a resident did something.

    Each part of a text that is too long for one message counts against the resident's quota.
    """

    name = ChannelName.WECHAT

    def __init__(self, account: OfficialAccount) -> None:
        self._account = account

    async def send(self, letter: Letter) -> Outcome:
        parts = letter_parts(letter.text, letter.options)
        outcome: Outcome = Unknown("nothing to say")
        for number, part in enumerate(parts, 1):
            outcome = await _outcome(self._account.message.send_text(letter.address, part))
            if isinstance(outcome, Accepted):
                outcome = replace(outcome, messages=number)
                continue
            if number > 1:
                # Some of it is with the reader: a repetition would say it twice.
                return Unknown(f"part {number} of {len(parts)}: {outcome.reason}", messages=number)
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
        request = _filled(letter)
        if isinstance(request, Refused):
            return request
        # WeChat takes the same one only once within ten minutes.
        request["client_msg_id"] = letter.id
        if letter.link:
            request["url"] = letter.link
        return await _outcome(self._account.post("message/template/send", data=request))

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return _no_list()


class WeChatSubscription:
    """The channel `wechat_subscribe`: a template that its reader has allowed, each time anew."""

    name = ChannelName.WECHAT_SUBSCRIBE

    def __init__(self, account: OfficialAccount) -> None:
        self._account = account

    async def send(self, letter: Letter) -> Outcome:
        request = _filled(letter)
        if isinstance(request, Refused):
            return request
        if letter.link:
            request["page"] = letter.link
        return await _outcome(self._account.post("message/subscribe/bizsend", data=request))

    async def look_up(self, letter: Letter, since: datetime) -> Outcome:
        return _no_list()


def _filled(letter: Letter) -> dict[str, object] | Refused:
    """The template with its values, or a refusal where WeChat would refuse it as a whole (W17)."""
    if not letter.template or not letter.fields:
        return Refused("no template", "no template for this letter", After.NEXT_CHANNEL)
    fitted = {name: fit(name, value) for name, value in letter.fields}
    empty = sorted(name for name, value in fitted.items() if not value)
    if empty:
        reason = f"nothing that {', '.join(empty)} could say"
        return Refused("template field", reason, After.NEXT_CHANNEL)
    return {
        "touser": letter.address,
        "template_id": letter.template,
        "data": {name: {"value": value} for name, value in fitted.items()},
    }


async def _outcome(call: Awaitable[dict[str, object]]) -> Outcome:
    try:
        fields = await call
    except CallFailed as failed:
        if isinstance(failed.outcome, Refused) and failed.outcome.code == ALREADY_TAKEN:
            return Accepted("")
        return failed.outcome
    except TokenUnavailable as unavailable:
        reason = f"no access token: {unavailable.reason}"
        return Refused(unavailable.code, reason, unavailable.after)
    if fields.get("errcode") != 0:
        return Unknown("an answer that does not say yes")
    return Accepted(str(fields.get("msgid", "")))


def _no_list() -> Unknown:
    return Unknown("WeChat keeps no list of what was sent")
