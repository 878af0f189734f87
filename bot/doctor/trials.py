"""Requests to our own public address, and the answers that they must have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.channels.provider_calls import CallFailed, call
from bot.doctor.findings import TIME_OUTS, Check, Finding, Place, fail, ok, reason_of

NOT_SERVED = 404
BAD_GATEWAYS = frozenset({502, 503, 504})
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


async def tried(place: Place, check: Check, trials: Iterable[Trial]) -> Finding:
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


def forged(
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
