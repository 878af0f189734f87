"""Nobody can write so fast that others wait, and no danger goes unheard in a flood (S4, F64)."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming
from bot.reception import receive
from flows.rules.policy_text import packaged
from storage.cases import Case
from tests.estate import Garden

LIMIT = 10
KEYS = count(1)
TOO_FAST = "您发得太快"
WAIT = timedelta(minutes=1, seconds=1)


@pytest.fixture
def estate(garden: Garden) -> Garden:
    """One where few messages a minute are read."""
    strict = packaged("strict")
    conversation = replace(strict.conversation, messages_per_minute=LIMIT)
    garden.govern(replace(strict, conversation=conversation))
    return garden


def says(garden: Garden, text: str, sender: str = "openid-chen") -> str:
    incoming = Incoming(ChannelName.WECHAT, "gh", f"m:{next(KEYS)}", sender, text)
    answer = receive(garden.database, incoming, garden.now)
    return "\n".join(part.text for part in answer.parts)


def test_who_floods_is_asked_to_wait_once_and_all_of_it_is_kept(estate: Garden) -> None:
    for _ in range(LIMIT):
        assert TOO_FAST not in says(estate, "在吗")

    said = [says(estate, "在吗") for _ in range(20)]

    assert TOO_FAST in said[0]
    assert set(said[1:]) == {""}
    assert len(estate.rows()["inbound"]) == LIMIT + 20
    assert says(estate, "你好", "openid-li")
    estate.now += WAIT
    assert TOO_FAST not in says(estate, "厨房水管漏水了")


def test_a_danger_is_heard_in_the_middle_of_a_flood(estate: Garden) -> None:
    for _ in range(LIMIT + 5):
        says(estate, "在吗")

    said = says(estate, "电梯困人了，快来")

    with estate.looking() as session:
        assert session.exec(select(Case)).one().number in said


def test_two_bots_that_answer_each_other_come_to_an_end(estate: Garden) -> None:
    """An address that sends back whatever it is told falls silent, since it is told nothing."""
    said, turns = "你好", 0
    while said and turns < LIMIT * 3:
        said, turns = says(estate, said), turns + 1

    assert turns <= LIMIT + 2
