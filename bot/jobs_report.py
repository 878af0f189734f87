"""`huiyin jobs`: what waits for its time, by the job that will look for it, read from the rows.

The jobs of a running service lie in its memory and are set from these very rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import SQLColumnExpression, case
from sqlmodel import Session, col, func, or_, select

from flows.rules.vocabulary import DeadlineKind, DeadlineState, MessageState
from scheduler.alarm import TICK_SECONDS
from storage.campaigns import Campaign
from storage.cases import Media
from storage.conversations import Conversation, ConversationState
from storage.deadlines import Deadline
from storage.forgetting import Forgetting
from storage.indicator_reports import earliest_report
from storage.invitations import Invitation
from storage.measures import Measure
from storage.outgoing import Outgoing
from storage.survey_calendar import next_looks

AT_THE_TICK = "tick"
HEADING = ("job", "next run", "due", "overdue")
WANTED = "wanted"


@dataclass(frozen=True)
class Job:
    """One job: how many rows wait for it, how many of their times have passed, and the earliest."""

    kind: str
    due: int
    overdue: int
    earliest: datetime | None

    def next_run(self, now: datetime) -> datetime | None:
        """When the job will run for its earliest row; None: at the next tick, which finds all."""
        return self.earliest if self.earliest is not None and self.earliest > now else None


def jobs(session: Session, now: datetime) -> list[Job]:
    """Every job of the service, also those that nothing waits for."""
    held, next_at = col(Deadline.held_until), col(Deadline.next_at)
    deadline_waits = case((held > next_at, held), else_=next_at)
    idle, expires = col(Conversation.idle_at), col(Conversation.expires_at)
    conversation_waits = case((or_(expires.is_(None), idle < expires), idle), else_=expires)
    is_open = Conversation.state == ConversationState.OPEN
    is_kept = Forgetting.state == DeadlineState.PENDING
    is_asked = col(Invitation.next_at).is_not(None)
    is_queued = Outgoing.state == MessageState.QUEUED
    wanted_since = func.coalesce(Media.next_at, Media.received_at)
    report = partial(_job, session, now)
    return [
        *(report(kind.value, deadline_waits, which=Deadline.kind == kind) for kind in DeadlineKind),
        report("conversation", conversation_waits, which=is_open),
        _campaigns(session, now),
        report("invitation", col(Invitation.next_at), which=is_asked),
        report("measure", col(Measure.next_at), which=col(Measure.next_at).is_not(None)),
        Job("indicator_report", 0, 0, earliest_report(session)),
        report("retention", col(Forgetting.next_at), which=is_kept),
        report("outgoing", col(Outgoing.not_before), which=is_queued),
        report("media", wanted_since, which=Media.state == WANTED),
    ]


def _campaigns(session: Session, now: datetime) -> Job:
    """The surveys that wait for their time; the calendar of an estate is no row that waits (R1)."""
    held, next_at = col(Campaign.held_until), col(Campaign.next_at)
    waits = case((held > next_at, held), else_=next_at)
    rows = _job(session, now, "campaign", waits, which=next_at.is_not(None))
    times = [at for at in (rows.earliest, *next_looks(session).values()) if at is not None]
    return replace(rows, earliest=min(times, default=None))


def table(found: list[Job], now: datetime, zone: ZoneInfo) -> Iterator[str]:
    """The lines of a plain table; times are shown with the offset of `zone`."""
    rows = [
        HEADING,
        *(
            (job.kind, _shown(job.next_run(now), zone), str(job.due), str(job.overdue))
            for job in found
        ),
    ]
    first, second, third, fourth = (max(map(len, column)) for column in zip(*rows, strict=True))
    yield f"{_shown(now, zone)}; tick: every {TICK_SECONDS} seconds"
    for kind, next_run, due, overdue in rows:
        yield f"{kind:{first}}  {next_run:{second}}  {due:>{third}}  {overdue:>{fourth}}"


def _job(
    session: Session,
    now: datetime,
    kind: str,
    waits: SQLColumnExpression[Any],
    *,
    which: SQLColumnExpression[bool] | bool,
) -> Job:
    passed = func.sum(case((waits <= now, 1), else_=0))
    query = select(func.count(waits), func.min(waits), passed).where(which)
    due, earliest, overdue = session.exec(query).one()
    return Job(kind, due, overdue or 0, earliest)


def _shown(instant: datetime | None, zone: ZoneInfo) -> str:
    if instant is None:
        return AT_THE_TICK
    return instant.astimezone(zone).isoformat(timespec="seconds")
