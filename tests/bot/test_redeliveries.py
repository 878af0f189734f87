"""A message that takes too long is answered once all the same: on the spot, or by itself later."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.app import patience_with
from bot.channels import ChannelName, Incoming
from bot.clock import AdjustableClock, SystemClock
from bot.filing import Answer
from bot.front import WORK_TRIES_MAX, Front, Patience
from bot.journal import Journal
from bot.parts import Part
from bot.reception import receive
from flows.rules.vocabulary import Purpose
from storage.database import Database
from tests.bot.front_door import ACCOUNT, PATIENCE, WECOM, FrontDoor, apart, front_door
from tests.estate import Garden
from tests.fakes.twilio_world import new_sid
from tests.fakes.wechat_world import text_xml
from tests.patience import until

pytestmark = pytest.mark.both_databases

HELLO = text_xml("openid-chen", "你好", int(time.time()), "1001")
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response />'


async def test_a_redelivery_is_told_success_at_once_while_the_first_is_still_in_work(
    garden: Garden,
) -> None:
    async with front_door(garden) as door:
        with door.stalled():
            first = await door.wechat(HELLO)
            second = await door.wechat(HELLO)
            third = await door.wechat(HELLO)
        await door.front.finish()
        assert door.filed() == 1
    async with front_door(garden, Patience()) as later:
        fourth = await later.wechat(HELLO)

    answers = [(one.status, one.text) for one in (first, second, third, fourth)]
    assert answers == [(200, "success")] * 4
    (reply,) = apart(garden)
    assert reply.text == "请问有什么可以帮您？直接写出您的事，或回复数字："
    assert reply.options
    assert later.filed() == 1


async def test_a_redelivery_does_not_wait_until_the_first_is_given_up(garden: Garden) -> None:
    async with front_door(garden, replace(PATIENCE, wechat=60.0)) as door:
        with door.stalled():
            both = [asyncio.create_task(door.wechat(HELLO)) for _ in range(2)]
            answered, waiting = await asyncio.wait(
                both, timeout=60, return_when=asyncio.FIRST_COMPLETED
            )
        await asyncio.wait(waiting, timeout=60)

    assert [one.result().text for one in answered] == ["success"]
    assert len(waiting) == 1


async def test_a_reply_that_comes_too_late_follows_without_any_redelivery(garden: Garden) -> None:
    async with front_door(garden) as door:
        with door.stalled():
            assert (await door.wechat(HELLO)).text == "success"
        await door.front.finish()

    assert len(apart(garden)) == 1


async def test_while_one_message_waits_for_the_database_no_other_is_waited_for_long(
    garden: Garden,
) -> None:
    other = text_xml("openid-other", "你好", int(time.time()), "1002")
    async with front_door(garden, replace(PATIENCE, wechat=60.0)) as door:
        with door.stalled():
            both = [asyncio.create_task(door.wechat(HELLO)) for _ in range(2)]
            await asyncio.wait(both, timeout=60, return_when=asyncio.FIRST_COMPLETED)
            async with asyncio.timeout(55):
                answered = await door.wechat(other)
            assert door.filed() == 0
        await asyncio.wait(both, timeout=60)
        await door.front.finish()
        assert door.filed() == 2

    assert answered.text == "success"
    assert sum("请问有什么可以帮您" in one.text for one in apart(garden)) == 2


async def test_a_first_delivery_too_is_not_kept_waiting_while_the_database_is_silent(
    garden: Garden,
) -> None:
    async with front_door(garden, replace(PATIENCE, wechat=60.0, silent=0.05)) as door:
        with door.stalled():
            async with asyncio.timeout(30):
                answered = await door.wechat(HELLO)
            assert door.filed() == 0
        await door.front.finish()

    assert answered.text == "success"
    assert len(apart(garden)) == 1


async def test_a_redelivery_that_finds_the_first_almost_done_brings_its_reply(
    garden: Garden,
) -> None:
    async with front_door(garden, Patience()) as door:
        with door.stalled():
            first = asyncio.create_task(door.wechat(HELLO))
            await asyncio.sleep(0.1)
            first.cancel()  # the provider hangs up
            second = asyncio.create_task(door.wechat(HELLO))
            await asyncio.sleep(0.05)
        answered = await second
        third = await door.wechat(HELLO)

    assert "投诉" in answered.text
    assert third.text == answered.text
    assert apart(garden) == []


async def test_a_stop_waits_for_what_was_put_off(garden: Garden) -> None:
    release = asyncio.Event()

    async def hold(door: FrontDoor, is_held: asyncio.Event) -> None:
        with door.stalled():
            is_held.set()
            await release.wait()

    async with front_door(garden) as door:
        is_held = asyncio.Event()
        holder = asyncio.create_task(hold(door, is_held))
        await is_held.wait()
        await door.wechat(HELLO)
        asyncio.get_running_loop().call_later(0.2, release.set)
    await holder

    assert door.filed() == 1
    assert len(apart(garden)) == 1


async def test_an_sms_in_work_gets_empty_twiml_and_its_reply_by_itself(garden: Garden) -> None:
    sid = new_sid()
    async with front_door(garden) as door:
        with door.stalled():
            first = await door.sms("+85261234567", "你好", sid)
            second = await door.sms("+85261234567", "你好", sid)
        await door.front.finish()
        replies = [one.text for one in apart(garden)]
    async with front_door(garden, Patience()) as later:
        third = await later.sms("+85261234567", "你好", sid)

    assert [one.text for one in (first, second, third)] == [EMPTY_TWIML] * 3
    assert replies == [one.text for one in apart(garden)]
    assert len(replies) == len(set(replies)) > 0


async def test_a_line_of_staff_is_answered_by_itself_too(garden: Garden) -> None:
    number = garden.case(garden.report()).number
    line = WECOM.text("xiao.lin", f"接单 {number}", int(time.time()), "2001")
    async with front_door(garden) as door:
        with door.stalled():
            assert (await door.wecom(line)).text == "success"
            assert (await door.wecom(line)).text == "success"
        await door.front.finish()
    async with front_door(garden, Patience()) as later:
        assert (await later.wecom(line)).text == "success"

    (reply,) = apart(garden)
    assert (reply.purpose, garden.userid(reply.staff_id)) == (Purpose.STAFF, "xiao.lin")
    assert reply.text == f"{number} 已记录：接单。"


def hello(key: str = "1") -> Incoming:
    return Incoming(ChannelName.WECHAT, ACCOUNT, key, "openid-chen", text="你好")


def test_a_reply_that_was_given_is_not_sent_again_for_a_late_redelivery(garden: Garden) -> None:
    first = receive(garden.database, hello(), garden.now)
    late = receive(garden.database, hello(), garden.now, in_time=lambda: False)

    assert first.parts == late.parts
    assert apart(garden) == []


async def test_work_that_was_put_off_is_insisted_upon_as_long_as_the_database_is_away(
    garden: Garden, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    times = WORK_TRIES_MAX + 3
    failures = [OperationalError("", {}, Exception("locked"))] * times
    done: list[str] = []

    def work(
        _database: Database, incoming: Incoming, _now: datetime, in_time: Callable[[], bool]
    ) -> Answer:
        time.sleep(PATIENCE.wechat * 1.2 if len(failures) == times else 0)
        if failures:
            raise failures.pop()
        done.append(incoming.key)
        return Answer((Part("您好"),)) if in_time() else Answer()

    journal = Journal(tmp_path, garden.database.keys)
    patience = replace(PATIENCE, retry=0.001)
    front = Front(
        garden.database, lambda: garden.now, lambda: None, journal, patience, lambda _: work
    )
    deliveries = await asyncio.gather(
        front.take(PATIENCE.wechat, hello(), garden.now),
        front.take(PATIENCE.wechat, hello(), garden.now),
        return_exceptions=True,
    )
    await front.finish()

    assert Answer() in deliveries
    assert done == ["1"]
    assert "waits for the database" in caplog.text


def left_in(folder: Path, garden: Garden) -> list[Incoming]:
    return Journal(folder, garden.database.keys).left()


async def test_a_put_off_message_outlives_the_process_that_said_success(
    garden: Garden, tmp_path: Path
) -> None:
    keep = Journal(tmp_path, garden.database.keys).keep
    keep(hello("7"))  # all that a killed process has left
    keep(replace(hello("8"), channel=ChannelName.SMS, sender="+85261234567", account="sms"))

    async with front_door(garden, folder=tmp_path) as door:
        await door.front.finish()
        assert door.filed() == 2
        assert left_in(tmp_path, garden) == []
        assert "请问有什么可以帮您" in apart(garden)[0].text

    async with front_door(garden, folder=tmp_path) as door:
        await door.front.finish()
        assert door.filed() == 2


async def test_success_is_said_only_of_what_lies_on_the_disk(
    garden: Garden, tmp_path: Path
) -> None:
    async with front_door(garden, folder=tmp_path) as door:
        with door.stalled():
            assert left_in(tmp_path, garden) == []
            assert (await door.wechat(HELLO)).text == "success"
            (kept,) = left_in(tmp_path, garden)
        await door.front.finish()
    assert (kept.sender, kept.text, kept.raw[:5]) == ("openid-chen", "你好", b"<xml>")
    assert left_in(tmp_path, garden) == []


async def test_what_lies_in_the_journal_goes_before_anything_newer_of_the_same_person(
    garden: Garden, tmp_path: Path
) -> None:
    others = Journal(tmp_path, garden.database.keys)  # of a process that died a moment ago
    others.keep(hello("1"))
    others.keep(replace(hello("2"), sender="openid-other"))
    others.keep(hello("3"))
    done: list[str] = []

    def work(
        _database: Database, incoming: Incoming, _now: datetime, in_time: Callable[[], bool]
    ) -> Answer:
        time.sleep(0.3 if incoming.key == "1" else 0)  # the newer ones would overtake it
        done.append(incoming.key)
        return Answer((Part("您好"),)) if in_time() else Answer()

    front = Front(
        garden.database, lambda: garden.now, lambda: None, others, Patience(), lambda _: work
    )
    answer = await front.take(60.0, hello("4"), garden.now)
    await front.finish()

    assert done == ["1", "3", "4"]
    assert answer.parts
    assert [one.key for one in left_in(tmp_path, garden)] == ["2"]


async def test_a_living_process_takes_up_what_a_dead_one_has_left(
    garden: Garden, tmp_path: Path
) -> None:
    async with front_door(garden, replace(Patience(), taking_up=0.05), folder=tmp_path) as door:
        Journal(tmp_path, garden.database.keys).keep(hello("7"))
        await until(lambda: left_in(tmp_path, garden) == [])
        assert door.filed() == 1


async def test_what_the_database_refuses_is_given_up_and_stays_in_the_journal(
    garden: Garden, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def work(_database: Database, incoming: Incoming, _now: datetime, **_more: object) -> Answer:
        tries.append(incoming.key)
        raise IntegrityError("", {}, Exception("a bug"))

    journal = Journal(tmp_path, garden.database.keys)
    journal.keep(hello("7"))
    patience = replace(PATIENCE, retry=0.001)
    front = Front(
        garden.database, lambda: garden.now, lambda: None, journal, patience, lambda _: work
    )
    await front.take_up()
    await until(lambda: "was not kept" in caplog.text)
    await front.finish()

    assert tries == ["7"] * WORK_TRIES_MAX
    assert left_in(tmp_path, garden) == [hello("7")]


async def test_without_room_on_the_disk_nobody_is_told_success(
    garden: Garden, tmp_path: Path
) -> None:
    folder = tmp_path / "file"
    folder.touch()
    async with front_door(garden, folder=folder) as door:
        with door.stalled():
            assert (await door.wechat(HELLO)).status == 503
            assert (await door.wechat(HELLO)).status == 503
        await door.front.finish()
    assert len(apart(garden)) == 1


def test_only_a_rehearsal_waits_longer_than_a_real_provider(garden: Garden) -> None:
    rehearsed = patience_with(AdjustableClock(garden.database))

    assert patience_with(SystemClock()) == Patience()
    assert max(Patience().wechat, Patience().stalled) < 5 < min(rehearsed.wechat, rehearsed.stalled)
    assert Patience().sms < 15 < rehearsed.sms
