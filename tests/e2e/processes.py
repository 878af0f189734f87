"""Processes of ours that are there at once: each is forked from one that has loaded the house.

To load it takes more of the processor than most stories. A process is real all the same: it has its
own number, settings, folder and end, and kill -9 leaves nothing of it. `started_afresh` starts one
as an operator does; the story and the commands show that this works.
"""

import gc
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Protocol

from tests.chaos.stepped_clock import SETTING, follow

STARTS_FROM = (
    "__main__",
    "bot.command_line",
    "bot.commands.opening",
    "bot.serving",
    "bot.demo",
    "tests.e2e.loaded",
)
INPUT, OUTPUT, COMPLAINTS = range(3)


class Process(Protocol):
    """What a test may do to a process."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""

    def wait(self, timeout: float) -> int:
        """Wait for its exit code; raises subprocess.TimeoutExpired after so many seconds."""

    def send_signal(self, number: int, /) -> None: ...

    def kill(self) -> None: ...


@dataclass(frozen=True)
class Streams:
    """The files to whose ends a process writes what it prints and what it complains of."""

    output: Path
    complaints: Path


def forked(
    arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, streams: Streams
) -> Process:
    """Type `huiyin` with these arguments in `folder`; `environment` is all that it knows."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(STARTS_FROM))
    typed = (arguments, dict(environment), folder, streams)
    process = context.Process(target=_type, args=typed, daemon=True)
    process.start()
    return _Forked(process)


def started_afresh(
    arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, streams: Streams
) -> Process:
    """The same, by a Python that has loaded nothing yet."""
    with streams.output.open("ab") as output, streams.complaints.open("ab") as complaints:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=complaints,
        )


@dataclass(frozen=True)
class _Forked:
    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("huiyin", timeout)
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.process.kill()


def _type(
    arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, streams: Streams
) -> None:
    from bot.command_line import main  # noqa: PLC0415  # here it is loaded already

    gc.freeze()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    for stream, path in ((OUTPUT, streams.output), (COMPLAINTS, streams.complaints)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(opened, stream)
        os.close(opened)
    if SETTING in environment:
        follow(Path(environment[SETTING]))
    sys.argv = ["huiyin", *arguments]
    main()
