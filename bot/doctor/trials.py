"""Our own webhooks, called from here as a provider calls them, without anything being kept.

What is sent is right in everything but one thing that is looked at last: the answer then names
that one thing, which shows that all before it held, and nobody has reported a case.
"""

import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from twilio.request_validator import SIGNATURE_HEADER, RequestValidator
from wechatpy.utils import WeChatSigner
from yarl import URL

from bot.channels.callbacks import AGE_SECONDS_MAX, TOO_OLD, Codec
from bot.channels.payloads import read_fields
from bot.channels.provider_calls import CallFailed, call
from bot.channels.twilio_gateway import STATUS_PATH
from bot.doctor.findings import TIME_OUTS, Check, Finding, Place, Verdict, fail, ok, reason_of, warn
from bot.provider_settings import (
    AliyunSettings,
    TwilioSettings,
    WeChatSettings,
    WeComSettings,
)
from bot.setting_values import is_loopback

WRONG = "wrong"
NOT_SERVED = 404
BAD_GATEWAYS = frozenset({502, 503, 504})
WECHAT_PORTS = frozenset({80, 443})
OTHER_THERE = "differs there: restart `huiyin serve` with the settings that are here"
LEAD_HERE = "let PUBLIC_BASE_URL lead to a running `huiyin serve`, through the reverse proxy"


@dataclass(frozen=True)
class Trial:
    """One request and the answer that it must have; `otherwise` is what another one means."""

    what: str
    method: str
    target: str
    status: int
    otherwise: str
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    data: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: str | None = field(default=None, repr=False)


async def look_at_address(place: Place) -> Finding:
    """Whether our service answers at the address that providers and residents have of it."""
    base = place.settings.public_base_url
    try:
        answer = await call(place.session, "GET", f"{base}/healthz", time_outs=TIME_OUTS)
    except CallFailed as failed:
        return fail(Check.PUBLIC_ADDRESS, f"{base}: {reason_of(failed)}", LEAD_HERE)
    if answer.document() != {"status": "ok"}:
        says = f"{base}/healthz answers {answer.status}, and not as Huiyin does"
        return fail(Check.PUBLIC_ADDRESS, says, LEAD_HERE)
    address = URL(base)
    if is_loopback(address.host):
        says = f"{base} is reached from this machine alone"
        todo = "for residents and providers set PUBLIC_BASE_URL to an https address"
        return warn(Check.PUBLIC_ADDRESS, says, todo)
    if address.port not in WECHAT_PORTS and place.settings.wechat is not None:
        says = f"{base} has a port that WeChat does not call"
        return fail(Check.PUBLIC_ADDRESS, says, "serve it on 443, through the reverse proxy")
    return ok(Check.PUBLIC_ADDRESS, f"{base} leads here")


async def look_at_wechat_callback(place: Place, wechat: WeChatSettings) -> Finding:
    """The URL check that WeChat makes, and an encrypted message that is a day too old."""
    codec = Codec(wechat.token, (wechat.encoding_aes_key,), wechat.app_id)
    echo, stamp = secrets.token_hex(8), _stamp()
    params = {**stamp, "signature": _signed(wechat.token, stamp), "echostr": echo}
    differs = f"WECHAT_TOKEN {OTHER_THERE}"
    right = Trial("a URL check", "GET", "/wechat", 200, differs, params=params, body=echo)
    forged = {**params, "signature": _signed(WRONG, stamp)}
    old = _too_old(
        codec, "/wechat", f"WECHAT_ENCODING_AES_KEY {OTHER_THERE}", signed_with=wechat.token
    )
    trials = (_forged(right, params=forged), right, old)
    finding = await _tried(place, Check.WECHAT_CALLBACK, trials)
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
    forged = {**params, "msg_signature": _signed(WRONG, stamp, secret)}
    trials = (_forged(right, params=forged), right, _too_old(codec, "/wecom", differs))
    return await _tried(place, Check.WECOM_CALLBACK, trials)


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
        signed, forged = (
            {
                SIGNATURE_HEADER: RequestValidator(key).compute_signature(url, form),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            for key in (twilio.auth_token, WRONG)
        )
        what = f"a signed form to {path}"
        right = Trial(what, "POST", path, 400, differs, data=body, headers=signed)
        trials += [_forged(right, headers=forged), right]
    return await _tried(place, Check.TWILIO_CALLBACK, trials)


async def look_at_aliyun_callback(place: Place, aliyun: AliyunSettings) -> Finding:
    """A push of nothing to each secret address."""
    differs = f"ALIYUN_SMS_CALLBACK_TOKEN {OTHER_THERE}"
    trials = []
    for kind in ("up", "report"):
        secret, forged = (f"/sms/aliyun/{one}/{kind}" for one in (aliyun.callback_token, WRONG))
        right = Trial(f"an empty push to …/{kind}", "POST", secret, 200, differs, data=b"[]")
        trials += [_forged(right, target=forged), right]
    return await _tried(place, Check.ALIYUN_CALLBACK, trials)


async def _tried(place: Place, check: Check, trials: Iterable[Trial]) -> Finding:
    """The first trial that fails; where none does, what was shown."""
    for trial in trials:
        try:
            answer = await call(
                place.session,
                trial.method,
                place.settings.public_base_url + trial.target,
                params=trial.params or None,
                data=trial.data,
                headers=trial.headers,
                time_outs=TIME_OUTS,
            )
        except CallFailed as failed:
            return fail(check, f"{trial.what}: {reason_of(failed)}", LEAD_HERE)
        said = answer.body.decode("utf-8", "replace")
        if answer.status == trial.status and trial.body in (None, said):
            continue
        if answer.status == NOT_SERVED:
            todo = "restart `huiyin serve`: it runs without this provider's settings"
        elif answer.status in BAD_GATEWAYS:
            todo = LEAD_HERE
        else:
            todo = trial.otherwise
        says = f"{trial.what} is answered with {answer.status} instead of {trial.status}"
        if answer.status == trial.status:
            says = f"{trial.what} is answered with other words than Huiyin's"
        return fail(check, says, todo)
    return ok(check, "a forged request is refused, a signed one is read")


def _forged(
    right: Trial,
    *,
    target: str = "",
    params: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Trial:
    """The same request from somebody who does not know the secret."""
    return replace(
        right,
        what="a forged request",
        status=403,
        otherwise=f"another program answers there: {LEAD_HERE}",
        target=target or right.target,
        params=right.params if params is None else params,
        headers=right.headers if headers is None else headers,
        body=None,
    )


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
