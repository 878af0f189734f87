"""W11, W15, W17: what WeChat lets us write to whom; each right is counted, none overdrawn."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlmodel import Session

from bot.channels import (
    Accepted,
    After,
    ChannelName,
    Event,
    Incoming,
    MessageReport,
    Refused,
    TemplateChoice,
    Unknown,
)
from bot.reception import receive
from flows.rules.policy import Policy
from flows.rules.policy_kinds import Carries, TemplateField
from flows.rules.policy_text import DEFAULT_PROFILE, packaged
from flows.rules.reach import SMS, WECHAT, WECHAT_SUBSCRIBE, WECHAT_TEMPLATE
from flows.rules.vocabulary import MessageState, Purpose
from storage.estates import set_policy
from storage.residents import Identity, find_identity
from storage.subscriptions import allowed
from storage.windows import messages_left
from tests.bot.each_database import BOTH_DATABASES, url_of
from tests.bot.post_office import PostOffice
from tests.fakes.channels import NO_SUCH_NUMBER, Hang, Taken

PHONE = "+85290000001"
OPENID = "o-1"
TEMPLATE = "template-of-cases"
NO_CONSENT = Refused("43101", "no consent", After.NEXT_CHANNEL, consent_ended=True)
USED_UP = Refused("45047", "used up", After.NEXT_CHANNEL, window_closed=True)
numbers = count(1)

on_both = pytest.mark.parametrize("office", BOTH_DATABASES, indirect=True)


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    yield office
    office.close()


def does(office: PostOffice, event: Event | None, **more: object) -> Incoming:
    """Something that the follower does, or that WeChat tells; received once."""
    what: dict[str, object] = {"text": "好"} if event is None else {"event": event}
    incoming = Incoming(
        ChannelName.WECHAT,
        "gh",
        f"key {next(numbers)}",
        OPENID,
        **(what | more),  # type: ignore[arg-type]  # the fields differ
    )
    receive(office.database, incoming, office.now)
    return incoming


def choose(office: PostOffice, *choices: TemplateChoice) -> None:
    does(office, Event.CONSENT, choices=choices)


def identity(office: PostOffice) -> Identity:
    with office.database.reading() as session:
        found = find_identity(session, WECHAT, "gh", OPENID)
        assert found is not None
        return found


def in_force(office: PostOffice, session: Session, policy: Policy) -> None:
    set_policy(
        session,
        office.estate_id,
        policy,
        effective_at=office.now,
        by="gao",
        why="our templates",
        now=office.now,
    )


def left(office: PostOffice) -> int:
    return messages_left(identity(office), office.now)


def may_subscribe(office: PostOffice, *, for_good: bool = False) -> bool:
    with office.database.reading() as session:
        found = find_identity(session, WECHAT, "gh", OPENID)
        return found is not None and bool(allowed(session, [found.id], TEMPLATE, for_good=for_good))


ALLOWED_ONCE = TemplateChoice(TEMPLATE, accepted=True, sends=1)
REJECTED = TemplateChoice(TEMPLATE, accepted=False)


# Windows.


@pytest.mark.parametrize("event", [Event.CLICK, Event.SCAN, Event.SUBSCRIBE])
def test_a_tap_opens_a_short_window_beside_the_long_one(office: PostOffice, event: Event) -> None:
    does(office, None)
    with office.changing() as session:
        found = find_identity(session, WECHAT, "gh", OPENID)
        assert found is not None
        found.window_left = 0

    does(office, event)
    counts = [left(office)]
    office.now += timedelta(seconds=60)
    counts.append(left(office))

    assert counts == [3, 0]


def test_opening_a_page_of_the_menu_lets_us_write_nothing(office: PostOffice) -> None:
    does(office, Event.VIEW)

    assert left(office) == 0


def test_a_message_lets_us_write_five_times_in_48_hours_of_service_time(office: PostOffice) -> None:
    does(office, None, sent_at=datetime.fromtimestamp(0, office.now.tzinfo))
    counts = [left(office)]
    office.now += timedelta(hours=48) - timedelta(seconds=1)
    counts.append(left(office))
    office.now += timedelta(seconds=1)
    counts.append(left(office))

    assert counts == [5, 5, 0]


async def test_the_short_window_is_used_up_before_the_long_one(office: PostOffice) -> None:
    resident = office.resident(openid=OPENID)
    does(office, Event.CLICK)
    for number in range(4):
        office.write(f"{number}", resident_id=resident)

    await office.postman().drain(office.now)

    assert len(office.wechat.calls) == 4
    assert (identity(office).event_window_left, identity(office).window_left) == (0, 4)


@on_both
async def test_used_up_says_wechat_and_no_window_is_open_any_more(office: PostOffice) -> None:
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    does(office, Event.CLICK)
    office.wechat.script = [USED_UP]
    message = office.write("您好", resident_id=resident)

    await office.postman().drain(office.now)

    assert left(office) == 0
    assert len(office.wechat.calls) == 1
    assert office.sms.texts() == ["您好"]
    assert office.message(message).tried == [WECHAT]


async def test_a_letter_of_a_dead_process_counts_once_even_if_its_answer_comes_after_all(
    office: PostOffice,
) -> None:
    answer = asyncio.Event()
    office.wechat.script = [Hang(answer)]
    office.resident(openid=OPENID)
    office.write("您好", resident_id=identity(office).resident_id)
    slow = asyncio.create_task(office.postman("slow").drain(office.now))
    await office.wechat.until_called()

    await office.postman("survivor").drain(office.now + timedelta(minutes=5))
    in_doubt = identity(office).window_left
    answer.set()
    await slow

    assert (in_doubt, identity(office).window_left) == (4, 4)


async def test_a_letter_in_two_parts_counts_twice_and_is_not_begun_with_one_left(
    office: PostOffice,
) -> None:
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    long = "长" * 1000
    office.wechat.script = [Taken(Accepted("1", messages=2)), Taken(Unknown("?", messages=2))]
    for _ in range(3):
        office.write(long, resident_id=resident)
    await office.postman().drain(office.now)

    assert len(office.wechat.calls) == 2
    assert office.sms.texts() == [long]
    assert identity(office).window_left == 1


# Consents.


@on_both
async def test_each_acceptance_is_good_for_one_message(office: PostOffice) -> None:
    office.subscriptions = {Purpose.CASE: TEMPLATE}
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    choose(office, ALLOWED_ONCE, TemplateChoice("another", accepted=True, sends=1))
    choose(office, ALLOWED_ONCE)
    office.now += timedelta(hours=49)
    for number in range(3):
        office.write(f"{number}", resident_id=resident)

    await office.postman().drain(office.now)

    assert [letter.text for letter in office.subscription.took] == ["0", "1"]
    assert {letter.template for letter in office.subscription.took} == {TEMPLATE}
    assert office.sms.texts() == ["2"]


@pytest.mark.parametrize(
    ("choices", "may"),
    [
        ([ALLOWED_ONCE], True),
        ([ALLOWED_ONCE, REJECTED], False),
        ([REJECTED, ALLOWED_ONCE], True),
        ([TemplateChoice(TEMPLATE, accepted=True)], False),
        ([ALLOWED_ONCE, TemplateChoice(TEMPLATE, accepted=True)], True),
        ([TemplateChoice("another", accepted=True, sends=1)], False),
    ],
)
def test_the_last_choice_counts(
    office: PostOffice, choices: list[TemplateChoice], may: bool
) -> None:
    for one in choices:
        choose(office, one)

    assert may_subscribe(office) is may


async def test_what_is_allowed_for_good_is_not_used_up(office: PostOffice) -> None:
    office.subscriptions = {Purpose.CASE: TEMPLATE}
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    with office.changing() as session:
        rules = packaged(DEFAULT_PROFILE)
        wechat = replace(rules.wechat, subscribed_for_good=(Purpose.CASE,))
        in_force(office, session, replace(rules, wechat=wechat))
    choose(office, TemplateChoice(TEMPLATE, accepted=True))
    office.now += timedelta(hours=49)
    for number in range(3):
        office.write(f"{number}", resident_id=resident)

    await office.postman().drain(office.now)

    assert [letter.text for letter in office.subscription.took] == ["0", "1", "2"]


@on_both
async def test_43101_ends_the_consent_and_the_next_way_is_taken_at_once(office: PostOffice) -> None:
    office.subscriptions = {Purpose.CASE: TEMPLATE}
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    choose(office, ALLOWED_ONCE)
    choose(office, ALLOWED_ONCE)
    office.subscription.script = [NO_CONSENT]
    office.now += timedelta(hours=49)
    for number in range(2):
        office.write(f"{number}", resident_id=resident)

    await office.postman().drain(office.now)

    assert len(office.subscription.calls) == 1
    assert office.sms.texts() == ["0", "1"]
    assert not may_subscribe(office, for_good=True)


def test_who_leaves_is_written_to_no_more_and_allows_nothing_any_more(office: PostOffice) -> None:
    does(office, None)
    choose(office, ALLOWED_ONCE)

    does(office, Event.UNSUBSCRIBE)

    assert identity(office).opted_out_at == office.now
    assert left(office) == 0
    assert not may_subscribe(office, for_good=True)


# Reports.


@on_both
@pytest.mark.parametrize(
    ("channel", "report", "state"),
    [
        (WECHAT_TEMPLATE, MessageReport("", delivered=True), MessageState.DELIVERED),
        (WECHAT_SUBSCRIBE, MessageReport("", delivered=True), MessageState.DELIVERED),
        (WECHAT_TEMPLATE, MessageReport("", delivered=False, code="user block"), None),
        (WECHAT_SUBSCRIBE, MessageReport("", delivered=False, code="43101 no"), None),
    ],
)
async def test_what_wechat_reports_of_a_template_ends_it_or_sends_it_on(
    office: PostOffice, channel: str, report: MessageReport, state: MessageState | None
) -> None:
    ids = {Purpose.CASE.value: TEMPLATE}
    if channel == WECHAT_TEMPLATE:
        office.templates = ids
    else:
        office.subscriptions = ids
    resident = office.resident(openid=OPENID, directory_phone=PHONE)
    choose(office, ALLOWED_ONCE)
    office.now += timedelta(hours=49)
    message = office.write("您好", resident_id=resident)
    await office.postman().drain(office.now)
    provider_id = office.message(message).provider_id or ""
    heard = identity(office).last_heard_at

    reports = (MessageReport(provider_id, report.delivered, report.code),)
    does(office, Event.REPORT, reports=reports)
    await office.postman().drain(office.now)

    row = office.message(message)
    assert (row.state, row.channel) == (
        (state, channel) if state is not None else (MessageState.ACCEPTED, SMS)
    )
    assert identity(office).last_heard_at == heard


async def test_a_report_that_overtakes_its_answer_is_kept_for_it(office: PostOffice) -> None:
    office.templates = {Purpose.CASE: TEMPLATE}
    resident = office.resident(openid=OPENID)
    office.now += timedelta(hours=49)

    def report_first(letter: object) -> None:
        reports = (MessageReport("wechat_template-1", delivered=True),)
        does(office, Event.REPORT, reports=reports)

    office.template.script = [report_first]
    message = office.write("您好", resident_id=resident)
    await office.postman().drain(office.now)

    assert office.state(message) is MessageState.DELIVERED


def test_a_report_about_a_stranger_meets_nobody(office: PostOffice) -> None:
    report = MessageReport("17", delivered=False, template=TEMPLATE, consent_ended=True)

    does(office, Event.REPORT, reports=(report,))

    with office.database.reading() as session:
        assert find_identity(session, WECHAT, "gh", OPENID) is None


async def test_a_report_that_consent_is_gone_is_remembered(office: PostOffice) -> None:
    choose(office, ALLOWED_ONCE)
    report = MessageReport("17", delivered=False, template=TEMPLATE, consent_ended=True)

    does(office, Event.REPORT, reports=(report,))

    assert not may_subscribe(office, for_good=True)


# A human's words.


def answer(office: PostOffice, text: str, **fields: str) -> int:
    return office.write(
        f"关于 TS-1，林小姐回复您：{text}",
        resident_id=office.resident(openid=OPENID, directory_phone=PHONE),
        is_answer=True,
        fields={
            "number": "TS-1",
            "status": "处理中",
            "phrase": "处理中",
            "place": "8-1-302",
            "time": "2026-11-24 10:30",
            "more": "…回“进度”看全文",
            "text": text,
            **fields,
        },
    )


async def test_a_short_answer_fits_the_template_whole(office: PostOffice) -> None:
    office.templates = {Purpose.CASE: TEMPLATE}
    answer(office, "师傅明天上午九点到")
    office.now += timedelta(hours=49)

    await office.postman().drain(office.now)

    assert dict(office.template.took[0].fields)["thing5"] == "师傅明天上午九点到"
    assert office.sms.calls == []


async def test_a_long_answer_goes_by_sms_and_only_then_begins_in_a_template(
    office: PostOffice,
) -> None:
    office.templates = {Purpose.CASE: TEMPLATE}
    office.sms.script = [NO_SUCH_NUMBER]
    text = "师傅明天上午九点到，请您留人在家，并把厨房水槽下面的东西先移开"
    answer(office, text)
    office.now += timedelta(hours=49)

    await office.postman().drain(office.now)

    assert len(office.sms.calls) == 1
    assert dict(office.template.took[0].fields)["thing5"] == "师傅明天上午九点到，请…回“进度”看全文"


async def test_no_template_without_room_for_it_delivers_an_answer(office: PostOffice) -> None:
    office.templates = {Purpose.CASE: TEMPLATE}
    with office.changing() as session:
        rules = packaged(DEFAULT_PROFILE)
        old = (TemplateField("character_string1", Carries.NUMBER),)
        in_force(office, session, replace(rules, templates=replace(rules.templates, case=old)))
    office.sms.script = [NO_SUCH_NUMBER]
    message = answer(office, "好")
    told = office.write("已受理", resident_id=office.resident(openid="o-2"))
    office.now += timedelta(hours=49)

    await office.postman().drain(office.now)

    assert [letter.text for letter in office.template.took] == ["已受理"]
    assert office.state(message) is MessageState.REFUSED
    assert office.state(told) is MessageState.ACCEPTED


async def test_an_english_reader_s_status_is_still_a_phrase_that_wechat_takes(
    office: PostOffice,
) -> None:
    office.templates = {Purpose.CASE: TEMPLATE}
    answer(office, "Tomorrow at nine.", status="Being handled")
    office.now += timedelta(hours=49)

    await office.postman().drain(office.now)

    assert dict(office.template.took[0].fields)["phrase2"] == "处理中"
