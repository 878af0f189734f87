"""What a report does not hold itself: what is done about it, and who has signed it (R17, R18)."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.forms.form import Texts
from flows.reports.document import NONE, Note, Section, Table
from flows.reports.survey_words import Words
from flows.rules.survey.words import MeasureState, Reviewer
from flows.wording.say import say


@dataclass(frozen=True)
class Undertaken:
    """What is done after a survey; without a day until somebody has decided on it (R17)."""

    measure: Texts
    state: MeasureState
    owner: str
    due_on: date | None
    result: str


@dataclass(frozen=True)
class Signed:
    """Who has signed the report as one of three (R18)."""

    reviewer: Reviewer
    member: str
    at: datetime


@dataclass(frozen=True)
class SinceReport:
    """What came after the figures were frozen: as it stands when somebody reads the report."""

    measures: tuple[Undertaken, ...]
    signatures: tuple[Signed, ...]


def since(words: Words, known: SinceReport) -> Section:
    """The measures with who has them until when, and the three signatures."""
    return Section(
        words.of(say("survey_report.since")),
        (
            Note(words.of(say("survey_report.since_is"))),
            *_measures(words, known),
            _signatures(words, known),
        ),
    )


def _measures(words: Words, known: SinceReport) -> tuple[Table, ...]:
    rows = tuple(
        (
            words.text(one.measure),
            words.of(say(f"MeasureState.{one.state}")),
            one.owner or NONE,
            NONE if one.due_on is None else words.day(one.due_on),
            one.result or NONE,
        )
        for one in known.measures
    )
    head = words.head(
        say("survey_report.measure"),
        say("survey_report.state"),
        say("survey_report.owner"),
        say("survey_report.due"),
        say("survey_report.result"),
    )
    return (Table(words.of(say("survey_report.measures")), head, rows),) if rows else ()


def _signatures(words: Words, known: SinceReport) -> Table:
    """All three, also who has not signed yet."""
    signed = {one.reviewer: one for one in known.signatures}
    rows = []
    for reviewer in Reviewer:
        one = signed.get(reviewer)
        day = NONE if one is None else words.day(one.at.astimezone(words.zone).date())
        name = NONE if one is None else one.member
        rows.append((words.of(say(f"Reviewer.{reviewer}")), name, day))
    head = words.head(
        say("survey_report.reviewer"), say("survey_report.member"), say("survey_report.signed_on")
    )
    return Table(words.of(say("survey_report.signatures")), head, tuple(rows))
