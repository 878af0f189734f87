"""What Alibaba Cloud pushes to us: what residents wrote, and what became of letters.

After SmsUp (help.aliyun.com/zh/sms/developer-reference/smsup-http) and SmsReport (…/smsreport-2):
JSON lists by HTTP, repeated after 1, 5 and 10 minutes until answered with status 200 and a code.
The pushes are NOT signed: all that tells them from a stranger's is a secret in our own address.
Whoever learns it can speak for any number of the mainland, so it is kept like a password.
"""

import hashlib
import hmac
import json
import logging
import re
from collections.abc import Mapping
from typing import Any

from bot.channels import BadRequest, ChannelName, Incoming
from bot.channels.payloads import writable
from bot.channels.sms_gateway import Callback
from bot.channels.sms_status import StatusReport
from bot.provider_settings import AliyunSettings

ITEMS_MAX = 500
"""More in one push than any list that fits into the bytes that we take."""

_TARGET = re.compile(r"/sms/aliyun/([0-9A-Za-z]{1,128})/(?:up|report)")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[0-9]{10})")
_SEQUENCE = re.compile(r"[0-9A-Za-z_-]{1,64}")
_OUT_ID = re.compile(r"([0-9a-f]{8})-([0-9]{1,18})")
_CODE = re.compile(r"[0-9A-Za-z_.:-]{1,64}")

log = logging.getLogger(__name__)


def out_id(settings: AliyunSettings, letter_id: str) -> str:
    """The name that we give to a letter: others who send by the same account count letters too."""
    return f"{_mark(settings)}-{letter_id}"


def _mark(settings: AliyunSettings) -> str:
    """What tells this installation's letters: derived from a secret that no other one has."""
    key = settings.callback_token.encode()
    return hmac.new(key, b"huiyin out id", hashlib.sha256).hexdigest()[:8]


def provider_id(letter_id: str) -> str:
    """The name of a letter at this provider.

    Not its BizId: that is in no answer that was lost and in no look-up, but OutId is in all.
    """
    return f"aliyun-{letter_id}"


def read_uplinks(settings: AliyunSettings, callback: Callback) -> tuple[Incoming, ...]:
    """What residents wrote; raises BadRequest. What cannot be read is kept, not understood."""
    return tuple(_uplink(item) for item in _items(settings, callback))


def read_receipts(settings: AliyunSettings, callback: Callback) -> tuple[StatusReport, ...]:
    """What became of letters; raises BadRequest. Messages that are not ours are left out."""
    found = (_receipt(settings, item) for item in _items(settings, callback))
    return tuple(report for report in found if report is not None)


def _items(settings: AliyunSettings, callback: Callback) -> list[Mapping[str, Any]]:
    named = _TARGET.fullmatch(callback.target)
    if named is None or not hmac.compare_digest(named[1], settings.callback_token):
        raise BadRequest(403, "the address is not the secret one")
    try:
        items = json.loads(callback.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadRequest(400, "not a JSON list") from None
    if not isinstance(items, list) or len(items) > ITEMS_MAX:
        raise BadRequest(400, "not a JSON list of a few items")
    return [item if isinstance(item, dict) else {"item": item} for item in items]


def _uplink(item: Mapping[str, Any]) -> Incoming:
    raw = json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    sequence = str(item.get("sequence_id", ""))
    mobile = _MOBILE.fullmatch(str(item.get("phone_number", "")))
    text = item.get("content")
    if mobile is None or not isinstance(text, str) or not _SEQUENCE.fullmatch(sequence):
        # Its digest is its key: the same once more is the same.
        key = f"aliyun {hashlib.sha256(raw).hexdigest()}"
        return Incoming(ChannelName.SMS, "", key, sender="", raw=raw, understood=False)
    sent_at = writable(str(item.get("send_time", "")))[:32]
    return Incoming(
        channel=ChannelName.SMS,
        account="",
        key=f"aliyun {sequence} {sent_at}",
        sender=f"+86{mobile[1]}",
        text=writable(text),
        raw=raw,
    )


def _receipt(settings: AliyunSettings, item: Mapping[str, Any]) -> StatusReport | None:
    named = _OUT_ID.fullmatch(str(item.get("out_id") or ""))
    success = item.get("success")
    code = str(item.get("err_code", ""))
    if named is None or named[1] != _mark(settings) or not isinstance(success, bool):
        log.warning("a receipt of Alibaba Cloud's that is not ours, or cannot be read")
        return None
    mobile = _MOBILE.fullmatch(str(item.get("phone_number", "")))
    return StatusReport(
        provider_id=provider_id(named[2]),
        status="delivered" if success else "undelivered",
        error_code="" if success or not _CODE.fullmatch(code) else code,
        to=f"+86{mobile[1]}" if mobile else "",
        letter=named[2],
    )
