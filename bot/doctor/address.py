"""The address that providers and residents have of this service."""

from yarl import URL

from bot.channels.provider_calls import CallFailed, call
from bot.doctor.findings import TIME_OUTS, Check, Finding, Place, fail, ok, reason_of, warn
from bot.doctor.trials import LEAD_HERE
from bot.setting_values import is_loopback

WECHAT_PORTS = frozenset({80, 443})


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
    return judged_address(base, has_wechat=place.settings.wechat is not None)


def judged_address(base: str, *, has_wechat: bool) -> Finding:
    """What is to say of an address that leads here."""
    address = URL(base)
    if is_loopback(address.host):
        says = f"{base} is reached from this machine alone"
        todo = "for residents and providers set PUBLIC_BASE_URL to an https address"
        return warn(Check.PUBLIC_ADDRESS, says, todo)
    if has_wechat and address.port not in WECHAT_PORTS:
        says = f"{base} has a port that WeChat does not call"
        return fail(Check.PUBLIC_ADDRESS, says, "serve it on 443, through the reverse proxy")
    return ok(Check.PUBLIC_ADDRESS, f"{base} leads here")
