"""How long things are kept: what begins a period, and the night on which it is over (P7)."""

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from flows.rules.policy_privacy import Keeping, days_of
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from flows.rules.wall_clock import instant
from storage.database import zone_of
from storage.estates import estates, policy_in_force
from storage.forgetting import Forgetting, remember_to_forget
from storage.lasting import note_for_ever, recall
from storage.prepared import prepared

NIGHT_BEGINS_MINUTES = 3 * 60
"""What is over by the end of a day is forgotten from this minute of the next on."""

OF_A_CASE = (Keeping.MEDIA, Keeping.CASE)
OF_ITS_MESSAGES = (Keeping.RAW, Keeping.MESSAGE, Keeping.CONVERSATION)


_FORGETTING = SQLModel.metadata.tables["forgetting"]
_KEPT_OF_DAY = prepared(select(_FORGETTING.c.kind).where(_FORGETTING.c.day == bindparam("day")))


def keep_day(session: Session, at: datetime, *kinds: Keeping) -> None:
    """Something of these kinds is kept since `at`: it goes with all others of its day.

    Once a kind has its row of a day, it has it for ever.
    """
    day = at.astimezone(zone_of(session)).date()
    wanted = [kind for kind in kinds if recall(session, (Forgetting, day, kind)) is None]
    there = set(_KEPT_OF_DAY.all(session, day=day)) if wanted else set()
    for kind in wanted:
        if kind not in there:
            _begin(session, Forgetting(kind=kind, day=day, begun_at=at), "day", at)
        note_for_ever(session, (Forgetting, day, kind), kind)


def keep_case(session: Session, case_id: int, estate_id: int, at: datetime, now: datetime) -> None:
    """A case was closed or withdrawn at a moment: its evidence goes first, then its words."""
    for kind in OF_A_CASE:
        wanted = Forgetting(kind=kind, case_id=case_id, estate_id=estate_id, begun_at=at)
        _begin(session, wanted, "case_id", now)


def keep_messages_again(session: Session, at: datetime, now: datetime) -> None:
    """What came and went up to a day, and was held back when its time was over, goes after all."""
    day = at.astimezone(zone_of(session)).date()
    for kind in OF_ITS_MESSAGES:
        _begin(session, Forgetting(kind=kind, day=day, begun_at=at), "day", now)


def keep_address(session: Session, identity_id: int, now: datetime) -> None:
    """Its owner has left the account."""
    wanted = Forgetting(kind=Keeping.LEFT, identity_id=identity_id, begun_at=now)
    _begin(session, wanted, "identity_id", now)


def keep_stranger(session: Session, resident_id: int, now: datetime) -> None:
    """Somebody whom the directory does not know was met; whoever is heard again, stays longer."""
    wanted = Forgetting(kind=Keeping.STRANGER, resident_id=resident_id, begun_at=now)
    _begin(session, wanted, "resident_id", now)


def keep_departed(
    session: Session, resident_id: int, estate_id: int | None, day: date, now: datetime
) -> None:
    """Somebody of the directory lives nowhere after that day; who moves in again, stays."""
    begun_at = instant(day, 0, zone_of(session))
    wanted = Forgetting(
        kind=Keeping.DEPARTED, resident_id=resident_id, estate_id=estate_id, begun_at=begun_at
    )
    _begin(session, wanted, "resident_id", now)


def due_since(
    session: Session, kind: Keeping, begun_at: datetime, now: datetime, estate_id: int | None
) -> datetime:
    """The night on which something is over that is kept since a moment, by the policy of `now`.

    What belongs to no estate alone is kept for the fewest days of all.
    """
    zone = zone_of(session)
    ids = [one.id for one in estates(session)] if estate_id is None else [estate_id]
    policies = [policy_in_force(session, one, now) for one in ids] or [packaged(DEFAULT_PROFILE)]
    days = min(days_of(policy.retention, kind) for policy in policies)
    last_day = begun_at.astimezone(zone).date() + timedelta(days=days)
    return instant(last_day + timedelta(days=1), NIGHT_BEGINS_MINUTES, zone)


def _begin(session: Session, wanted: Forgetting, about: str, now: datetime) -> None:
    wanted.due_at = due_since(session, wanted.kind, wanted.begun_at, now, wanted.estate_id)
    remember_to_forget(session, wanted, about)
