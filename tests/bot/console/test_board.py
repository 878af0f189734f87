"""The board: what happens next comes first, each sees theirs, and it keeps itself fresh."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from flows.rules.vocabulary import CaseKind, Urgency, Verb
from storage.audit import AuditEntry
from storage.board import PAGE_CASES
from tests.bot.console.browser import Shown
from tests.bot.console.desk import Desk
from tests.estate import CHEN, LI, MORNING, Garden


def numbers(shown: Shown) -> list[str]:
    return re.findall(r'data-case="([^"]+)"', shown.text)


def number(garden: Garden, case_id: int) -> str:
    return garden.case(case_id).number


async def test_the_soonest_deadline_comes_first_with_words_for_the_time_left(desk: Desk) -> None:
    garden = desk.garden
    slow = garden.report("绿化带有点乱")
    garden.now += timedelta(hours=1)
    urgent = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    garden.now += timedelta(minutes=14)
    shown = await desk.seat("xiao.lin").open("/console")

    assert numbers(shown) == [number(garden, urgent), number(garden, slow)]
    assert "还剩 1 分钟" in shown.words
    assert "还剩 22 小时 46 分" in shown.words
    assert "有紧急事项还没有人接单" in shown.words
    assert 'class="soon emergency"' in shown.text
    garden.now += timedelta(minutes=5)
    assert "已超时 4 分钟" in (await desk.seat("zhou").open("/console")).words


async def test_an_emergency_that_nobody_has_taken_stands_above_all_that_is_overdue(
    desk: Desk,
) -> None:
    garden = desk.garden
    overdue = garden.report("绿化带有点乱")
    taken = garden.report("水管爆裂", urgency=Urgency.EMERGENCY)
    garden.do(Verb.ACCEPT, taken, "zhou")
    garden.now += timedelta(hours=30)
    untaken = garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    browser = desk.seat("xiao.lin")

    expected = [number(garden, one) for one in (untaken, taken, overdue)]
    assert numbers(await browser.open("/console")) == expected
    garden.do(Verb.ACCEPT, untaken, "zhou")
    expected = [number(garden, one) for one in (taken, overdue, untaken)]
    assert numbers(await browser.open("/console")) == expected


async def test_each_shelf_holds_what_it_says(desk: Desk) -> None:
    garden = desk.garden
    mine, free, done, gone = (garden.report(f"事情{n}") for n in range(4))
    garden.do(Verb.ACCEPT, mine, "xiao.lin")
    garden.resolve(done, "zhou")
    garden.do(Verb.WITHDRAW, gone, "zhou", reason="误报")
    browser = desk.seat("xiao.lin")
    for shelf, expected in (
        ("to_do", [mine, free]),
        ("mine", [mine]),
        ("nobodys", [free]),
        ("resolved", [done]),
        ("ended", [gone]),
        ("nonsense", [mine, free]),
    ):
        shown = await browser.open(f"/console?shelf={shelf}")
        assert sorted(numbers(shown)) == [number(garden, one) for one in expected], shelf
    assert "待办 2 我的 1 无人接单 1 待回访 1 已结束" in shown.words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=水管", 0),
        ("q=100%", 1),
        ("q=BX-0001", 0),
        (f"q={LI}", 1),
        ("kind=complaint", 1),
        ("class=safety", 1),
        ("urgency=key", 1),
        ("handler=zhou", 0),
        ("handler=nobody.knows", None),
        ("q=%25", 1),
        ("q=_", None),
    ],
)
async def test_filters_stand_in_the_address(desk: Desk, query: str, found: int | None) -> None:
    garden = desk.garden
    first = garden.report("厨房水管漏水", home=CHEN, kind=CaseKind.REPAIR)
    garden.now += timedelta(minutes=1)
    second = garden.report("满意度100%不满", home=LI, kind=CaseKind.COMPLAINT)
    garden.do(Verb.ACCEPT, first, "zhou")
    garden.do(Verb.RECLASSIFY, second, "zhou", **{"class": "safety", "urgency": "key"})
    shown = await desk.seat("xiao.lin").open(f"/console?{query}")
    ids = [first, second]

    assert numbers(shown) == ([] if found is None else [number(garden, ids[found])])


async def test_a_case_is_found_by_its_number_in_whatever_state(desk: Desk) -> None:
    gone = desk.garden.report("误报")
    desk.garden.do(Verb.WITHDRAW, gone, "zhou", reason="误报")
    wanted = number(desk.garden, gone)
    browser = desk.seat("xiao.lin")

    for typed in (wanted, wanted.lower(), wanted[:3] + wanted[-4:]):
        assert numbers(await browser.open(f"/console?q={typed}")) == [wanted]


async def test_no_board_shows_another_estate_or_what_is_about_its_reader(desk: Desk) -> None:
    garden = desk.garden
    ours = garden.report("我们的事")
    about_her = garden.report("小林态度差", about="xiao.lin")

    assert numbers(await desk.seat("xiao.lin").open("/console")) == [number(garden, ours)]
    assert numbers(await desk.seat("liu").open("/console")) == []
    both = {number(garden, ours), number(garden, about_her)}
    assert set(numbers(await desk.seat("boss").open("/console"))) == both
    liu = desk.seat("liu")
    for typed in (number(garden, ours), number(garden, ours)[-4:], CHEN, "我们"):
        assert numbers(await liu.open(f"/console?q={typed}")) == [], typed


@pytest.mark.parametrize("ends_in", ["calm", "emergencies"])
async def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, ends_in: str) -> None:
    garden = desk.garden
    emergencies = 3 if ends_in == "calm" else PAGE_CASES + 2
    for n in range(PAGE_CASES + 5):
        urgency = Urgency.EMERGENCY if n < emergencies else Urgency.NORMAL
        garden.report(f"事情{n}", urgency=urgency)
        if n % 7 == 0:
            garden.now += timedelta(minutes=1)
    browser = desk.seat("xiao.lin")
    first = await browser.open("/console")
    (more,) = re.findall(r'href="(/console\?[^"]*after=[^"]+)"', first.text)
    second = await browser.open(more.replace("&amp;", "&"))
    together = numbers(first) + numbers(second)

    assert len(numbers(first)) == PAGE_CASES
    assert len(together) == len(set(together)) == PAGE_CASES + 5


async def test_the_board_asks_cheaply_whether_anything_is_new(desk: Desk) -> None:
    garden = desk.garden
    garden.report("第一件")
    browser = desk.seat("xiao.lin")
    page = await browser.open("/console?shelf=nobodys")
    (address,) = re.findall(r'hx-get="([^"]+)"', page.text)
    address = address.replace("&amp;", "&")
    assert "shelf=nobodys" in address

    assert (await browser.open(address)).status == 204
    garden.report("第二件")
    fresh = await browser.open(address)
    assert fresh.status == 200
    assert len(numbers(fresh)) == 2
    assert "<html" not in fresh.text
    garden.now += timedelta(minutes=1)
    (again,) = re.findall(r'hx-get="([^"]+)"', fresh.text)
    assert (await browser.open(again.replace("&amp;", "&"))).status == 200, "a minute is news"


async def test_a_board_that_only_watches_does_not_keep_a_session_alive(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    for _ in range(6):
        desk.garden.now += timedelta(minutes=6)
        shown = await browser.open("/console/board/rows")

    assert shown.status == 401
    assert "已退出登录" in shown.words


async def test_the_bell_is_each_ones_own(desk: Desk) -> None:
    desk.garden.report("电梯困人", urgency=Urgency.EMERGENCY)
    mine, hers = desk.seat("xiao.lin"), desk.seat("zhou")
    assert 'data-rings="1"' in (await mine.open("/console")).text
    quiet = await mine.send("/console/board/sound", rings="off", back="/console?shelf=mine")

    assert 'data-rings=""' in quiet.text
    assert 'data-rings="1"' in (await hers.open("/console")).text


async def test_looking_at_the_board_is_noted_but_not_every_glance(desk: Desk) -> None:
    browser = desk.seat("shen")
    await browser.open("/console")
    await browser.open("/console/board/rows")
    with desk.garden.looking() as session:
        lines = [
            (one.action, one.subject, one.by, one.via) for one in session.exec(select(AuditEntry))
        ]

    assert lines == [("read", "cases", "shen", "console")]


async def test_nonsense_in_the_address_does_no_harm(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    for query in ("after=x", "after=1 yesterday", "kind=%00", "q=%00%ff", f"q={'长' * 500}"):
        assert (await browser.open(f"/console?{query}")).status == 200, query
    assert desk.garden.now >= MORNING
