"""Who of the staff may key in what a resident told them about themselves, and for which days."""

from datetime import date, timedelta

from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import RUNGS, ResidentVerb, Role

MOVE_DAYS_MAX = 366
"""A day of moving further away, behind or before us, is a slip of the pen."""


def check_resident_verb(verb: ResidentVerb, role: Role) -> None:
    """Raise NotAllowed unless that role keys in what residents say: every rung does."""
    if role not in RUNGS:
        raise NotAllowed(Why.ROLE, verb=verb, role=role, needed=RUNGS[0])


def check_day_of_moving(day: date, today: date) -> None:
    """Raise NotAllowed for a day that nobody can mean."""
    if abs(day - today) > timedelta(days=MOVE_DAYS_MAX):
        raise NotAllowed(Why.NO_DAY_OF_MOVING, day=day.isoformat(), most=MOVE_DAYS_MAX)
