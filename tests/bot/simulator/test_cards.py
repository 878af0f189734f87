"""Staff's cards in the simulator: shown as WeCom would, and their buttons work."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels import ChannelName, Event, Incoming, Press
from bot.simulator.channel import SimulatorChannel
from bot.simulator.outbox import outbox
from bot.staff_chat import hear_staff
from flows.rules.reach import WECHAT, WECOM
from flows.rules.vocabulary import MessageState
from tests.bot.post_office import PostOffice


@pytest.fixture
def office(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    yield office
    office.close()


async def deliver(office: PostOffice) -> None:
    simulator = SimulatorChannel()
    postman = office.postman(channels={WECOM: simulator, WECHAT: simulator})
    await postman.drain(office.now)


def card_of(office: PostOffice, userid: str) -> dict[str, Any]:
    [card] = [item["card"] for item in outbox(office.database, userid) if item["card"]]
    return dict(card)


def labels(card: dict[str, Any]) -> list[str]:
    return [button["label"] for button in card["buttons"]]


async def test_a_press_in_the_page_takes_the_case_for_all_to_see(office: PostOffice) -> None:
    for userid in ("lin", "mei"):
        office.member(userid)
    office.case(office.resident(openid="o-1"))
    await deliver(office)
    before = card_of(office, "lin")

    press = Press(before["name"], before["buttons"][0]["key"], "simulator")
    event = Incoming(ChannelName.WECOM, "s", "k", "lin", event=Event.PRESS, press=press)
    hear_staff(office.database, event, office.now)
    await deliver(office)

    assert (labels(before), before["note"]) == (["接单", "回复", "完成"], "")
    assert labels(card_of(office, "lin")) == ["回复", "完成"]
    mine, others = card_of(office, "lin"), card_of(office, "mei")
    assert (mine["note"], others["note"], labels(others)) == ("已由您受理", "已由张三受理", [])


async def test_what_has_not_gone_out_has_no_card_yet(office: PostOffice) -> None:
    office.member("lin")
    office.case(office.resident(openid="o-1"))

    items = outbox(office.database, "lin")

    assert [(item["state"], item["card"]) for item in items] == [(MessageState.QUEUED, None)]
