"""All rules of an estate in a stretch of time: what each check finds, put together."""

from datetime import date, datetime, time

from sqlmodel import Session

from flows.reports.rule_findings import Audited, Finding
from storage.database import zone_of
from storage.estates import Estate
from storage.rule_checks.looking import Look
from storage.rule_checks.registry import CHECKS


def look_at(session: Session, estate: Estate, since: date, now: datetime) -> Look:
    """A look at everything from the beginning of a day of the estate on, up to now."""
    return Look(session, estate, datetime.combine(since, time(), zone_of(session)), now)


def audit_rules(session: Session, estate: Estate, since: date, now: datetime) -> Audited:
    """All rules from the beginning of a day of the estate on, up to now."""
    look = look_at(session, estate, since, now)
    findings = tuple(audit_rule(look, rule) for rule in CHECKS)
    return Audited(estate.name, since, look.day(now), findings)


def audit_rule(look: Look, rule: str) -> Finding:
    """What the check of one rule finds. KeyError for a rule that there is not."""
    subject, check = CHECKS[rule]
    return Finding(rule, subject, () if check is None else tuple(check(look)), check is not None)
