"""The alarm in real time: it rings when a row is due, and whatever it forgets the tick finds."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.jobstores.base import JobLookupError
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from flows.rules.vocabulary import DeadlineKind, Urgency, Verb
from scheduler.alarm import Alarm
from scheduler.sweep import KINDS
from storage.database import Database
from storage.keys import Keyring
from tests.estate import LI, MORNING, Garden
from tests.patience import until

FIRST = DeadlineKind.FIRST_RESPONSE.value
WARNING = MORNING + timedelta(hours=12)
"""When the handler of a report of this morning is warned."""
PATIENCE_SECONDS = 60


class UnsteadyDatabase(Database):
    """A database that is away for so many transactions, and looks up when it was read."""

    def __init__(self, url: str) -> None:
        super().__init__(url, Keyring((b"k" * 32,)))
        self.failures_left = 0
        self.when_read: Callable[[], None] | None = None
        self.reads = 0

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        if self.failures_left > 0:
            self.failures_left -= 1
            raise OperationalError("SELECT 1", {}, Exception("the database is away"))
        with super().transaction() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self.reads += 1
        with super().reading() as session:
            yield session
        if self.when_read is not None:
            self.when_read()


class ServiceClock:
    """A service clock that goes as fast as time, and can be put forward."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._began)

    def move_to(self, at: datetime) -> None:
        self._at, self._began = at, time.monotonic()


@asynccontextmanager
async def ringing(
    garden: Garden,
    clock: ServiceClock,
    *,
    tick_seconds: float = 60,
    database: Database | None = None,
    rung: Callable[[], None] = lambda: None,
) -> AsyncIterator[Alarm]:
    """An alarm that has looked at every kind once."""
    alarm = Alarm(database or garden.database, clock.now, rung, tick_seconds=tick_seconds)
    alarm.start()
    began = datetime.now(UTC)
    try:
        await until(lambda: all(has_looked(alarm, kind, began) for kind in KINDS))
        await alarm.look_again()
        yield alarm
    finally:
        await alarm.stop()


def has_looked(alarm: Alarm, kind: str, began: datetime) -> bool:
    """Whether the job of the start is over: it was set for the start itself, and then anew."""
    job = alarm.scheduler.get_job(kind)
    return job is not None and (job.next_run_time is None or job.next_run_time > began)


def warned(garden: Garden, case: int) -> list[str]:
    return [who for _, who in garden.told(case, "deadline")]


def waits(alarm: Alarm, kind: str) -> float | None:
    """How many seconds a job waits yet."""
    at = alarm.scheduler.get_job(kind).next_run_time
    return None if at is None else (at - datetime.now(UTC)).total_seconds()


async def test_there_is_a_job_for_each_kind_set_to_its_earliest_row(garden: Garden) -> None:
    garden.report()

    async with ringing(garden, ServiceClock(WARNING - timedelta(minutes=10))) as alarm:
        assert {job.id for job in alarm.scheduler.get_jobs()} == {*KINDS, "tick", "retention"}
        assert waits(alarm, FIRST) == pytest.approx(600, abs=PATIENCE_SECONDS)
        until_solution = timedelta(days=24) - timedelta(hours=11, minutes=50)
        assert waits(alarm, "solution") == pytest.approx(
            until_solution.total_seconds(), abs=PATIENCE_SECONDS
        )
        assert waits(alarm, "revisit") is None


async def test_a_row_is_met_when_its_time_comes_and_the_job_is_set_to_the_next(
    garden: Garden,
) -> None:
    case, rings = garden.report(), list[int]()
    clock = ServiceClock(WARNING - timedelta(seconds=0.5))

    async with ringing(garden, clock, rung=lambda: rings.append(1)) as alarm:
        await until(lambda: bool(rings))

        ((at, who),) = garden.told(case, "deadline")
        assert WARNING <= at < WARNING + timedelta(seconds=PATIENCE_SECONDS)
        assert who == "xiao.lin"
        assert waits(alarm, FIRST) == pytest.approx(7.2 * 3600, abs=PATIENCE_SECONDS)


async def test_what_fell_due_while_nobody_ran_is_met_at_the_start(garden: Garden) -> None:
    case = garden.report()

    async with ringing(garden, ServiceClock(MORNING + timedelta(days=3))):
        await until(lambda: len(warned(garden, case)) == 4)


async def test_a_row_made_earlier_than_the_set_job_is_met_after_a_ring(garden: Garden) -> None:
    garden.report()
    garden.now = MORNING + timedelta(hours=1)

    async with ringing(garden, ServiceClock(garden.now)) as alarm:
        case = await asyncio.to_thread(garden.report, "电梯困人", urgency=Urgency.EMERGENCY)
        await asyncio.sleep(0.2)
        assert warned(garden, case) == []

        alarm.ring()
        await until(lambda: warned(garden, case) == ["xiao.lin", "zhou"])


async def test_a_row_made_while_the_alarm_looks_is_not_overlooked(garden: Garden) -> None:
    garden.now = MORNING + timedelta(hours=1)
    database = UnsteadyDatabase(garden.database.url.render_as_string(hide_password=False))
    loop, cases = asyncio.get_running_loop(), list[int]()

    async with ringing(garden, ServiceClock(garden.now), database=database) as alarm:

        def report() -> None:
            # What was read does not hold it, and the job is not set yet.
            if database.reads and not cases:
                cases.append(garden.report("电梯困人", urgency=Urgency.EMERGENCY))
                loop.call_soon_threadsafe(alarm.ring)

        database.reads, database.when_read = 0, report
        alarm.ring()
        await until(lambda: bool(cases) and warned(garden, cases[0]) == ["xiao.lin", "zhou"])
    database.close()


