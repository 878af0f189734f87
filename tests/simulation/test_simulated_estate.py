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
