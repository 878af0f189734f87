"""What `huiyin audit` prints: which rules of the house were kept, with the rows that prove it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.commands.indicators import the_estate
from bot.commands.opening import CannotRun, current_database, read_settings, service_now
from flows.reports.rule_audit_lines import audit_lines
from flows.reports.rule_findings import Audited, Finding, RuleStanding
from flows.rules.vocabulary import Language
from storage.audit import COMMAND, OPERATOR, READ, audit
from storage.estates import estates
from storage.rule_checks.running import audit_rules

USUAL_DAYS = 90
"""How far back is looked where nobody says since when."""


def look_back(since: str | None, estate: str | None) -> list[Audited]:
    """What is found of the named estate, or of all; raises CannotRun."""
    settings = read_settings()
    with current_database(settings) as database:
        now = service_now(settings, database)
        today = now.astimezone(settings.timezone).date()
        begins = today - timedelta(days=USUAL_DAYS) if since is None else _day(since, today)
        with database.transaction() as session:
            chosen = estates(session) if estate is None else [the_estate(session, estate)]
            audit(session, READ, "rules", by=OPERATOR, via=COMMAND, now=now,
                  since=begins.isoformat())  # fmt: skip
            return [audit_rules(session, one, begins, now) for one in chosen]


def _day(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise CannotRun(f"--since: {written!r} is no day such as 2026-10-01") from None
    if day > today:
        raise CannotRun(f"--since: {written} is still to come")
    return day


def is_kept(found: list[Audited]) -> bool:
    """Whether no rule was broken anywhere."""
    return not any(one.of(RuleStanding.NOT_MET) for one in found)


def lines(found: list[Audited], language: Language) -> Iterator[str]:
    """For people."""
    zone = read_settings().timezone
    for one in found:
        yield from audit_lines(one, language, zone)
        yield ""


def document(found: list[Audited]) -> str:
    """For programs: every row of every rule."""
    values = {"ok": is_kept(found), "estates": [audit_values(one) for one in found]}
    return json.dumps(values, ensure_ascii=False, indent=1)


def audit_values(audited: Audited) -> dict[str, Any]:
    """What was found of one estate."""
    return {
        "estate": audited.estate,
        "since": audited.since.isoformat(),
        "until": audited.until.isoformat(),
        "rules": [_finding(one) for one in audited.findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "subject": one.subject.value,
        "standing": one.standing.value,
        "rows_kept": one.is_kept,
        "met": list(one.kept),
        "broken": list(one.broken),
    }
