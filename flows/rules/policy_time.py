"""The part of a policy that is about time: working days, deadlines, revisits, who hears when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from flows.rules.policy_kinds import Code, Contradictions, Dates, Fraction, OneOf, Spans, Whole
from flows.rules.public_holidays import is_supported
from flows.rules.wall_clock import Span

WorkingDay = Annotated[tuple[Span, ...], Spans()]


class ResponseMode(StrEnum):
    """How the first response's time is counted."""

    CLOCK = "clock"
    WORKING_DAY = "working_day"


@dataclass(frozen=True)
class Week:
    """R32: when the office is open in an ordinary week; an empty list is a day off."""

    monday: WorkingDay
    tuesday: WorkingDay
    wednesday: WorkingDay
    thursday: WorkingDay
    friday: WorkingDay
    saturday: WorkingDay
    sunday: WorkingDay

    def contradictions(self) -> Contradictions:
        """A week without any opening would keep every report waiting for ever."""
        if not any(self.days()):
            yield "monday", "no day of the week is a working day"

    def days(self) -> tuple[tuple[Span, ...], ...]:
        """Return the spans of the seven days, Monday first, as date.weekday() counts."""
        return (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )


@dataclass(frozen=True)
class CalendarPolicy:
    """R32: the days that first_response.mode working_day counts in."""

    country: Annotated[
        str,
        Code("[A-Z]{2}", "a country code of two capitals"),
        "R32: whose public holidays are kept: CN, HK, ...",
    ]
    subdivision: Annotated[
        str,
        Code("[A-Z0-9-]{0,6}", "a subdivision code or empty"),
        "R32: the part of the country with holidays of its own; empty for the whole.",
    ]
    make_up_day: Annotated[
        tuple[Span, ...],
        Spans(),
        "R32: opening hours of a make-up day (调休) and of the extra workdays below.",
    ]
    extra_holidays: Annotated[
        tuple[date, ...], Dates(), "R32: days off that the public calendar does not know."
    ]
    extra_workdays: Annotated[
        tuple[date, ...],
        Dates(),
        "R32: days worked against the public calendar, such as make-up days it does not know yet.",
    ]
    next_year_warn_days: Annotated[
        int, Whole(1, 180), "R32: so long before a year `huiyin doctor` asks for its make-up days."
    ]
    week: Week

    def contradictions(self) -> Contradictions:
        """A place must be known, and no day can be both off and worked."""
        if not is_supported(self.country, ""):
            yield "country", f"the public holidays of {self.country} are not known"
        elif not is_supported(self.country, self.subdivision):
            yield "subdivision", f"{self.country} has no subdivision {self.subdivision}"
        if not self.make_up_day:
            yield "make_up_day", "a make-up day needs at least one span"
        for day in sorted(set(self.extra_holidays) & set(self.extra_workdays)):
            yield "extra_workdays", f"{day} is an extra holiday too"


@dataclass(frozen=True)
class FirstResponse:
    """R32-R34: how soon a human must answer a report; the automatic receipt does not count."""

    mode: Annotated[
        ResponseMode,
        OneOf(ResponseMode),
        "R32, R34: clock (so many hours) or working_day (the same time on the next one).",
    ]
    clock_hours: Annotated[int, Whole(1, 720), "R34: the hours of mode clock."]
    emergency_minutes: Annotated[
        int, Whole(1, 1440), "R34, R64: an emergency, by the clock in both modes."
    ]


@dataclass(frozen=True)
class Deadlines:
    """R34-R44: the other promises of time, all by the clock."""

    key_solution_hours: Annotated[int, Whole(1, 2000), "R34: a key issue is solved."]
    solution_days: Annotated[int, Whole(1, 365), "R34: any problem is solved."]
    suggestion_days: Annotated[
        int, Whole(1, 365), "R60: a suggestion is adopted or not, and its author told."
    ]
    special_measures_hours: Annotated[
        int, Whole(1, 720), "R42, R44: measures after a repeat report or 'not fixed'."
    ]
    approval_hours: Annotated[int, Whole(1, 720), "R37: a proposed plan is decided on."]
    call_task_hours: Annotated[int, Whole(1, 720), "R8: a call or visit task is recorded."]
    opinion_callback_days: Annotated[
        int, Whole(1, 90), "R15: a resident who wrote an opinion is called back."
    ]

    def contradictions(self) -> Contradictions:
        """What is urgent cannot be allowed to take longer."""
        if self.key_solution_hours > self.solution_days * 24:
            yield "key_solution_hours", "a key issue gets more time than any other problem"


