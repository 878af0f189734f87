"""A new version of an estate's policy: decided by somebody, for a reason, from a time on."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.rules.policy import Policy
from storage.audit import audit
from storage.estates import Estate, PolicyVersion, set_policy

WHY_LENGTH_MAX = 500


@dataclass(frozen=True)
class Decision:
    """A policy, from when it holds, and who decided so and why."""

    policy: Policy
    begins: datetime
    by: str
    why: str


def add_version(
    session: Session, estate: Estate, decision: Decision, now: datetime, *, via: str
) -> PolicyVersion:
    """Add a version to an estate's policy, with its line in the audit log."""
    version = set_policy(
        session,
        estate.id,
        decision.policy,
        effective_at=decision.begins,
        by=decision.by,
        why=decision.why,
        now=now,
    )
    subject, begins = f"policy of {estate.name}", decision.begins.isoformat()
    audit(session, "policy", subject, by=decision.by, via=via, why=decision.why, now=now,
          version=version.id, begins=begins)  # fmt: skip
    return version
