"""How long the figures of a month take on an estate of 2,000 homes and 5,000 cases: `make bench`.

Milliseconds of the processor, so that other work on the machine counts for nothing, at p50 and
p95 of an estate whose cases all fall into the year, and
of one with ten times as many that closed in the years before: the second must not be slower. A
database is named by its address; without one a SQLite file is made for the time.
"""

import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from flows.rules.public_figures import months_from
from flows.rules.vocabulary import (
    CaseClass,
    CaseKind,
    CaseState,
    Closure,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Purpose,
    Satisfaction,
    Source,
    Urgency,
)
from storage.cases import Case, CaseEvent
from storage.database import Database
from storage.deadlines import Deadline
from storage.estates import Estate, Home, PolicyVersion, ensure_estate
from storage.indicator_rows import report_of_period
from storage.keys import Keyring
from storage.outgoing import Attempt, Outgoing
from storage.tables import metadata

HOMES, CASES, EARLIER = 2_000, 5_000, 50_000
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
YEAR = timedelta(days=365)
ROUNDS = 40
AIM_MILLISECONDS = 200.0
OCTOBER = months_from(date(2026, 10, 1), 1)
QUARTER = months_from(date(2026, 10, 1), 3)

Rows = list[dict[str, object]]


def main() -> None:
    """Plant, measure, plant what closed in earlier years, and measure again."""
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[1:2]
        url = given[0] if given else f"sqlite:///{Path(folder) / 'bench.db'}"
        database = Database(url, Keyring((b"k" * 32,)))
        metadata.create_all(database.engine)
        try:
            _measure_all(database)
        finally:
            database.close()


def _measure_all(database: Database) -> None:
    lots = Random(1)  # noqa: S311 - a made-up estate, the same each time
    with database.transaction() as session:
        estate_id = _homes(session)
        plant(session, estate_id, lots, 0, CASES, NOW - YEAR, YEAR)
    _print("5,000 cases", database, estate_id)
    with database.transaction() as session:
        plant(session, estate_id, lots, CASES, EARLIER, NOW - 6 * YEAR, 5 * YEAR)
    _print("and 50,000 before", database, estate_id)


def _print(label: str, database: Database, estate_id: int) -> None:
    for name, period in (("month", OCTOBER), ("quarter", QUARTER)):
        taken = []
        for _ in range(ROUNDS):
            with database.reading() as session:
                estate = session.get_one(Estate, estate_id)
                begins = time.process_time()
                made = report_of_period(session, estate, period, NOW)
                taken.append(1000 * (time.process_time() - begins))
        taken.sort()
        p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        verdict = "reached" if p95 < AIM_MILLISECONDS else "MISSED"
        print(  # noqa: T201
            f"{label:20}{name:10}{made.reported:6} reported  p50 {p50:6.1f} ms"
            f"  p95 {p95:6.1f} ms  {verdict}"
        )


def _homes(session: Session) -> int:
    estate_id = ensure_estate(session, "回音花园", NOW - 7 * YEAR).id
    rows: Rows = [
        {
            "estate_id": estate_id,
            "building": str(number % 40 + 1),
            "unit": "1",
            "room": str(number),
            "code": f"{number % 40 + 1}-1-{number}",
            "key_client": False,
        }
        for number in range(HOMES)
    ]
    session.connection().execute(insert(Home), rows)
    return estate_id


