"""What the rules make of a case as a whole: its weight, its rungs, and its next round (R36-R49)."""

from dataclasses import dataclass
from datetime import datetime

from flows.rules.due import special_measures_due
from flows.rules.escalation import Audience
from flows.rules.policy import Policy
from flows.rules.vocabulary import RUNGS, CaseClass, Role, Satisfaction, Urgency


@dataclass(frozen=True)
class NextRound:
    """What a "not fixed" changes, in the very transaction that reads it (R42, R44).

    The new handler is the old one's `reports_to`, or else someone with `handler_role`. `told` hear
    of it at once; the special measures fall due at `special_measures_due_at`.
    """

    round: int
    handler_role: Role
    special_measures_due_at: datetime
    told: tuple[Audience, ...]


def after_not_fixed(
    policy: Policy, *, round_before: int, handler_role: Role | None, at: datetime
) -> NextRound:
    """Return the round that follows a resident's "not fixed" or "不满意" (R42, R44)."""
    following = round_before + 1
    return NextRound(
        following,
        next_rung(handler_role),
        special_measures_due(policy, at),
        told_of_special_measures(policy, following),
    )


def told_of_special_measures(policy: Policy, case_round: int) -> tuple[Audience, ...]:
    """Return who hears at once that special measures are due (R44), in late rounds too (R42)."""
    if case_round >= policy.rounds.general_manager_from:
        return (Audience.MANAGER, Audience.GENERAL_MANAGER)
    return (Audience.MANAGER,)


def next_rung(role: Role | None) -> Role:
    """Return the role one rung up; at the top it stays (R36).

    A case that nobody on the rungs handles (nobody at all, a technician) goes to a lead. Where the
    staff list names whom somebody `reports_to`, that comes first.
    """
    if role is None or role not in RUNGS:
        return Role.LEAD
    return RUNGS[min(RUNGS.index(role) + 1, len(RUNGS) - 1)]


def is_major(policy: Policy, *, urgency: Urgency, case_round: int, key_client: bool) -> bool:
    """Tell whether a case is major: a lead visits beside the chat's revisit (R49)."""
    major = policy.major
    return (
        urgency in major.urgencies
        or case_round >= major.from_round
        or (major.key_clients and key_client)
    )


def needs_approval(policy: Policy, klass: CaseClass, case_round: int) -> bool:
    """Tell whether `resolve` must wait for an approved plan (R37)."""
    return klass in policy.approval.classes or case_round >= policy.approval.from_round


def is_confirmed(*, fixed: bool, satisfaction: Satisfaction | None) -> bool:
    """Tell whether a revisit's verdict closes the case; None means that the grade was skipped.

    Anything else opens the next round (R42).
    """
    return fixed and satisfaction is not Satisfaction.DISSATISFIED
