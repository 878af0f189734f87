"""What Twilio's errors mean for a letter: a table, to be read like one."""

import re
from types import MappingProxyType

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import ProviderAnswer
from bot.channels.sms_status import OPTED_OUT_CODES

_CODE = re.compile(r"[0-9]{5,6}")
_TOO_MANY_REQUESTS = 429
_REQUEST_TIMEOUT = 408
_SUCCESS_AND_REDIRECTS = range(200, 400)
_OPERATORS_STATUSES = frozenset({401, 403, 404})

# code: what it asks for, and why in words that hold no number of anybody's
REFUSALS = MappingProxyType(
    {
        # this number, for ever
        "21211": (After.NEXT_CHANNEL, "not a valid number"),
        "21610": (After.NEXT_CHANNEL, "the reader has opted out"),
        "21614": (After.NEXT_CHANNEL, "not a mobile number"),
        "21635": (After.NEXT_CHANNEL, "a landline"),
        "30004": (After.NEXT_CHANNEL, "the reader's carrier blocks it"),
        "30005": (After.NEXT_CHANNEL, "an unknown number"),
        "30006": (After.NEXT_CHANNEL, "a landline, or a carrier that cannot be reached"),
        "63014": (After.NEXT_CHANNEL, "the reader has blocked the sender"),
        # this text
        "21602": (After.FATAL, "an empty text"),
        "21617": (After.FATAL, "a text of more than 1600 characters"),
        "30007": (After.NEXT_CHANNEL, "a carrier filtered the text"),
        "63016": (After.NEXT_CHANNEL, "a free text outside of the reader's window"),
        # our account
        "20003": (After.OPERATOR, "Twilio does not accept the account or its token"),
        "21212": (After.OPERATOR, "TWILIO_FROM is not a valid number"),
        "21408": (After.OPERATOR, "the account may not send to this country"),
        "21603": (After.OPERATOR, "TWILIO_FROM is missing"),
        "21606": (After.OPERATOR, "TWILIO_FROM cannot send SMS to this number"),
        "21608": (After.OPERATOR, "a trial account sends to verified numbers only"),
        "21612": (After.OPERATOR, "no route from TWILIO_FROM to this number"),
        "21659": (After.OPERATOR, "TWILIO_FROM is not a number of this account"),
        "21703": (After.OPERATOR, "the messaging service has no numbers"),
        "21704": (After.OPERATOR, "the messaging service has no numbers"),
        "30002": (After.OPERATOR, "the account is suspended"),
        "30034": (After.OPERATOR, "TWILIO_FROM is not registered for sending there"),
        "35118": (After.OPERATOR, "scheduling needs a messaging service"),
        # later
        "20429": (After.RETRY, "too many requests"),
        "14107": (After.RETRY, "too many requests"),
        "21611": (After.RETRY, "the queue of TWILIO_FROM is full"),
        "30001": (After.RETRY, "the queue overflowed"),
        "30003": (After.RETRY, "the phone is off or out of reach"),
        "30008": (After.RETRY, "the carrier does not say why"),
        "30017": (After.RETRY, "the carrier is congested"),
        "30022": (After.RETRY, "the carrier's rate limit"),
    }
)


def refusal(code: str, retry_after_seconds: float | None = None) -> Refused:
    """What an error code means, from the answer to a send or from a status callback.

    For a code that we do not know, another channel is the best guess.
    """
    after, reason = REFUSALS.get(code, (After.NEXT_CHANNEL, "refused by Twilio"))
    return Refused(
        code=code,
        reason=reason,
        after=after,
        retry_after_seconds=retry_after_seconds,
        opted_out=code in OPTED_OUT_CODES,
    )


def outcome_of(answer: ProviderAnswer) -> Refused | Unknown:
    """What an answer means that does not say that the message was created."""
    if (
        answer.status in _SUCCESS_AND_REDIRECTS
        or answer.status == _REQUEST_TIMEOUT
        or answer.status >= 500  # noqa: PLR2004 - what HTTP calls a server error
    ):
        return Unknown(f"an answer with status {answer.status} that is none")
    code = str((answer.document() or {}).get("code"))
    if code in REFUSALS:
        return refusal(code, answer.retry_after_seconds())
    if answer.status == _TOO_MANY_REQUESTS:
        return refusal("20429", answer.retry_after_seconds())
    if answer.status in _OPERATORS_STATUSES:
        return Refused(f"http {answer.status}", "Twilio turns the account away", After.OPERATOR)
    return refusal(code if _CODE.fullmatch(code) else f"http {answer.status}")
