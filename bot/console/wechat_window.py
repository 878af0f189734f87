"""WeChat's window and quota, as a clerk sees them before she writes."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console.time_words import span
from bot.console.words import Words
from flows.rules.policy import Policy
from storage.cases import Case
from storage.residents import WECHAT, identities
from storage.windows import messages_left


@dataclass(frozen=True)
class Window:
    """How many WeChat messages may still be written, of how many, and for how long."""

    left: int
    of: int
    span: str


def window_of(
    session: Session, case: Case, policy: Policy, words: Words, now: datetime
) -> Window | None:
    """WeChat's window for the reporter, from where they were heard last; None without WeChat."""
    if case.reporter_id is None:
        return None
    found = [one for one in identities(session, case.reporter_id) if one.channel == WECHAT]
    if not found:
        return None
    identity = found[0]
    ends = [identity.window_until, identity.event_window_until]
    until = max((one for one in ends if one is not None and one > now), default=None)
    length = "" if until is None else span(until - now, words)
    return Window(messages_left(identity, now), policy.wechat.window_quota, length)
