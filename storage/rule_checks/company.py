"""What the company owes beside its cases: causes removed, and the cost of the ways (R67, R69)."""

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.survey.words import MeasureState
from storage.measures import Measure
from storage.outgoing import Attempt, Outgoing
from storage.rule_checks.looking import Lines, Look
from storage.rule_checks.surveys import campaigns

UNDERTAKEN = frozenset({MeasureState.ADOPTED, MeasureState.DONE})


def measures(look: Look) -> Lines:
    """R67: what is undertaken after a survey has an owner and a day; what is done, a result."""
    for campaign in campaigns(look):
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
