"""What threatens the share of problems that must be solved within a month (R34)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.reports.indicator_facts import ReportedCase
from flows.rules.policy import Policy


@dataclass(frozen=True)
class Waiting:
    """A case that is not solved, and until when it should be."""

    number: str
    until: datetime


@dataclass(frozen=True)
class Outlook:
    """The problems whose time ends within a month from now.

    `may_fail` is how many of those that wait may miss their time before the share falls below the
    aim. `waiting` stands in order of time, so the first of them are what to look at.
    """

    aim: int
    solved: int
    may_fail: int
    waiting: tuple[Waiting, ...]

    @property
    def is_threatened(self) -> bool:
        """Whether the aim would be missed if nothing more were solved."""
        return len(self.waiting) > self.may_fail

    @property
    def must_solve(self) -> int:
        """How many of those that wait have to be solved in time."""
        return max(0, len(self.waiting) - self.may_fail)


def outlook(policy: Policy, fresh: tuple[ReportedCase, ...], now: datetime) -> Outlook:
    """Look a month ahead; cases whose time was over before are none of it."""
    time = timedelta(days=policy.deadlines.solution_days)
    mine = [one for one in fresh if one.opened_at <= now < one.opened_at + time]
    waiting = sorted(
        (Waiting(one.number, one.opened_at + time) for one in mine if one.resolved_at is None),
        key=lambda one: (one.until, one.number),
    )
    aim = policy.targets.solved_percent
    # Whole cases: of 12, ninety percent are reached by 11, so that one may fail.
    may_fail = len(mine) - -(-len(mine) * aim // 100)
    return Outlook(aim, len(mine) - len(waiting), may_fail, tuple(waiting))
