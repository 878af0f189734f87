"""Nothing is missed, nothing is done twice, and one bad row keeps no other waiting."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from flows.rules.vocabulary import DeadlineKind, DeadlineState, Urgency, Verb
from scheduler.sweep import KINDS, ROWS_PER_SWEEP, earliest, sweep
from storage.cases import lock_case
from storage.deadlines import Deadline
from storage.deadlines_due import take_due
from storage.estates import PolicyVersion
from tests.estate import LI, MORNING, Garden, plant

FIRST = DeadlineKind.FIRST_RESPONSE
HOUR = timedelta(hours=1)


def story_of_all(garden: Garden, cases: list[int]) -> list[list[str]]:
    return [garden.story(case) for case in cases]


def poison(garden: Garden, case: int, content: dict[str, object]) -> None:
    """The policy that a case's deadlines were made under says something else from now on."""
    with garden.changing() as session:
        version = session.get_one(PolicyVersion, garden.deadline(case, FIRST).policy_version_id)
        version.content = content


def own_policy(garden: Garden, case: int) -> dict[str, object]:
    """Give a case's first response a policy version of its own; returns what that one says."""
    with garden.changing() as session:
        version = session.get_one(PolicyVersion, garden.deadline(case, FIRST).policy_version_id)
        other = PolicyVersion(
            estate_id=version.estate_id,
            content=version.content,
            effective_at=MORNING + timedelta(days=900),
            by="boss",
            why="test",
            created_at=MORNING,
        )
        session.add(other)
        session.flush()
        query = select(Deadline).where(Deadline.case_id == case, Deadline.kind == FIRST)
        session.exec(query).one().policy_version_id = other.id
        return dict(version.content)


def test_after_three_days_down_nothing_has_been_missed(garden: Garden) -> None:
    waiting, handled = garden.report(), garden.report("路灯坏了", home=LI, urgency=Urgency.KEY)
    done = garden.report("门禁坏了")
    garden.do(Verb.RESPOND, handled, "xiao.lin", text="在修", promised_at=MORNING + 5 * HOUR)
    garden.do(Verb.RESPOND, done, "xiao.lin", text="好了")
    garden.resolve(done)
    garden.now += timedelta(days=4)
    garden.sweep()

    fired = {
        (one.case_id, one.kind)
        for case in (waiting, handled, done)
        for one in garden.deadlines(case)
        if one.state is DeadlineState.FIRED
    }
    assert fired == {
        (waiting, FIRST),
        (handled, DeadlineKind.PROMISE),
        (handled, DeadlineKind.KEY_SOLUTION),
        (done, DeadlineKind.REVISIT),
    }
    overdue = [one.next_at for case in (waiting, handled, done) for one in garden.deadlines(case)]
    assert all(at is None or at > garden.now for at in overdue)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_that_jumps_an_hour_loses_and_doubles_nothing(
    garden: Garden, jump: timedelta
) -> None:
    case = garden.report()
    trapped = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.wait(minutes=12)
    for _ in range(2):
        garden.now += jump
        garden.sweep()
        garden.now -= jump
        garden.sweep()
    garden.do(Verb.ACCEPT, trapped, "zhou")
    garden.wait(hours=40)

    assert [who for _, who in garden.warned(case, FIRST)] == ["xiao.lin", "zhou", "wang", "boss"]
    for one in (case, trapped):
        assert garden.story(one).count("deadline_fire") == 1
        assert garden.deadline(one, FIRST).state is DeadlineState.FIRED


@pytest.mark.both_databases
def test_of_many_sweepers_one_takes_each_step(garden: Garden) -> None:
    cases = [garden.report(f"路灯坏了{number}", home=None) for number in range(12)]
    garden.now += timedelta(days=2)
    gate = Barrier(4)

    def look(_: int) -> int:
        gate.wait()
        return len(sweep(garden.database, FIRST, garden.now))

    with ThreadPoolExecutor(4) as threads:
        taken = sum(threads.map(look, range(4)))

    assert taken == len(cases) * 4
    whole = ["opened", "deadline_warn", "deadline_warn", "deadline_fire", "deadline_remind_again"]
    assert story_of_all(garden, cases) == [whole] * len(cases)
    assert len(garden.told(cases[0], "deadline")) == 4


