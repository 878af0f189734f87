"""Whether the answers are true: what is looked at again, and what one falsification opens (R16)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from flows.rules.policy import Policy
from flows.rules.survey.lots import Lottery, drawn


class Mark(StrEnum):
    """What the auditor found of one response beside its original.

    A mismatch can be a slip of whoever keyed it in; only a confirmed one is a falsification.
    """

    MATCH = "match"
    MISMATCH = "mismatch"
    FALSIFIED = "falsified"


class Audit(StrEnum):
    """How the check of a campaign stands."""

    RUNNING = "running"
    PASSED = "passed"
    CHECK_ALL = "check_all"


def audit_draw(policy: Policy, seed: str, responses: Iterable[str]) -> tuple[str, ...]:
    """Draw the responses that are compared with their originals: a share, rounded up (R16)."""
    names = frozenset(responses)
    size = -(-len(names) * policy.survey_checks.audit_percent // 100)
    return drawn(Lottery.AUDIT, seed, names, size)


def unreturned_draw(policy: Policy, seed: str, homes: Iterable[str]) -> tuple[str, ...]:
    """Draw the homes that did not answer and are telephoned (R16)."""
    return drawn(Lottery.UNRETURNED, seed, homes, policy.survey_checks.unreturned_homes)


def audit_state(drawn_responses: Iterable[str], marks: Mapping[str, Mark]) -> Audit:
    """Tell how the check stands: one falsification opens that of all responses (R16)."""
    if Mark.FALSIFIED in marks.values():
        return Audit.CHECK_ALL
    return Audit.PASSED if marks.keys() >= set(drawn_responses) else Audit.RUNNING
