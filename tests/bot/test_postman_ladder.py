"""Where one way is closed the postman takes the next, down to a call by a person."""

import asyncio
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.channels import Accepted, After, Refused
from flows.rules.reach import SMS, WECHAT
from flows.rules.vocabulary import (
    CaseState,
    DeadlineKind,
    DeadlineState,
    MessageState,
    Purpose,
    Role,
    Verb,
)
from storage.case_verbs import perform
from storage.cases import Case, lock_case
from storage.consents import Given, record_consent
from storage.deadlines import Deadline, deadlines_of
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident, find_identity
from storage.staff import Staff
from storage.tasks import TaskReason
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import MORNING, PostOffice
from tests.fakes.channels import (
    BAD_ACCOUNT,
    BAD_TEXT,
    BUSY,
    NO_SUCH_NUMBER,
    OPTED_OUT,
    TIMED_OUT,
    WINDOW_CLOSED,
    Hang,
    Taken,
)

PHONE = "+85290000001"
BUSY_SECONDS_MAX, LOOP_TURNS = 5, 5


on_both = pytest.mark.parametrize("office", BOTH_DATABASES, indirect=True)
"""For what a database may do in its own way; the rest is tried on SQLite alone."""


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    yield office
    office.close()


def undelivered_pushes(office: PostOffice) -> list[str]:
    return [letter.text for letter in office.wecom.took if "水管漏水" in letter.text]


@on_both
async def test_a_closed_window_is_remembered_and_sms_goes_at_once(office: PostOffice) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    office.wechat.script = [WINDOW_CLOSED]
    first = office.write("first", resident_id=resident)
    second = office.write("second", resident_id=resident)

    await office.postman().drain(office.now)

    assert office.identity(resident, WECHAT).window_left == 0
    assert [letter.text for letter in office.wechat.calls] == ["first"]
    assert office.sms.texts() == ["first", "second"]
    assert office.message(first).tried == ["wechat"]
    assert office.message(first).channel == "sms"
    assert office.message(second).tried == []


async def test_a_message_that_is_taken_again_before_its_last_call_was_laid_down_is_waited_for(
    office: PostOffice,
) -> None:
    message = office.write("您好", resident_id=office.resident(openid="o-1", phone=PHONE))
    office.wechat.script, answer = [WINDOW_CLOSED], asyncio.Event()
    office.sms.script = [Hang(answer)]
    loop, postman = asyncio.get_running_loop(), office.postman()

    def until(state: MessageState) -> None:
        latest = time.monotonic() + BUSY_SECONDS_MAX
        while office.state(message) is not state and time.monotonic() < latest:
            time.sleep(0.001)

    def busy_clock() -> datetime:
        """A loop that is busy hears at once of what was written and of what was taken since."""
        office.clock = lambda: office.now
        loop.call_soon(until, MessageState.CLAIMED)
        until(MessageState.QUEUED)
        return office.now

    running = asyncio.create_task(postman.run())
    await office.wechat.until_called()
    for _ in range(LOOP_TURNS):
        await asyncio.sleep(0)
    office.clock = busy_clock
    postman.ring()
    await office.sms.until_called()
    waited = await office.stop_was_waiting(postman, answer)
    await running

    assert waited
    assert office.state(message) is MessageState.ACCEPTED


async def test_each_customer_service_message_uses_up_one_of_the_window(office: PostOffice) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    office.wechat.script = [TIMED_OUT]
    for number in range(7):
        office.write(f"{number}", resident_id=resident)

    await office.postman().drain(office.now)

    assert len(office.wechat.calls) == 5
    assert office.sms.texts() == ["5", "6"]
    assert office.identity(resident, WECHAT).window_left == 0


@pytest.mark.parametrize("refusal", [BAD_ACCOUNT, BAD_TEXT])
async def test_what_only_an_operator_can_mend_is_logged_and_the_ladder_goes_on(
    office: PostOffice, refusal: Refused, caplog: pytest.LogCaptureFixture
) -> None:
    office.wechat.script = [refusal]
    message = office.write("您好", resident_id=office.resident(openid="o-1", phone=PHONE))

    await office.postman().drain(office.now)

    assert office.sms.texts() == ["您好"]
    assert f"operator: wechat refuses message {message}: {refusal.code}" in caplog.text
    assert PHONE not in caplog.text
    assert "您好" not in caplog.text


