"""Who runs a survey: a member of the staff, bounded by the way they take, or the service itself."""

from dataclasses import dataclass

from flows.rules.case_life import StaffFacts, bounded
from flows.rules.vocabulary import Role
from storage.staff import Staff

SERVICE = "huiyin"
PLANNED = "planned"
"""The way of what the service does by itself."""


@dataclass(frozen=True)
class Runner:
    """Whoever does something to a survey; `via` is the way taken, `bound` its highest role.

    Without a member it is the service, which does what was planned and overrides nothing.
    """

    member: Staff | None
    via: str
    bound: Role | None = None

    @property
    def facts(self) -> StaffFacts | None:
        """What the rules need to know of them."""
        if self.member is None:
            return None
        role = self.member.role
        return StaffFacts(
            self.member.userid, role if self.bound is None else bounded(role, self.bound)
        )

    @property
    def name(self) -> str:
        """How the audit log calls them."""
        return SERVICE if self.member is None else self.member.userid


BY_ITSELF = Runner(None, PLANNED)
