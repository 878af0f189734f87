"""What WeChat's error codes mean for a letter: a table, to be read like one."""

import re
from types import MappingProxyType

from wechatpy.constants import WeChatErrorCode

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import CallFailed, ProviderAnswer
from bot.channels.wechat_reports import CONSENT_ENDED_CODES

# code: what it asks for, and why in words that hold nobody's address
REFUSALS = MappingProxyType(
    {
        # this reader
        "40003": (After.NEXT_CHANNEL, "an openid of no follower of this account"),
        "43004": (After.NEXT_CHANNEL, "the reader does not follow the account"),
        "43019": (After.NEXT_CHANNEL, "the reader is on the account's blocklist"),
        "43101": (After.NEXT_CHANNEL, "the reader takes no messages of this template"),
        "48002": (After.NEXT_CHANNEL, "the reader has switched messages off"),
        "45015": (After.NEXT_CHANNEL, "the reader has not written for 48 hours"),
        "45047": (After.NEXT_CHANNEL, "too many messages since the reader last wrote"),
        # this text
        "40037": (After.OPERATOR, "the account has no such template"),
        "44004": (After.FATAL, "an empty text"),
        "45002": (After.NEXT_CHANNEL, "a text of more than 2048 bytes"),
        "47001": (After.FATAL, "a request that WeChat cannot read"),
        "47003": (After.NEXT_CHANNEL, "a template field that WeChat does not take"),
        # our account
        "40001": (After.OPERATOR, "the access token or WECHAT_APP_SECRET is not accepted"),
        "40002": (After.OPERATOR, "the grant type is not accepted"),
        "40013": (After.OPERATOR, "WECHAT_APP_ID is not accepted"),
        "40014": (After.OPERATOR, "the access token is not accepted"),
        "40125": (After.OPERATOR, "WECHAT_APP_SECRET is not accepted"),
        "40164": (After.OPERATOR, "this machine's IP is not on the account's list: add this IP"),
        "41001": (After.OPERATOR, "the access token is missing"),
        "41002": (After.OPERATOR, "WECHAT_APP_ID is missing"),
        "41004": (After.OPERATOR, "WECHAT_APP_SECRET is missing"),
        "42001": (After.OPERATOR, "the access token has expired"),
        "48001": (After.OPERATOR, "the account has no right to this call"),
        "48004": (After.OPERATOR, "WeChat has taken this call from the account"),
        "50002": (After.OPERATOR, "the account is restricted"),
        "61004": (After.OPERATOR, "this machine's IP is not on the account's list: add this IP"),
        # later
        "-1": (After.RETRY, "WeChat is busy"),
        "45009": (After.RETRY, "the day's calls are used up"),
        "45011": (After.RETRY, "too many calls in this minute"),
        "50001": (After.RETRY, "WeChat's own right is missing"),
    }
)
# Nothing but the reader's next message opens WeChat's customer service again.
WINDOW_CLOSED_CODES = frozenset({"43004", "45015", "45047"})
RETRY_AFTER_SECONDS = MappingProxyType({"45009": 3600.0, "45011": 60.0})
# Invalid, unreadable, expired: whatever the cause, another token is the cure, once.
TOKEN_CODES = frozenset({"40001", "40014", "42001"})

_NAMES = {str(code.value): code.name.lower().replace("_", " ") for code in WeChatErrorCode}
_CODE = re.compile("-?[0-9]{1,7}")
_ADDRESS = re.compile("invalid ip ([0-9a-fA-F.:]{3,45})")
_ADDRESS_CODES = frozenset({"40164", "61004"})
_OK = 200
_TOO_MANY_REQUESTS = 429
_REQUEST_TIMEOUT = 408
_TURNED_AWAY = range(400, 500)
_OPERATORS_STATUSES = frozenset({401, 403, 404})


def refusal(code: str, errmsg: str = "") -> Refused:
    """What an errcode means. For one that we do not know, another channel is the best guess.

    Of WeChat's own words only the IP is taken, that the operator has to add: they may hold openids.
    """
    unknown = (After.NEXT_CHANNEL, f"refused by WeChat: {_NAMES.get(code, 'an unknown code')}")
    after, reason = REFUSALS.get(code, unknown)
    address = _ADDRESS.search(errmsg) if code in _ADDRESS_CODES else None
    return Refused(
        code=code,
        reason=f"{reason}: {address[1]}" if address else reason,
        after=after,
        retry_after_seconds=RETRY_AFTER_SECONDS.get(code),
        window_closed=code in WINDOW_CLOSED_CODES,
        consent_ended=code in CONSENT_ENDED_CODES,
    )


def error_code(answer: ProviderAnswer) -> str:
    """The errcode of an answer; empty if there is none, or none that can be believed.

    "0" only for the number: WeChat has never said yes with a text.
    """
    match (answer.document() or {}).get("errcode"):
        case bool():
            return ""
        case int() as code:
            return str(code)
        case str() as code if _CODE.fullmatch(code) and int(code):
            return str(int(code))
        case _:
            return ""


def answered(answer: ProviderAnswer) -> dict[str, object]:
    """The fields of an answer that does not say no; raises CallFailed for any other.

    An HTTP status of 200 says nothing: WeChat refuses with it too (W18, F10).
    """
    if answer.status != _OK:
        raise CallFailed(_by_status(answer))
    fields = answer.document()
    if fields is None:
        raise CallFailed(Unknown("an answer that is none of WeChat's"))
    code = error_code(answer)
    if code not in ("", "0"):
        raise CallFailed(refusal(code, str(fields.get("errmsg", ""))))
    if "errcode" in fields and not code:
        raise CallFailed(Unknown("an errcode that is none"))
    return fields


def _by_status(answer: ProviderAnswer) -> Refused | Unknown:
    status = answer.status
    if status not in _TURNED_AWAY or status == _REQUEST_TIMEOUT:
        return Unknown(f"an answer with status {status} that is none")
    code, reason = f"http {status}", "turned away before WeChat read it"
    if status == _TOO_MANY_REQUESTS:
        return Refused(code, "too many requests", After.RETRY, answer.retry_after_seconds())
    after = After.OPERATOR if status in _OPERATORS_STATUSES else After.NEXT_CHANNEL
    return Refused(code, reason, after)
