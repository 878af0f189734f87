"""Residents in danger and an office at work: what they were told is kept outside of the system."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.exc import DBAPIError

from tests.chaos.cluster import Cluster
from tests.e2e.at_work import at_work
from tests.e2e.phones import SmsPhone, WeChatPhone
from tests.e2e.rows import query

DANGER = "电梯困人了！{}号梯"
"""An emergency is a case at its first words, so that each message is one."""


@dataclass
class People:
    """Each writes in a thread of their own until all go home; `journal` is the recorder.

    Of more than `messages_each` the managers would hear merged into lists, as WeCom's limit wants.
    """

    cluster: Cluster
    pause_seconds: float
    messages_each: int | None = None
    going_home: threading.Event = field(default_factory=threading.Event)
    journal: list[tuple[str, str]] = field(default_factory=list)
    resolved: set[str] = field(default_factory=set)

    def busy(self) -> AbstractContextManager[None]:
        return at_work(
            self.going_home, self.write_in_wechat, self.write_sms, self.resolve_every_third
        )

    def write_in_wechat(self) -> None:
        for turn in self._own_turns():
            base = self.cluster.answering[0].base
            phone = WeChatPhone(self.cluster.providers, base, f"o-resident-{turn}")
            self._say(phone, turn)

    def write_sms(self) -> None:
        for turn in self._own_turns():
            base = self.cluster.answering[0].base
            phone = SmsPhone(self.cluster.providers, base, f"+8526555{turn:04d}")
            self._say(phone, turn)

    def _turns(self) -> Iterator[int]:
        turn = 0
        while not self.going_home.wait(self.pause_seconds):
            turn += 1
            yield turn

    def _own_turns(self) -> Iterator[int]:
        return islice(self._turns(), self.messages_each)

    def _say(self, phone: WeChatPhone | SmsPhone, turn: int) -> None:
        phone.ask, phone.again = self.cluster.knock, False
        phone.says(DANGER.format(turn))
        self.journal += phone.journal

    def resolve_every_third(self) -> None:
        for _ in self._turns():
            try:
                rows = query(self.cluster.database_url, "SELECT number FROM report_case")
            except DBAPIError:
                time.sleep(self.pause_seconds)
                continue
            for number in sorted(row["number"] for row in rows)[::3]:
                if number not in self.resolved:
                    self._resolve(number)

    def _resolve(self, number: str) -> None:
        body = {"by": "lin", "result": "好了", "measures": "修了", "improvement": "常查"}
        headers = {
            "Authorization": f"Bearer {self.cluster.providers.api_token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"resolve-{number}",
        }
        url = f"{self.cluster.answering[0].base}/api/v1/cases/{number}/resolve"
        answer = self.cluster.knock("POST", url, json.dumps(body).encode(), headers)
        assert answer.status == 200, answer
        self.resolved.add(number)
