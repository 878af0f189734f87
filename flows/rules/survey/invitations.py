"""How an invitation ends: in exactly one disposition, whatever happens in whatever order.

What is known of an invitation only ever rises, up to the close of its campaign. So an event that
comes twice, or late, or before another, changes nothing of the end; and at every moment the
dispositions of all invitations add up to what was issued.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from flows.rules.survey.words import Disposition


class Known(IntEnum):
    """What is known of an invitation, rising: the highest that has happened holds.

    An answer proves that a home was reached after all. Who refuses in the middle does not want the
    answers used, who completes the questionnaire has thought better of it; what somebody withdraws
    afterwards stays withdrawn (R66).
    """

    ISSUED = 0
    UNREACHABLE = 1
    REACHED = 2
    BEGUN = 3
    REFUSED = 4
    COMPLETED = 5
    WITHDRAWN = 6


class Happening(StrEnum):
    """What can happen to an invitation while its campaign runs."""

    GIVEN_UP = "given_up"
    MOVED_OUT = "moved_out"
    DELIVERED = "delivered"
    ANSWERED = "answered"
    REFUSED = "refused"
    OPTED_OUT = "opted_out"
    COMPLETED = "completed"
    WITHDREW = "withdrew"


_TELLS: Mapping[Happening, Known] = {
    Happening.GIVEN_UP: Known.UNREACHABLE,
    Happening.MOVED_OUT: Known.UNREACHABLE,
    Happening.DELIVERED: Known.REACHED,
    Happening.ANSWERED: Known.BEGUN,
    Happening.REFUSED: Known.REFUSED,
    Happening.OPTED_OUT: Known.REFUSED,
    Happening.COMPLETED: Known.COMPLETED,
    Happening.WITHDREW: Known.WITHDRAWN,
}

_ENDS_AS: Mapping[Known, Disposition] = {
    Known.ISSUED: Disposition.UNRETURNED,
    Known.UNREACHABLE: Disposition.UNREACHABLE,
    Known.REACHED: Disposition.UNRETURNED,
    Known.BEGUN: Disposition.PARTIAL,
    Known.REFUSED: Disposition.REFUSED,
    Known.COMPLETED: Disposition.RETURNED,
    Known.WITHDRAWN: Disposition.REFUSED,
}


def known_after(known: Known, happening: Happening, *, closed: bool) -> Known:
    """Return what is known after something happened; after the close only a withdrawal counts."""
    if closed and happening is not Happening.WITHDREW:
        return known
    return max(known, _TELLS[happening])


def disposition(known: Known) -> Disposition:
    """Return how an invitation of which so much is known ends if nothing more happens."""
    return _ENDS_AS[known]


def counted(invitations: Iterable[Known]) -> Mapping[Disposition, int]:
    """Count the invitations by disposition; each disposition is there, their sum is the issued."""
    found = Counter(invitations)
    return {
        each: sum(number for known, number in found.items() if _ENDS_AS[known] is each)
        for each in Disposition
    }


def may_be_reminded(known: Known) -> bool:
    """Tell whether a home may be reminded: not once it has answered or refused (R2)."""
    return known in {Known.ISSUED, Known.REACHED}
