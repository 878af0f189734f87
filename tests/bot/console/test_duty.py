"""Duty at the desk: who is told first now, and leave that is entered and called off."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from flows.rules.vocabulary import Role, Verb
from storage.audit import AuditEntry
from storage.leave import Leave
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.estate import Garden

PAGE = "/console/estate/duty"
TODAY = {"from": "2026-11-23", "until": "2026-11-24"}


async def enter(desk: Desk, browser: Browser, userid: str, **fields: str) -> Shown:
    member = str(desk.staff_id(userid))
    return await browser.send(PAGE, **{"member": member, **TODAY, **fields})


def kept(garden: Garden) -> list[tuple[str, str, str]]:
    zone = garden.database.zone
    with garden.looking() as session:
        rows = list(session.exec(select(Leave).order_by(Leave.id)))  # type: ignore[arg-type]
    return [
        (
            garden.userid(one.staff_id),
            f"{one.since.astimezone(zone):%d %H:%M}",
            f"{one.until.astimezone(zone):%d %H:%M}",
        )
        for one in rows
    ]


async def test_a_leave_is_entered_and_whoever_is_there_is_told(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("zhou")
    before = await browser.open(PAGE)
    assert "客服助理 Xiao.Lin 客服主管 Zhou" in before.words
    assert "近期没有人休假" in before.words

    done = await enter(desk, browser, "xiao.lin")
    assert "xiao.lin 的休假已登记" in done.words
    assert "客服助理 Zhou 代班" in done.words
    assert "11月23日（周一）00:00 至 11月24日（周二）23:59" in done.words
    assert kept(garden) == [("xiao.lin", "23 00:00", "25 00:00")], "the last day counts whole"
    assert "休假至" in (await browser.open("/console/estate/staff")).words
    case = garden.report()
    assert [userid for _, userid in garden.told(case, "opened")] == ["zhou"]
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    shown = await browser.open(f"/console/cases/{garden.case(case).number}")
    assert shown.words.count("Xiao.Lin（xiao.lin） · 休假至 11-25 00:00") == 2, "handler and list"

    (back,) = re.findall(rf'action="({PAGE}/\d+/end)', done.text)
    again = await browser.send(back)
    assert "客服助理 Xiao.Lin" in again.words
    assert "由 zhou 提前结束" in again.words
    second = garden.report("楼道灯坏了", home=None)
    assert [userid for _, userid in garden.told(second, "opened")] == ["xiao.lin"]
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.subject == "staff xiao.lin")
        told = [(one.action, one.by) for one in session.exec(query)]
    assert told == [("leave", "zhou"), ("leave ended", "zhou")]


async def test_a_part_of_a_day_has_its_times(desk: Desk) -> None:
    await enter(
        desk, desk.seat("zhou"), "zhou", until="2026-11-23", from_clock="14:00", until_clock="18:00"
    )

    assert kept(desk.garden) == [("zhou", "23 14:00", "23 18:00")]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"from": "", "until": ""}, "请填写第一天和最后一天"),
        ({"from": "2026-13-01"}, "请填写第一天和最后一天"),
        ({"until_clock": "noon"}, "请填写第一天和最后一天"),
        ({"from": "2026-11-25", "until": "2026-11-23"}, "结束时间"),
        ({"from": "2026-11-01", "until": "2026-11-22"}, "结束时间"),
        ({"until": "2028-11-23"}, "最长 400 天"),
        ({"until": "9999-12-31"}, "最长 400 天"),
    ],
)
async def test_what_is_no_stretch_of_time_is_refused_and_stays_typed(
    desk: Desk, fields: dict[str, str], named: str
) -> None:
    refused = await enter(desk, desk.seat("zhou"), "xiao.lin", **fields)

    assert refused.status == 409
    assert named in refused.words
    assert f'value="{desk.staff_id("xiao.lin")}" selected' in refused.text
    assert kept(desk.garden) == []


async def test_who_may_say_of_whom_that_they_are_away(desk: Desk) -> None:
    garden = desk.garden
    for by, userid, status in (
        ("zhou", "wang", 404),  # nobody of those above them
        ("zhou", "boss", 404),  # the company office is on duty in all estates
        ("zhou", "liu", 404),  # of another estate
        ("xiao.lin", "xiao.lin", 403),
        ("shen", "xiao.lin", 403),
        ("zhou", "gong", 200),
        ("wang", "zhou", 200),
        ("boss", "boss", 200),
    ):
        browser = desk.seat(by)
        assert (await enter(desk, browser, userid)).status == status, (by, userid)
    assert [userid for userid, _, _ in kept(garden)] == ["gong", "zhou", "boss"]
    garden.employ("next.manager", Role.MANAGER, next_door=True)
    foreign = desk.seat("next.manager")
    with garden.looking() as session:
        ids = [one.id for one in session.exec(select(Leave))]
    assert [(await foreign.send(f"{PAGE}/{one}/end")).status for one in ids] == [404, 404, 404]
    assert "登记休假" not in (await desk.seat("xiao.lin").open(PAGE)).words


async def test_a_leave_that_is_over_is_only_history(desk: Desk) -> None:
    garden = desk.garden
    leave = garden.send_away("xiao.lin")
    garden.now += timedelta(days=3)
    browser = desk.seat("zhou")
    shown = await browser.open(PAGE)
    await browser.send(f"{PAGE}/{leave}/end")

    assert "近期没有人休假" in shown.words
    assert "以往的休假" in shown.words
    with garden.looking() as session:
        assert session.get_one(Leave, leave).ended_at is None