def plant(  # noqa: PLR0917 - how many, from where on, and when
    session: Session,
    estate_id: int,
    lots: Random,
    before: int,
    count: int,
    begins: datetime,
    stretch: timedelta,
) -> None:
    """Plant cases with their deadlines, timelines and messages, spread evenly over a stretch."""
    policy = session.exec(select(PolicyVersion.id)).first()
    cases: Rows = []
    promises: Rows = []
    events: Rows = []
    letters: Rows = []
    tries: Rows = []
    for each in range(count):
        number = before + each + 1
        opened = begins + stretch * (each / count)
        solved = opened + timedelta(hours=lots.expovariate(1 / 60))
        is_over = solved + timedelta(days=4) < NOW
        cases.append(_case(number, estate_id, opened, solved, lots, is_over=is_over))
        promises += _promises(number, policy, opened, solved, lots, is_over=is_over)
        events += [
            {"case_id": number, "at": at, "kind": kind, "by": "lin", "text": "", "details": {}}
            for kind, at in (
                ("opened", opened), ("accepted", opened), ("responded", opened),
                ("resolved", solved), ("revisit_satisfaction", solved), ("closed", solved),
            )
        ]  # fmt: skip
        for nth in range(4):
            letter = before * 4 + each * 4 + nth + 1
            letters.append(_letter(letter, number, estate_id, opened))
            tries.append(
                {
                    "outgoing_id": letter,
                    "channel": "sms" if nth == 0 else "wechat",
                    "started_at": opened,
                    "outcome": "accepted",
                }
            )
    _insert(session, (Case, cases), (Deadline, promises), (CaseEvent, events))
    _insert(session, (Outgoing, letters), (Attempt, tries))


def _insert(session: Session, *tables: tuple[type[SQLModel], Rows]) -> None:
    for table, rows in tables:
        session.connection().execute(insert(table), rows)


def _case(
    number: int,
    estate_id: int,
    opened: datetime,
    solved: datetime,
    lots: Random,
    *,
    is_over: bool,
) -> dict[str, object]:
    kind = lots.choice((CaseKind.COMPLAINT, CaseKind.REPAIR))
    return {
        "id": number,
        "number": f"TS-{opened:%Y%m%d}-{number:05d}",
        "estate_id": estate_id,
        "kind": kind,
        "case_class": lots.choice(list(CaseClass)),
        "urgency": lots.choices(list(Urgency), (8, 2, 1))[0],
        "state": CaseState.CLOSED if is_over else CaseState.HANDLING,
        "closure": Closure.CONFIRMED if is_over else None,
        "round": 1,
        "home_id": number % HOMES + 1,
        "place": "8-1-302",
        "text": "厨房水管漏水了",
        "source": lots.choice((Source.WECHAT, Source.SMS, Source.PHONE)),
        "opened_at": opened,
        "resolved_at": solved if is_over else None,
        "closed_at": solved if is_over else None,
        "verdict_fixed": True if is_over else None,
        "verdict_satisfaction": lots.choice(list(Satisfaction)) if is_over else None,
        "in_person": False,
        "joined": 0,
        "homes": 1,
    }


def _promises(
    number: int,
    policy: int | None,
    opened: datetime,
    solved: datetime,
    lots: Random,
    *,
    is_over: bool,
) -> Rows:
    due = (
        (DeadlineKind.FIRST_RESPONSE, opened, timedelta(hours=24)),
        (DeadlineKind.PROMISE, opened, timedelta(hours=48)),
        (DeadlineKind.SOLUTION, opened, timedelta(days=30)),
        (DeadlineKind.REVISIT, solved, timedelta(days=3)),
    )
    return [
        {
            "kind": kind,
            "case_id": number,
            "round": 1,
            "sequence": 0,
            "policy_version_id": policy,
            "made_at": made,
            "due_at": made + time_given,
            "state": DeadlineState.MET if is_over else DeadlineState.PENDING,
            "met_at": made + time_given * lots.uniform(0.1, 1.1) if is_over else None,
            "position": 0,
            "failures": 0,
        }
        for kind, made, time_given in due
    ]


def _letter(letter: int, number: int, estate_id: int, at: datetime) -> dict[str, object]:
    return {
        "id": letter,
        "unique_key": f"case {number} bench {letter}",
        "estate_id": estate_id,
        "case_id": number,
        "purpose": Purpose.CASE,
        "text": "您好，您反映的事项我们已经收到，会尽快处理。",
        "options": [],
        "fields": {},
        "urgent": False,
        "passes_quiet_hours": False,
        "is_answer": False,
        "answers_respond": False,
        "pressable": False,
        "tried": [],
        "state": MessageState.DELIVERED,
        "attempts": 1,
        "lookups": 0,
        "not_before": at,
        "created_at": at,
    }


if __name__ == "__main__":
    main()
