"""Forgetting what is kept long enough: every night once, number by number of the policy (P7).

UNIQUE(job, period) lets one process of many do it. What is left over when it is broken off, the
next night finds.
"""

import logging
from dataclasses import fields
from datetime import datetime, timedelta

from flows.rules.policy_privacy import Retention
from storage.database import Database
from storage.estates import estates, policy_in_force
from storage.periods import begin_period
from storage.retention import FORGET

JOB = "retention"
NIGHT_BEGINS = timedelta(hours=3)
"""What belongs to a day is forgotten from this hour on."""

PER_ESTATE = frozenset({"media_days", "case_days"})
ROUNDS_MAX = 500

log = logging.getLogger(__name__)


def forget_tonight(database: Database, now: datetime) -> int:
    """Forget all that is old enough, unless this night's turn was taken; returns how many rows."""
    night = (now.astimezone(database.zone) - NIGHT_BEGINS).date().isoformat()
    rows = 0
    for name in FORGET:
        with database.transaction() as session:
            is_mine = begin_period(session, f"{JOB} {name}", night, now)
        if is_mine:
            rows += _forget(database, name, now)
    if rows:
        log.info("%s: %s rows were kept long enough", JOB, rows)
    return rows


def _forget(database: Database, name: str, now: datetime) -> int:
    rows = 0
    for estate_id, days in _days(database, name, now):
        for _ in range(ROUNDS_MAX):
            with database.transaction() as session:
                taken = FORGET[name](session, now - timedelta(days=days), now, estate_id)
            rows += taken
            if taken == 0:
                break
    return rows


def _days(database: Database, name: str, now: datetime) -> list[tuple[int | None, int]]:
    """For how many days something is kept: by estate, and for what is no estate's the fewest."""
    with database.reading() as session:
        by_estate = [
            (one.id, _number(policy_in_force(session, one.id, now).retention, name))
            for one in estates(session)
        ]
    if not by_estate:
        return []
    everywhere: list[tuple[int | None, int]] = [(None, min(days for _, days in by_estate))]
    return everywhere + (list(by_estate) if name in PER_ESTATE else [])


def _number(rules: Retention, name: str) -> int:
    found = {field.name: getattr(rules, field.name) for field in fields(rules)}[name]
    return int(found)
