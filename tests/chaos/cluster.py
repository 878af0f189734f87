"""The processes of one service, and who starts them again when they end."""

import signal
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from itertools import count
from pathlib import Path

from tests.chaos.stepped_clock import SETTING, SteppedClock
from tests.e2e.office import furnish
from tests.e2e.providers import Providers
from tests.e2e.service import Answer, Service, ask, free_port
from tests.e2e.waiting import until

PATIENCE_SECONDS = 180.0
PAUSE_SECONDS = 0.1
SERVING = "serving as"
FAILED = 500


@dataclass
class Cluster:
    """Processes over one database, by name; `counts` is what happened to them."""

    providers: Providers
    services: dict[str, Service]
    database_url: str
    clock: SteppedClock
    counts: Counter[str] = field(default_factory=Counter)
    _turn: Iterator[int] = field(default_factory=count)

    @property
    def answering(self) -> list[Service]:
        """Those that listen."""
        return [one for one in self.services.values() if one.role != "scheduler"]

    @property
    def working(self) -> list[Service]:
        """Those that keep promises."""
        return [one for one in self.services.values() if one.role != "web"]

    def knock(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Deliver as a provider does, at whichever process has its turn, until there is an answer.

        AssertionError when there never is one.
        """
        path = url.removeprefix(self.answering[0].base)
        latest = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < latest:
            service = self.answering[next(self._turn) % len(self.answering)]
            try:
                answer = ask(method, service.base + path, body, headers)
            except (OSError, HTTPException):
                time.sleep(PAUSE_SECONDS)
                continue
            if answer.status < FAILED:
                return answer
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"{method} {path} was never answered")

    def start(self, *services: Service) -> None:
        """Start processes, and wait until they serve."""
        before = [_times_served(service) for service in services]
        for service in services:
            service.begin()
        for service, times in zip(services, before, strict=True):
            until(partial(_serves_again, service, times), f"{service.name} serves")

    def stop(self, *services: Service) -> None:
        """Ask processes to end, all at the same time, and wait until they have."""
        for service in services:
            service.process.send_signal(signal.SIGTERM)
        for service in services:
            service.stop()

    def revive(self) -> None:
        """What a supervisor does: start again whatever has ended by itself."""
        for service in self.services.values():
            if not service.is_running():
                self.counts["ended by themselves"] += 1
                self.start(service)


def _serves_again(service: Service, times: int) -> bool:
    return _times_served(service) > times


def _times_served(service: Service) -> int:
    return service.log.count(SERVING) if service.log_path.exists() else 0


@contextmanager
def cluster(
    database_url: str, roles: Mapping[str, str], clock: SteppedClock, folder: Path
) -> Iterator[Cluster]:
    """Furnished and started, one process for each name and role."""
    providers = Providers()
    furnish(database_url, providers.secret_key)
    with providers.running():
        services = {}
        for number, (name, role) in enumerate(roles.items()):
            environment = providers.environment(database_url, folder)
            environment[SETTING] = str(clock.file)
            if number:
                environment["PORT"] = str(free_port())
            services[name] = Service(environment, folder, role, name=name)
        made = Cluster(providers, services, database_url, clock)
        try:
            made.start(*services.values())
            yield made
        finally:
            for service in services.values():
                if service.is_running():
                    service.kill()
