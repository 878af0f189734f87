"""Residents who write on while everything goes on; what was acknowledged is noted outside."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from itertools import count

from tests.e2e.at_work import at_work
from tests.e2e.phones import SmsPhone, WeChatPhone
from tests.e2e.providers import Providers
from tests.e2e.reporting import report

PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Message:
    """Words that the house took: when they were written, and when it had said so."""

    key: str
    written: float
    acknowledged: float

    @property
    def seconds(self) -> float:
        return self.acknowledged - self.written


@dataclass
class Noted:
    """A phone, each of whose messages is noted as soon as it is acknowledged."""

    phone: WeChatPhone | SmsPhone
    journal: list[Message]

    def __post_init__(self) -> None:
        self.phone.again = False

    def says(self, text: str) -> str:
        return self._noting(lambda: self.phone.says(text))

    def chooses(self, label: str) -> str:
        return self._noting(lambda: self.phone.chooses(label))

    def received(self) -> list[str]:
        return self.phone.received()

    def _noting(self, write: Callable[[], str]) -> str:
        written = time.monotonic()
        shown = write()
        key, _ = self.phone.journal[-1]
        self.journal.append(Message(key, written, time.monotonic()))
        return shown


@dataclass
class Neighbours:
    """So many in WeChat and so many by SMS at the same time, each a stranger with a report.

    `journal` is what was acknowledged.
    """

    providers: Providers
    base: str
    each_way: int
    journal: list[Message] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def busy(self) -> AbstractContextManager[None]:
        ways = (self.in_wechat, self.by_sms) * self.each_way
        going_home = threading.Event()
        return at_work(going_home, *(partial(self._write, way, going_home) for way in ways))

    def in_wechat(self) -> Noted:
        openid = f"o-neighbour-{next(self._numbers)}"
        return Noted(WeChatPhone(self.providers, self.base, openid), self.journal)

    def by_sms(self) -> Noted:
        number = f"+8526555{next(self._numbers):04d}"
        return Noted(SmsPhone(self.providers, self.base, number), self.journal)

    def _write(self, way: Callable[[], Noted], going_home: threading.Event) -> None:
        while not going_home.wait(PAUSE_SECONDS):
            try:
                report(way())
            except (OSError, HTTPException):
                # The machine is lost: nothing was acknowledged, and nobody was told otherwise.
                return