async def test_a_provider_that_stays_busy_is_left_for_the_next_way(office: PostOffice) -> None:
    office.wechat.script = [BUSY] * 20
    message = office.write("您好", resident_id=office.resident(openid="o-1", phone=PHONE))

    await office.deliver_all(office.postman())

    assert len(office.wechat.calls) == 20
    assert office.sms.texts() == ["您好"]
    assert office.state(message) is MessageState.ACCEPTED


async def test_the_time_that_a_provider_names_is_kept(office: PostOffice) -> None:
    office.wechat.script = [Refused("45009", "slow down", After.RETRY, retry_after_seconds=90)]
    message = office.write("您好", resident_id=office.resident(openid="o-1"))

    await office.postman().drain(office.now)

    assert office.message(message).not_before == MORNING + timedelta(seconds=90)


async def test_an_opt_out_told_by_the_provider_closes_the_number_for_good(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    with office.changing() as session:
        identity = find_identity(session, WECHAT, "gh", "o-1")
        assert identity is not None
        identity.window_left = 0
    office.sms.script = [OPTED_OUT]
    case = office.case(resident)
    messages = [
        office.write(text, resident_id=resident, case_id=case) for text in ("first", "second")
    ]

    await office.postman().drain(office.now)

    assert len(office.sms.calls) == 1
    assert office.identity(resident, SMS).opted_out_at == MORNING
    assert {office.state(message) for message in messages} == {MessageState.REFUSED}


@on_both
async def test_an_opt_out_of_a_number_that_never_wrote_to_us_is_remembered_too(
    office: PostOffice,
) -> None:
    resident = office.resident(directory_phone=PHONE)
    office.sms.script = [OPTED_OUT]
    office.write("first", resident_id=resident)
    office.write("second", resident_id=resident)

    await office.postman().drain(office.now)

    assert len(office.sms.calls) == 1
    assert office.identity(resident, SMS).opted_out_at == MORNING


async def test_what_waits_for_another_try_stays_unsent_once_its_reader_has_left(
    office: PostOffice,
) -> None:
    resident = office.resident(phone=PHONE)
    office.sms.script = [BUSY]
    tried = office.write("first", resident_id=resident)
    planned = office.write(
        "later", resident_id=resident, not_before=office.now + timedelta(minutes=30)
    )
    await office.postman().drain(office.now)
    office.opted_out_number(PHONE)

    await office.deliver_all(office.postman())

    assert office.sms.took == []
    assert {office.state(tried), office.state(planned)} == {MessageState.REFUSED}


async def test_who_comes_back_gets_what_is_written_from_then_on(office: PostOffice) -> None:
    resident = office.resident(phone=PHONE)
    office.opted_out_number(PHONE)
    with office.changing() as session:
        identity = find_identity(session, SMS, "", PHONE)
        assert identity is not None
        identity.opted_out_at = None
    office.write("您好", resident_id=resident)

    await office.deliver_all(office.postman())

    assert office.sms.texts() == ["您好"]


async def test_who_shares_a_number_shares_its_opt_out(office: PostOffice) -> None:
    resident = office.resident(directory_phone=PHONE)
    office.resident(directory_phone=PHONE)
    office.opted_out_number(PHONE)
    message = office.write("您好", resident_id=resident)

    await office.postman().drain(office.now)

    assert office.sms.calls == []
    assert office.state(message) is MessageState.REFUSED


@on_both
async def test_a_code_goes_to_the_number_that_it_proves_and_nowhere_else(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1")
    with office.changing() as session:
        sealed = keyring(session).seal(PHONE)
    office.sms.script = [NO_SUCH_NUMBER]
    message = office.write("验证码 123456", resident_id=resident, address_sealed=sealed)

    await office.postman().drain(office.now)

    assert [letter.address for letter in office.sms.calls] == [PHONE]
    assert office.wechat.calls == []
    assert office.state(message) is MessageState.REFUSED
    assert office.tasks() == []


@on_both
async def test_what_no_channel_takes_becomes_a_call_task(office: PostOffice) -> None:
    office.member("wang")
    resident = office.resident(phone=PHONE)
    case = office.case(resident)
    office.sms.script = [NO_SUCH_NUMBER]
    message = office.write("师傅明天上门", resident_id=resident, case_id=case)

    await office.postman().drain(office.now)

    row = office.message(message)
    assert (row.state, row.channel) == (MessageState.REFUSED, "call")
    assert row.error == "no way left: tried sms; sms: 21211: not a valid number"
    (task,) = office.tasks()
    assert (task.reason, task.role, task.text) == (
        TaskReason.UNDELIVERED,
        Role.ASSISTANT,
        "师傅明天上门",
    )
    assert task.due_at == MORNING + timedelta(hours=24)
    with office.database.reading() as session:
        kinds = [one.kind for one in deadlines_of(session, case)]
    assert kinds.count(DeadlineKind.CALL_TASK) == 1
    assert len(undelivered_pushes(office)) == 2  # the new case, and the call


async def test_several_messages_that_reach_nobody_ask_for_one_call(office: PostOffice) -> None:
    resident = office.resident()
    case = office.case(resident)
    for text in ("first", "second"):
        office.write(text, resident_id=resident, case_id=case)

    await office.postman().drain(office.now)

    assert [task.text for task in office.tasks()] == ["first\nsecond"]


@on_both
@pytest.mark.parametrize("heard_by", [WECHAT, SMS])
async def test_a_reminder_takes_the_channel_that_its_question_did_not(
    office: PostOffice, heard_by: str
) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    with office.changing() as session:
        identity = office.identity(resident, heard_by)
        identity.last_heard_at = office.now + timedelta(seconds=1)
        session.add(identity)
    question = office.write("修好了吗", resident_id=resident, purpose=Purpose.REVISIT)
    await office.postman().drain(office.now)
    reminder = office.write(
        "再问一下", resident_id=resident, purpose=Purpose.REVISIT, reminds_id=question
    )

    await office.postman().drain(office.now)

    other = SMS if heard_by == WECHAT else WECHAT
    assert [office.message(one).channel for one in (question, reminder)] == [heard_by, other]


@on_both
async def test_a_reminder_to_somebody_with_one_channel_comes_by_it_again(
    office: PostOffice,
) -> None:
    resident = office.resident(phone=PHONE)
    question = office.write("修好了吗", resident_id=resident, purpose=Purpose.REVISIT)
    await office.postman().drain(office.now)
    office.write("再问一下", resident_id=resident, purpose=Purpose.REVISIT, reminds_id=question)

    await office.postman().drain(office.now)

    assert office.sms.texts() == ["修好了吗", "再问一下"]
    assert office.tasks() == []


@on_both
async def test_an_answer_that_no_channel_can_deliver_is_taken_back(office: PostOffice) -> None:
    member = office.member("wang")
    resident = office.resident()
    case_id = office.case(resident)
    office.now += timedelta(hours=1)
    with office.changing() as session:
        case = lock_case(session, case_id)
        wang = session.get_one(Staff, member)
        perform(session, Verb.RESPOND, case, wang, {"text": "师傅明天到"}, office.now)
    answered = office.case_state(case_id)

    await office.postman().drain(office.now)

    assert answered is CaseState.HANDLING
    assert office.case_state(case_id) is CaseState.OPEN
    with office.database.reading() as session:
        case = session.get_one(Case, case_id)
        assert case.first_responded_at is None
        query = select(Deadline).where(Deadline.kind == DeadlineKind.FIRST_RESPONSE)
        first_response = session.exec(query).one()
    assert (first_response.state, first_response.met_at) == (DeadlineState.PENDING, None)
    assert first_response.due_at == MORNING + timedelta(hours=24)
    assert len(office.tasks()) == 1


async def test_an_answer_that_could_not_be_sent_in_time_is_taken_back_too(
    office: PostOffice,
) -> None:
    member = office.member("wang")
    resident = office.resident(phone=PHONE)
    case_id = office.case(resident)
    with office.changing() as session:
        case = lock_case(session, case_id)
        wang = session.get_one(Staff, member)
        perform(session, Verb.RESPOND, case, wang, {"text": "师傅明天到"}, office.now)
        query = select(Outgoing).where(Outgoing.answers_respond)
        message = session.exec(query).one().id

    await office.postman().drain(office.now + timedelta(hours=73))

    assert office.state(message) is MessageState.EXPIRED
    assert office.case_state(case_id) is CaseState.OPEN
    assert len(office.tasks()) == 1


async def test_a_push_goes_to_the_phone_when_wecom_refuses_the_member(office: PostOffice) -> None:
    office.wecom.script = [Refused("60111", "no such userid", After.NEXT_CHANNEL)]
    message = office.push("新报修", office.member("wang", phone=PHONE))

    await office.postman().drain(office.now)

    assert office.message(message).channel == "sms"
    assert [letter.address for letter in office.sms.took] == [PHONE]


async def test_a_member_whom_nothing_reaches_is_a_line_in_the_log(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.wecom.script = [Refused("60111", "no such userid", After.NEXT_CHANNEL)]
    message = office.push("新报修", office.member("wang"))

    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.REFUSED
    assert f"message {message} for staff reaches nobody" in caplog.text
    assert office.tasks() == []


async def test_who_has_left_the_service_office_gets_nothing(office: PostOffice) -> None:
    member = office.member("wang", phone=PHONE)
    with office.changing() as session:
        session.get_one(Staff, member).active = False
    office.push("新报修", member)

    await office.postman().drain(office.now)

    assert office.wecom.calls == office.sms.calls == []


async def test_a_survey_goes_only_to_those_who_agreed(office: PostOffice) -> None:
    agreed, silent = office.resident(openid="o-1"), office.resident(openid="o-2")
    with office.changing() as session:
        record_consent(session, agreed, "survey", Given("wechat"), granted=True, now=office.now)
    to_agreed = office.write("问卷", resident_id=agreed, purpose=Purpose.SURVEY)
    to_silent = office.write("问卷", resident_id=silent, purpose=Purpose.SURVEY)

    await office.postman().drain(office.now)

    assert office.state(to_agreed) is MessageState.ACCEPTED
    assert office.state(to_silent) is MessageState.REFUSED
    assert [letter.address for letter in office.wechat.took] == ["o-1"]
    assert office.tasks() == []


async def test_a_resident_who_comes_to_another_channel_is_answered_there(
    office: PostOffice,
) -> None:
    resident = office.resident(openid="o-1", phone=PHONE)
    with office.changing() as session:
        identity = find_identity(session, SMS, "", PHONE)
        assert identity is not None
        identity.last_heard_at = office.now + timedelta(minutes=1)
    office.write("您好", resident_id=resident)

    await office.postman().drain(office.now + timedelta(minutes=2))

    assert office.sms.texts() == ["您好"]


async def test_the_provider_s_answer_belongs_to_the_way_it_came_by(office: PostOffice) -> None:
    office.wechat.script = [Refused("43004", "not subscribed", After.NEXT_CHANNEL, opted_out=True)]
    office.sms.script = [Taken(Accepted("SM1"))]
    resident = office.resident(openid="o-1", phone=PHONE)
    message = office.write("您好", resident_id=resident)

    await office.postman().drain(office.now)

    with office.database.reading() as session:
        identities = session.exec(select(Identity).where(Identity.resident_id == resident)).all()
        left = {one.channel: one.opted_out_at for one in identities}
        assert session.get_one(Resident, resident).in_directory is False
    assert left == {WECHAT: MORNING, SMS: None}
    assert office.message(message).provider_id == "SM1"
    assert [one.outcome for one in office.attempts(message)] == ["refused", "accepted"]
