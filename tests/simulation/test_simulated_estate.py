"""A simulated estate: what it shows is the same each time, and its judge finds what is broken."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Connection, text

from bot.commands.simulating import tell
from bot.simulation.agenda import Agenda
from bot.simulation.judging import Judge
from bot.simulation.outdated import OUTDATED, outdated
from bot.simulation.phones import Lines
from bot.simulation.providers import Delivery
from bot.simulation.running import BEGINS, Outcome, Plan, World
from bot.simulation.truth import beyond_quota, remembered, to_the_erased
from tests.each import each

WEEK = Plan(homes=10, days=7, seed=3, reports_a_year=50)
DAYS = Plan(homes=4, days=2, seed=7, reports_a_year=180)
TELL = """
from bot.commands.simulating import tell
from bot.simulation.running import Plan
print(tell(Plan(homes=4, days=2, seed=7, reports_a_year=180)).digest)
"""


@pytest.fixture(scope="module")
def week() -> Iterator[tuple[World, Outcome]]:
    """A week of twenty homes, and the estate as it lies there afterwards."""
    with closing(World(WEEK)) as world:
        yield world, world.run()


def test_a_week_goes_by_without_a_broken_promise(week: tuple[World, Outcome]) -> None:
    _, outcome = week

    assert outcome.violations == []
    assert outcome.counts["messages from people"] > 30
    assert outcome.counts["letters taken"] > 30


def test_a_story_with_many_reports_tells_what_it_never_reached() -> None:
    with closing(World(DAYS, reports_enough=DAYS.reports)) as large:
        many = large.run()

    assert 3 < DAYS.reports < 5
    assert "a survey closed" in many.missed
    assert "messages from people" not in many.missed
    assert tell(DAYS).missed == []


def test_the_same_seed_tells_the_same_story_whatever_the_order_of_sets() -> None:
    elsewhere = subprocess.run(
        [sys.executable, "-c", TELL],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert elsewhere.stdout.strip() == tell(DAYS).digest


@each(
    "harm, number",
    [
        ("UPDATE report_case SET closure = NULL, state = 'closed'", "23"),
        ("UPDATE deadline SET kind = 'opinion_callback' WHERE kind = 'first_response'", "6"),
        ("UPDATE inbound SET provider_key = 'another' WHERE id = 1", "2"),
        ("UPDATE deadline SET next_at = '2026-01-06 00:00:00.000000' WHERE kind = 'solution'", "7"),
        ("DELETE FROM attempt", "12"),
        ("DELETE FROM case_event", "20"),
        ("UPDATE residence SET moved_out = '2026-01-01'", "19"),
    ],
)
def test_the_judge_finds_what_is_broken(
    week: tuple[World, Outcome], harm: str, number: str
) -> None:
    world, _ = week
    engine = world.database.engine
    with engine.connect() as connection:
        before = _found(world, connection)
        connection.execute(text(harm))
        after = _found(world, connection)
        connection.rollback()

    assert before == []
    assert any(one.startswith(f"{number} ") for one in after)


NEW_CODE = (
    "INSERT INTO enrolment_code"
    " (identity_id, resident_id, home_id, digest, tries_left, made_at, expires_at)"
    " VALUES (1, 1, 1, '', 1, :then, :then)"
)
NEW_WISH = (
    "INSERT INTO enrolment_request"
    " (identity_id, home_id, case_id, role, name_sealed, made_at, decided_at)"
    " VALUES (1, 1, 1, '', '', :then, :then)"
)
NEW_ANSWER = (
    "INSERT INTO idempotency_key (caller, key, request_digest, status, body, at)"
    " VALUES ('', '', '', 200, '', :then)"
)
NEW_PHOTO = (
    "INSERT INTO media"
    " (case_id, channel, kind, reference, content_type, attempts, state, received_at)"
    " VALUES (:case, '', '', '', '', 1, 'stored', :then)"
)
NEW_STRANGER = (
    "INSERT INTO resident (language, in_directory, created_at) VALUES ('en', false, :then)"
)
NEW_CALL = (
    "INSERT INTO task (id, kind, reason, role, round, text, state, created_at, due_at, ended_at,"
    " campaign_id) SELECT 999, '', '', '', 1, '', 'done', :then, :then, :then, id FROM campaign"
)
NEW_RECORD = (
    "INSERT INTO task_record (task_id, at, by, reached, outcome) VALUES (999, :then, '', true, '!')"
)
CLOSED = "UPDATE report_case SET closed_at = :then"
EMPTIED = "UPDATE report_case SET text = '', reporter_id = NULL"


HARM = {
    "a message as it was delivered": ["UPDATE inbound SET received_at = :then"],
    "the words of a message": ["UPDATE inbound SET raw_sealed = '', received_at = :then"],
    "the words of a letter": ["UPDATE outgoing SET created_at = :then"],
    "a conversation": ["UPDATE conversation SET closed_at = :then"],
    "a code": [NEW_CODE],
    "a wish to be enrolled": [NEW_WISH],
    "an answer for whoever asks again": [NEW_ANSWER],
    "a photo of no case": [NEW_PHOTO.replace(":case", "NULL")],
    "a photo of a case": [CLOSED, NEW_PHOTO.replace(":case", "1")],
    "the words of a case": [CLOSED],
    "the history of a case": [CLOSED, EMPTIED],
    "what was said in a call about a survey": [NEW_CALL, NEW_RECORD],
    "somebody who has left the account": [CLOSED, "UPDATE identity SET left_at = :then"],
    "a stranger": [NEW_STRANGER],
    "somebody who has moved out": [CLOSED, "UPDATE residence SET moved_out = '2020-01-01'"],
}


@each("what, harm", list(HARM.items()))
def test_the_judge_finds_what_is_kept_too_long(
    week: tuple[World, Outcome], what: str, harm: list[str]
) -> None:
    world, _ = week
    now = world.house_time()
    with world.database.engine.connect() as connection:
        before = list(outdated(connection, now))
        for one in harm:
            then = {"then": "2020-01-01 00:00:00.000000"} if ":then" in one else {}
            connection.execute(text(one), then)
        after = list(outdated(connection, now))
        connection.rollback()

    assert before == []
    assert any(one.startswith(f"21 {what} is kept beyond ") for one in after)


def test_everything_that_is_kept_is_once_kept_too_long() -> None:
    assert HARM.keys() == OUTDATED.keys()


def _found(world: World, connection: Connection) -> list[str]:
    judge, now = Judge(world.post, world.lines), world.house_time()
    return [*judge.at_once(connection, now), *judge.on_reflection(connection, now)]


def test_the_judge_counts_what_wechat_allows_and_knows_who_was_erased() -> None:
    lines = Lines(Agenda(BEGINS), Random(1), lambda _incoming: None)  # noqa: S311 - no secret
    lines.spoken = [(BEGINS, "o-1")]
    taken = [Delivery(BEGINS, BEGINS, "wechat", "o-1", letter, "", "") for letter in range(6)]
    late = replace(taken[0], at=BEGINS + timedelta(days=3))

    assert not list(beyond_quota(taken[:5], lines))
    assert len(list(beyond_quota(taken, lines))) == 1
    assert len(list(beyond_quota([late], lines))) == 1
    assert not list(to_the_erased([late], lines))
    lines.erased["o-1"] = BEGINS
    assert len(list(to_the_erased([late], lines))) == 1
    rows = {"outgoing": [(1, "住户12"), (2, "住户1 您好")]}
    assert len(list(remembered(rows, ["住户1"]))) == 1
    assert not list(remembered(rows, ["住户2"]))
