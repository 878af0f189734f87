"""How long it takes to plan and queue the invitations of a campaign, and in how much memory.

`make bench` runs it on a thousand homes and on a hundred thousand, and prints the growth between.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, func, select

from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Language, Purpose, ResidenceRole
from scheduler import invitation
from storage.campaigns import Campaign
from storage.database import Database
from storage.estates import Estate, ensure_estate, set_policy
from storage.inviting import plan_invitations
from storage.keys import Keyring
from storage.outgoing import Outgoing
from storage.tables import metadata
from tests.surveys import running_campaign

SIZES = (1_000, 100_000)
SECONDS_MAX, MEGABYTES_MAX = 60, 300
"""What the hundred thousand may take."""

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 28, 10, tzinfo=ZONE)
ROWS_A_BATCH = 5_000
MEGABYTE = 1024


@dataclass(frozen=True)
class Measured:
    """What a size took: seconds to plan and to queue, and the most memory so far.

    `cpu` is what of these seconds this process was at work itself; the rest was the disk's, or
    other processes'.
    """

    homes: int
    planned: float
    queued: float
    cpu: float
    megabytes: float

    @property
    def seconds(self) -> float:
        """Both together."""
        return self.planned + self.queued


def main() -> int:
    """Measure each size, print what it took, and say whether the limits hold."""
    found = [measure(homes) for homes in SIZES]
    for one in found:
        print(  # noqa: T201 - a benchmark is read on a terminal
            f"{one.homes:>7} invitations: planned in {one.planned:.2f} s, queued in"
            f" {one.queued:.2f} s ({one.cpu:.2f} s of them at work), {one.megabytes:.0f} MB at most"
        )
    small, large = found[0], found[-1]
    growth = (large.seconds / large.homes) / (small.seconds / small.homes)
    print(f"time for one invitation, {large.homes} against {small.homes}: x {growth:.2f}")  # noqa: T201
    return int(large.seconds > SECONDS_MAX or large.megabytes > MEGABYTES_MAX)


def measure(homes: int) -> Measured:
    """Plan and queue invitations to so many homes, each with a resident of its own."""
    with _database() as database:
        campaign_id = _prepare(database, homes)
        began, idle = time.perf_counter(), time.process_time()
        with database.transaction() as session:
            plan_invitations(session, session.get_one(Campaign, campaign_id), MORNING)
        planned = time.perf_counter()
        _sweep_all(database)
        ended, cpu = time.perf_counter(), time.process_time() - idle
        with database.reading() as session:
            queued = session.exec(select(func.count()).select_from(Outgoing)).one()
        if queued != homes:
            raise RuntimeError(f"{queued} of {homes} invitations were queued")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    return Measured(homes, planned - began, ended - planned, cpu, peak)


def _sweep_all(database: Database) -> None:
    """Let each minute come in which somebody is asked."""
    while True:
        with database.reading() as session:
            due = invitation.earliest(session)
        if due is None:
            return
        while invitation.sweep_chunk(database, due) is not None:
            pass


@contextmanager
def _database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        keys = Keyring((b"a key of thirty-two bytes or more",))
        database = Database(
            f"sqlite:///{Path(folder) / 'bench.db'}", keys, ZONE, "https://a.example"
        )
        metadata.create_all(database.engine)
        yield database
        database.close()


def _prepare(database: Database, homes: int) -> int:
    """An estate of so many homes, whose residents have agreed to surveys, and a campaign."""
    rules = packaged("strict")
    fast = replace(rules, survey_asking=replace(rules.survey_asking, per_minute=10_000))
    with database.transaction() as session:
        estate = ensure_estate(session, "回音花园", MORNING)
        set_policy(
            session, estate.id, fast, effective_at=MORNING, by="bench", why="bench", now=MORNING
        )
        last_day = date(2026, 12, 12)
        campaign = running_campaign(session, estate.id, (), MORNING, last_day=last_day)
        _fill(session, estate, campaign, homes)
        return campaign.id


def _fill(session: Session, estate: Estate, campaign: Campaign, homes: int) -> None:
    ids = iter(range(1, homes + 1))
    while batch := list(islice(ids, ROWS_A_BATCH)):
        rows: dict[str, list[dict[str, Any]]] = {
            "home": [
                {
                    "id": one,
                    "estate_id": estate.id,
                    "building": str(one // 500 + 1),
                    "unit": "",
                    "room": str(one),
                    "code": f"{one // 500 + 1}-{one}",
                    "key_client": False,
                }
                for one in batch
            ],
            "resident": [
                {
                    "id": one,
                    "estate_id": estate.id,
                    "language": tuple(Language)[one % 3],
                    "in_directory": True,
                    "created_at": MORNING,
                }
                for one in batch
            ],
            "residence": [
                {"resident_id": one, "home_id": one, "role": ResidenceRole.OWNER} for one in batch
            ],
            "identity": [
                {
                    "channel": "wechat",
                    "account": "gh",
                    "address_sealed": b"-",
                    "address_index": f"openid {one}",
                    "resident_id": one,
                    "proven_at": MORNING,
                    "window_left": 0,
                    "event_window_left": 0,
                }
                for one in batch
            ],
            "consent": [
                {
                    "resident_id": one,
                    "purpose": Purpose.SURVEY,
                    "granted": True,
                    "at": MORNING - timedelta(days=90),
                    "via": "wechat",
                }
                for one in batch
            ],
            "invitation": [
                {"campaign_id": campaign.id, "home_id": one, "cycle": 1, "known": 0, "reminders": 0}
                for one in batch
            ],
        }
        for name, values in rows.items():
            session.execute(insert(SQLModel.metadata.tables[name]), values)


if __name__ == "__main__":
    sys.exit(main())