@dataclass(frozen=True)
class ComplaintRevisit:
    """R48: the revisit of a complaint, and of all that is no minor repair; from `resolve` on."""

    ask_after_hours: Annotated[
        int, Whole(0, 720), "R48: the chat asks, at the next moment of residents' hours."
    ]
    due_hours: Annotated[int, Whole(1, 1440), "R48: answered, or a call task is made."]

    def contradictions(self) -> Contradictions:
        """A question asked when the time is up is no question."""
        if self.ask_after_hours >= self.due_hours:
            yield "ask_after_hours", "the resident would be asked when the revisit is already due"


@dataclass(frozen=True)
class RepairRevisit:
    """R50: the revisit of a minor repair, from `resolve` on."""

    ask_after_days: Annotated[
        int, Whole(0, 30), "R50: calendar days until the chat asks, at the opening of the day."
    ]
    due_hours: Annotated[int, Whole(1, 1440), "R50: answered, or a call task is made."]

    def contradictions(self) -> Contradictions:
        """A question asked when the time is up is no question."""
        if self.ask_after_days * 24 >= self.due_hours:
            yield "ask_after_days", "the resident would be asked when the revisit is already due"


@dataclass(frozen=True)
class Revisit:
    """R48-R50: coming back to ask whether it is really fixed."""

    extension_days: Annotated[
        int, Whole(1, 90), "R48: a lead may move the due time to so many days after `resolve`."
    ]
    reminder_hours: Annotated[
        int, Whole(1, 720), "R48: one reminder by the next channel, so long after the question."
    ]
    unreachable_records: Annotated[
        int, Whole(1, 10), "R48: recorded unreachable so often, the case closes as unconfirmed."
    ]
    unconfirmed_days: Annotated[
        int, Whole(1, 90), "R48: so many days after the call task it does so anyway."
    ]
    rating_days: Annotated[
        int, Whole(0, 365), "R22: so long after a survey its rating is asked about; 0: never."
    ]
    complaint: ComplaintRevisit
    repair: RepairRevisit

    def contradictions(self) -> Contradictions:
        """An extension may only lengthen."""
        if self.extension_days * 24 < max(self.complaint.due_hours, self.repair.due_hours):
            yield "extension_days", "the extended revisit would be due before the ordinary one"


@dataclass(frozen=True)
class FirstResponseEscalation:
    """R32, R36: who hears that a first response is near its time, or past it.

    At the due time itself the manager is told. In mode working_day fractions are of working time.
    """

    handler_at: Annotated[float, Fraction(), "R32: the handler, else the assistants."]
    lead_at: Annotated[float, Fraction(), "R32: also the lead."]
    general_manager_after_hours: Annotated[
        int, Whole(1, 720), "R36: the general manager, after the due time."
    ]

    def contradictions(self) -> Contradictions:
        """Those further up hear later."""
        if self.lead_at <= self.handler_at:
            yield "lead_at", "fractions must rise: the lead is told after the handler"


@dataclass(frozen=True)
class EmergencyEscalation:
    """R36, R64: an emergency that nobody has accepted; assistants and lead are told at once."""

    manager_after_minutes: Annotated[int, Whole(1, 1440), "R36: the manager, after the report."]
    general_manager_after_minutes: Annotated[
        int, Whole(1, 1440), "R36: the general manager, after the report."
    ]
    repeat_minutes: Annotated[
        int, Whole(1, 1440), "R36: then all of them, every so many minutes until it is accepted."
    ]

    def contradictions(self) -> Contradictions:
        """Those further up hear later."""
        if self.general_manager_after_minutes <= self.manager_after_minutes:
            yield "general_manager_after_minutes", "must be more than manager_after_minutes"


@dataclass(frozen=True)
class OtherEscalation:
    """R36: all other deadlines of a case; when one fires the next rung is told."""

    handler_at: Annotated[float, Fraction(), "R36: the handler, else the assistants."]
    manager_after_hours: Annotated[int, Whole(1, 720), "R36: the manager, after the due time."]


@dataclass(frozen=True)
class Escalation:
    """R36: who is told when; each once per deadline."""

    first_response: FirstResponseEscalation
    emergency: EmergencyEscalation
    other: OtherEscalation
