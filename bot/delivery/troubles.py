"""Why a message has not arrived, as far as a clerk can do something about it."""

from datetime import datetime
from enum import StrEnum

from bot.channels import After
from bot.channels.aliyun_outcomes import REFUSALS as ALIYUN_REFUSALS
from bot.channels.sms_status import OPTED_OUT_CODES
from bot.channels.twilio_outcomes import REFUSALS as TWILIO_REFUSALS
from bot.channels.wechat_errors import CONSENT_ENDED_CODES, WINDOW_CLOSED_CODES, meaning
from bot.channels.wecom_codes import REFUSALS as WECOM_REFUSALS
from flows.rules.reach import ROBOT, SMS, TEMPLATED, WECHAT, WECOM
from flows.rules.vocabulary import MessageState
from storage.outgoing import Attempt, Outgoing

TURNED_AWAY = "http 4"
"""What the code of a call begins with that the provider's own machines turned away."""


class Trouble(StrEnum):
    """What keeps a message, or kept it for good."""

    WAITS = "waits"
    """For its time: quiet hours, or the moment that it was written for."""
    NEXT = "next"
    SENDING = "sending"
    BUSY = "busy"
    """A provider was busy or not there; it is tried again."""
    ASKING = "asking"
    """The provider is being asked what became of it."""
    DOUBTFUL = "doubtful"
    TOO_LATE = "too_late"
    OPTED_OUT = "opted_out"
    WINDOW = "window"
    """WeChat lets nobody write who was not written to lately, or not in this kind."""
    ADDRESS = "address"
    SETTINGS = "settings"
    """An account, a template or a key of ours: whoever runs the installation has to look."""
    TEXT = "text"
    NO_ADDRESS = "no_address"
    OTHER = "other"


def trouble_of(message: Outgoing, last: Attempt | None, now: datetime) -> Trouble:
    """The trouble of a message whose last attempt is known, if there was any."""
    match message.state:
        case MessageState.CLAIMED:
            return Trouble.SENDING
        case MessageState.QUEUED if message.attempts:
            return Trouble.BUSY
        case MessageState.QUEUED:
            return Trouble.WAITS if message.not_before > now else Trouble.NEXT
        case MessageState.UNKNOWN:
            return Trouble.DOUBTFUL if message.look_up_at is None else Trouble.ASKING
        case MessageState.EXPIRED:
            return Trouble.TOO_LATE
        case _ if last is None:
            return Trouble.NO_ADDRESS
        case _:
            return _refused(last.channel, _code(last))


def _code(attempt: Attempt) -> str:
    """The provider's own code: of a delivery that failed later, or of a call that was refused."""
    return attempt.provider_error or (attempt.error or "").partition(":")[0]


def _refused(channel: str, code: str) -> Trouble:
    if code in OPTED_OUT_CODES:
        return Trouble.OPTED_OUT
    if channel in {WECHAT, *TEMPLATED} and code in WINDOW_CLOSED_CODES | CONSENT_ENDED_CODES:
        return Trouble.WINDOW
    match _after(channel, code):
        case After.OPERATOR:
            return Trouble.SETTINGS
        case After.FATAL:
            return Trouble.TEXT
        case After.RETRY:
            return Trouble.BUSY
        case After.NEXT_CHANNEL:
            return Trouble.ADDRESS
        case None:
            return Trouble.OTHER


def _after(channel: str, code: str) -> After | None:
    """What the provider's table says of its code; None for one that stands nowhere."""
    if code.startswith(TURNED_AWAY):
        return After.OPERATOR
    if channel in {WECHAT, *TEMPLATED}:
        return meaning(code)[0]
    tables = {SMS: {**ALIYUN_REFUSALS, **TWILIO_REFUSALS}, WECOM: _wecom(), ROBOT: _wecom()}
    found = tables.get(channel, {}).get(code)
    return None if found is None else found[0]


def _wecom() -> dict[str, tuple[After, str]]:
    return {str(code): row for code, row in WECOM_REFUSALS.items()}
