"""WeCom swallows what is too much without a word: so nothing is ever too much (W19)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.channels import After, ChannelName, Letter, Refused
from flows.rules.reach import ROBOT, SMS, WECOM
from flows.rules.vocabulary import MessageState, Purpose
from storage.pushes import ROOM
from tests.bot.post_office import MORNING, NIGHT, PostOffice
from tests.fakes.channels import ScriptedChannel, Turn

TOO_MUCH = Refused("45009", "too many calls", After.RETRY, retry_after_seconds=60)
A_MINUTE = timedelta(minutes=1)
EIGHT_HOURS = timedelta(hours=8)


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    office = PostOffice(database_url)
    yield office
    office.close()


@pytest.fixture
def small(sqlite_database: str) -> Iterator[PostOffice]:
    office = PostOffice(sqlite_database)
    yield office
    office.close()


def pushes(office: PostOffice, member: int, count: int, **columns: object) -> list[int]:
    return [
        office.push(f"新事项\n【报修·一般】BX-{n:04d} 第1轮\n地点：8-1-302", member, **columns)
        for n in range(count)
    ]


async def test_thirty_go_at_once_and_all_others_as_one_when_the_minute_is_over(
    office: PostOffice,
) -> None:
    member = office.member("wang")
    ids = pushes(office, member, 34)
    postman = office.postman()

    await postman.drain(office.now)
    at_once = office.wecom.texts()
    office.now += A_MINUTE
    await postman.drain(office.now)

    assert len(at_once) == 30
    [merged] = office.wecom.texts()[30:]
    assert merged.startswith("消息较多，合并为一条（共 4 件）")
    for number in range(30, 34):
        assert f"BX-{number:04d}" in merged
    assert [office.state(one) for one in ids[30:]] == [MessageState.CANCELLED] * 4
    assert "goes with message" in str(office.message(ids[-1]).error)


@pytest.mark.both_databases
async def test_two_postmen_together_keep_the_limit_too(office: PostOffice) -> None:
    member = office.member("wang")
    pushes(office, member, 40)
    one, other = office.postman("one"), office.postman("other")

    await one.drain(office.now)
    await other.drain(office.now)

    assert len(office.wecom.texts()) == 30


async def test_one_members_limit_holds_up_nobody_else(small: PostOffice) -> None:
    busy, idle = small.member("wang"), small.member("li")
    pushes(small, busy, 35)
    other = small.push("给李", idle)

    await small.postman().drain(small.now)

    assert small.state(other) is MessageState.ACCEPTED


async def test_a_single_push_that_waits_stays_itself(small: PostOffice) -> None:
    member = small.member("wang")
    ids = pushes(small, member, 31)
    postman = small.postman()

    await postman.drain(small.now)
    small.now += A_MINUTE
    await postman.drain(small.now)

    assert small.state(ids[-1]) is MessageState.ACCEPTED
    assert small.wecom.texts()[-1].startswith("新事项")


async def test_in_what_is_merged_the_urgent_comes_first(small: PostOffice) -> None:
    member = small.member("wang")
    pushes(small, member, 32)
    postman = small.postman()
    await postman.drain(small.now)
    small.push("紧急！\nBX-9999", member, urgent=True)
    small.push("一般\nBX-8888", member)

    await small.deliver_all(postman, days=1)

    merged = [text for text in small.wecom.texts() if "BX-9999" in text]
    assert len(merged) == 1
    assert merged[0].index("BX-9999") < merged[0].index("BX-8888")


async def test_many_more_than_fit_go_as_several_and_none_is_lost(small: PostOffice) -> None:
    member = small.member("wang")
    pushes(small, member, 90)

    await small.deliver_all(small.postman(), days=1)

    told = "\n".join(small.wecom.texts())
    assert [n for n in range(90) if f"BX-{n:04d}" not in told] == []
    assert all(len(text.encode()) <= 2048 for text in small.wecom.texts())
    assert len(small.wecom.texts()) <= 34


async def test_the_answer_to_a_press_is_never_merged(small: PostOffice) -> None:
    member = small.member("wang")
    pushes(small, member, 32)
    asked = small.push("请写处理结果", member, passes_quiet_hours=True)

    await small.deliver_all(small.postman(), days=1)

    assert small.state(asked) is MessageState.ACCEPTED
    assert "请写处理结果" in small.wecom.texts()


async def test_a_merged_push_goes_by_sms_where_wecom_fails(small: PostOffice) -> None:
    member = small.member("wang", phone="+85290000001")
    pushes(small, member, 33)
    postman = small.postman()
    await postman.drain(small.now)
    small.wecom.script = [Refused("81013", "nobody", After.NEXT_CHANNEL)]

    small.now += A_MINUTE
    await postman.drain(small.now)

    [text] = small.sms.texts()
    assert "共 3 件" in text


async def test_after_45009_everything_leaves_wecom_alone_for_a_minute(small: PostOffice) -> None:
    calls: list[float] = []

    def noted(_letter: Letter) -> None:
        calls.append(small.now.timestamp())

    script: list[Turn] = [TOO_MUCH, noted, noted]
    small.wecom.script = script
    for userid in ("wang", "li"):
        small.push("新事项", small.member(userid))
    postman = small.postman()

    await postman.drain(small.now)
    before = len(small.wecom.calls)
    small.push("再来一条", small.member("zhao"))
    await postman.drain(small.now + timedelta(seconds=59))
    meanwhile = len(small.wecom.calls) - before
    small.now += timedelta(seconds=61)
    await postman.drain(small.now)

    assert meanwhile == 0
    assert len(small.wecom.texts()) == 3


async def test_what_waited_for_the_morning_keeps_out_of_the_crowded_minute(
    small: PostOffice,
) -> None:
    left: dict[str, str] = {}

    def noted(letter: Letter) -> None:
        left[letter.text] = f"{small.now + EIGHT_HOURS:%H:%M}"

    small.wecom.script = [noted] * 4
    small.now = NIGHT
    member = small.member("wang")
    small.push("夜里的事", member)
    small.push("险情", member, urgent=True)
    postman = small.postman()
    await small.deliver_all(postman)
    small.now = MORNING + timedelta(days=2)
    small.push("刚刚报的", member)
    await small.deliver_all(postman)

    assert left == {"险情": "23:00", "夜里的事": "07:31", "刚刚报的": "10:30"}


async def test_in_the_simulator_the_morning_begins_on_the_minute(small: PostOffice) -> None:
    simulator = ScriptedChannel(ChannelName.SIMULATOR)
    small.now = NIGHT
    small.push("夜里的事", small.member("wang"))
    postman = small.postman(channels={WECOM: simulator})

    await postman.drain(small.now)
    small.now += timedelta(hours=8, minutes=30)
    await postman.drain(small.now)

    assert simulator.texts() == ["夜里的事"]


async def test_the_simulator_knows_no_limit(small: PostOffice) -> None:
    simulator = ScriptedChannel(ChannelName.SIMULATOR)
    pushes(small, small.member("wang"), 40)

    await small.postman(channels={WECOM: simulator}).drain(small.now)

    assert len(simulator.took) == 40


# ---- the staff's group chat ----------------------------------------------------------------------


def told_to_room(office: PostOffice, count: int) -> list[int]:
    return [
        office.write(f"已超时\nTS-{n:04d}", room=ROOM, purpose=Purpose.STAFF) for n in range(count)
    ]


async def test_the_robot_speaks_twenty_times_a_minute_at_most(office: PostOffice) -> None:
    robot = ScriptedChannel(ChannelName.ROBOT)
    told_to_room(office, 24)
    postman = office.postman(channels={ROBOT: robot, SMS: office.sms})

    await postman.drain(office.now)
    at_once = len(robot.took)
    office.now += A_MINUTE
    await postman.drain(office.now)

    assert at_once == 20
    assert len(robot.took) == 21
    assert "共 4 件" in robot.took[-1].text
    assert robot.at_once_per_address_max == 1


async def test_without_a_robot_the_group_is_left_out_in_silence(
    small: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    [message] = told_to_room(small, 1)

    await small.postman().drain(small.now)

    assert small.state(message) is MessageState.CANCELLED
    assert "WECOM_ROBOT_KEY" in str(small.message(message).error)
    assert caplog.text == ""
