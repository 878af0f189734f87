"""What the company owes beside its cases: figures told, causes removed, cost kept (R62-R69)."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.survey.words import MeasureState
from storage.audit import READ, AuditEntry
from storage.indicator_reports import IndicatorReportRow
from storage.measures import Measure
from storage.outgoing import Attempt, Outgoing
from storage.rule_checks.looking import Lines, Look

MONTHS_A_YEAR, MONTHS_A_QUARTER = 12, 3
UNDERTAKEN = frozenset({MeasureState.ADOPTED, MeasureState.DONE})


def reports(look: Look) -> Lines:
    """R62: of each month and quarter that ended in the time the figures were told, or given out."""
    query = select(AuditEntry.subject).where(
        AuditEntry.action == READ, col(AuditEntry.subject).startswith(f"figures {look.estate.id}-")
    )
    written = set(look.session.exec(query))
    by_itself = select(IndicatorReportRow.period).where(
        IndicatorReportRow.estate_id == look.estate.id
    )
    told = set(look.session.exec(by_itself))
    for name in _ended(look):
        is_written = name in told or f"figures {look.estate.id}-{name}" in written
        yield Line(f"{look.estate.name} {name}", is_written)


def _ended(look: Look) -> Iterator[str]:
    """The months and quarters that ended in the time; the estate has seen them from the first."""
    founded, first, last = (look.day(at) for at in (look.estate.created_at, look.since, look.until))
    for year in range(first.year - 1, last.year + 1):
        for months, name in ((1, "{}-{:02d}"), (MONTHS_A_QUARTER, "{}-Q{}")):
            for number in range(MONTHS_A_YEAR // months):
                begins = date(year, number * months + 1, 1)
                over = number * months + months
                ends = date(year + over // MONTHS_A_YEAR, over % MONTHS_A_YEAR + 1, 1)
                if founded <= begins and first < ends <= last:
                    yield name.format(year, number + 1)


def measures(look: Look) -> Lines:
    """R67: what is undertaken after a survey has an owner and a day; what is done, a result."""
    for campaign in look.campaigns:
        query = select(Measure).where(
            Measure.campaign_id == campaign.id, look.within(col(Measure.made_at))
        )
        for one in look.session.exec(query):
            if one.state in UNDERTAKEN:
                has_result = one.state is not MeasureState.DONE or bool(one.result)
                name = f"{campaign.number} measure {one.id}"
                yield Line(name, bool(one.owner_id and one.due_on) and has_result)


def costs(look: Look) -> Lines:
    """R69: each text that a provider took names the estate that it is charged to."""
    query = (
        select(Outgoing)
        .join(Attempt, col(Attempt.outgoing_id) == col(Outgoing.id))
        .where(
            Attempt.channel == "sms",
            Attempt.outcome == "accepted",
            look.within(col(Attempt.started_at)),
        )
    )
    for message in look.session.exec(query):
        if message.estate_id == look.estate.id:
            yield Line(f"message {message.id}", counted=True)
        elif message.estate_id is None and message.resident_id is not None:
            yield Line(f"message {message.id}", counted=False)