def test_a_case_that_somebody_is_at_work_on_is_left_for_the_next_look(
    postgres_database: str,
) -> None:
    garden = plant(postgres_database)
    busy, free = garden.report(), garden.report("路灯坏了", home=LI)
    garden.now += timedelta(hours=12)

    with garden.changing() as session:
        lock_case(session, busy)
        assert [one.about for one in garden.sweep()] == [garden.case(free).number]

    assert [one.about for one in garden.sweep()] == [garden.case(busy).number]
    garden.close()


@pytest.mark.both_databases
def test_what_was_settled_while_one_waited_for_the_case_is_not_taken(garden: Garden) -> None:
    case = garden.report()
    garden.now += timedelta(hours=12)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="好")

    with garden.changing() as session:
        assert take_due(session, FIRST, garden.now, 10) == []


def test_a_row_that_cannot_be_handled_keeps_no_other_waiting(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = garden.report(), garden.report("路灯坏了", home=LI)
    own_policy(garden, bad)
    poison(garden, bad, {"escalation": {"first_response": {"handler_at": "soon"}}})
    garden.now += timedelta(hours=12)

    assert [one.about for one in garden.sweep()] == [garden.case(good).number]

    held = garden.deadline(bad, FIRST)
    assert (held.failures, held.held_until) == (1, garden.now + timedelta(minutes=1))
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert f"first_response {held.id} could not be handled" in record.getMessage()


def test_its_pause_grows_with_each_failure_and_it_is_never_forgotten(garden: Garden) -> None:
    case = garden.report()
    right = own_policy(garden, case)
    poison(garden, case, {"escalation": {"first_response": {"handler_at": "soon"}}})
    garden.now += timedelta(hours=12)
    pauses = []
    for _ in range(9):
        garden.sweep()
        with garden.looking() as session:
            held_until = earliest(session, FIRST)
        assert held_until is not None
        pauses.append((held_until - garden.now) // timedelta(minutes=1))
        garden.now = held_until
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 64, 64]

    poison(garden, case, right)
    garden.sweep()

    mended = garden.deadline(case, FIRST)
    assert (mended.failures, mended.held_until) == (0, None)
    assert [who for _, who in garden.warned(case, FIRST)] == ["xiao.lin"]


def test_a_row_that_is_put_aside_is_not_the_earliest(garden: Garden) -> None:
    bad, good = garden.report(), garden.report("路灯坏了", home=LI)
    own_policy(garden, bad)
    poison(garden, bad, {"deadlines": {"solution_days": "soon"}})
    garden.now += timedelta(hours=12)
    garden.sweep()

    with garden.looking() as session:
        assert earliest(session, FIRST) == garden.now + timedelta(minutes=1)
    garden.now += timedelta(seconds=30)
    assert garden.sweep() == []
    assert garden.deadline(good, FIRST).next_at == MORNING + timedelta(hours=19.2)


def test_a_failed_row_has_changed_nothing(garden: Garden) -> None:
    case = garden.report()
    own_policy(garden, case)
    poison(garden, case, {"deadlines": {"solution_days": "soon"}})
    garden.now += timedelta(days=3)
    garden.sweep()

    assert garden.story(case) == ["opened"]
    assert garden.told(case, "deadline") == []
    assert garden.deadline(case, FIRST).state is DeadlineState.PENDING


def test_where_nothing_waits_nothing_is_earliest(garden: Garden) -> None:
    with garden.looking() as session:
        waiting = {kind for kind in KINDS if earliest(session, kind) is not None}
        # The calendar of surveys and the figures of the next month look ahead for ever.
        assert waiting == {"campaign", "indicator_report"}
    assert garden.sweep() == []


def test_there_is_a_kind_for_every_deadline_for_talks_surveys_and_forgetting() -> None:
    surveys = {"campaign", "invitation", "measure"}
    assert set(KINDS) == {*DeadlineKind, "conversation", *surveys, "indicator_report", "retention"}
    assert ROWS_PER_SWEEP >= 1000
