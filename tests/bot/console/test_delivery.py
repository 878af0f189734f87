"""Delivery: what has not arrived, why, and what a clerk can do about it."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.console.delivery import TEXT_LONGEST
from bot.delivery.troubles import Trouble, trouble_of
from flows.rules.vocabulary import CaseState, MessageState, Purpose, Verb
from storage.audit import AuditEntry
from storage.message_lists import PAGE_MESSAGES
from storage.outgoing import CODE, Attempt, Outgoing
from storage.staff import find_staff
from storage.tasks import Task, TaskReason
from tests.bot.console.browser import Shown
from tests.bot.console.desk import Desk
from tests.estate import MORNING, Garden

NASTY = "<b onmouseover=alert(1)>您好</b>"
RETRIED = {"state": MessageState.QUEUED, "attempts": 2}


def a_message(garden: Garden, case_id: int | None = None, **changes: object) -> int:
    """Something to a resident about a case of theirs, in whatever state."""
    with garden.changing() as session:
        message = Outgoing(
            unique_key=f"message {len(session.exec(select(Outgoing)).all())}",
            estate_id=garden.id,
            case_id=case_id,
            purpose=Purpose.CASE,
            text="明天上午来修水管",
            state=MessageState.REFUSED,
            not_before=garden.now,
            created_at=garden.now,
        )
        if case_id is not None:
            message.resident_id = garden.case(case_id).reporter_id
        for name, value in changes.items():
            setattr(message, name, value)
        session.add(message)
        session.flush()
        return message.id


def tried(garden: Garden, message_id: int, channel: str, error: str, outcome: str) -> None:
    """A way that was taken, and what came of it."""
    with garden.changing() as session:
        session.add(
            Attempt(
                outgoing_id=message_id,
                channel=channel,
                started_at=garden.now,
                ended_at=garden.now,
                outcome=outcome,
                error=error,
            )
        )


def message(garden: Garden, message_id: int) -> Outgoing:
    with garden.looking() as session:
        return session.get_one(Outgoing, message_id)


def listed(shown: Shown) -> list[int]:
    return [int(one) for one in re.findall(r'data-message="(\d+)"', shown.text)]


def calls(garden: Garden, case_id: int) -> list[Task]:
    return [one for one in garden.tasks(case_id) if one.reason is TaskReason.UNDELIVERED]


async def test_each_shelf_holds_what_it_says(desk: Desk) -> None:
    garden = desk.garden
    queued = a_message(garden, state=MessageState.QUEUED)
    sending = a_message(garden, state=MessageState.CLAIMED)
    unknown = a_message(garden, state=MessageState.UNKNOWN)
    refused = a_message(garden)
    expired = a_message(garden, state=MessageState.EXPIRED)
    a_message(garden, state=MessageState.DELIVERED)
    browser = desk.seat("xiao.lin")
    for shelf, expected in (
        ("queued", [sending, queued]),
        ("unknown", [unknown]),
        ("refused", [expired, refused]),
        ("nonsense", [expired, refused]),
    ):
        shown = await browser.open(f"/console/delivery?shelf={shelf}")
        assert listed(shown) == expected, shelf
    assert "等待发送 2 不知是否送达 1 没有送达" in shown.words


async def test_pages_go_on_where_the_last_one_ended(desk: Desk) -> None:
    garden = desk.garden
    states = (MessageState.REFUSED, MessageState.EXPIRED)
    ids = [a_message(garden, state=states[one % 2]) for one in range(PAGE_MESSAGES + 4)]
    browser = desk.seat("xiao.lin")
    first = await browser.open("/console/delivery?shelf=refused")
    (further,) = re.findall(r'href="(/console/delivery\?[^"]*after=[^"]*)"', first.text)
    second = await browser.open(further.replace("&amp;", "&"))

    assert listed(first) + listed(second) == ids[::-1]


@pytest.mark.parametrize(
    ("channel", "error", "trouble"),
    [
        ("sms", "21610: the reader has opted out", Trouble.OPTED_OUT),
        ("sms", "isv.MOBILE_NUMBER_ILLEGAL: not a valid number", Trouble.ADDRESS),
        ("sms", "isv.OUT_OF_SERVICE: the account is out of money", Trouble.SETTINGS),
        ("sms", "http 401: Twilio turns the account away", Trouble.SETTINGS),
        ("sms", "30003: the phone is off or out of reach", Trouble.BUSY),
        ("sms", "21602: an empty text", Trouble.TEXT),
        ("sms", "99999: refused by Twilio", Trouble.OTHER),
        ("wechat", "45015: the reader has not written for 48 hours", Trouble.WINDOW),
        ("wechat_template", "40003: an openid of no follower of this account", Trouble.ADDRESS),
        ("wechat", "40001: the access token is not accepted", Trouble.SETTINGS),
        ("wecom", "60111: no such member", Trouble.ADDRESS),
        ("wecom", "40001: WECOM_SECRET is wrong", Trouble.SETTINGS),
        ("carrier pigeon", "lost: at sea", Trouble.OTHER),
    ],
)
async def test_a_refusal_is_told_in_words_with_what_to_do(
    desk: Desk, channel: str, error: str, trouble: Trouble
) -> None:
    last = Attempt(outgoing_id=1, channel=channel, started_at=MORNING, error=error)
    refused = Outgoing(
        unique_key="k",
        purpose=Purpose.CASE,
        text="您好",
        state=MessageState.REFUSED,
        not_before=MORNING,
        created_at=MORNING,
    )

    assert trouble_of(refused, last, MORNING) is trouble
    if channel == "carrier pigeon":
        return
    garden = desk.garden
    message_id = a_message(garden, garden.report())
    tried(garden, message_id, channel, error, "refused")
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/delivery/{message_id}")
    expected = re.search(r"原因和办法 (\S+)", page.words)
    assert expected is not None
    assert error in page.words
    assert expected[1] in (await browser.open("/console/delivery")).words


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"state": MessageState.CLAIMED}, Trouble.SENDING),
        ({"state": MessageState.QUEUED}, Trouble.NEXT),
        ({"state": MessageState.QUEUED, "not_before": MORNING + timedelta(1)}, Trouble.WAITS),
        (RETRIED, Trouble.BUSY),
        ({"state": MessageState.UNKNOWN, "look_up_at": MORNING}, Trouble.ASKING),
        ({"state": MessageState.UNKNOWN}, Trouble.DOUBTFUL),
        ({"state": MessageState.EXPIRED}, Trouble.TOO_LATE),
        ({}, Trouble.NO_ADDRESS),
    ],
)
async def test_every_state_has_a_page_that_says_what_it_means(
    desk: Desk, changes: dict[str, object], trouble: Trouble
) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report(), **changes)

    assert trouble_of(message(garden, message_id), None, garden.now) is trouble
    assert (await desk.seat("xiao.lin").open(f"/console/delivery/{message_id}")).status == 200


async def test_what_was_refused_is_sent_again(desk: Desk) -> None:
    garden = desk.garden
    message_id = a_message(
        garden, garden.report(), tried=["wechat", "sms"], error="no way left: tried wechat, sms"
    )
    garden.now += timedelta(minutes=5)
    shown = await desk.seat("xiao.lin").send(f"/console/delivery/{message_id}/resend")

    assert "消息已重新排队" in shown.words
    again = message(garden, message_id)
    assert (again.state, again.tried, again.error) == (MessageState.QUEUED, [], None)
    assert again.not_before == garden.now
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.action == "resend")
        assert [one.subject for one in session.exec(query)] == [f"message {message_id}"]


async def test_a_person_brings_what_nobody_knows_of(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    message_id = a_message(
        garden, case_id, state=MessageState.UNKNOWN, look_up_at=garden.now + timedelta(minutes=5)
    )
    browser = desk.seat("xiao.lin")
    shown = await browser.send(f"/console/delivery/{message_id}/hand-over")
    (call,) = calls(garden, case_id)

    assert f"任务 #{call.id}" in shown.words
    assert "明天上午来修水管" in call.text
    assert message(garden, message_id).look_up_at is None, "nothing sends it again by itself"
    assert "已请同事打电话" in (await browser.open("/console/delivery?shelf=unknown")).words


async def test_an_answer_that_is_handed_over_counts_when_it_is_told(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    garden.do(Verb.RESPOND, case_id, "xiao.lin", text="明天来修")
    (answer,) = [one for one in garden.messages(case_id) if one.answers_respond]
    assert garden.state(case_id) is CaseState.HANDLING
    shown = await desk.seat("xiao.lin").send(f"/console/delivery/{answer.id}/hand-over")

    assert shown.status == 200
    assert message(garden, answer.id).state is MessageState.CANCELLED
    assert garden.case(case_id).first_responded_at is None
    assert len(calls(garden, case_id)) == 1


@pytest.mark.parametrize("path", ["resend", "hand-over"])
async def test_of_two_clerks_the_second_is_told_that_it_is_done(desk: Desk, path: str) -> None:
    garden = desk.garden
    case_id = garden.report()
    message_id = a_message(garden, case_id)
    await desk.seat("xiao.lin").send(f"/console/delivery/{message_id}/{path}")
    late = await desk.seat("zhou").send(f"/console/delivery/{message_id}/{path}")

    assert late.status == 409
    assert "没有再做一次" in late.words
    assert len(calls(garden, case_id)) == (path == "hand-over")


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": Purpose.SURVEY},
        {"purpose": Purpose.NOTICE},
        {"state": MessageState.QUEUED},
        {"state": MessageState.CLAIMED},
        {"state": MessageState.UNKNOWN, "look_up_at": MORNING},
        {"state": MessageState.DELIVERED},
        {"state": MessageState.EXPIRED},
        {"channel": "call"},
    ],
)
async def test_what_must_not_go_twice_is_not_sent_again(
    desk: Desk, changes: dict[str, object]
) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report(), **changes)
    browser = desk.seat("zhou")
    assert "再发一次</button>" not in (await browser.open(f"/console/delivery/{message_id}")).text
    refused = await browser.send(f"/console/delivery/{message_id}/resend")

    assert refused.status == 409
    assert message(garden, message_id).state is changes.get("state", MessageState.REFUSED)


async def test_nobody_reads_out_a_code_or_a_push_to_staff(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    code = a_message(garden, case_id, fields={CODE: "482913"}, text="验证码 482913")
    with garden.looking() as session:
        zhou = find_staff(session, "zhou")
    assert zhou is not None
    push = a_message(
        garden, case_id, purpose=Purpose.STAFF, staff_id=zhou.id, resident_id=None, text="请处理"
    )
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/delivery/{code}")

    assert "482913" not in page.text
    assert "482913" not in (await browser.open("/console/delivery")).text
    for one in (code, push):
        assert (await browser.send(f"/console/delivery/{one}/hand-over")).status == 409
    assert calls(garden, case_id) == []


@pytest.mark.parametrize("path", ["", "/resend", "/hand-over"])
async def test_a_foreign_estates_message_is_not_there(desk: Desk, path: str) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report())
    address = f"/console/delivery/{message_id}{path}"
    foreign = desk.seat("liu")

    assert (await (foreign.send(address) if path else foreign.open(address))).status == 404
    assert listed(await foreign.open("/console/delivery")) == []
    assert message(garden, message_id).state is MessageState.REFUSED
    assert listed(await desk.seat("boss").open("/console/delivery")) == [message_id]


async def test_what_is_said_about_a_complaint_about_somebody_is_kept_from_them(desk: Desk) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report("助理态度差", about="xiao.lin"))
    browser = desk.seat("xiao.lin")

    assert (await browser.open(f"/console/delivery/{message_id}")).status == 404
    assert listed(await browser.open("/console/delivery")) == []


@pytest.mark.parametrize("userid", ["shen", "gong"])
async def test_who_stands_outside_the_rungs_reads_and_sends_nothing(
    desk: Desk, userid: str
) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report())
    browser = desk.seat(userid)
    page = await browser.open(f"/console/delivery/{message_id}")

    assert page.status == 200
    assert f"/console/delivery/{message_id}/" not in page.text
    for path in ("resend", "hand-over"):
        assert (await browser.send(f"/console/delivery/{message_id}/{path}")).status == 403
    assert message(garden, message_id).state is MessageState.REFUSED


async def test_nothing_that_somebody_wrote_becomes_markup(desk: Desk) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report(NASTY), text=NASTY + "长" * TEXT_LONGEST)
    tried(garden, message_id, "sms", f"30007: {NASTY}", "refused")
    browser = desk.seat("xiao.lin")
    for address in ("/console/delivery", f"/console/delivery/{message_id}"):
        shown = await browser.open(address)
        assert "<b onmouseover" not in shown.text
        assert "您好" in shown.words


async def test_the_list_keeps_itself_fresh_and_reads_english(desk: Desk) -> None:
    garden = desk.garden
    message_id = a_message(garden, garden.report(), **RETRIED)
    browser = desk.seat("xiao.lin")
    await browser.send("/console/account/language", language="en", back="/console/delivery")
    shown = await browser.open("/console/delivery?shelf=queued")
    assert "The provider is busy or not there" in shown.words
    (address,) = re.findall(r'hx-get="([^"]+)"', shown.text)
    address = address.replace("&amp;", "&")
    assert (await browser.open(address)).status == 204
    await browser.send(f"/console/delivery/{message_id}/hand-over")
    assert (await browser.open(address)).status == 200
