"""Signing a call to Alibaba Cloud: its signature version 3, ACS3-HMAC-SHA256.

After "Request syntax and signature method V3", help.aliyun.com/en/sdk/product-overview/
v3-request-structure-and-signature; the fixed example on that page is a test of ours.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"
_EMPTY_BODY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True)
class AccessKey:
    """The pair that signs for an account; a RAM user's that may do nothing but send SMS."""

    key_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Call:
    """One action of an API with its parameters, to be posted to `host` with an empty body."""

    host: str
    action: str
    version: str
    parameters: Mapping[str, str] = field(repr=False)


def signed_headers(key: AccessKey, call: Call, *, now: datetime, nonce: str) -> dict[str, str]:
    """The headers of a call, the signature included; `now` may differ from theirs by 15 minutes.

    `nonce` must never have been used before.
    """
    headers = {
        "host": call.host,
        "x-acs-action": call.action,
        "x-acs-content-sha256": _EMPTY_BODY,
        "x-acs-date": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": nonce,
        "x-acs-version": call.version,
    }
    names = ";".join(sorted(headers))
    signature = hmac.new(
        key.secret.encode(), _text_to_sign(call, headers, names).encode(), hashlib.sha256
    ).hexdigest()
    credential = f"Credential={key.key_id},SignedHeaders={names},Signature={signature}"
    return {**headers, "Authorization": f"{ALGORITHM} {credential}"}


def _text_to_sign(call: Call, headers: Mapping[str, str], names: str) -> str:
    request = "\n".join(
        (
            "POST",
            "/",
            "&".join(f"{_encoded(k)}={_encoded(v)}" for k, v in sorted(call.parameters.items())),
            *(f"{name}:{value.strip()}" for name, value in sorted(headers.items())),
            "",
            names,
            _EMPTY_BODY,
        )
    )
    return f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"


def _encoded(text: str) -> str:
    # RFC 3986: a space is %20, and of the signs only -_.~ stay as they are.
    return quote(text, safe="~")
