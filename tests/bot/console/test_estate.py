"""Estate: who lives where, with numbers masked until somebody says why; and the staff's chain."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.audit import READ, AuditEntry
from storage.estates import Home, home_code
from storage.homes import PAGE_HOMES
from storage.keys import keyring
from storage.residents import Residence, Resident
from tests.bot.console.browser import Shown
from tests.bot.console.desk import Desk
from tests.estate import CHEN, LI, Garden

NASTY = "<img src=x onerror=alert(1)>"
EMPTY = "8-1-401"
PHONE = "+8613800001234"


def home_id(garden: Garden, code: str = CHEN) -> int:
    with garden.looking() as session:
        query = select(Home.id).where(Home.code == code, Home.estate_id == garden.id)
        return session.exec(query).one()


def resident_id(garden: Garden, code: str = CHEN, phone: str = PHONE, name: str = "") -> int:
    """Whoever lives there, with a number in the directory."""
    with garden.changing() as session:
        query = select(Residence).where(Residence.home_id == home_id(garden, code))
        resident = session.get_one(Resident, session.exec(query).one().resident_id)
        resident.phone_sealed = keyring(session).seal(phone)
        if name:
            resident.name_sealed = keyring(session).seal(name)
        session.add(resident)
        return resident.id


def build(garden: Garden, homes: int) -> None:
    with garden.changing() as session:
        for number in range(homes):
            room = f"{number:04}"
            session.add(
                Home(
                    estate_id=garden.id,
                    building="5",
                    unit="1",
                    room=room,
                    code=home_code("5", "1", room),
                )
            )


def listed(shown: Shown) -> list[str]:
    return re.findall(r'data-home="([^"]+)"', shown.text)


async def test_homes_are_found_by_how_they_begin(desk: Desk) -> None:
    browser = desk.seat("xiao.lin")
    everywhere = await browser.open("/console/estate")

    assert listed(everywhere) == [CHEN, LI, EMPTY]
    assert "重点客户" in everywhere.words
    assert listed(await browser.open("/console/estate?q=8-1-303")) == [LI]
    assert listed(await browser.open("/console/estate?q=8-1-%25")) == []
    assert "没有这样的房屋" in (await browser.open("/console/estate?q=9")).words


async def test_a_page_of_homes_ends_and_the_next_one_goes_on_there(desk: Desk) -> None:
    build(desk.garden, PAGE_HOMES + 5)
    browser = desk.seat("xiao.lin")
    first = await browser.open("/console/estate")
    (further,) = re.findall(r'href="(/console/estate\?[^"]*after=[^"]*)"', first.text)
    second = await browser.open(further.replace("&amp;", "&"))

    found = listed(first) + listed(second)
    assert len(listed(first)) == PAGE_HOMES
    assert found == sorted(found)
    assert len(set(found)) == PAGE_HOMES + 8


async def test_a_number_is_masked_until_somebody_says_why(desk: Desk) -> None:
    garden = desk.garden
    resident = resident_id(garden)
    address = f"/console/estate/homes/{home_id(garden)}"
    browser = desk.seat("xiao.lin")
    page = await browser.open(address)
    assert "138****1234" in page.words
    assert "业主" in page.words
    assert PHONE not in page.text

    silent = await browser.send(f"{address}/phone", resident=str(resident), why=" ")
    assert silent.status == 400
    assert "请写明用途" in silent.words
    assert PHONE not in silent.text

    whole = await browser.send(f"{address}/phone", resident=str(resident), why="约上门时间")
    assert PHONE in whole.words
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.subject == f"resident {resident} phone")
        (line,) = session.exec(query)
    assert (line.action, line.by, line.why) == (READ, "xiao.lin", "约上门时间")
    assert PHONE not in (await browser.open(address)).text


async def test_a_reason_that_is_too_long_is_not_lost(desk: Desk) -> None:
    garden = desk.garden
    resident = resident_id(garden)
    why = "很" * 501
    shown = await desk.seat("xiao.lin").send(
        f"/console/estate/homes/{home_id(garden)}/phone", resident=str(resident), why=why
    )

    assert shown.status == 400
    assert why in shown.text


async def test_reading_a_home_stands_in_the_audit_log(desk: Desk) -> None:
    garden = desk.garden
    number = home_id(garden)
    await desk.seat("shen").open(f"/console/estate/homes/{number}")
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.subject == f"home {number}")
        assert [one.by for one in session.exec(query)] == ["shen"]


async def test_who_has_moved_out_is_marked_as_gone(desk: Desk) -> None:
    garden = desk.garden
    number = home_id(garden)
    with garden.changing() as session:
        (tie,) = session.exec(select(Residence).where(Residence.home_id == number))
        tie.moved_out = garden.now.date() - timedelta(days=1)
        session.add(tie)
    browser = desk.seat("xiao.lin")

    assert "目前不住这里" in (await browser.open(f"/console/estate/homes/{number}")).words
    assert f"{CHEN} —" in (await browser.open("/console/estate?q=8-1-302")).words


async def test_a_foreign_estates_home_is_not_there(desk: Desk) -> None:
    garden = desk.garden
    resident = resident_id(garden)
    address = f"/console/estate/homes/{home_id(garden)}"
    foreign = desk.seat("liu")

    assert (await foreign.open(address)).status == 404
    asked = await foreign.send(f"{address}/phone", resident=str(resident), why="约上门")
    assert asked.status == 404
    assert listed(await foreign.open("/console/estate")) == []
    assert (await foreign.open(f"/console/estate?estate={garden.id}")).status == 404
    assert listed(await desk.seat("boss").open(f"/console/estate?estate={garden.id}")) == [
        CHEN,
        LI,
        EMPTY,
    ]


async def test_only_who_lived_there_is_asked_for_through_a_home(desk: Desk) -> None:
    garden = desk.garden
    other = resident_id(garden, LI)
    address = f"/console/estate/homes/{home_id(garden)}/phone"
    browser = desk.seat("xiao.lin")
    for resident in (str(other), "0", "nobody"):
        assert (await browser.send(address, resident=resident, why="约上门")).status == 404


@pytest.mark.parametrize(("userid", "status"), [("shen", 403), ("gong", 403)])
async def test_who_calls_nobody_sees_no_whole_number(desk: Desk, userid: str, status: int) -> None:
    garden = desk.garden
    resident = resident_id(garden)
    address = f"/console/estate/homes/{home_id(garden)}"
    browser = desk.seat(userid)

    assert "显示完整号码" not in (await browser.open(address)).words
    asked = await browser.send(f"{address}/phone", resident=str(resident), why="好奇")
    assert asked.status == status
    assert PHONE not in asked.text


async def test_a_name_becomes_no_markup(desk: Desk) -> None:
    garden = desk.garden
    resident = resident_id(garden, name=NASTY)
    address = f"/console/estate/homes/{home_id(garden)}"
    browser = desk.seat("xiao.lin")
    page = await browser.open(address)
    slip = await browser.send(f"{address}/phone", resident=str(resident), why=NASTY * 30)
    search = await browser.open("/console/estate?q=%3Cimg%20src=x%20onerror=alert(1)%3E")

    for shown in (page, slip, search):
        assert "<img" not in shown.text
    assert NASTY in page.words


async def test_the_chain_stands_with_the_highest_first(desk: Desk) -> None:
    shown = await desk.seat("xiao.lin").open("/console/estate/staff")
    members = re.findall(r'data-member="([^"]+)"', shown.text)

    assert members == ["boss", "wang", "zhou", "xiao.lin", "gong", "shen"]
    assert "公司" in shown.words
    browser = desk.seat("zhou")
    await browser.send("/console/account/language", language="en", back="/console/estate")
    assert "Reports to" in (await browser.open("/console/estate/staff")).words
    assert "Key client" in (await browser.open("/console/estate")).words


async def test_the_menu_marks_where_one_is_also_behind_its_first_page(desk: Desk) -> None:
    browser = desk.seat("zhou")

    def marked(shown: Shown) -> list[str]:
        menu = shown.text.partition("<nav")[2].partition("</nav>")[0]
        return re.findall(r'href="([^"]+)" aria-current', menu)

    for path in ("", "/staff", "/policy", "/providers", f"/homes/{home_id(desk.garden)}"):
        assert marked(await browser.open(f"/console/estate{path}")) == ["/console/estate"]
    assert marked(await browser.open("/console")) == ["/console"]
    assert marked(await browser.open("/console/account")) == []
