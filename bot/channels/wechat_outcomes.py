"""What WeChat's answers mean for a letter."""

import re

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import CallFailed, ProviderAnswer
from bot.channels.wechat_errors import (
    ADDRESS_CODES,
    CONSENT_ENDED_CODES,
    RETRY_AFTER_SECONDS,
    WINDOW_CLOSED_CODES,
    meaning,
)

_CODE = re.compile("-?[0-9]{1,7}")
_ADDRESS = re.compile("invalid ip ([0-9a-fA-F.:]{3,45})")
_OK = 200
_TOO_MANY_REQUESTS = 429
_REQUEST_TIMEOUT = 408
_TURNED_AWAY = range(400, 500)
_OPERATORS_STATUSES = frozenset({401, 403, 404})


def refusal(code: str, errmsg: str = "") -> Refused:
    """What an errcode means. For one that we do not know, another channel is the best guess.

    Of WeChat's own words only the IP is taken, that the operator has to add: they may hold openids.
    """
    after, reason = meaning(code)
    address = _ADDRESS.search(errmsg) if code in ADDRESS_CODES else None
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
