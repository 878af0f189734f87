"""Programs that answer WeChat, each in a process of its own that is measured from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.wire import APP_ID
from tests.e2e.providers import WECHAT_AES_KEY, WECHAT_TOKEN
from tests.e2e.service import free_port

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PEERS = ROOT / ".venv-peers" / "bin"
SECRET_KEY = "YmVuY2htYXJrcyBoYXZlIG5vIHNlY3JldHMgdG8ga2VlcA"
START_SECONDS_MAX = 120
LOOK_SECONDS = 0.01
TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024
SERVERS_CORE, LOADS_CORE = 0, 1


@dataclass
class Program:
    """A server on 127.0.0.1; all its threads share one processor, the load has another."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it and wait until it listens; how many seconds that took."""
        self.folder.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [one.format(port=self.port, folder=self.folder) for one in self.command],
                cwd=self.folder,
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._listens():
            if self._process.poll() is not None or time.perf_counter() > began + START_SECONDS_MAX:
                raise RuntimeError((self.folder / f"{self.name}.log").read_text(encoding="utf-8"))
            time.sleep(LOOK_SECONDS)
        return time.perf_counter() - began

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        settings = {name: text.format(port=self.port) for name, text in self.environment.items()}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **_account(), **settings}

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def kill(self) -> None:
        """Kill -9, whatever it does."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        while self._listens():  # its children, for a moment longer
            time.sleep(LOOK_SECONDS)

    def processes(self) -> list[int]:
        """The program, and what it has started."""
        assert self._process is not None
        first = self._process.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii")
        return [first, *map(int, children.split())]

    def keep_to_one_core(self) -> None:
        """Leave the other one to whoever asks."""
        if (os.cpu_count() or 1) > 1:
            for pid in self.processes():
                for thread in Path(f"/proc/{pid}/task").iterdir():
                    os.sched_setaffinity(int(thread.name), {SERVERS_CORE})

    def busy_seconds(self) -> float:
        """How long the processor has worked for it so far."""
        return sum(_busy(pid) for pid in self.processes())

    def megabytes(self) -> float:
        """How much memory it has now."""
        return sum(_resident(pid) for pid in self.processes())


def _busy(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / MEGABYTE
    return 0.0


def _account() -> dict[str, str]:
    return {
        "WECHAT_APP_ID": APP_ID,
        "WECHAT_APP_SECRET": "0123456789abcdef0123456789abcdef",
        "WECHAT_TOKEN": WECHAT_TOKEN,
        "WECHAT_ENCODING_AES_KEY": WECHAT_AES_KEY,
    }


def echo(folder: Path) -> Program:
    """Bare aiohttp and wechatpy, encrypted in and out; it keeps nothing."""
    return Program("echo", (sys.executable, str(HERE / "echo.py"), "{port}"), folder)


def huiyin(name: str, database_url: str, folder: Path, role: str = "web") -> Program:
    """`huiyin serve`. A role of web leaves to others what is sent later and what falls due."""
    settings = {
        "SECRET_KEY": SECRET_KEY,
        "DATABASE_URL": database_url,
        "MEDIA_DIR": str(folder / "media"),
        "PUBLIC_BASE_URL": "http://127.0.0.1:{port}",
        "PORT": "{port}",
        "WECHAT_API_BASE": "http://127.0.0.1:9",
    }
    command = (sys.executable, "-m", "bot", "serve", "--role", role)
    return Program(name, command, folder, settings)


def werobot(folder: Path) -> Program:
    """WeRoBot with its SQLite session, on the fastest of its servers."""
    return Program(
        "WeRoBot",
        (str(PEERS / "python"), str(HERE / "peers" / "werobot_form.py"), "{port}", "{folder}"),
        folder,
    )


def flask(folder: Path) -> Program:
    """Flask, wechatpy and SQLAlchemy, as tutorials put them together, under gunicorn."""
    threads = ("--worker-class", "gthread", "--threads", "8", "--keep-alive", "60")
    where = ("--bind", "127.0.0.1:{port}", "--chdir", str(HERE / "peers"), "flask_form:app")
    command = (str(PEERS / "gunicorn"), *threads, *where)
    return Program("Flask", command, folder, {"FORM_FOLDER": str(folder)})