async def test_a_lost_job_is_found_by_the_tick(garden: Garden) -> None:
    case = garden.report()
    clock = ServiceClock(MORNING)

    async with ringing(garden, clock, tick_seconds=0.2) as alarm:
        clock.move_to(WARNING)
        with suppress(JobLookupError):  # a tick may be at it
            alarm.scheduler.remove_job(FIRST)
        await until(lambda: warned(garden, case) == ["xiao.lin"])


async def test_a_clock_that_was_put_forward_is_noticed_by_the_tick(garden: Garden) -> None:
    case = garden.report()
    clock = ServiceClock(MORNING)

    async with ringing(garden, clock, tick_seconds=0.2):
        clock.move_to(MORNING + timedelta(hours=25))
        await until(lambda: warned(garden, case) == ["xiao.lin", "zhou", "wang"])


async def test_while_it_rests_nothing_is_swept_and_afterwards_all_of_it(garden: Garden) -> None:
    case = garden.report()
    clock = ServiceClock(MORNING)

    async with ringing(garden, clock, tick_seconds=0.1) as alarm:
        async with alarm.resting():
            clock.move_to(WARNING)
            assert await alarm.run(FIRST) == []
            await asyncio.sleep(0.3)
            assert warned(garden, case) == []
        await until(lambda: warned(garden, case) == ["xiao.lin"])


async def test_it_works_again_after_a_rest_that_went_wrong(garden: Garden) -> None:
    case = garden.report()
    clock = ServiceClock(MORNING)

    async def go_wrong(alarm: Alarm) -> None:
        async with alarm.resting():
            clock.move_to(WARNING)
            raise LookupError

    async with ringing(garden, clock) as alarm:
        with pytest.raises(LookupError):
            await go_wrong(alarm)
        await until(lambda: warned(garden, case) == ["xiao.lin"])


@pytest.mark.both_databases
async def test_a_database_that_was_away_is_asked_again(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    case = garden.report()
    database = UnsteadyDatabase(garden.database.url.render_as_string(hide_password=False))
    database.failures_left = 3 * len(KINDS)

    async with ringing(garden, ServiceClock(WARNING), tick_seconds=0.2, database=database):
        await until(lambda: warned(garden, case) == ["xiao.lin"])

    failed = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert f"the sweep of {FIRST} failed: OperationalError" in {one.getMessage() for one in failed}
    assert not any(one.exc_info for one in failed)
    database.close()


async def test_a_kind_that_fails_keeps_no_other_from_its_tick(garden: Garden) -> None:
    case, other = garden.report(), garden.report("路灯坏了", home=LI)
    garden.do(Verb.RESPOND, case, "xiao.lin", text="稍等", promised_at=WARNING)
    database = UnsteadyDatabase(garden.database.url.render_as_string(hide_password=False))
    database.failures_left = 1  # the first kind's
    alarm = Alarm(database, ServiceClock(WARNING).now, lambda: None)

    await alarm.tick()

    assert warned(garden, other) == []
    assert warned(garden, case) == ["xiao.lin", "zhou"]
    database.close()


async def test_a_stopped_alarm_has_finished_what_it_began_and_begins_nothing(
    garden: Garden,
) -> None:
    cases = [garden.report(f"路灯坏了{number}", home=None) for number in range(10)]
    clock = ServiceClock(WARNING)
    alarm = Alarm(garden.database, clock.now, lambda: None, tick_seconds=0.1)
    alarm.start()
    await until(lambda: bool(warned(garden, cases[0])))
    await alarm.stop()
    assert [warned(garden, case) for case in cases] == [["xiao.lin"]] * len(cases)

    clock.move_to(MORNING + timedelta(days=1))
    await asyncio.sleep(0.3)

    assert [warned(garden, case) for case in cases] == [["xiao.lin"]] * len(cases)


async def test_an_alarm_that_does_not_run_collects_no_jobs(garden: Garden) -> None:
    garden.report()
    alarm = Alarm(garden.database, ServiceClock(WARNING).now, lambda: None)

    alarm.ring()
    await alarm.run(FIRST)

    assert alarm.scheduler.get_jobs() == []


class SlowDatabase(Database):
    """A database whose transactions wait for a gate."""

    def __init__(self, url: str) -> None:
        super().__init__(url, Keyring((b"k" * 32,)))
        self.gate = threading.Event()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        self.gate.wait(PATIENCE_SECONDS)
        with super().transaction() as session:
            yield session


async def test_jobs_do_not_pile_up_behind_a_slow_sweep(
    garden: Garden, caplog: pytest.LogCaptureFixture
) -> None:
    case = garden.report()
    url = garden.database.url.render_as_string(hide_password=False)
    database = SlowDatabase(url)
    clock = ServiceClock(MORNING)
    # Every kind's sweep stands at the gate in a thread of its own.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4 * len(KINDS)))
    with caplog.at_level(logging.WARNING, logger="apscheduler"):
        async with ringing(garden, clock, database=database, tick_seconds=0.05) as alarm:
            clock.move_to(WARNING)
            await alarm.look_again()
            for _ in range(10):
                await asyncio.sleep(0.1)
                await alarm.look_again()
            database.gate.set()
            await until(lambda: warned(garden, case) == ["xiao.lin"])
    database.close()

    assert [one.message for one in caplog.records if one.name.startswith("apscheduler")] == []
