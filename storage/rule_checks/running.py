"""All rules of an estate in a stretch of time: what each check finds, put together."""

from datetime import date, datetime, time

from sqlmodel import Session

from flows.reports.rule_findings import Audited, Finding
from storage.database import zone_of
from storage.estates import Estate
from storage.rule_checks.looking import Look
from storage.rule_checks.registry import CHECKS


def audit_rules(session: Session, estate: Estate, since: date, now: datetime) -> Audited:
    """Look at everything from the beginning of a day of the estate on, up to now."""
    zone = zone_of(session)
    look = Look(session, estate, datetime.combine(since, time(), zone), now)
    findings = tuple(
        Finding(rule, subject, () if check is None else tuple(check(look)), check is not None)
        for rule, (subject, check) in CHECKS.items()
    )
    return Audited(estate.name, since, look.day(now), findings)
