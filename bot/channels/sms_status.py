"""What becomes of an SMS once a provider has it: reports in any order, one state in the end."""

from dataclasses import dataclass
from enum import StrEnum

OPTED_OUT_CODES = frozenset({"21610", "USER_REJECT", "isv.CUSTOMER_REFUSED"})
"""Twilio's and Alibaba Cloud's, in an answer or in a report."""


@dataclass(frozen=True)
class StatusReport:
    """One status callback, or what all of them amount to so far.

    `status` is Twilio's word in lower case, whoever reports; `error_code` the provider's or "".
    `letter` is the id of the outgoing row when the report carried it: so one that comes before the
    answer to the send still finds its row.
    """

    provider_id: str
    status: str
    error_code: str
    to: str
    letter: str = ""

    @property
    def opted_out(self) -> bool:
        """True when the reader has left: nothing may be sent to `to` again (W24)."""
        return self.error_code in OPTED_OUT_CODES


class Fate(StrEnum):
    """What a status means for the letter."""

    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    FAILED = "failed"


_RANKS = {
    status: rank
    for rank, status in enumerate(
        (
            "scheduled",
            "accepted",
            "queued",
            "sending",
            "sent",
            "canceled",
            "failed",
            "undelivered",
            "partially_delivered",
            "delivered",
            "read",
        ),
        start=1,
    )
}
_FATES = {
    "canceled": Fate.FAILED,
    "failed": Fate.FAILED,
    "undelivered": Fate.FAILED,
    "partially_delivered": Fate.DELIVERED,
    "delivered": Fate.DELIVERED,
    "read": Fate.DELIVERED,
}


def rank(status: str) -> int:
    """How much a status says; of two the higher stands. An unknown one says nothing (0)."""
    return _RANKS.get(status, 0)


def fate(status: str) -> Fate:
    """What the status means for the letter; an unknown one means nothing yet."""
    return _FATES.get(status, Fate.UNDER_WAY)


def merge_status(current: StatusReport | None, report: StatusReport) -> StatusReport:
    """What is known after one more callback of the same SMS (ValueError for another one's).

    Any order and any repetition of the same callbacks ends in the same state: each field keeps the
    greater of two values. So a delivered one is never only "sent" again, and a code, once told, is
    not erased by a callback without one (W23).
    """
    if current is None:
        return report
    if current.provider_id != report.provider_id:
        message = f"{report.provider_id} is not {current.provider_id}"
        raise ValueError(message)
    return StatusReport(
        provider_id=current.provider_id,
        status=max(current.status, report.status, key=lambda status: (rank(status), status)),
        error_code=max(current.error_code, report.error_code),
        to=max(current.to, report.to),
        letter=max(current.letter, report.letter),
    )
