"""`huiyin jobs` tells from the rows alone what waits, for which job, and what is late."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from bot.jobs_report import Job, jobs, table
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Purpose,
    Source,
    Urgency,
)
from scheduler.sweep import KINDS
from storage.cases import Case, Media
from storage.conversations import Conversation, ConversationState, Starter, seal_document
from storage.database import Database
from storage.deadlines import Deadline
from storage.estates import ensure_estate, policy_version_in_force
from storage.outgoing import Outgoing
from tests.bot.directory_world import NOW, empty_tables

SOON, LATE = NOW + timedelta(hours=2), NOW - timedelta(hours=2)


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A database with one case, in a transaction."""
    with empty_tables(database_url) as database:
        yield from opened(database)


def opened(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", NOW)
        case = Case(
            number="TS-20261124-0001",
            estate_id=estate.id,
            kind=CaseKind.COMPLAINT,
            case_class=CaseClass.SERVICE,
            urgency=Urgency.NORMAL,
            state=CaseState.OPEN,
            source=Source.SMS,
            opened_at=NOW,
        )
        session.add(case)
        session.flush()
        yield session


def add_deadline(
    session: Session, next_at: datetime | None, sequence: int, held_until: datetime | None = None
) -> None:
    session.add(
        Deadline(
            kind=DeadlineKind.PROMISE,
            case_id=1,
            round=1,
            sequence=sequence,
            policy_version_id=policy_version_in_force(session, 1, NOW),
            made_at=NOW,
            due_at=NOW,
            state=DeadlineState.PENDING,
            next_at=next_at,
            held_until=held_until,
        )
    )


def add_conversation(
    session: Session,
    idle_at: datetime | None,
    expires_at: datetime | None,
    state: ConversationState = ConversationState.OPEN,
) -> None:
    session.add(
        Conversation(
            flow="report",
            seed_sealed=seal_document(session, {}),
            answers_sealed=seal_document(session, {}),
            state=state,
            starter=Starter.RESIDENT,
            opened_at=NOW,
            touched_at=NOW,
            idle_at=idle_at,
            expires_at=expires_at,
        )
    )


def add_message(session: Session, not_before: datetime, state: MessageState) -> None:
    session.add(
        Outgoing(
            unique_key=f"{not_before} {state}",
            purpose=Purpose.CASE,
            text="您好",
            state=state,
            not_before=not_before,
            created_at=NOW,
        )
    )


def job_of(session: Session, kind: str) -> Job:
    (job,) = [job for job in jobs(session, NOW) if job.kind == kind]
    return job


def test_every_job_of_the_scheduler_is_listed_also_an_idle_one(session: Session) -> None:
    found = jobs(session, NOW)

    assert [job.kind for job in found] == [*KINDS, "outgoing", "media"]
    assert {(job.due, job.overdue) for job in found} == {(0, 0)}
    # The calendar of surveys looks ahead, also where no survey waits; so do the next figures.
    ahead = {job.kind for job in found if job.earliest is not None}
    assert ahead == {"campaign", "indicator_report"}


def test_a_job_runs_next_for_its_earliest_row(session: Session) -> None:
    add_deadline(session, SOON + timedelta(hours=1), 0)
    add_deadline(session, SOON, 1)
    add_deadline(session, None, 2)

    job = job_of(session, "promise")

    assert job == Job("promise", due=2, overdue=0, earliest=SOON)
    assert job.next_run(NOW) == SOON


def test_a_row_whose_time_has_passed_is_overdue_and_found_by_the_tick(session: Session) -> None:
    add_deadline(session, LATE, 0)
    add_deadline(session, SOON, 1)

    job = job_of(session, "promise")

    assert job == Job("promise", due=2, overdue=1, earliest=LATE)
    assert job.next_run(NOW) is None


def test_a_row_that_was_put_aside_waits_until_it_is_back(session: Session) -> None:
    add_deadline(session, LATE, 0, held_until=SOON)

    assert job_of(session, "promise") == Job("promise", due=1, overdue=0, earliest=SOON)


def test_an_open_conversation_waits_for_whatever_comes_first(session: Session) -> None:
    add_conversation(session, idle_at=LATE, expires_at=SOON)
    add_conversation(session, idle_at=None, expires_at=SOON)
    add_conversation(session, idle_at=SOON, expires_at=None)
    add_conversation(session, idle_at=None, expires_at=None)
    add_conversation(session, idle_at=LATE, expires_at=LATE, state=ConversationState.DONE)

    assert job_of(session, "conversation") == Job("conversation", due=3, overdue=1, earliest=LATE)


def test_only_queued_messages_wait_for_the_postman(session: Session) -> None:
    add_message(session, LATE, MessageState.QUEUED)
    add_message(session, SOON, MessageState.QUEUED)
    add_message(session, LATE, MessageState.ACCEPTED)

    assert job_of(session, "outgoing") == Job("outgoing", due=2, overdue=1, earliest=LATE)


def test_media_that_was_never_asked_for_waits_since_it_was_received(session: Session) -> None:
    for state, next_at in (("wanted", None), ("wanted", SOON), ("stored", None)):
        session.add(
            Media(
                channel="wechat",
                kind="image",
                reference="m",
                state=state,
                next_at=next_at,
                received_at=LATE,
            )
        )

    assert job_of(session, "media") == Job("media", due=2, overdue=1, earliest=LATE)


def test_the_table_is_plain_text_in_the_estates_time() -> None:
    found = [Job("promise", 12, 0, SOON), Job("media", 1, 1, LATE), Job("revisit", 0, 0, None)]

    assert list(table(found, NOW, ZoneInfo("Asia/Shanghai"))) == [
        "2026-11-24T09:30:00+08:00; tick: every 20 seconds",
        "job      next run                   due  overdue",
        "promise  2026-11-24T11:30:00+08:00   12        0",
        "media    tick                         1        1",
        "revisit  tick                         0        0",
    ]
