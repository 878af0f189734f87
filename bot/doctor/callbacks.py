"""Our own webhooks, called from here as a provider calls them, without anything being kept.

What is sent is right in everything but one thing that is looked at last: the answer then names
that one thing, which shows that all before it held, and nobody has reported a case.
"""

import secrets
import time
from collections.abc import Mapping
from urllib.parse import urlencode

from twilio.request_validator import SIGNATURE_HEADER, RequestValidator
from wechatpy.utils import WeChatSigner

from bot.channels.callbacks import AGE_SECONDS_MAX, TOO_OLD, Codec
from bot.channels.payloads import read_fields
from bot.channels.twilio_webhook import STATUS_PATH
from bot.doctor.findings import Check, Finding, Place, Verdict, warn
from bot.doctor.trials import Trial, forged, tried
from bot.provider_settings import (
    AliyunSettings,
    TwilioSettings,
    WeChatSettings,
    WeComSettings,
)

WRONG = "wrong"
OTHER_THERE = "differs there: restart `huiyin serve` with the settings that are here"


async def look_at_wechat_callback(place: Place, wechat: WeChatSettings) -> Finding:
    """The URL check that WeChat makes, and an encrypted message that is a day too old."""
    codec = Codec(wechat.token, (wechat.encoding_aes_key,), wechat.app_id)
    echo, stamp = secrets.token_hex(8), _stamp()
    params = {**stamp, "signature": _signed(wechat.token, stamp), "echostr": echo}
    differs = f"WECHAT_TOKEN {OTHER_THERE}"
    right = Trial("a URL check", "GET", "/wechat", 200, differs, params=params, body=echo)
    other = {**params, "signature": _signed(WRONG, stamp)}
    old = _too_old(
        codec, "/wechat", f"WECHAT_ENCODING_AES_KEY {OTHER_THERE}", signed_with=wechat.token
    )
    trials = (forged(right, params=other), right, old)
    finding = await tried(place, Check.WECHAT_CALLBACK, trials)
    if finding.verdict is Verdict.OK and wechat.allow_plaintext:
        says = f"{finding.says}; unencrypted messages are taken too, which anybody can forge"
        todo = "for a real account set WECHAT_ALLOW_PLAINTEXT=false and choose 安全模式"
        return warn(Check.WECHAT_CALLBACK, says, todo)
    return finding


async def look_at_wecom_callback(place: Place, wecom: WeComSettings) -> Finding:
    """The same for WeCom, whose URL check is encrypted."""
    codec = Codec(wecom.token, (wecom.encoding_aes_key,), wecom.corp_id)
    echo, stamp = secrets.token_hex(8), _stamp()
    secret, signature = _sealed(codec, echo, stamp)
    params = {**stamp, "msg_signature": signature, "echostr": secret}
    differs = f"WECOM_TOKEN, WECOM_ENCODING_AES_KEY or WECOM_CORP_ID {OTHER_THERE}"
    right = Trial("a URL check", "GET", "/wecom", 200, differs, params=params, body=echo)
    other = {**params, "msg_signature": _signed(WRONG, stamp, secret)}
    trials = (forged(right, params=other), right, _too_old(codec, "/wecom", differs))
    return await tried(place, Check.WECOM_CALLBACK, trials)


async def look_at_twilio_callback(place: Place, twilio: TwilioSettings) -> Finding:
    """A signed SMS and a signed status that both lack the id of their message."""
    differs = (
        f"TWILIO_AUTH_TOKEN or PUBLIC_BASE_URL {OTHER_THERE}, and let the reverse proxy leave the"
        " path as it is"
    )
    form = {"AccountSid": twilio.account_sid, "From": twilio.sender, "To": twilio.sender}
    body = urlencode(form).encode("ascii")
    trials = []
    for path in ("/sms", STATUS_PATH):
        url = place.settings.public_base_url + path
        signed, other = (
            {
                SIGNATURE_HEADER: RequestValidator(key).compute_signature(url, form),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            for key in (twilio.auth_token, WRONG)
        )
        what = f"a signed form to {path}"
        right = Trial(what, "POST", path, 400, differs, data=body, headers=signed)
        trials += [forged(right, headers=other), right]
    return await tried(place, Check.TWILIO_CALLBACK, trials)


async def look_at_aliyun_callback(place: Place, aliyun: AliyunSettings) -> Finding:
    """A push of nothing to each secret address."""
    differs = f"ALIYUN_SMS_CALLBACK_TOKEN {OTHER_THERE}"
    trials = []
    for kind in ("up", "report"):
        secret, other = (f"/sms/aliyun/{one}/{kind}" for one in (aliyun.callback_token, WRONG))
        right = Trial(f"an empty push to …/{kind}", "POST", secret, 200, differs, data=b"[]")
        trials += [forged(right, target=other), right]
    return await tried(place, Check.ALIYUN_CALLBACK, trials)


def _too_old(codec: Codec, target: str, otherwise: str, signed_with: str = "") -> Trial:
    """Signed and encrypted, and refused for its age alone, which is looked at last."""
    stamp = _stamp(seconds_ago=2 * AGE_SECONDS_MAX)
    envelope = codec.seal("<xml></xml>", stamp["timestamp"], stamp["nonce"], 0)
    params = {**stamp, "msg_signature": str(read_fields(envelope)["MsgSignature"])}
    if signed_with:
        params |= {"signature": _signed(signed_with, stamp), "encrypt_type": "aes"}
    what = "an encrypted message of two days ago"
    return Trial(what, "POST", target, 403, otherwise, params, envelope, body=TOO_OLD)


def _stamp(seconds_ago: int = 0) -> dict[str, str]:
    return {"timestamp": str(int(time.time()) - seconds_ago), "nonce": secrets.token_hex(8)}


def _signed(token: str, stamp: Mapping[str, str], *more: str) -> str:
    signer = WeChatSigner()
    signer.add_data(token, stamp["timestamp"], stamp["nonce"], *more)
    return str(signer.signature)


def _sealed(codec: Codec, text: str, stamp: Mapping[str, str]) -> tuple[str, str]:
    fields = read_fields(codec.seal(text, stamp["timestamp"], stamp["nonce"], 0))
    return str(fields["Encrypt"]), str(fields["MsgSignature"])
