"""Status callbacks in any order, early, late and twice, end in the same state (W23, F11, F12)."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import permutations

import pytest
from sqlmodel import select

from bot.channels import Letter
from bot.channels.sms_status import StatusReport
from bot.delivery.reports import apply_report
from bot.delivery.routes import Routes
from bot.delivery.taking import Taker
from bot.postman import Limits
from flows.rules.reach import SMS
from flows.rules.vocabulary import MessageState, Purpose
from storage.consents import Given, record_consent
from storage.outgoing import EarlyReport
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import MORNING, PostOffice
from tests.fakes.channels import BUSY, TIMED_OUT, Hang, Taken

PHONE = "+85290000001"
HAPPY = ("queued", "sending", "sent", "delivered")


on_both = pytest.mark.parametrize("office", BOTH_DATABASES, indirect=True)
"""For what a database may do in its own way; the rest is tried on SQLite alone."""


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    yield office
    office.close()


def report(
    office: PostOffice, provider_id: str, status: str, error: str = "", letter: str = ""
) -> bool:
    told = StatusReport(provider_id, status, error, PHONE, letter)
    with office.changing() as session:
        return apply_report(session, told, office.now)


def kept(office: PostOffice) -> list[tuple[str, str]]:
    with office.database.reading() as session:
        return [(row.provider_id, row.status) for row in session.exec(select(EarlyReport))]


def end_of(office: PostOffice, message: int) -> tuple[object, ...]:
    row = office.message(message)
    (attempt,) = office.attempts(message)
    return (
        row.state,
        row.provider_status,
        row.provider_id is not None,
        row.error,
        attempt.provider_status,
        attempt.provider_error,
    )


@on_both
async def test_any_order_of_callbacks_ends_in_the_same_state(office: PostOffice) -> None:
    orders = list(permutations(HAPPY))
    messages = [
        office.write("您好", resident_id=office.resident(phone=f"+8529{number:07}"))
        for number in range(len(orders))
    ]
    await office.postman().drain(office.now)

    for message, order in zip(messages, orders, strict=True):
        for status in (*order, order[0]):
            assert report(office, f"sms-{message}", status)

    ends = {end_of(office, message) for message in messages}
    assert ends == {(MessageState.DELIVERED, "delivered", True, None, "delivered", None)}


@on_both
async def test_callbacks_that_come_before_the_answer_are_not_lost(office: PostOffice) -> None:
    for taken_early in range(len(HAPPY) + 1):
        resident = office.resident(openid="", phone=f"+8529000001{taken_early}")

        def tell_early(letter: Letter, early: Iterable[str] = HAPPY[:taken_early]) -> None:
            for status in early:
                assert not report(office, f"sms-{letter.id}", status)

        office.sms.script = [tell_early]
        message = office.write("您好", resident_id=resident)

        await office.postman().drain(office.now)
        for status in HAPPY[taken_early:]:
            assert report(office, f"sms-{message}", status)

        assert office.state(message) is MessageState.DELIVERED
        assert kept(office) == []


async def test_an_early_callback_that_names_the_letter_finds_it(office: PostOffice) -> None:
    def tell_early(letter: Letter) -> None:
        assert report(office, "sms-elsewhere", "sent", letter=letter.id)

    office.sms.script = [tell_early]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))

    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.ACCEPTED
    assert kept(office) == []


async def test_a_delivery_reported_during_the_call_is_believed_when_it_ends(
    office: PostOffice,
) -> None:
    answer = asyncio.Event()
    office.sms.script = [Hang(answer)]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    drain = asyncio.create_task(office.postman().drain(office.now))
    await office.sms.until_called()

    report(office, f"sms-{message}", "delivered", letter=str(message))
    meanwhile = office.state(message)
    answer.set()
    await drain

    row = office.message(message)
    assert meanwhile is MessageState.CLAIMED
    assert (row.state, row.sent_at) == (MessageState.DELIVERED, MORNING)


async def test_a_letter_of_a_dead_process_that_was_reported_is_in_no_doubt(
    office: PostOffice,
) -> None:
    office.sms.script = [Hang(asyncio.Event())]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    dead = asyncio.create_task(office.postman("dead").drain(office.now))
    await office.sms.until_called()
    dead.cancel()
    report(office, "SM1", "sent", letter=str(message))

    await office.postman("survivor").drain(office.now + timedelta(minutes=5))

    row = office.message(message)
    assert (row.state, row.provider_id) == (MessageState.ACCEPTED, "SM1")
    assert len(office.sms.calls) == 1


async def test_a_callback_ends_the_doubt_about_a_lost_answer(office: PostOffice) -> None:
    office.sms.script = [Taken(TIMED_OUT)]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)
    in_doubt = office.state(message)

    report(office, "SM1", "sent", letter=str(message))
    known = office.message(message)
    report(office, "SM1", "delivered", letter=str(message))
    await office.deliver_all(office.postman())

    assert in_doubt is MessageState.UNKNOWN
    assert (known.state, known.provider_id, known.look_up_at) == (
        MessageState.ACCEPTED,
        "SM1",
        None,
    )
    assert office.state(message) is MessageState.DELIVERED
    assert len(office.sms.calls) == 1


async def test_a_delivery_told_of_first_also_says_when_and_by_which_call_it_was_sent(
    office: PostOffice,
) -> None:
    office.sms.script = [Taken(TIMED_OUT)]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)

    report(office, "SM1", "delivered", letter=str(message))

    row = office.message(message)
    (attempt,) = office.attempts(message)
    assert (row.state, row.sent_at, row.look_up_at) == (MessageState.DELIVERED, MORNING, None)
    assert (attempt.outcome, attempt.provider_id) == ("accepted", "SM1")


async def test_a_callback_during_a_call_that_is_never_answered_tells_its_fate(
    office: PostOffice,
) -> None:
    impatient = office.postman(limits=Limits(call_seconds_max=0.3))
    office.sms.script = [Hang(asyncio.Event())]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))

    drain = asyncio.create_task(impatient.drain(office.now))
    await office.sms.until_called()
    report(office, "SM1", "sent", letter=str(message))
    await drain

    row = office.message(message)
    assert (row.state, row.provider_id) == (MessageState.ACCEPTED, "SM1")


async def test_what_could_not_be_delivered_after_all_takes_the_next_way(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    message = office.write("您好", resident_id=resident, tried=["wechat"])
    await office.postman().drain(office.now)

    for status in ("undelivered", "undelivered", "sent"):
        report(office, f"sms-{message}", status, "30003")
    failed = office.message(message)
    await office.postman().drain(office.now)

    assert failed.state is MessageState.QUEUED
    assert failed.tried == ["wechat", "sms"]
    assert failed.error == "sms: undelivered 30003"
    row = office.message(message)
    assert row.state is MessageState.REFUSED
    assert (row.error or "").startswith("no way left: tried wechat, sms")


async def test_a_failed_sms_about_a_case_ends_as_a_call(office: PostOffice) -> None:
    resident = office.resident(phone=PHONE)
    case = office.case(resident)
    message = office.write("您好", resident_id=resident, case_id=case)
    await office.postman().drain(office.now)

    report(office, f"sms-{message}", "failed", "30005")
    await office.postman().drain(office.now)

    assert office.message(message).channel == "call"
    assert len(office.tasks()) == 1


async def test_a_delivery_reported_after_a_failure_stops_the_next_attempt(
    office: PostOffice,
) -> None:
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)

    report(office, f"sms-{message}", "undelivered", "30003")
    report(office, f"sms-{message}", "delivered")
    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.DELIVERED
    assert len(office.sms.calls) == 1


async def test_a_failed_mass_message_is_refused_and_goes_no_other_way(office: PostOffice) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    with office.changing() as session:
        record_consent(session, resident, "survey", Given("sms"), granted=True, now=office.now)
    message = office.write("问卷", resident_id=resident, purpose=Purpose.SURVEY, tried=["wechat"])
    await office.postman().drain(office.now)

    report(office, f"sms-{message}", "undelivered", "30003")
    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.REFUSED
    assert len(office.sms.calls) == 1


@pytest.mark.parametrize("early", [False, True])
async def test_an_opt_out_that_comes_as_a_callback_closes_the_number(
    office: PostOffice, early: bool
) -> None:
    resident = office.resident(phone=PHONE)
    message = office.write("您好", resident_id=resident)

    def tell(letter: Letter) -> None:
        report(office, f"sms-{letter.id}", "failed", "21610")

    if early:
        office.sms.script = [tell]
    await office.postman().drain(office.now)
    if not early:
        report(office, f"sms-{message}", "failed", "21610")
    office.write("again", resident_id=resident)
    await office.postman().drain(office.now)

    assert office.identity(resident, SMS).opted_out_at == MORNING
    assert office.sms.texts() == ["您好"]


async def test_a_code_once_told_is_not_erased(office: PostOffice) -> None:
    message = office.write("您好", resident_id=office.resident(phone=PHONE), tried=["wechat"])
    await office.postman().drain(office.now)

    report(office, f"sms-{message}", "undelivered", "30003")
    report(office, f"sms-{message}", "undelivered")

    (attempt,) = office.attempts(message)
    assert (attempt.provider_status, attempt.provider_error) == ("undelivered", "30003")


@on_both
async def test_a_stranger_s_callback_is_kept_once_and_changes_nothing(office: PostOffice) -> None:
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)

    for _ in range(2):
        assert not report(office, "SM-of-somebody-else", "delivered", letter="999999999999")

    assert office.state(message) is MessageState.ACCEPTED
    assert kept(office) == [("SM-of-somebody-else", "delivered")]


@on_both
async def test_a_callback_that_met_the_answer_half_way_is_found_in_the_next_round(
    office: PostOffice,
) -> None:
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)
    with office.changing() as session:
        session.add(EarlyReport(provider_id=f"sms-{message}", status="delivered", at=office.now))

    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.DELIVERED
    assert kept(office) == []


@on_both
async def test_a_full_round_takes_no_message_beyond_its_limit(office: PostOffice) -> None:
    phones = iter(f"+8529000002{number}" for number in range(5))

    def write() -> int:
        return office.write("您好", resident_id=office.resident(phone=next(phones)))

    office.sms.script = [TIMED_OUT]
    write()
    await office.postman().drain(office.now)
    told = write()
    await office.postman().drain(office.now)
    with office.changing() as session:
        session.add(EarlyReport(provider_id=f"sms-{told}", status="delivered", at=office.now))
    for _ in range(3):
        write()

    taker = Taker("another", Routes({SMS: SMS}))
    with office.changing() as session:
        taken = taker.take(session, office.now + timedelta(days=1), 1, chance=0)

    assert (len(taken.look_ups), len(taken.reported), taken.sendings) == (1, 1, [])


async def test_a_letter_that_was_refused_is_not_taken_for_a_sent_one(office: PostOffice) -> None:
    office.sms.script = [BUSY]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    await office.postman().drain(office.now)

    assert not report(office, "SM1", "sent", letter=str(message))

    assert office.state(message) is MessageState.QUEUED
