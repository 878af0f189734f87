"""Three deliveries of each message at the same time: one case, one effect, one reply (W7, F2).

STORM_MESSAGES says how many messages (`make chaos` takes a thousand).
"""

import asyncio
import os
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession, ClientTimeout, TCPConnector

from tests.e2e.office import furnish
from tests.e2e.phones import WeChatPhone, new_message_id, read_reply
from tests.e2e.providers import Providers
from tests.e2e.reporting import CASE_NUMBER
from tests.e2e.rows import query
from tests.e2e.service import Answer, Service, found_in_log, free_port
from tests.e2e.waiting import until

MESSAGES = int(os.environ.get("STORM_MESSAGES", "50"))
DELIVERIES = 3
REST_SECONDS_MAX = 120
PAUSE_SECONDS = 0.1
AT_ONCE = 6
EMERGENCY = "电梯困人了！{}号梯"
"""An emergency becomes a case at its first words."""


@dataclass
class Storm:
    """WeChat, delivering to one or more servers at once."""

    providers: Providers
    bases: list[str]
    replies: dict[str, list[str]] = field(default_factory=dict)

    async def deliver_all(self, count: int) -> None:
        gate = asyncio.Semaphore(AT_ONCE)
        connector = TCPConnector(limit=AT_ONCE * DELIVERIES)
        timeout = ClientTimeout(total=REST_SECONDS_MAX)
        async with ClientSession(connector=connector, timeout=timeout) as session:

            async def one(turn: int) -> None:
                async with gate:
                    await self._deliver(session, turn)

            await asyncio.gather(*(one(turn) for turn in range(count)))

    async def _deliver(self, session: ClientSession, turn: int) -> None:
        phone = WeChatPhone(self.providers, "", f"o-storm-{turn:04d}")
        message_id = new_message_id()
        xml = phone.text_xml(EMERGENCY.format(turn), int(time.time()), message_id)
        self.replies[phone.openid] = await asyncio.gather(
            *(
                self._deliver_once(session, phone, xml, self.bases[number % len(self.bases)])
                for number in range(DELIVERIES)
            )
        )

    async def _deliver_once(
        self, session: ClientSession, phone: WeChatPhone, xml: str, base: str
    ) -> str:
        latest = time.monotonic() + REST_SECONDS_MAX
        while time.monotonic() < latest:
            push = phone.push(xml)
            url = f"{base}{push.path}?{urlencode(push.query)}"
            async with session.post(url, data=push.body) as response:
                answer = Answer(response.status, await response.read())
            if answer.status == 200:
                return read_reply(answer, phone.openid, self.providers)
            assert answer.status == 503, answer
            await asyncio.sleep(PAUSE_SECONDS)
        raise AssertionError("always busy")


def check(storm: Storm, database_url: str, count: int) -> None:
    """One case for each message, one row, and one reply, however often it was given."""
    followed = query(database_url, "SELECT text FROM outgoing WHERE unique_key LIKE 'inbound %'")
    apart = [row["text"] for row in followed]
    numbers = []
    for openid, replies in storm.replies.items():
        # On a slow machine a reply may be put off, and follow by itself.
        said = set(replies) - {""} or {apart.pop()}
        assert len(said) == 1, (openid, replies)
        found = CASE_NUMBER.search(said.pop())
        assert found is not None
        numbers.append(found.group())
    assert len(storm.replies) == len(set(numbers)) == count
    assert apart == []
    cases = query(database_url, "SELECT number FROM report_case")
    assert sorted(row["number"] for row in cases) == sorted(numbers)
    for table, each in (("inbound", 1), ("identity", 1), ("conversation", 1)):
        assert len(query(database_url, f"SELECT id FROM {table}")) == each * count  # noqa: S608
    made = query(database_url, "SELECT case_id, kind FROM deadline WHERE round = 1")
    doubled = [what for what, times in Counter(map(str, made)).items() if times > 1]
    assert doubled == []
    opened = query(database_url, "SELECT case_id FROM case_event WHERE kind = 'opened'")
    assert len(opened) == count


@pytest.mark.timeout(300 + MESSAGES)
@pytest.mark.parametrize(
    ("database", "roles"), [("postgres", ("all", "web")), ("sqlite", ("all",))]
)
async def test_messages_delivered_three_times_at_once_have_one_effect_each(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    database: str,
    roles: tuple[str, ...],
) -> None:
    database_url: str = request.getfixturevalue(f"{database}_database")
    providers = Providers()
    furnish(database_url, providers.secret_key, with_staff=False)
    with providers.running(), ExitStack() as stack:
        services: list[Service] = []
        for role in roles:
            environment = providers.environment(database_url, tmp_path)
            if services:
                environment["PORT"] = str(free_port())
            service = Service(environment, tmp_path, role, name=role)
            await asyncio.to_thread(service.start)
            stack.callback(service.kill)
            services.append(service)
        storm = Storm(providers, [service.base for service in services])
        await storm.deliver_all(MESSAGES)
        # What was put off on a slow machine is still in work.
        await asyncio.to_thread(
            until,
            lambda: len(query(database_url, "SELECT id FROM report_case")) == MESSAGES,
            "every message is a case",
            REST_SECONDS_MAX,
        )

    check(storm, database_url, MESSAGES)
    logs = "".join(service.log for service in services)
    assert found_in_log(logs, {**providers.secrets(), "an openid": "o-storm-"}) == []
