"""Whether people are written to as they allow, and forgotten when their time is over (R66)."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlmodel import col, select

from flows.reports.rule_findings import Line
from flows.rules.vocabulary import DeadlineState, Purpose
from storage.consents import Consent
from storage.forgetting import Forgetting
from storage.outgoing import Attempt, Outgoing
from storage.rule_checks.looking import Lines, Look

NIGHTS = timedelta(days=3)
"""What is to be forgotten goes in the night after its day; a service that was off has caught up."""
EVERYTHING = "everything"
ASKED_FIRST = (Purpose.SURVEY, Purpose.NOTICE)


def consent(look: Look) -> Lines:
    """R66: nobody who said no was sent a survey or a notice; what is due to go has gone."""
    said = _said(look)
    query = (
        select(Outgoing, Attempt)
        .join(Attempt, col(Attempt.outgoing_id) == col(Outgoing.id))
        .where(
            Outgoing.estate_id == look.estate.id,
            col(Outgoing.purpose).in_(ASKED_FIRST),
            col(Outgoing.resident_id).is_not(None),
            look.within(col(Attempt.started_at)),
        )
    )
    for message, attempt in look.session.exec(query):
        wanted = (message.purpose.value, EVERYTHING)
        answers = [
            _last(said[message.resident_id or 0, purpose], attempt.started_at) for purpose in wanted
        ]
        yield Line(f"message {message.id}", False not in answers)
    yield from _overdue(look)


def _said(look: Look) -> dict[tuple[int, str], list[Consent]]:
    found: dict[tuple[int, str], list[Consent]] = defaultdict(list)
    query = select(Consent).where(Consent.at <= look.until).order_by(col(Consent.id))
    for one in look.session.exec(query):
        found[one.resident_id, one.purpose].append(one)
    return found


def _last(said: list[Consent], before: datetime) -> bool | None:
    earlier = [one.granted for one in said if one.at <= before]
    return earlier[-1] if earlier else None


def _overdue(look: Look) -> Lines:
    query = select(Forgetting).where(
        Forgetting.state == DeadlineState.PENDING,
        col(Forgetting.due_at).between(look.since, look.until - NIGHTS),
    )
    for one in look.session.exec(query):
        if one.estate_id in {None, look.estate.id}:
            yield Line(f"{one.kind} {one.about}", counted=False)
    done = select(Forgetting).where(
        Forgetting.state == DeadlineState.FIRED, look.within(col(Forgetting.fired_at))
    )
    for one in look.session.exec(done):
        if one.estate_id in {None, look.estate.id}:
            yield Line(f"{one.kind} {one.about}", counted=True)
