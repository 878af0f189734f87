"""What goes wrong, one thing after the other; each counts what it did."""

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from resource import RLIM_INFINITY

from sqlalchemy import make_url

from tests.chaos.cluster import Cluster
from tests.chaos.databases import FULL_SECONDS, NO_ROOM, OwnPostgres, limit_files, pause
from tests.fakes.faults import ACCEPT_THEN_DROP, Drop, Hang

PAUSE_SECONDS = 2.0
LOCK_SECONDS = 2.0
STEPS = (3600, -600, 5 * 3600)
PROVIDERS_FAIL = 20


@dataclass
class Nemesis:
    """Does harm to a cluster; `postgres` is None where the database is a file."""

    cluster: Cluster
    chance: random.Random
    postgres: OwnPostgres | None = None
    _kinds: list[Callable[[], None]] = field(default_factory=list)

    def harms(self) -> list[Callable[[], None]]:
        """Every kind of harm that this database can suffer."""
        always = [self.kill, self.halt, self.step_the_clock, self.break_providers]
        if self.postgres is None:
            return [*always, self.fill_the_disk, self.lock_the_file]
        return [*always, self.postgres.cut, self.postgres.restart, self.postgres.fill]

    def strike(self) -> None:
        """The next harm: every kind once, in another order each time, then all over again."""
        if not self._kinds:
            self._kinds = self.harms()
            self.chance.shuffle(self._kinds)
        harm = self._kinds.pop()
        harm()
        self.cluster.counts[harm.__name__.replace("_", " ")] += 1
        self.cluster.revive()

    def kill(self) -> None:
        service = self.chance.choice(list(self.cluster.services.values()))
        service.kill()
        self.cluster.start(service)

    def halt(self) -> None:
        service = self.chance.choice(list(self.cluster.services.values()))
        pause(service.process.pid, PAUSE_SECONDS)

    def step_the_clock(self) -> None:
        self.cluster.clock.step(self.chance.choice(STEPS))

    def break_providers(self) -> None:
        kinds = (Hang(0.8, accepts=True), ACCEPT_THEN_DROP, Drop())
        providers = self.cluster.providers
        for fake in (providers.wechat, providers.wecom, providers.twilio):
            fake.faults.extend(self.chance.choices(kinds, k=PROVIDERS_FAIL))

    def fill_the_disk(self) -> None:
        (service,) = self.cluster.services.values()
        limit_files(service.process.pid, NO_ROOM)
        time.sleep(FULL_SECONDS)
        if service.is_running():
            limit_files(service.process.pid, RLIM_INFINITY)

    def lock_the_file(self) -> None:
        file = make_url(self.cluster.database_url).database or ""
        with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            time.sleep(LOCK_SECONDS)
            holder.execute("ROLLBACK")
