"""A send whose outcome nobody knows is looked up where it can be, and never blindly repeated."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.channels import After, Refused
from flows.rules.vocabulary import MessageState, Purpose
from storage.consents import Given, record_consent
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import MORNING, PostOffice
from tests.fakes.channels import ABSENT, TIMED_OUT, Taken, Turn

pytestmark = pytest.mark.usefixtures("log_tells_of_nobody")

PHONE = "+85290000001"
LOST_ANSWER = Taken(TIMED_OUT)


on_both = pytest.mark.parametrize("office", BOTH_DATABASES, indirect=True)
"""For what a database may do in its own way; the rest is tried on SQLite alone."""


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    yield office
    office.close()


async def test_an_sms_whose_answer_was_lost_is_found_at_the_provider(office: PostOffice) -> None:
    office.sms.script = [LOST_ANSWER]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    postman = office.postman()

    await postman.drain(office.now)
    in_doubt = office.message(message)
    await office.deliver_all(postman)

    assert (in_doubt.state, in_doubt.look_up_at) == (
        MessageState.UNKNOWN,
        MORNING + timedelta(minutes=10),
    )
    row = office.message(message)
    assert (row.state, row.provider_id, row.error) == (
        MessageState.ACCEPTED,
        f"sms-{message}",
        None,
    )
    assert office.sms.texts() == ["您好"]
    assert office.sms.asked == [(str(message), MORNING)]


@on_both
async def test_an_sms_that_the_provider_does_not_have_is_sent_again_once(
    office: PostOffice,
) -> None:
    office.sms.script = [TIMED_OUT]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))

    await office.deliver_all(office.postman())

    assert office.state(message) is MessageState.ACCEPTED
    assert len(office.sms.calls) == 2
    assert len(office.sms.asked) == 2
    assert office.sms.texts() == ["您好"]


async def test_a_second_doubt_is_looked_up_and_never_becomes_a_third_sms(
    office: PostOffice,
) -> None:
    office.sms.script = [TIMED_OUT, LOST_ANSWER]
    office.sms.look_ups = [ABSENT, ABSENT, ABSENT, ABSENT]
    message = office.write("您好", resident_id=office.resident(phone=PHONE))

    await office.deliver_all(office.postman())

    assert office.state(message) is MessageState.UNKNOWN
    assert len(office.sms.calls) == 2
    assert len(office.sms.asked) == 4


async def test_what_cannot_be_looked_up_stays_unknown(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.wechat.script = [LOST_ANSWER]
    message = office.write("您好", resident_id=office.resident(openid="o-1", phone=PHONE))

    await office.deliver_all(office.postman())

    row = office.message(message)
    assert (row.state, row.error, row.look_up_at) == (
        MessageState.UNKNOWN,
        "wechat: no answer",
        None,
    )
    assert len(office.wechat.calls) == 1
    assert office.sms.calls == []
    assert f"message {message}: nobody can tell" in caplog.text


async def test_a_look_up_may_say_that_the_message_was_refused(office: PostOffice) -> None:
    office.sms.script = [TIMED_OUT]
    office.sms.look_ups = [Refused("30005", "an unknown number", After.NEXT_CHANNEL)]
    resident = office.resident(phone=PHONE)
    case = office.case(resident)
    message = office.write("您好", resident_id=resident, case_id=case)

    await office.deliver_all(office.postman())

    assert office.message(message).channel == "call"
    assert len(office.tasks()) == 1


@pytest.mark.parametrize("purpose", [Purpose.SURVEY, Purpose.NOTICE])
async def test_a_doubtful_mass_message_counts_as_sent(office: PostOffice, purpose: Purpose) -> None:
    resident = office.resident(phone=PHONE)
    with office.changing() as session:
        record_consent(session, resident, purpose, Given("sms"), granted=True, now=office.now)
    office.sms.script = [TIMED_OUT]
    message = office.write("问卷", resident_id=resident, purpose=purpose)

    await office.deliver_all(office.postman())

    assert office.state(message) is MessageState.UNKNOWN
    assert len(office.sms.calls) == 1
    assert office.sms.asked == []


async def test_a_doubtful_push_is_repeated_and_then_goes_to_the_phone(office: PostOffice) -> None:
    office.wecom.script = [TIMED_OUT] * 10
    message = office.push("新报修", office.member("wang", phone=PHONE))

    await office.deliver_all(office.postman())

    assert len(office.wecom.calls) == 3
    assert office.sms.texts() == ["新报修\n（短信不能回复，请在企业微信里处理）"]
    assert office.state(message) is MessageState.ACCEPTED


async def test_a_push_in_doubt_on_its_last_way_does_not_count_as_refused(
    office: PostOffice,
) -> None:
    office.wecom.script = [LOST_ANSWER] * 10
    message = office.push("新报修", office.member("wang"))

    await office.deliver_all(office.postman())

    assert office.state(message) is MessageState.UNKNOWN


@on_both
async def test_a_dead_process_s_letter_is_in_doubt_and_not_sent_again_by_wechat(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1")
    message = office.write("您好", resident_id=resident)
    await send_and_die(office, message)

    await office.deliver_all(office.postman("survivor"))

    assert office.state(message) is MessageState.UNKNOWN
    assert office.wechat.texts() == ["您好"]


@on_both
@pytest.mark.parametrize("script", [[], [TIMED_OUT]], ids=["it arrived", "it did not"])
async def test_a_dead_process_s_sms_is_looked_for_before_it_is_sent_again(
    office: PostOffice, script: list[Turn]
) -> None:
    message = office.write("您好", resident_id=office.resident(phone=PHONE))
    office.sms.script = script
    await send_and_die(office, message)

    await office.deliver_all(office.postman("survivor"))

    assert office.state(message) is MessageState.ACCEPTED
    assert office.sms.texts() == ["您好"]
    assert office.sms.asked


async def test_a_dead_process_s_push_to_staff_is_repeated(office: PostOffice) -> None:
    message = office.push("新报修", office.member("wang"))
    await send_and_die(office, message)

    await office.deliver_all(office.postman("survivor"))

    assert len(office.wecom.calls) == 2
    assert {letter.id for letter in office.wecom.calls} == {str(message)}
    assert office.state(message) is MessageState.ACCEPTED


async def send_and_die(office: PostOffice, message: int) -> None:
    """A process hands a letter over and is killed before it has written down what came of it."""
    await office.postman("dead").drain(office.now)
    with office.changing() as session:
        row = office.message(message)
        row.state, row.claimed_by = MessageState.CLAIMED, "dead"
        row.claimed_until = office.now + timedelta(minutes=2)
        row.look_up_at = row.provider_id = None
        session.merge(row)
        (attempt,) = office.attempts(message)
        attempt.outcome = attempt.ended_at = attempt.provider_id = attempt.error = None
        session.merge(attempt)
