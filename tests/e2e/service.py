"""A real server process of ours, and how to talk to it from outside."""

import json
import os
import re
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.canaries import CANARIES
from tests.e2e.processes import Process, Streams, forked, started_afresh

START_SECONDS_MAX = 120
STOP_SECONDS_MAX = 60
ANSWER_SECONDS_MAX = 120
COMMAND_SECONDS_MAX = 120
LOG_LINES_SHOWN = 40
PORTS = range(10_000, 32_000)
PORTS_OF_A_PROCESS = 100
_FIRST_PORT = PORTS.start + os.getpid() * PORTS_OF_A_PROCESS % len(PORTS)
_PORTS = cycle(range(_FIRST_PORT, _FIRST_PORT + PORTS_OF_A_PROCESS))


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    body: bytes
    content_type: str = ""

    def json(self) -> Any:  # noqa: ANN401  # what JSON holds
        return json.loads(self.body)


def ask(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Answer:
    """One request on a connection of its own; OSError or HTTPException when nobody answers."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=ANSWER_SECONDS_MAX)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, body or None, dict(headers or {}))
        response = connection.getresponse()
        content = response.read()
        return Answer(response.status, content, response.headers.get("Content-Type", ""))
    finally:
        connection.close()


def free_port() -> int:
    """A port that stays free until a service takes it, and while one is started anew.

    It lies below those that the system gives to connections, of which any may be taken meanwhile,
    and each process of the tests has a range of its own.
    """
    for port in islice(_PORTS, PORTS_OF_A_PROCESS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise AssertionError("no port is left")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run_command(
    environment: Mapping[str, str], folder: Path, *arguments: str, afresh: bool = False
) -> Done:
    """One `huiyin` command, run to its end in `folder`; `afresh` as an operator starts it."""
    with tempfile.TemporaryDirectory() as beside:
        streams = Streams(Path(beside) / "output", Path(beside) / "complaints")
        start = started_afresh if afresh else forked
        process = start(arguments, _whole(environment), folder, streams)
        code = process.wait(COMMAND_SECONDS_MAX)
        said = (path.read_text(encoding="utf-8") for path in (streams.output, streams.complaints))
        return Done(code, *said)


def _whole(environment: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the caller's environment but what a process needs to run at all."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "LANG", "PYTHONPATH")
        if name in os.environ
    }
    return {**kept, "PYTHONUTF8": "1", **environment}


@dataclass
class Service:
    """One `huiyin serve`, started and ended as often as a test likes; its log goes on and on.

    With `afresh` it is started as an operator starts it, which takes longer.
    """

    environment: Mapping[str, str]
    folder: Path
    role: str = "all"
    name: str = "serve"
    arguments: tuple[str, ...] = ()
    afresh: bool = False
    _process: Process | None = field(default=None, repr=False)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.environment['PORT']}"

    @property
    def log_path(self) -> Path:
        return self.folder / f"{self.name}.log"

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8")

    @property
    def process(self) -> Process:
        if self._process is None:
            raise AssertionError("the service was not started")
        return self._process

    def start(self) -> None:
        """Start, and wait until it is ready for work."""
        self.begin()
        self.wait_until_ready()

    def begin(self) -> None:
        """Start without waiting."""
        command = self.arguments or ("serve", "--role", self.role)
        start = started_afresh if self.afresh else forked
        streams = Streams(self.log_path, self.log_path)
        self._process = start(command, _whole(self.environment), self.folder, streams)

    def wait_until_ready(self) -> None:
        latest = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < latest:
            if self.process.poll() is not None:
                raise AssertionError(f"the service ended by itself:\n{self._last_lines()}")
            with suppress(OSError, HTTPException):
                if ask("GET", f"{self.base}/readyz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"the service is not ready:\n{self._last_lines()}")

    def stop(self) -> int:
        """Ask it to end, as systemd does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_SECONDS_MAX)
        CANARIES.look(self.log)
        return code

    def kill(self) -> None:
        """End it at once, in the middle of whatever it is doing."""
        self.process.kill()
        self.process.wait(STOP_SECONDS_MAX)
        CANARIES.look(self.log)

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _last_lines(self) -> str:
        return "\n".join(self.log.splitlines()[-LOG_LINES_SHOWN:])


@dataclass(frozen=True)
class Api:
    """The JSON API, as another program of the office uses it."""

    base: str
    token: str

    def get(self, path: str, **query: str) -> Any:  # noqa: ANN401  # what JSON holds
        asked = f"?{urlencode(query)}" if query else ""
        answer = self.ask("GET", f"{path}{asked}")
        assert answer.status == 200, answer
        return answer.json()

    def items(self, path: str, **query: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        found: list[dict[str, Any]] = []
        page = self.get(path, **query)
        found += page["items"]
        while page.get("next"):
            page = self.get(path, **query, cursor=page["next"])
            found += page["items"]
        return found

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        return self.ask("POST", path, json.dumps(body).encode())

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return ask(method, f"{self.base}/api/v1{path}", body, headers)


@dataclass(frozen=True)
class ServiceClock:
    """The adjustable clock of a service, moved over HTTP."""

    base: str

    def now(self) -> str:
        now: str = ask("GET", f"{self.base}/simulator/clock").json()["now"]
        return now

    def advance(self, duration: str) -> list[dict[str, Any]]:
        """Go forward by an ISO duration; what happened on the way."""
        return self._move({"advance": duration})

    def to(self, instant: str) -> list[dict[str, Any]]:
        return self._move({"to": instant})

    def _move(self, where: Mapping[str, Any]) -> list[dict[str, Any]]:
        answer = ask("POST", f"{self.base}/simulator/clock", json.dumps(where).encode())
        assert answer.status == 200, answer
        fired: list[dict[str, Any]] = answer.json()["fired"]
        return fired


LOG_SHOWN = 4000
TRACEBACK = re.compile(
    r"Traceback \(most recent call last\)|^\w*(?:Error|Exception)\b", re.MULTILINE
)


def found_in_log(log: str, forbidden: Mapping[str, str]) -> list[str]:
    """The names of the `forbidden` texts that stand in the log, and whether it has a traceback.

    Prints the surroundings of the first traceback.
    """
    found = [name for name, text in forbidden.items() if text in log]
    traceback = TRACEBACK.search(log)
    if traceback is None:
        return found
    around = slice(max(traceback.start() - LOG_SHOWN, 0), traceback.start() + LOG_SHOWN)
    sys.stdout.write(log[around])
    return [*found, "a traceback"]
