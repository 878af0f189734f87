"""The part of a policy that is about surveys: when they are made, and how they are counted."""

from dataclasses import dataclass
from typing import Annotated

from flows.rules.policy_kinds import Contradictions, Fraction, SomeOf, Spans, Whole
from flows.rules.vocabulary import Satisfaction
from flows.rules.wall_clock import Span


@dataclass(frozen=True)
class Survey:
    """R1-R3, R11: rhythm and scale of surveys."""

    per_year: Annotated[int, Whole(1, 12), "R1-R3: periodic surveys a year."]
    passing: Annotated[tuple[Satisfaction, ...], SomeOf(Satisfaction), "R11: counted as satisfied."]
    neutral: Annotated[tuple[Satisfaction, ...], SomeOf(Satisfaction), "R11: outside the base."]
    failing: Annotated[
        tuple[Satisfaction, ...], SomeOf(Satisfaction), "R11: counted as dissatisfied."
    ]
    scale_passing_min: Annotated[
        int, Whole(2, 5), "R11: on a scale from 1 to 5, this and more is satisfied."
    ]
    scale_failing_max: Annotated[
        int, Whole(1, 4), "R11: on a scale from 1 to 5, this and less is dissatisfied."
    ]

    def contradictions(self) -> Contradictions:
        """Each label counts in exactly one way."""
        counted = [*self.passing, *self.neutral, *self.failing]
        for label in Satisfaction:
            if counted.count(label) != 1:
                reason = f"{label} stands {counted.count(label)} times in the three lists"
                yield "passing", reason
        if self.scale_failing_max >= self.scale_passing_min:
            yield "scale_failing_max", "must be less than scale_passing_min"


@dataclass(frozen=True)
class SurveyCalendar:
    """R1, R5, R7: the days of a periodic survey, each of which falls into a part of the year."""

    start_days_before_end: Annotated[
        int, Whole(1, 366), "R1: it starts so long before its part of the year ends, or earlier."
    ]
    start_weekday: Annotated[
        int, Whole(1, 7), "R7: on this day of the week, 1 is Monday: people are at home."
    ]
    open_days: Annotated[int, Whole(1, 180), "R2: for so long it takes answers."]
    frozen_days: Annotated[int, Whole(0, 60), "R5: so long before the start its homes are fixed."]
    draft_days: Annotated[int, Whole(1, 180), "R1: so long before the start a draft is made."]
    warn_days: Annotated[
        int, Whole(1, 180), "R1: the manager is warned so long before a part ends without a survey."
    ]
    sample_percent: Annotated[int, Whole(1, 100), "R4: share of the homes that a draft asks."]
    sample_homes_min: Annotated[int, Whole(1, 10_000), "R4: but no fewer homes, where there are."]

    def contradictions(self) -> Contradictions:
        """What must come first has time to."""
        if self.draft_days <= self.frozen_days:
            yield "draft_days", "the draft is made after its homes should be fixed"
        if self.open_days > self.start_days_before_end:
            yield "open_days", "the survey takes answers after its part of the year has ended"


@dataclass(frozen=True)
class SurveyReminders:
    """R2: who has not answered is reminded, and whoever answers for the survey warned in time."""

    after_days: Annotated[int, Whole(1, 60), "R2: homes are reminded so long after the start."]
    before_end_days: Annotated[
        int, Whole(1, 60), "R2: and once more, so long before the last day for answers."
    ]
    alarm_before_end_days: Annotated[
        int, Whole(1, 60), "R2: its owner is told so long before that day if too few have answered."
    ]


@dataclass(frozen=True)
class SurveyAsking:
    """R2, R7: when residents are asked to answer a survey, how fast, and how often."""

    hours: Annotated[
        tuple[Span, ...], Spans(), "R7: hours of each day in which people are not busy."
    ]
    per_minute: Annotated[
        int, Whole(1, 10_000), "R7: so many invitations and reminders leave in a minute."
    ]
    reminders_max: Annotated[
        int, Whole(0, 5), "R2: reminders to a home that has not answered, at most."
    ]
    reminder_gap_days: Annotated[
        int, Whole(1, 60), "R2: no home is reminded sooner after it was asked or reminded."
    ]
    told_over_days: Annotated[
        int, Whole(1, 60), "R7: who answers so long after the close is told that it is over."
    ]

    def contradictions(self) -> Contradictions:
        """Without any hours nobody would ever be asked."""
        if not self.hours:
            yield "hours", "nobody can be asked: there are none"


@dataclass(frozen=True)
class SurveyForecast:
    """R2, R69: what is expected of a survey before it starts, and what its texts cost."""

    wechat_percent: Annotated[
        int, Whole(0, 100), "R2: homes asked in WeChat that answer, as long as nothing is known."
    ]
    sms_percent: Annotated[
        int, Whole(0, 100), "R2: homes asked by SMS that answer, as long as nothing is known."
    ]
    earlier_homes_min: Annotated[
        int, Whole(1, 10_000), "R2: asked by a channel so many times, what came back is known."
    ]
    sms_segments: Annotated[int, Whole(1, 10), "R69: segments of a text that asks a home."]
    sms_segment_cents: Annotated[
        int, Whole(0, 10_000), "R69: what a segment costs, in hundredths of the currency."
    ]


@dataclass(frozen=True)
class SurveyChecks:
    """R16: how it is made sure that answers are true."""

    audit_percent: Annotated[
        int, Whole(1, 100), "R16: share of the responses that is compared with the originals."
    ]
    unreturned_homes: Annotated[
        int, Whole(2, 50), "R16: homes without an answer that are telephoned."
    ]


@dataclass(frozen=True)
class SurveyFigures:
    """R9-R19: what the figures of a survey call few, certain, better or alike."""

    confidence_percent: Annotated[
        int, Whole(50, 99), "R12: how sure the interval beside each rate is."
    ]
    represented_percent: Annotated[
        int, Whole(1, 100), "R9: a building with less of its part of the answers is missing."
    ]
    driver_base_min: Annotated[
        int, Whole(3, 10_000), "R12: homes below which no correlation is told."
    ]
    improvement_points: Annotated[
        int, Whole(0, 50), "R19: percentage points up to which a change is no improvement."
    ]
    opinion_similarity: Annotated[
        float, Fraction(), "R14: how alike two opinions are that are counted as one, from 0 to 1."
    ]
    opinion_examples: Annotated[int, Whole(1, 20), "R14: so many of them are told word for word."]


@dataclass(frozen=True)
class SurveyResults:
    """R17-R21: what follows from a survey, and until when."""

    rectification_days: Annotated[
        int, Whole(1, 366), "R17: so long an estate below the target has to put it right."
    ]
    study_days: Annotated[
        int, Whole(1, 366), "R19: so long it may take to study what does not improve."
    ]
    reminder_days: Annotated[
        int, Whole(0, 60), "R17: so long before it is due, whoever has a measure is reminded."
    ]
    follow_up_days: Annotated[
        int, Whole(1, 60), "R21: so long those who raised a matter may say how it turned out."
    ]

    def contradictions(self) -> Contradictions:
        """A reminder comes when there is still something to be done."""
        if self.reminder_days >= min(self.rectification_days, self.study_days):
            yield "reminder_days", "longer than what it reminds of takes"
