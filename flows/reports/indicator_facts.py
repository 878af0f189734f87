"""What an estate's figures are reckoned from: rows of one period, without anybody's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flows.reports.survey import Question
from flows.rules.public_figures import Period
from flows.rules.survey.rates import Rate
from flows.rules.vocabulary import (
    CaseKind,
    DeadlineKind,
    Purpose,
    Satisfaction,
    Source,
    Urgency,
)


class Verdict(StrEnum):
    """What came of one revisit; none of these while it is still to come."""

    FIXED = "fixed"
    NOT_FIXED = "not_fixed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class ReportedCase:
    """A complaint or repair that was reported in the period; `resolved_at` is of its last round."""

    number: str
    kind: CaseKind
    urgency: Urgency
    source: Source
    opened_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True)
class DuePromise:
    """A deadline that fell due in the period; `about` is the number of its case or campaign.

    One that nobody waited for any more when it fell due is none of these. `on_site` tells a visit
    from a call.
    """

    about: str
    kind: DeadlineKind
    due_at: datetime
    met_at: datetime | None
    on_site: bool = False


@dataclass(frozen=True)
class DueRevisit:
    """A revisit that fell due in the period; `by_staff`: they called or came themselves."""

    number: str
    kind: CaseKind
    urgency: Urgency
    due_at: datetime
    met_at: datetime | None
    verdict: Verdict | None
    satisfaction: Satisfaction | None
    by_staff: bool

    @property
    def is_minor_repair(self) -> bool:
        """Whether R50 holds for it, and not R48."""
        return self.kind is CaseKind.REPAIR and self.urgency is Urgency.NORMAL


@dataclass(frozen=True)
class Sent:
    """Messages that a provider took in the period; `segments` are what texts are billed by."""

    channel: str
    purpose: Purpose
    messages: int
    segments: int


@dataclass(frozen=True)
class Surveyed:
    """What a survey that closed in the period has reported."""

    number: str
    title: str
    returned: Rate
    total: Rate
    questions: tuple[Question, ...]
    items: Mapping[str, Rate]


@dataclass(frozen=True)
class PeriodFacts:
    """All that happened in an estate in a period, as far as it is counted.

    `fresh` are the cases whose time to be solved ends within a month from now (R34), whenever they
    were reported.
    """

    estate: str
    period: Period
    reported: tuple[ReportedCase, ...] = ()
    promises: tuple[DuePromise, ...] = ()
    revisits: tuple[DueRevisit, ...] = ()
    sent: tuple[Sent, ...] = ()
    surveys: tuple[Surveyed, ...] = ()
    fresh: tuple[ReportedCase, ...] = field(default=())
