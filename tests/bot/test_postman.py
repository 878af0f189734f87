"""The postman keeps order, quiet hours and leases, and loses nothing."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels import ChannelName, Letter, Option
from bot.postman import Limits
from flows.rules.reach import SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, WECOM
from flows.rules.vocabulary import MessageState, Purpose
from storage.estates import policy_in_force
from tests.bot.post_office import MORNING, NIGHT, PostOffice
from tests.fakes.channels import BUSY, TIMED_OUT, Break, Hang, ScriptedChannel, Taken
from tests.patience import until

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

NINE_IN_THE_MORNING = datetime(2026, 11, 25, 1, tzinfo=UTC)


@pytest.fixture
def office(database_url: str) -> Iterator[PostOffice]:
    office = PostOffice(database_url)
    yield office
    office.close()


async def test_a_message_goes_out_once_and_its_row_says_so(office: PostOffice) -> None:
    resident = office.resident(openid="o-1")
    message = office.write("您的报修已受理", resident_id=resident)

    await office.postman().drain(office.now)
    await office.postman().drain(office.now)

    row = office.message(message)
    assert office.wechat.texts() == ["您的报修已受理"]
    assert (row.state, row.channel, row.provider_id, row.sent_at, row.attempts, row.error) == (
        MessageState.ACCEPTED,
        "wechat",
        f"wechat-{message}",
        MORNING,
        1,
        None,
    )
    (attempt,) = office.attempts(message)
    assert (attempt.outcome, attempt.ended_at) == ("accepted", MORNING)


async def test_the_letter_carries_options_and_the_fields_of_its_template(
    office: PostOffice,
) -> None:
    office.templates = {Purpose.REVISIT: "template-7"}
    resident = office.resident(openid="o-1")
    with office.changing() as session:
        policy = policy_in_force(session, office.estate_id, office.now)
    office.now += timedelta(hours=72)
    message = office.write(
        "修好了吗？",
        resident_id=resident,
        purpose=Purpose.REVISIT,
        options=[{"label": "修好了", "token": "yes"}, {"label": "没有", "token": "no"}],
        fields={"number": "BX-20261124-0001", "summary": "水管漏水", "time": "2026-11-24 10:30"},
    )

    await office.postman().drain(office.now)

    assert office.template.took == [
        Letter(
            id=str(message),
            address="o-1",
            text="修好了吗？",
            options=(Option("修好了", "yes"), Option("没有", "no")),
            template="template-7",
            fields=tuple(
                (
                    one.name,
                    {
                        "number": "BX-20261124-0001",
                        "summary": "水管漏水",
                        "time": "2026-11-24 10:30",
                    }[one.carries],
                )
                for one in policy.templates.revisit
            ),
        )
    ]


async def test_the_simulator_stands_in_for_a_provider_and_delivers_at_once(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1")
    message = office.write("您好", resident_id=resident)
    simulator = ScriptedChannel(ChannelName.SIMULATOR)

    await office.postman(channels={WECHAT: simulator, SMS: simulator}).drain(office.now)

    row = office.message(message)
    assert (row.state, row.channel) == (MessageState.DELIVERED, "simulator")
    assert simulator.took[0].address == "o-1"
    assert office.identity(resident, WECHAT).window_left == 4


async def test_each_reader_gets_their_messages_in_order_and_one_at_a_time(
    office: PostOffice,
) -> None:
    residents = [office.resident(phone=f"+8529000000{number}") for number in range(4)]
    for number in range(6):
        for resident in residents:
            office.write(f"{resident} {number}", resident_id=resident)

    await office.postman().drain(office.now)

    for resident in residents:
        mine = [text for text in office.sms.texts() if text.startswith(f"{resident} ")]
        assert mine == [f"{resident} {number}" for number in range(6)]
    assert office.sms.at_once_per_address_max == 1
    assert office.sms.under_way_max > 1


async def test_a_message_that_is_tried_again_holds_back_those_after_it(office: PostOffice) -> None:
    resident = office.resident(phone="+85290000001")
    office.sms.script = [BUSY, BUSY]
    for text in ("first", "second", "third"):
        office.write(text, resident_id=resident)

    await office.deliver_all(office.postman(), days=1)

    assert office.sms.texts() == ["first", "second", "third"]


async def test_what_is_urgent_overtakes_a_message_that_waits_to_be_tried_again(
    office: PostOffice,
) -> None:
    resident = office.resident(phone="+85290000001")
    office.sms.script = [BUSY]
    office.write("receipt", resident_id=resident)
    postman = office.postman()
    await postman.drain(office.now)
    office.write("gas!", resident_id=resident, urgent=True)

    await postman.drain(office.now)

    assert office.sms.texts() == ["gas!"]


async def test_what_is_urgent_goes_first(office: PostOffice) -> None:
    resident = office.resident(phone="+85290000001")
    for text, urgent in (("receipt", False), ("gas!", True), ("all clear", True)):
        office.write(text, resident_id=resident, urgent=urgent)

    await office.postman().drain(office.now)

    assert office.sms.texts() == ["gas!", "all clear", "receipt"]


async def test_no_more_than_so_many_calls_are_made_at_once(office: PostOffice) -> None:
    for number in range(10):
        office.write("x", resident_id=office.resident(phone=f"+8529000000{number}"))

    await office.postman(limits=Limits(calls_at_once_max=3)).drain(office.now)

    assert len(office.sms.took) == 10
    assert office.sms.under_way_max == 3


async def test_at_night_a_message_waits_for_the_morning(office: PostOffice) -> None:
    office.now = NIGHT
    resident = office.resident(openid="o-1")
    message = office.write("明天上门", resident_id=resident)
    postman = office.postman()

    await postman.drain(NIGHT)
    asleep = office.message(message)
    await postman.drain(NINE_IN_THE_MORNING - timedelta(seconds=1))
    still_asleep = list(office.wechat.calls)
    await postman.drain(NINE_IN_THE_MORNING)

    assert (asleep.state, asleep.not_before) == (MessageState.QUEUED, NINE_IN_THE_MORNING)
    assert (asleep.attempts, asleep.claimed_by) == (0, None)
    assert still_asleep == []
    assert office.wechat.texts() == ["明天上门"]


async def test_staff_have_quiet_hours_of_their_own(office: PostOffice) -> None:
    office.now = datetime(2026, 11, 24, 13, tzinfo=UTC)  # 21:00: residents rest, staff do not yet
    resident, member = office.resident(openid="o-1"), office.member("wang")
    to_resident = office.write("您好", resident_id=resident)
    to_staff = office.push("新报修", member)

    await office.postman().drain(office.now)

    assert office.state(to_resident) is MessageState.QUEUED
    assert office.state(to_staff) is MessageState.ACCEPTED


@pytest.mark.parametrize(
    "columns",
    [{"urgent": True}, {"passes_quiet_hours": True}, {"purpose": Purpose.SAFETY}],
    ids=["an emergency", "a human's answer", "an alarm"],
)
async def test_what_cannot_wait_goes_out_at_night(
    office: PostOffice, columns: dict[str, object]
) -> None:
    office.now = NIGHT
    message = office.write("!", resident_id=office.resident(openid="o-1"), **columns)

    await office.postman().drain(NIGHT)

    assert office.state(message) is MessageState.ACCEPTED


async def test_a_message_whose_time_is_over_expires_unsent(office: PostOffice) -> None:
    resident = office.resident(openid="o-1")
    message = office.write("今天停水", resident_id=resident, not_after=office.now)

    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.EXPIRED
    assert office.wechat.calls == []


async def test_a_message_without_an_estate_goes_by_the_packaged_policy(office: PostOffice) -> None:
    resident = office.resident(openid="o-1")
    message = office.write("欢迎", resident_id=resident, estate_id=None)

    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.ACCEPTED


async def test_a_row_that_cannot_be_prepared_holds_up_nobody_else(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    broken = office.write("?", resident_id=office.resident(openid="o-1"), options=["no option"])
    sound = office.write("!", resident_id=office.resident(openid="o-2"))

    await office.postman().drain(office.now)

    assert office.state(sound) is MessageState.ACCEPTED
    assert office.state(broken) is MessageState.CLAIMED
    assert office.attempts(broken) == []
    assert f"message {broken} cannot be prepared" in caplog.text


async def test_a_bug_in_a_channel_costs_nobody_else_a_message(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.wechat.script = [Break()]
    first = office.write("1", resident_id=office.resident(openid="o-1"))
    second = office.write("2", resident_id=office.resident(openid="o-2"))

    await office.postman().drain(office.now)

    assert {office.state(first), office.state(second)} == {
        MessageState.CLAIMED,
        MessageState.ACCEPTED,
    }
    assert "was dropped: RuntimeError" in caplog.text


@pytest.mark.both_databases
async def test_two_postmen_on_one_database_send_nothing_twice(office: PostOffice) -> None:
    residents = [office.resident(openid=f"o-{number}") for number in range(10)]
    for number in range(3):
        for resident in residents:
            office.write(f"{resident} {number}", resident_id=resident)

    await asyncio.gather(*(office.postman(name).drain(office.now) for name in ("one", "other")))

    texts = office.wechat.texts()
    assert sorted(texts) == sorted(
        f"{resident} {number}" for resident in residents for number in range(3)
    )
    for resident in residents:
        mine = [text for text in texts if text.startswith(f"{resident} ")]
        assert mine == [f"{resident} {number}" for number in range(3)]
    assert office.wechat.at_once_per_address_max == 1


@pytest.mark.both_databases
async def test_a_killed_process_loses_nothing_and_doubles_nothing(office: PostOffice) -> None:
    never = asyncio.Event()
    office.sms.script = [Hang(never, taken=True), Hang(never, taken=False)]
    messages = [
        office.write(f"{number}", resident_id=office.resident(phone=f"+8529000000{number}"))
        for number in range(2)
    ]
    drain = asyncio.create_task(office.postman("killed").drain(office.now))
    await office.sms.until_called(2)
    drain.cancel()

    survivor = office.postman("survivor")
    await survivor.drain(office.now)
    held = {office.state(message) for message in messages}
    await office.deliver_all(survivor, days=0.5)

    assert held == {MessageState.CLAIMED}
    assert {office.state(message) for message in messages} == {MessageState.ACCEPTED}
    assert sorted(office.sms.texts()) == ["0", "1"]


async def test_a_message_that_was_claimed_and_never_tried_is_sent_after_the_lease(
    office: PostOffice,
) -> None:
    message = office.write(
        "您好",
        resident_id=office.resident(openid="o-1"),
        state=MessageState.CLAIMED,
        claimed_by="a dead process",
        claimed_until=office.now + timedelta(minutes=2),
    )
    postman = office.postman()

    await postman.drain(office.now + timedelta(minutes=2))
    during = office.state(message)
    await postman.drain(office.now + timedelta(minutes=2, seconds=1))

    assert during is MessageState.CLAIMED
    assert office.wechat.texts() == ["您好"]


async def test_a_call_under_way_keeps_its_message_when_the_clock_is_put_forward(
    office: PostOffice,
) -> None:
    answer = asyncio.Event()
    office.wechat.script = [Hang(answer)]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))
    postman = office.postman()
    first = asyncio.create_task(postman.drain(office.now))
    await office.wechat.until_called()

    second = asyncio.create_task(postman.drain(office.now + timedelta(hours=26)))
    await asyncio.sleep(0.3)
    meanwhile = office.state(message)
    answer.set()
    await asyncio.gather(first, second)

    assert meanwhile is MessageState.CLAIMED
    assert office.wechat.texts() == ["您好"]
    assert office.state(message) is MessageState.ACCEPTED


async def test_an_outcome_that_comes_after_the_lease_is_still_believed(office: PostOffice) -> None:
    answer = asyncio.Event()
    office.wechat.script = [Hang(answer)]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))
    slow = asyncio.create_task(office.postman("slow").drain(office.now))
    await office.wechat.until_called()

    await office.postman("other").drain(office.now + timedelta(minutes=5))
    in_doubt = office.state(message)
    answer.set()
    await slow

    assert in_doubt is MessageState.UNKNOWN
    assert office.state(message) is MessageState.ACCEPTED
    assert office.wechat.texts() == ["您好"]


async def test_a_channel_that_never_answers_is_given_up_in_time(office: PostOffice) -> None:
    office.wechat.script = [Hang(asyncio.Event())]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))

    await office.postman(limits=Limits(call_seconds_max=0.05)).drain(office.now)

    assert office.state(message) is MessageState.UNKNOWN


@pytest.mark.both_databases
async def test_a_process_that_slept_past_its_lease_sends_nothing(office: PostOffice) -> None:
    message = office.write("您好", resident_id=office.resident(openid="o-1"))
    longer_than_the_lease = Limits(call_seconds_max=10_000)

    await office.postman(limits=longer_than_the_lease).drain(office.now)

    assert office.wechat.calls == []
    assert office.state(message) is MessageState.QUEUED


async def test_what_stands_behind_letters_that_come_too_late_goes_at_once(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1")
    late = [office.write(f"late {n}", resident_id=resident, not_after=MORNING) for n in range(3)]
    good = office.write("in time", resident_id=resident)

    await office.postman().drain(office.now)

    assert {office.state(one) for one in late} == {MessageState.EXPIRED}
    assert office.state(good) is MessageState.ACCEPTED


async def test_the_bell_wakes_the_postman_and_stopping_waits_for_calls_under_way(
    office: PostOffice,
) -> None:
    answer = asyncio.Event()
    postman = office.postman()
    running = asyncio.create_task(postman.run())
    await asyncio.sleep(0.1)
    office.wechat.script = [Hang(answer)]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))

    postman.ring()
    await office.wechat.until_called()
    waited = await office.stop_was_waiting(postman, answer)
    await running

    assert waited
    assert office.state(message) is MessageState.ACCEPTED


async def test_a_stop_does_not_wait_for_a_provider_that_never_answers(office: PostOffice) -> None:
    limits = Limits(call_seconds_max=90, stopping_seconds_max=0.05)
    postman = office.postman(limits=limits)
    office.wechat.script = [Hang(asyncio.Event())]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))
    running = asyncio.create_task(postman.run())
    await office.wechat.until_called()

    async with asyncio.timeout(60):  # less than a call may take
        await postman.stop()
        await running

    assert office.state(message) is MessageState.UNKNOWN
    assert [one.outcome for one in office.attempts(message)] == ["unknown"]


async def test_what_another_process_writes_is_sent_though_nobody_rings(office: PostOffice) -> None:
    postman = office.postman()
    postman.tick_seconds = 0.02
    running = asyncio.create_task(postman.run())
    await asyncio.sleep(0.1)

    message = office.write("您好", resident_id=office.resident(openid="o-1"))
    await until(lambda: office.state(message) is MessageState.ACCEPTED)
    await postman.stop()
    await running

    assert office.wechat.texts() == ["您好"]


async def test_the_postman_wakes_by_itself_when_a_message_falls_due(office: PostOffice) -> None:
    office.now = datetime.now(UTC)
    message = office.write(
        "!",
        resident_id=office.resident(openid="o-1"),
        urgent=True,
        not_before=office.now + timedelta(seconds=0.5),
    )
    postman = office.postman()
    began = office.now
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def tick() -> None:
        while office.state(message) is not MessageState.ACCEPTED:
            office.now = began + timedelta(seconds=loop.time() - start)
            await asyncio.sleep(0.02)

    running = asyncio.create_task(postman.run())
    await asyncio.wait_for(tick(), timeout=60)
    await postman.stop()
    await running

    assert office.wechat.texts() == ["!"]


async def test_a_busy_provider_is_tried_again_later_and_in_the_end(office: PostOffice) -> None:
    office.wecom.script = [BUSY, TIMED_OUT, Taken()]
    message = office.push("新报修", office.member("wang"))

    await office.postman().drain(office.now)
    waiting = office.message(message)
    await office.deliver_all(office.postman(), days=0.2)

    assert waiting.state is MessageState.QUEUED
    assert MORNING < waiting.not_before <= MORNING + timedelta(seconds=15)
    assert office.state(message) is MessageState.ACCEPTED
    assert len(office.wecom.calls) == 3


def test_every_rung_has_a_channel_here(office: PostOffice) -> None:
    assert set(office.channels()) == {WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE, SMS, WECOM}
