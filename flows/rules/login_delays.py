"""How long somebody waits after wrong passwords (F51): first nothing, then twice as long each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class LoginDelay:
    """So many failures cost nothing; the next one `first`, each further one twice as much."""

    free_failures: int
    first: timedelta
    longest: timedelta


FAILURES_COUNT_FOR = timedelta(hours=24)
OF_ACCOUNT = LoginDelay(5, timedelta(seconds=30), timedelta(minutes=15))
OF_ADDRESS = LoginDelay(20, timedelta(seconds=30), timedelta(minutes=15))
"""A whole office may stand behind one address."""


def next_try(failures: Sequence[datetime], rule: LoginDelay) -> datetime | None:
    """When the next try is heard, after failures in order; None for at once."""
    beyond = len(failures) - rule.free_failures
    if beyond < 0 or not failures:
        return None
    wait = rule.first
    for _ in range(beyond):
        wait = min(wait * 2, rule.longest)
    return failures[-1] + wait
