"""A turn of a conversation asks the database little, however long the house has stood."""

import sys
from itertools import count
from types import FrameType

import pytest

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from storage.inbound import Arrival, enter
from tests.estate import CHEN, Garden
from tests.gardens import Ground
from tests.metering import metered, scanned

STATEMENTS_MAX = 12
"""Of somebody who is known; wanted are 10 (docs/performance.md)."""
CALLS_MAX = 2_600
"""Functions of Python, ours and the libraries', on SQLite."""
KEYS = count(1)
MANY = 2_000
GROWTH_MAX = 1.3
"""Times as much work: an index is a little deeper."""
WHOLE_REPORT = ("报修", "厨房柜门的铰链坏了", "没有", "1")
DIALOGUE = ("报修", "厨房水龙头一直滴水", "没有", "周六上午都在家")


def message(sender: str, text: str) -> Incoming:
    """One that was never delivered before."""
    return Incoming(ChannelName.WECHAT, "gh", f"m:{next(KEYS)}", sender, text)


def says(garden: Garden, sender: str, text: str) -> list[str]:
    """What a message asks of the database."""
    with metered(garden.database) as meter:
        receive(garden.database, message(sender, text), garden.now)
    if not garden.database.is_sqlite:
        assert scanned(garden.database.engine, meter) == []
    return [statement for statement, _ in meter.statements]


@pytest.mark.both_databases
@pytest.mark.parametrize("sender", ["openid-chen", "openid-of-a-stranger"])
def test_an_answer_costs_a_handful_of_statements(garden: Garden, sender: str) -> None:
    garden.resolve(garden.report(home=CHEN))
    begun, *answered = [says(garden, sender, text) for text in DIALOGUE]
    assert begun
    for statements in answered:
        assert len(statements) <= STATEMENTS_MAX, "\n".join(statements)


def test_an_answer_costs_a_few_thousand_calls(grounds: dict[str, Ground]) -> None:
    garden = grounds["sqlite"].garden()
    for text in WHOLE_REPORT:
        says(garden, "openid-chen", text)
    calls = 0

    def note(_frame: FrameType, what: str, _told: object) -> None:
        nonlocal calls
        calls += what == "call"

    for text in DIALOGUE[:2]:
        receive(garden.database, message("openid-li", text), garden.now)
    sys.setprofile(note)
    receive(garden.database, message("openid-li", DIALOGUE[2]), garden.now)
    sys.setprofile(None)
    assert calls <= CALLS_MAX


@pytest.mark.both_databases
def test_a_redelivery_writes_nothing(garden: Garden) -> None:
    incoming = Incoming(ChannelName.WECHAT, "gh", "m:again", "openid-chen", "报修")
    first = receive(garden.database, incoming, garden.now)
    with metered(garden.database) as meter:
        assert receive(garden.database, incoming, garden.now).parts == first.parts
    written = [one for one, _ in meter.statements if one.startswith(("UPDATE", "DELETE"))]
    assert written == []


def test_a_report_costs_no_more_where_many_have_written_before(grounds: dict[str, Ground]) -> None:
    garden = grounds["sqlite"].garden()

    def work(sender: str) -> int:
        steps = 0
        for text in WHOLE_REPORT:
            with metered(garden.database) as meter:
                answer = receive(garden.database, message(sender, text), garden.now)
            steps += meter.steps
        assert "已登记" in answer.parts[-1].text
        return steps

    before = work("openid-chen")
    with garden.changing() as session:
        for number in range(MANY):
            enter(session, Arrival("wechat", "gh", f"before {number}", "你好", b"", {}), garden.now)
    assert work("openid-li") <= before * GROWTH_MAX
