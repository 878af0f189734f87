"""kill -9, again and again, while messages arrive and deadlines fall due.

CHAOS_ROUNDS says how often (`make chaos ROUNDS=100`), CHAOS_SEED makes the same pauses again.
"""

import json
import os
import queue
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.at_work import at_work
from tests.e2e.checker import violations
from tests.e2e.office import Office, next_monday_morning, open_office
from tests.e2e.reporting import report
from tests.e2e.rows import query
from tests.e2e.service import ask
from tests.e2e.stubborn import stubbornly
from tests.e2e.waiting import until
from tests.fakes.faults import Hang

pytestmark = pytest.mark.both_databases

ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "2"))
SEED = int(os.environ.get("CHAOS_SEED", "1"))
ROUND_SECONDS_MAX = 180
ALIVE_SECONDS = (0.2, 1.2)
SLOW_PROVIDER = Hang(0.8, accepts=True)
"""So that a kill can come between a provider's taking and our writing it down."""
HELD = Hang(600, accepts=True)
"""So that a kill certainly comes between the two."""
DAYS_OF_REST = 3
REST_SECONDS_MAX = 120


@dataclass
class Crowd:
    """People and the clock, each in a thread of its own, until they are sent home."""

    office: Office
    going_home: threading.Event = field(default_factory=threading.Event)
    reported: queue.Queue[tuple[str, str]] = field(default_factory=queue.Queue)
    journal: list[tuple[str, str]] = field(default_factory=list)

    def busy(self) -> AbstractContextManager[None]:
        return at_work(
            self.going_home,
            self.write_in_wechat,
            self.write_sms,
            self.work_on_cases,
            self.move_clock,
        )

    def write_in_wechat(self) -> None:
        turn = 0
        while not self.going_home.is_set():
            turn += 1
            phone = self.office.wechat(f"o-resident-{turn}")
            phone.ask = stubbornly
            self.reported.put(("wechat", report(phone, f"厨房水管漏水了，第{turn}户")))
            self.journal += phone.journal

    def write_sms(self) -> None:
        turn = 0
        while not self.going_home.is_set():
            turn += 1
            phone = self.office.sms(f"+8526555{turn:04d}")
            phone.ask = stubbornly
            self.reported.put(("sms", report(phone, f"楼道的灯不亮，第{turn}户")))
            self.journal += phone.journal

    def work_on_cases(self) -> None:
        """Of each channel every third case is left to its deadlines; one is answered, one done."""
        lin = self.office.staff("lin")
        lin.ask = stubbornly
        turns: Counter[str] = Counter()
        while not self.going_home.is_set() or not self.reported.empty():
            try:
                channel, number = self.reported.get(timeout=0.2)
            except queue.Empty:
                continue
            turns[channel] += 1
            turn = turns[channel]
            if turn % 3:
                lin.says(f"回复 {number} 师傅正在路上")
                lin.says(f"承诺 {number} 明天下午3点 会再答复您")
            if turn % 3 == 1:
                self.resolve(number)
        self.journal += lin.journal

    def resolve(self, number: str) -> None:
        """A program of the office that tries until it is told that it is done."""
        body = {"by": "lin", "result": "好了", "measures": "修了", "improvement": "常查"}
        headers = {
            "Authorization": f"Bearer {self.office.providers.api_token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"resolve-{number}",
        }
        url = f"{self.office.base}/api/v1/cases/{number}/resolve"
        answer = stubbornly("POST", url, json.dumps(body).encode(), headers)
        assert answer.status == 200, answer

    def move_clock(self) -> None:
        """Five hours at a time; nobody minds when the server dies over it."""
        while not self.going_home.wait(0.3):
            try:
                ask(
                    "POST",
                    f"{self.office.base}/simulator/clock",
                    json.dumps({"advance": "PT5H"}).encode(),
                )
            except (OSError, HTTPException):
                continue


@pytest.mark.timeout(120 + ROUND_SECONDS_MAX * ROUNDS)
def test_whatever_is_killed_nothing_is_lost_or_doubled(database_url: str, tmp_path: Path) -> None:
    print(f"CHAOS_ROUNDS={ROUNDS} CHAOS_SEED={SEED}")  # noqa: T201  # to see it again
    chance = random.Random(SEED)  # noqa: S311  # pauses are no secret
    with open_office(database_url, tmp_path, CLOCK="adjustable") as office:
        office.clock.to(next_monday_morning().isoformat())
        for fake in (office.providers.wechat, office.providers.wecom, office.providers.twilio):
            fake.always = SLOW_PROVIDER
        crowd = Crowd(office)
        with crowd.busy():
            for turn in range(ROUNDS):
                time.sleep(chance.uniform(*ALIVE_SECONDS))
                with a_letter_on_its_way(office) if turn % 2 else nullcontext():
                    office.service.kill()
                office.service.start()
            until(lambda: len(reported(office)) >= ROUNDS, "enough is reported", REST_SECONDS_MAX)
        now = come_to_rest(office)

        assert violations(office.database_url, office.providers, crowd.journal, now) == []
        assert query(database_url, "SELECT id FROM deadline WHERE state = 'fired'") != []
        assert query(database_url, "SELECT id FROM attempt WHERE outcome = 'unknown'") != []
        assert office.leaks(number="8526555", openid="o-resident-") == []


def reported(office: Office) -> list[dict[str, Any]]:
    return query(office.database_url, "SELECT number FROM report_case")


@contextmanager
def a_letter_on_its_way(office: Office) -> Iterator[None]:
    """WeChat has taken a letter to a resident, and does not say so before this is over.

    WeChat's, since an SMS of unknown fate is looked up and found: it leaves no doubt behind.
    """
    wechat = office.providers.wechat

    async def hold_the_next() -> int:
        # In the fake's own loop: no letter is half-way between its fault and its being taken.
        wechat.always = HELD
        return len(wechat.sent)

    taken = wechat.run(hold_the_next())
    until(lambda: len(wechat.sent) > taken, "a resident is written to", REST_SECONDS_MAX)
    yield
    wechat.always = SLOW_PROVIDER


def come_to_rest(office: Office) -> str:
    """Let everything fall due that is still open, and end; the service time then, in UTC."""
    for fake in (office.providers.wechat, office.providers.wecom, office.providers.twilio):
        fake.always = None
    for _ in range(DAYS_OF_REST * 4):
        office.clock.advance("PT6H")
    until(
        lambda: not query(office.database_url, "SELECT id FROM outgoing WHERE state = 'claimed'"),
        "every message is out of hand",
        REST_SECONDS_MAX,
    )
    now = datetime.fromisoformat(office.clock.now()).astimezone(UTC)
    assert office.service.stop() == 0
    return now.strftime("%Y-%m-%d %H:%M:%S")
