"""What to do after a send that was not simply accepted: again, another way, ask, or leave it (R8).

The worth of a doubt differs. A member of staff who hears of a deadline twice shrugs; one who hears
of it never breaks a promise. A resident must not get the same answer twice, and nobody may get the
same survey twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flows.rules.policy_contact import Postman
from flows.rules.vocabulary import Purpose

URGENT_TRIES_MAX = 3
UNKNOWN_TRIES_MAX = 3
"""Tries whose outcome stays unknown: WeCom drops a double only within half an hour."""
RESENDINGS_MAX = 1
DOUBLINGS_MAX = 16
"""More would be longer than any cap, and at last longer than a timedelta can say."""


class Care(StrEnum):
    """Who reads it, and so what a doubt is worth."""

    STAFF = "staff"
    RESIDENT = "resident"
    MASS = "mass"


@dataclass(frozen=True)
class Again:
    """By the same channel, after a pause."""

    pause: timedelta


@dataclass(frozen=True)
class NextChannel:
    """The ladder goes on at once: this channel is closed for the message."""


@dataclass(frozen=True)
class AskProvider:
    """The provider is asked what became of it, after a pause."""

    pause: timedelta


@dataclass(frozen=True)
class StayUnknown:
    """Nothing can be found out any more, and nothing is sent again."""


def care_for(purpose: Purpose) -> Care:
    """Return what class of message this is."""
    match purpose:
        case Purpose.STAFF:
            return Care.STAFF
        case Purpose.CASE | Purpose.REVISIT | Purpose.SAFETY:
            return Care.RESIDENT
        case Purpose.SURVEY | Purpose.NOTICE:
            return Care.MASS


def backoff(tries: int, *, base: timedelta, cap: timedelta, chance: float) -> timedelta:
    """Return the pause after so many tries: anything up to the base, doubled each time, capped.

    `chance` is drawn from [0, 1): those who failed together do not come back together.
    """
    doubled = base * (1 << min(tries - 1, DOUBLINGS_MAX))
    return min(cap, doubled) * chance


def after_busy(
    postman: Postman,
    *,
    tries: int,
    urgent: bool,
    chance: float,
    retry_after_seconds: float | None = None,
) -> Again | NextChannel:
    """Decide after a refusal that may pass; `tries` counts this one. The provider's time holds."""
    if tries >= (URGENT_TRIES_MAX if urgent else postman.attempts_max):
        return NextChannel()
    if retry_after_seconds is not None:
        return Again(timedelta(seconds=retry_after_seconds))
    return Again(_pause(postman, tries, chance))


def after_unknown(
    care: Care, postman: Postman, *, tries: int, chance: float, repeatable: bool = True
) -> Again | NextChannel | AskProvider | StayUnknown:
    """Decide after a send of which nobody can say whether it was taken; `tries` counts this one.

    `repeatable`: the provider drops a double, as WeCom does. Otherwise it is asked first.
    """
    match care:
        case Care.STAFF if not repeatable:
            return AskProvider(timedelta(minutes=postman.lookup_delay_minutes))
        case Care.STAFF if tries >= UNKNOWN_TRIES_MAX:
            return NextChannel()
        case Care.STAFF:
            return Again(_pause(postman, tries, chance))
        case Care.RESIDENT:
            return AskProvider(timedelta(minutes=postman.lookup_delay_minutes))
        case Care.MASS:
            return StayUnknown()


def after_look_up(
    postman: Postman, *, lookups: int, absent: bool, doubts: int
) -> AskProvider | Again | StayUnknown:
    """Decide after asking in vain; `lookups` counts this one.

    `absent`: the provider is sure that it has no such message. `doubts` counts the sends with an
    unknown outcome: what was sent again once is not sent a third time.
    """
    if lookups < postman.lookups_max:
        return AskProvider(timedelta(minutes=postman.lookup_delay_minutes))
    if absent and doubts <= RESENDINGS_MAX:
        return Again(timedelta())
    return StayUnknown()


def _pause(postman: Postman, tries: int, chance: float) -> timedelta:
    base = timedelta(seconds=postman.backoff_base_seconds)
    cap = timedelta(minutes=postman.backoff_cap_minutes)
    return backoff(tries, base=base, cap=cap, chance=chance)
