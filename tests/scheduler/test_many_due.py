"""Many deadlines that fall due in one second are met in that second."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from flows.rules.vocabulary import DeadlineKind
from scheduler.sweep import KINDS, sweep
from tests.estate import Garden

FIRST = DeadlineKind.FIRST_RESPONSE
TOGETHER = 12
STATEMENTS_MAX = 14
"""For all of them; to meet one alone takes as many."""
STATEMENTS_OF_NOTHING_MAX = 2
"""To begin, and to ask whether anything is due."""


@contextmanager
def statements(garden: Garden) -> Iterator[list[str]]:
    """What the database is asked inside the block."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(garden.database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(garden.database.engine, "before_cursor_execute", note)


@pytest.mark.both_databases
def test_many_together_take_no_more_statements_than_one(garden: Garden) -> None:
    cases = [garden.report(f"路灯坏了{number}", home=None) for number in range(TOGETHER)]
    garden.now += timedelta(hours=12)

    with statements(garden) as asked:
        assert len(sweep(garden.database, FIRST, garden.now)) == TOGETHER

    assert len(asked) <= STATEMENTS_MAX, asked
    for case in cases:
        assert [who for _, who in garden.told(case, "deadline")] == ["xiao.lin"]
        assert garden.story(case) == ["opened", "deadline_warn"]


def test_a_look_at_deadlines_that_finds_nothing_is_one_question(garden: Garden) -> None:
    garden.report()
    for kind in DeadlineKind:
        assert kind in KINDS
        with statements(garden) as asked:
            assert sweep(garden.database, kind, garden.now) == []
        assert len(asked) <= STATEMENTS_OF_NOTHING_MAX, asked
