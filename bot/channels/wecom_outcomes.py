"""What an answer of WeCom's means for a letter."""

import ipaddress
import re

from bot.channels import After, Refused, Unknown
from bot.channels.provider_calls import CallFailed, ProviderAnswer
from bot.channels.wecom_codes import REFUSALS

RATE_LIMIT_CODE = 45009
RATE_LIMIT_SECONDS = 60
"""How long to leave WeCom alone after that code; its limits are per minute and per hour."""

_OK = 200
_REQUEST_TIMEOUT = 408
_TOO_MANY_REQUESTS = 429
_CLIENT_ERRORS = range(400, 500)
_NOT_TRUSTED = 60020
_CALLERS_ADDRESS = re.compile(r"from ip: ?([0-9a-fA-F.:]{2,45})")


def settled(answer: ProviderAnswer) -> dict[str, object]:
    """The fields of an answer with errcode 0; CallFailed for every other one (W18, F10)."""
    fields = answer.document()
    code = None if fields is None else fields.get("errcode")
    if answer.status == _OK and fields is not None and type(code) is int:
        if code == 0:
            return fields
        raise CallFailed(refusal(code, str(fields.get("errmsg", ""))))
    if answer.status == _TOO_MANY_REQUESTS:
        wait = answer.retry_after_seconds()
        raise CallFailed(Refused("http 429", "too many calls", After.RETRY, wait))
    if answer.status in _CLIENT_ERRORS and answer.status != _REQUEST_TIMEOUT:
        reason = "the call was turned away before WeCom"
        raise CallFailed(Refused(f"http {answer.status}", reason, After.OPERATOR))
    raise CallFailed(Unknown(f"an answer with status {answer.status} that is none"))


def refusal(errcode: int, errmsg: str = "") -> Refused:
    """What an errcode means; for one that we do not know, another channel is the best guess.

    Of WeCom's own words only the address that it wants to trust is taken over.
    """
    after, reason = REFUSALS.get(errcode, (After.NEXT_CHANNEL, "refused by WeCom"))
    address = _callers_address(errmsg) if errcode == _NOT_TRUSTED else ""
    return Refused(
        code=str(errcode),
        reason=f"{reason}: {address}" if address else reason,
        after=after,
        retry_after_seconds=RATE_LIMIT_SECONDS if errcode == RATE_LIMIT_CODE else None,
    )


def _callers_address(errmsg: str) -> str:
    found = _CALLERS_ADDRESS.search(errmsg)
    try:
        return str(ipaddress.ip_address(found[1])) if found else ""
    except ValueError:
        return ""
