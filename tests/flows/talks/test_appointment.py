"""When a visit suits: what counts as an answer, and what does not (R56)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.engine.ask import Reply
from flows.engine.replay import Finished, advance
from flows.talks.appointment import OTHER, SLOT, AppointmentSeed, appointment
from flows.talks.decisions import Facts, Stepped, Thread
from flows.talks.dialogue import decide
from flows.talks.registry import dump_seed
from flows.talks.results import Talk, VisitAgreed, VisitDeclined
from tests.each import each

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
SEED = AppointmentSeed(
    task=1,
    number="BX-20261124-0001",
    about="厨房漏水",
    slots=(("2026-11-25T14:00:00+08:00", "2026-11-25T17:00:00+08:00"),),
    parts=((540, 720), (840, 1020)),
    quiet=(1230, 540),
    latest="2026-12-08T10:00:00+08:00",
)


def said(*texts: str, at: datetime = NOW) -> VisitAgreed | VisitDeclined | None:
    """What these replies come to, one after the other; None while it is still asked."""
    progress = advance(lambda: appointment(SEED), {})
    for text in texts:
        reply = Reply(at, text)
        progress = advance(lambda: appointment(SEED), progress.answers, progress.asked, reply)
    return progress.at.result if isinstance(progress.at, Finished) else None


@each(
    ("texts", "at", "until"),
    [
        (("1",), "11-25 14:00", "17:00"),
        (("明天下午",), "11-25 14:00", "17:00"),
        (("明天上午",), "11-25 09:00", "12:00"),
        (("明天下午3点来吧",), "11-25 15:00", ""),
        (("后天上午10点",), "11-26 10:00", ""),
        (("2", "周五上午"), "11-27 09:00", "12:00"),
        (("别的时间", "明天凌晨2点", "11月26日15:30"), "11-26 15:30", ""),
    ],
)
def test_a_time_is_agreed_on_by_number_by_part_of_the_day_or_by_the_hour(
    texts: tuple[str, ...], at: str, until: str
) -> None:
    agreed = said(*texts)

    assert isinstance(agreed, VisitAgreed)
    assert f"{agreed.at.astimezone(ZONE):%m-%d %H:%M}" == at
    ends = "" if agreed.until is None else f"{agreed.until.astimezone(ZONE):%H:%M}"
    assert ends == until
    assert agreed.at > NOW.astimezone(UTC)


@each(
    ("text", "by_phone"),
    [
        ("3", True),
        ("不用了", True),
        ("不用上门", True),
        ("打電話得喇", True),
        ("just call me", True),
        ("4", False),
    ],
)
def test_who_wants_no_visit_says_so_and_a_plain_no_still_allows_a_call(
    text: str, by_phone: bool
) -> None:
    assert said(text) == VisitDeclined(by_phone=by_phone)


@each(
    "text",
    [
        "好",
        "可以",
        "上门",
        "没有，还在滴",
        "明天下午3点又漏了",
        "明天凌晨2点",
        "昨天下午3点",
        "2027年3月1日下午3点",
    ],
)
def test_words_that_name_no_fitting_time_agree_to_nothing(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("后天上午10点，门铃坏了请打我手机", "门铃坏了请打我手机"),
        ("thursday 3pm please, ring the neighbour's bell", "ring the neighbour's bell"),
        ("后天上午10点，谢谢", ""),
    ],
)
def test_what_is_said_beside_the_time_of_a_visit_is_kept(text: str, remark: str) -> None:
    asking = advance(lambda: appointment(SEED), {SLOT: OTHER})
    top = Thread(Talk.APPOINTMENT, dump_seed(SEED), asking.answers, asking.asked)

    stepped = decide(top, Reply(NOW, text), Facts())

    assert isinstance(stepped, Stepped)
    assert isinstance(stepped.progress.at, Finished)
    agreed = stepped.progress.at.result
    assert isinstance(agreed, VisitAgreed)
    assert agreed.remark == remark


@pytest.mark.parametrize("hour", [14, 15])
def test_a_slot_that_has_begun_is_agreed_on_by_nobody(hour: int) -> None:
    late = datetime(2026, 11, 25, hour, tzinfo=ZONE)

    assert said("1", at=late) is None
    again = said("1", "后天上午", at=late)
    assert isinstance(again, VisitAgreed)
    assert f"{again.at.astimezone(ZONE):%m-%d %H:%M}" == "11-27 09:00"
