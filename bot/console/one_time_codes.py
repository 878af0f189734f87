"""One-time codes of an authenticator app (TOTP): for managers and above, besides the password."""

import hmac
import re
from datetime import datetime
from io import BytesIO

import pyotp
import segno

from flows.rules.case_life import MANAGERS
from flows.rules.vocabulary import Role

ISSUER = "Huiyin 回音"
STEP_SECONDS = 30
STEPS_ASIDE = 1
"""A phone's clock may be half a minute wrong either way."""
_CODE = re.compile(r"\d{6}")


def needs_codes(role: Role) -> bool:
    """Whether a password alone does not let this role in."""
    return role in MANAGERS


def new_secret() -> str:
    """160 random bits, as apps take them."""
    return pyotp.random_base32()


def enrolment_address(secret: str, userid: str) -> str:
    """The otpauth address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=userid, issuer_name=ISSUER)


def enrolment_picture(secret: str, userid: str) -> bytes:
    """The address as a QR code, an SVG."""
    out = BytesIO()
    segno.make(enrolment_address(secret, userid), micro=False).save(out, kind="svg", scale=5)
    return out.getvalue()


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step whose code was typed, spaces aside; None for a code of no step near now."""
    code = re.sub(r"\s", "", typed)
    if not secret or _CODE.fullmatch(code) is None:
        return None
    codes = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):
        if hmac.compare_digest(codes.at(step * STEP_SECONDS), code):
            found = step
    return found
