"""What the postman sees to besides letters that fall due: seldom anything, so one look tells."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, bindparam, literal, select, union_all
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col

from flows.rules.vocabulary import MessageState
from storage.outgoing import Attempt, EarlyReport, Outgoing
from storage.prepared import prepared
from storage.staff_cards import StaffCard


class Errand(StrEnum):
    """A kind of thing to see to."""

    ABANDONED = "abandoned"
    """Messages whose lease ran out."""
    REPORTED = "reported"
    """Status callbacks that came before the provider's id was known."""
    LOOK_UP = "look up"
    """Messages of unknown fate to ask a provider about."""
    CARD = "card"
    """Cards that show what is no longer so."""


def errands(session: Session, now: datetime) -> frozenset[Errand]:
    """The kinds of which there is something now; nothing is held by that."""
    return frozenset(Errand(word) for word in _ERRANDS.all(session, now=now))


def _where(errand: Errand, *conditions: ColumnElement[bool]) -> Select[str]:
    return select(literal(errand.value)).where(select(literal(1)).where(*conditions).exists())


_ERRANDS = prepared(
    union_all(
        _where(
            Errand.ABANDONED,
            col(Outgoing.state) == MessageState.CLAIMED,
            col(Outgoing.claimed_until) < bindparam("now"),
        ),
        _where(Errand.REPORTED, col(EarlyReport.provider_id) == col(Attempt.provider_id)),
        _where(
            Errand.LOOK_UP,
            col(Outgoing.state) == MessageState.UNKNOWN,
            col(Outgoing.look_up_at) <= bindparam("now"),
        ),
        _where(
            Errand.CARD,
            col(StaffCard.response_code).is_not(None),
            col(StaffCard.update_at) <= bindparam("now"),
        ),
    )
)
