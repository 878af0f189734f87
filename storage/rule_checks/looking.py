"""What a check looks at: an estate, a stretch of time, and the numbers that held in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import CaseKind, CaseState
from storage.campaigns import Campaign, CampaignEstate
from storage.cases import Case, CaseEvent
from storage.database import zone_of
from storage.estates import Estate, PolicyVersion
from storage.staff import Staff

DEFECTS = (CaseKind.COMPLAINT, CaseKind.REPAIR)
HOUSE, RESIDENT = "huiyin", "resident"
NOBODY_OF_STAFF = frozenset({HOUSE, RESIDENT})
ROWS_AT_ONCE = 5_000

Lines: TypeAlias = Iterable[Line]


@dataclass
class Look:
    """One look at an estate: from `since` on, and before `until`, which is now at the latest.

    Rows that several checks need are read once.
    """

    session: Session
    estate: Estate
    since: datetime
    until: datetime

    def within(self, column: Mapped[Any]) -> ColumnElement[bool]:
        """Rows of the time."""
        return column.between(self.since, self.until)

    def day(self, moment: datetime) -> date:
        """The day that it was in the estate."""
        return moment.astimezone(zone_of(self.session)).date()

    @cached_property
    def numbers(self) -> Mapping[str, Any]:
        """The policy that holds at the end, as it is stored."""
        query = select(PolicyVersion).where(PolicyVersion.estate_id == self.estate.id)
        versions = sorted(
            self.session.exec(query), key=lambda one: (one.effective_at, one.id), reverse=True
        )
        held = [one for one in versions if one.effective_at <= self.until]
        return (held or versions[-1:])[0].content

    @cached_property
    def reported(self) -> Sequence[Case]:
        """The cases that were reported in the time and not withdrawn."""
        return self._cases(self.within(col(Case.opened_at)))

    @cached_property
    def resolved(self) -> Sequence[Case]:
        """The cases whose last round was said to be done in the time."""
        return self._cases(self.within(col(Case.resolved_at)))

    @cached_property
    def closed(self) -> Sequence[Case]:
        """The cases that closed in the time."""
        return self._cases(self.within(col(Case.closed_at)))

    def _cases(self, condition: ColumnElement[bool]) -> Sequence[Case]:
        query = select(Case).where(
            Case.estate_id == self.estate.id, condition, Case.state != CaseState.WITHDRAWN
        )
        return self.session.exec(query.order_by(col(Case.id))).all()

    @cached_property
    def campaigns(self) -> Sequence[Campaign]:
        """All surveys that ever asked in the estate, but for those that were given up."""
        query = (
            select(Campaign)
            .join(CampaignEstate, col(CampaignEstate.campaign_id) == col(Campaign.id))
            .where(CampaignEstate.estate_id == self.estate.id, col(Campaign.dropped_at).is_(None))
        )
        return self.session.exec(query.order_by(col(Campaign.id))).all()

    def happened(self, *kinds: str) -> list[tuple[Case, CaseEvent]]:
        """What happened in the time, of these kinds, with the case that it happened to."""
        query = (
            select(Case, CaseEvent)
            .join(CaseEvent, col(CaseEvent.case_id) == col(Case.id))
            .where(
                Case.estate_id == self.estate.id,
                col(CaseEvent.kind).in_(kinds),
                self.within(col(CaseEvent.at)),
            )
        )
        return [(case, event) for case, event in self.session.exec(query)]

    def timelines(self, cases: Iterable[Case]) -> Mapping[int, list[CaseEvent]]:
        """What ever happened to these cases, in order."""
        unread = sorted({case.id for case in cases} - self._timelines.keys())
        for begin in range(0, len(unread), ROWS_AT_ONCE):
            some = unread[begin : begin + ROWS_AT_ONCE]
            self._timelines.update({one: [] for one in some})
            query = select(CaseEvent).where(col(CaseEvent.case_id).in_(some))
            for event in self.session.exec(query.order_by(col(CaseEvent.id))):
                self._timelines[event.case_id].append(event)
        return self._timelines

    @cached_property
    def _timelines(self) -> dict[int, list[CaseEvent]]:
        return {}

    @cached_property
    def staff(self) -> Mapping[str, Staff]:
        """Everybody of the staff, by userid, also who has left."""
        return {one.userid: one for one in self.session.exec(select(Staff))}


Check: TypeAlias = Callable[[Look], Lines]
"""Yields each row that a rule asks about, and whether it was kept there."""


def is_human(event: CaseEvent) -> bool:
    """Whether a member of staff did it."""
    return event.by not in NOBODY_OF_STAFF
