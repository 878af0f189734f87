"""Whom of a home to ask in its name: who wants to be asked, can be reached, and not too often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.rules.policy_contact import Contact
from flows.rules.survey.frame import Bar, Reachable, bar_of
from flows.rules.vocabulary import ResidenceRole

_ROLES = tuple(ResidenceRole)


@dataclass(frozen=True)
class Candidate:
    """A resident of a home, as far as asking them is concerned.

    `heard_at` is when an address that is still open was last written from; `in_wechat` and
    `by_phone` tell whether there is such an address at all.
    """

    resident_id: int
    role: ResidenceRole
    reachable: Reachable
    heard_at: datetime | None = None
    in_wechat: bool = False
    by_phone: bool = False


@dataclass(frozen=True)
class Nobody:
    """Nobody of a home is asked: `why` not, where somebody lives there at all."""

    why: Bar


def whom_to_ask(candidates: Iterable[Candidate], contact: Contact) -> int | Nobody:
    """Return the resident to ask, the likeliest to read it first; those tried are left out before.

    In a channel where they answer rather than by a text that only tells, then who was heard last,
    then owners before tenants before their families.
    """
    found = [one for one in candidates if one.in_wechat or one.by_phone]
    why = bar_of((one.reachable for one in found), contact)
    if why is not None:
        return Nobody(why)
    free = [one for one in found if bar_of([one.reachable], contact) is None]
    return min(free, key=_rank).resident_id


def _rank(one: Candidate) -> tuple[bool, float, int, int]:
    heard = 0.0 if one.heard_at is None else -one.heard_at.timestamp()
    return not one.in_wechat, heard, _ROLES.index(one.role), one.resident_id
