"""What programs read of people is noted, and the log is shown to those who may audit (S18)."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.api.asked import PAGE_MAX, Asked
from bot.api.errors import Problem
from bot.api.paging import newest_first
from bot.api.showing import Shown
from flows.rules.refusals import Refusal
from flows.rules.vocabulary import Role
from storage.audit import READ, AuditEntry, audit
from storage.database import zone_of

AUDITORS = (Role.AUDITOR, Role.MANAGER, Role.GENERAL_MANAGER)
NOT_WORTH_NOTING = ("cursor", "limit", "by", "reason")


def note_reading(session: Session, asked: Asked, what: str, now: datetime) -> None:
    """Add to the audit log what was read: one person or case, or which list."""
    which = asked.path.get("number") or asked.path.get("id")
    audit(
        session,
        READ,
        f"{what} {which}" if which else what,
        by=asked.query.text("by") or asked.caller.name,
        via=via(asked),
        why=asked.query.text("reason") or "",
        now=now,
        **asked.query.others(*NOT_WORTH_NOTING),
    )


def via(asked: Asked) -> str:
    """How the audit log names the way of a request."""
    return f"api {asked.caller.name}"


def list_audit(session: Session, asked: Asked, _now: datetime) -> Shown:
    """The log, newest first: of a subject, of somebody, of an action, since a time."""
    if asked.caller.role not in AUDITORS:
        message = f"the audit log is not for the token {asked.caller.name}: {asked.caller.role}"
        raise Problem(403, Refusal.WRONG_ROLE, message)
    query = select(AuditEntry)
    for name, column in (
        ("subject", AuditEntry.subject),
        ("by", AuditEntry.by),
        ("action", AuditEntry.action),
    ):
        wanted = asked.query.text(name)
        if wanted is not None:
            query = query.where(column == wanted)
    since = asked.query.moment("since")
    if since is not None:
        query = query.where(col(AuditEntry.at) >= since)
    entries, cursor = newest_first(session, query, AuditEntry.id, asked.query.page(PAGE_MAX))
    zone = zone_of(session)
    items = [
        {
            "id": one.id,
            "at": one.at.astimezone(zone).isoformat(),
            "by": one.by,
            "via": one.via,
            "action": one.action,
            "subject": one.subject,
            "why": one.why,
            "details": one.details,
        }
        for one in entries
    ]
    return {"items": items, "next": cursor}
