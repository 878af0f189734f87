"""A million pending deadlines, of which a thousand fall due in one second."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlalchemy import Engine, event, update
from sqlmodel import Session, col, func, insert, select

from bot.garbage import spare_what_stays
from flows.rules.vocabulary import CaseClass, CaseKind, DeadlineKind, DeadlineState, Source, Urgency
from scheduler.alarm import Alarm
from scheduler.sweep import sweep
from storage.case_opening import NewCase, open_case
from storage.cases import Case, CaseEvent
from storage.database import Database
from storage.deadlines import Deadline
from storage.estates import Estate
from tests.benchmarks.crowds import multiply, settle_down
from tests.benchmarks.places import opened, places, version_of
from tests.benchmarks.profiles import by_package, by_statement, profiled, statements_of
from tests.benchmarks.written import Size, spread, table, written_down

KIND = DeadlineKind.SOLUTION
LEAD = timedelta(seconds=4)
"""From the planting to the second in which all fall due."""
PATIENCE_SECONDS = 300
LOOK_SECONDS = 0.001
YEAR = timedelta(days=365)


def measure(size: Size, *, keep: bool) -> None:
    """Measure each database, as many rounds as the size has, and tell."""
    rows, profiles = [], []
    with places() as (place,):
        for name, url in place.urls.items():
            database = opened(url)
            _plant_pending(database, size.deadlines)
            spare_what_stays()
            found = [asyncio.run(_one_round(database, size.due)) for _ in range(size.rounds)]
            lates, stalls, doubled = zip(*found, strict=True)
            told = (spread(lates, ".2f"), spread(stalls, ".0f"), str(sum(doubled)))
            rows.append((version_of(name, url), f"{size.deadlines:,}", f"{size.due:,}", *told))
            profiles.append(_profile(name, database, max(10, size.due // 5)))
            database.close()
    heads = (
        "database", "pending", "due in one second", "worst lateness s", "longest stall ms",
        "not once",
    )  # fmt: skip
    whole = "\n\n".join([table(heads, rows), *profiles])
    written_down("due", size, whole, keep=keep)


def _plant_pending(database: Database, count: int) -> None:
    """So many promises for a year from now on: one, and then twice as many each time."""
    now = datetime.now(UTC)
    with database.transaction() as session:
        case = _case(session, now)
        first = session.exec(select(Deadline).where(Deadline.case_id == case.id)).first()
        assert first is not None
        values = {**first.model_dump(), "kind": KIND, "due_at": now + YEAR, "next_at": now + YEAR}
        sequence = session.exec(select(func.max(Deadline.id))).one()
        values |= {"id": sequence + 1, "sequence": 1000}
        session.connection().execute(insert(Deadline), [values])
        multiply(session, "deadline", sequence + 1, count, numbered=("sequence",))
    settle_down(database)


def _case(session: Session, now: datetime) -> Case:
    estate = session.exec(select(col(Estate.id))).first()
    assert estate is not None
    new = NewCase(
        estate_id=estate,
        kind=CaseKind.REPAIR,
        case_class=CaseClass.FACILITY,
        urgency=Urgency.NORMAL,
        text="厨房柜门的铰链坏了",
        source=Source.PHONE,
        place="中心花园",
    )
    return open_case(session, new, now)


async def _one_round(database: Database, count: int) -> tuple[float, float, int]:
    """The worst lateness in seconds, the longest stall of the loop in milliseconds, and mistakes.

    A mistake is a deadline that did not fire, or whose firing was noted more than once.
    """
    due = datetime.now(UTC).replace(microsecond=0) + LEAD
    planted = await asyncio.to_thread(_plant_due, database, count, due)
    due = max(due, datetime.now(UTC) + timedelta(seconds=1))
    await asyncio.to_thread(_move, database, planted, due)
    alarm = Alarm(database, lambda: datetime.now(UTC), lambda: None)
    with _commits(database.engine) as commits:
        alarm.start()
        stall = await _watch(database, planted, due)
        await alarm.stop()
    return commits[-1] - due.timestamp(), stall, _mistakes(database, planted)


def _plant_due(database: Database, count: int, due: datetime) -> tuple[int, int]:
    """So many cases, each with a promise of its own; the ids of these, from first to last."""
    with database.transaction() as session:
        cases = [_case(session, due - timedelta(days=20)).id for _ in range(count)]
        session.execute(
            update(Deadline)
            .where(col(Deadline.case_id).in_(cases), col(Deadline.kind) != KIND)
            .values(next_at=None, state=DeadlineState.DROPPED)
        )
        mine = col(Deadline.case_id).in_(cases), col(Deadline.kind) == KIND
        found = session.exec(select(func.min(Deadline.id), func.max(Deadline.id)).where(*mine))
        return found.one()


def _move(database: Database, planted: tuple[int, int], due: datetime) -> None:
    with database.transaction() as session:
        mine = col(Deadline.id).between(*planted), col(Deadline.kind) == KIND
        session.execute(
            update(Deadline).where(*mine).values(made_at=due - YEAR, due_at=due, next_at=due)
        )


@contextmanager
def _commits(engine: Engine) -> Iterator[list[float]]:
    """When each transaction was committed, in Unix seconds."""
    noted: list[float] = []

    def note(_: object) -> None:
        noted.append(time.time())

    event.listen(engine, "commit", note)
    try:
        yield noted
    finally:
        event.remove(engine, "commit", note)


async def _watch(database: Database, planted: tuple[int, int], due: datetime) -> float:
    """Wait until all have fired; the longest pause of the event loop meanwhile, in milliseconds."""
    beats = [time.perf_counter()]
    looking = asyncio.create_task(_until_fired(database, planted, due))
    while not looking.done():
        await asyncio.sleep(LOOK_SECONDS)
        beats.append(time.perf_counter())
    await looking
    return 1000 * max(later - earlier for earlier, later in pairwise(beats))


async def _until_fired(database: Database, planted: tuple[int, int], due: datetime) -> None:
    until = due + timedelta(seconds=PATIENCE_SECONDS)
    while datetime.now(UTC) < until:
        await asyncio.sleep(0.5)
        if not await asyncio.to_thread(_waiting, database, planted):
            return
    message = f"not all had fired after {PATIENCE_SECONDS} seconds"
    raise RuntimeError(message)


def _waiting(database: Database, planted: tuple[int, int]) -> int:
    mine = col(Deadline.id).between(*planted), col(Deadline.kind) == KIND
    with database.reading() as session:
        waits = Deadline.state == DeadlineState.PENDING
        return session.exec(select(func.count()).select_from(Deadline).where(*mine, waits)).one()


def _mistakes(database: Database, planted: tuple[int, int]) -> int:
    mine = col(Deadline.id).between(*planted), col(Deadline.kind) == KIND
    with database.reading() as session:
        cases = select(Deadline.case_id).where(*mine)
        fired = select(func.count()).where(
            CaseEvent.kind == "deadline_fire", col(CaseEvent.case_id).in_(cases)
        )
        each_once = fired.group_by(col(CaseEvent.case_id))
        counts = session.exec(each_once).all()
        wanted = len(session.exec(cases).all())
    return wanted - len(counts) + sum(count - 1 for count in counts)


def _profile(name: str, database: Database, count: int) -> str:
    due = datetime.now(UTC)
    _move(database, _plant_due(database, count, due), due)
    with statements_of(database.engine) as noted:
        stats = profiled(lambda: sweep(database, KIND.value, due))
    return (
        f"Where the time of one deadline goes on {name}: {by_package(stats)}.\n\n"
        f"{by_statement(noted, count)}"
    )
