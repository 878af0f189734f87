"""The part of a policy that is about handling cases, and about counting them afterwards."""

from dataclasses import dataclass
from typing import Annotated

from flows.rules.policy_kinds import Contradictions, Flag, Fraction, SomeOf, Spans, Texts, Whole
from flows.rules.vocabulary import CaseClass, Urgency
from flows.rules.wall_clock import Span
from flows.wording.mistake import Mistake


@dataclass(frozen=True)
class Rounds:
    """R42: what changes with each round of a case."""

    general_manager_from: Annotated[
        int, Whole(2, 20), "R42: from this round on the general manager is told."
    ]
    close_from: Annotated[
        int, Whole(1, 20), "R42: from this round on a manager may close as unsatisfied."
    ]


Team = Annotated[tuple[str, ...], Texts(50, 64)]


@dataclass(frozen=True)
class Routing:
    """R31: departments or userids who hear first of a class; without any, the assistants."""

    service: Team
    facility: Team
    safety: Team
    management: Team
    other: Team

    def of(self, case_class: CaseClass) -> tuple[str, ...]:
        """Return who is in charge of a class."""
        team: tuple[str, ...] = getattr(self, case_class.value)
        return team


@dataclass(frozen=True)
class Approval:
    """R37: whose plan must be approved before `resolve`."""

    classes: Annotated[
        tuple[CaseClass, ...], SomeOf(CaseClass), "R37: cases of these classes, always."
    ]
    from_round: Annotated[int, Whole(1, 20), "R37, R42: every case from this round on."]


@dataclass(frozen=True)
class Major:
    """R49: what makes a case major, so that a lead visits."""

    urgencies: Annotated[tuple[Urgency, ...], SomeOf(Urgency), "R49: cases of these urgencies."]
    from_round: Annotated[int, Whole(1, 20), "R49: every case from this round on."]
    key_clients: Annotated[bool, Flag(), "R49, R55: every case of a key client's home."]


@dataclass(frozen=True)
class Appointment:
    """R56: a home visit is agreed on beforehand; its slots are offered in chat."""

    days_ahead: Annotated[int, Whole(1, 30), "R56: slots are offered for so many days to come."]
    days_ahead_max: Annotated[
        int, Whole(1, 60), "R56: a visit at another time is wished for within so many days."
    ]
    parts: Annotated[
        tuple[Span, ...], Spans(), "R56: the slots of a working day, within residents' hours."
    ]
    slots_max: Annotated[int, Whole(1, 6), "R56: so many slots are offered, the next ones."]
    notice_hours: Annotated[
        int, Whole(0, 72), "R56: the first slot is no sooner than so long after the offer."
    ]
    remind_hours: Annotated[
        int, Whole(1, 168), "R56: resident and lead are reminded so long before the visit."
    ]
    again_hours: Annotated[int, Whole(1, 24), "R56: and once more, so long before it."]
    change_hours: Annotated[
        int, Whole(0, 72), "R56: residents change it in chat until so long before it."
    ]
    changes_max: Annotated[int, Whole(0, 20), "R56: so often; after that they are asked to ring."]

    def contradictions(self) -> Contradictions:
        """Something can be offered, and the second reminder comes after the first."""
        if not self.parts:
            yield "parts", Mistake("without any there is nothing to offer")
        if self.days_ahead_max < self.days_ahead:
            yield "days_ahead_max", Mistake("is less than days_ahead, for which slots are offered")
        if self.again_hours >= self.remind_hours:
            yield "again_hours", Mistake("must be less than remind_hours")


@dataclass(frozen=True)
class Repeat:
    """R44: when a report repeats an earlier one of the same home and class."""

    within_days: Annotated[int, Whole(1, 365), "R44: how far back is looked."]
    similarity: Annotated[
        float, Fraction(), "R44: how alike two texts must be, from 0 to 1 (similarity.py)."
    ]


@dataclass(frozen=True)
class Review:
    """R43: what a resident is told who asks for another look at a closed case."""

    contacts: Annotated[
        tuple[str, ...],
        Texts(10, 200),
        "R43: whom outside the house they can turn to; for all, or 简体 | 繁體 | English.",
    ]


@dataclass(frozen=True)
class Incident:
    """R31: when reports from several homes may be about one and the same thing."""

    within_hours: Annotated[int, Whole(1, 168), "R31: how far back is looked."]


@dataclass(frozen=True)
class Sampling:
    """R50, R52: how many closed orders staff revisit; the larger of the share and the table."""

    in_home_repairs_percent: Annotated[int, Whole(0, 100), "R50: share of the month's repairs."]
    small_orders_max: Annotated[
        int, Whole(1, 10_000), "R52: a small number of orders is up to this."
    ]
    small_sample: Annotated[
        int, Whole(1, 10_000), "R52: of which so many are asked, or all if there are fewer."
    ]
    medium_orders_max: Annotated[int, Whole(1, 10_000), "R52: a medium number is up to this."]
    medium_percent: Annotated[int, Whole(1, 100), "R52: of which this share, rounded up."]
    large_orders_max: Annotated[int, Whole(1, 10_000), "R52: a large number is up to this."]
    large_percent: Annotated[int, Whole(1, 100), "R52: of which this share, rounded up."]
    beyond_sample: Annotated[int, Whole(1, 10_000), "R52: of more orders, so many are asked."]

    def contradictions(self) -> Contradictions:
        """The steps of the table rise."""
        if self.medium_orders_max <= self.small_orders_max:
            yield "medium_orders_max", Mistake("must be more than small_orders_max")
        if self.large_orders_max <= self.medium_orders_max:
            yield "large_orders_max", Mistake("must be more than medium_orders_max")


@dataclass(frozen=True)
class Publication:
    """R27, R47: the page on which anybody sees how the estate handles what is reported."""

    shown: Annotated[bool, Flag(), "R27: whether there is such a page."]
    days: Annotated[int, Whole(1, 366), "R27: cases reported in so many days are listed."]
    cases_max: Annotated[int, Whole(1, 200), "R27: at most so many of them, the newest."]
    months: Annotated[int, Whole(1, 24), "R47: months with figures."]
    quarters: Annotated[int, Whole(1, 12), "R47: quarters with figures."]
    smallest_base: Annotated[
        int, Whole(1, 50), "R20, R47: a share of fewer cases than this is not told."
    ]


@dataclass(frozen=True)
class Targets:
    """R2, R17, R34: what the reports measure the estate by."""

    solved_percent: Annotated[int, Whole(1, 100), "R34: problems solved in their time."]
    returned_percent: Annotated[int, Whole(1, 100), "R2: questionnaires returned."]
    satisfied_percent: Annotated[
        int, Whole(1, 100), "R17: satisfaction; an estate below it puts right what is behind it."
    ]


@dataclass(frozen=True)
class IndicatorReports:
    """R62: the figures are written down and told to the manager by themselves."""

    monthly: Annotated[bool, Flag(), "R62: those of each month."]
    quarterly: Annotated[bool, Flag(), "R62: those of each quarter."]
    days_after: Annotated[int, Whole(0, 20), "R62: so many days after the next period has begun."]
    hour: Annotated[int, Whole(0, 23), "R62: the hour of that day, by the estate's clock."]
