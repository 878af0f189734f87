"""W12: fifty tasks in two processes that meet a dead token fetch one; each calls at most twice."""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bot.token_task_force import send_all
from tests.fakes.wechat import FakeWeChat, errcode

PROJECT = Path(__file__).parents[2]
TASKS, PROCESSES = 25, 2
SECONDS_MAX = 60


@pytest.fixture
def wechat() -> Iterator[FakeWeChat]:
    fake = FakeWeChat()
    with fake.in_thread():
        yield fake


def run_all(wechat: FakeWeChat, database_url: str) -> list[str]:
    """Start both processes, let them begin at the same moment, and give back their outcomes."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.bot.token_task_force", database_url, wechat.base,
                     wechat.app_id, wechat.app_secret, *people(number)],
                    cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )
            )
            for number in range(PROCESSES)
        ]  # fmt: skip
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        outcomes: list[str] = []
        for one in running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        for one in running:
            printed, _ = one.communicate(timeout=SECONDS_MAX)
            outcomes += json.loads(printed)
    return outcomes


def first_token(wechat: FakeWeChat, database_url: str) -> None:
    """A token that both will know: somebody has fetched it before and used it."""
    for openid in people(0) + people(1):
        wechat.heard(openid)
    account = (wechat.base, wechat.app_id, wechat.app_secret)
    used = asyncio.run(send_all(database_url, *account, people(0) + people(1), at_a_word=False))
    assert used == ["sent"] * TASKS * PROCESSES
    assert wechat.token_fetches == 1


def people(process: int) -> list[str]:
    """Those to whom the tasks of a process write."""
    return [f"o-{process}-{number}" for number in range(TASKS)]


def calls(wechat: FakeWeChat) -> int:
    return sum("custom/send" in line for line in wechat.requests)


def test_fifty_tasks_in_two_processes_meet_an_expired_token_and_fetch_one(
    wechat: FakeWeChat, postgres_database: str
) -> None:
    first_token(wechat, postgres_database)
    before = calls(wechat)
    wechat.expire_tokens()

    outcomes = run_all(wechat, postgres_database)

    assert Counter(outcomes) == {"sent": TASKS * PROCESSES}
    assert wechat.token_fetches == 2
    assert wechat.forced_refreshes == 0
    assert calls(wechat) - before <= 2 * TASKS * PROCESSES
    received = Counter(one["touser"] for one in wechat.sent)
    assert set(received.values()) == {2}


def test_a_second_40001_surfaces_and_nothing_is_called_a_third_time(
    wechat: FakeWeChat, postgres_database: str
) -> None:
    first_token(wechat, postgres_database)
    before = calls(wechat)
    wechat.faults.extend([errcode(40001)] * 2 * TASKS * PROCESSES)

    outcomes = run_all(wechat, postgres_database)

    assert calls(wechat) - before <= 2 * TASKS * PROCESSES
    assert "sent" not in outcomes
    assert wechat.token_fetches <= 3
    assert wechat.forced_refreshes == 0
