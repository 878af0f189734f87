"""Staff at the desk: who works here is written by the same rows and checks as a list brings in."""

import re
from html import unescape

import pytest
from sqlmodel import col, select

from flows.rules.vocabulary import Role, Verb
from storage.audit import READ, AuditEntry
from storage.keys import keyring
from storage.staff import Staff, staff_phone
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.bot.console.test_tasks import NASTY
from tests.estate import Garden

PAGE = "/console/estate/staff"
NEW = {"userid": "Mei.Li", "name": "李梅", "role": "assistant", "reports_to": "zhou"}
PHONE = "+8613800007777"


def row(garden: Garden, userid: str) -> Staff:
    with garden.looking() as session:
        return session.exec(select(Staff).where(col(Staff.userid) == userid)).one()


def phone(garden: Garden, userid: str) -> str:
    with garden.looking() as session:
        return staff_phone(session, row(garden, userid))


def entries(garden: Garden, subject: str) -> list[AuditEntry]:
    with garden.looking() as session:
        return list(session.exec(select(AuditEntry).where(AuditEntry.subject == subject)))


def typed(shown: Shown) -> dict[str, str]:
    """The form as it stands there."""
    found = {"seal": unescape(re.findall(r'name="seal" value="([^"]*)"', shown.text)[0])}
    for name in ("name", "department"):
        found[name] = unescape(re.findall(rf'name="{name}" value="([^"]*)"', shown.text)[0])
    for name in ("role", "estate", "reports_to"):
        (options,) = re.findall(rf'(?s)<select name="{name}">(.*?)</select>', shown.text)
        chosen = re.findall(r'value="([^"]*)" selected', options)
        found[name] = chosen[0] if chosen else ""
    return found


async def change(desk: Desk, browser: Browser, userid: str, **fields: str) -> Shown:
    address = f"{PAGE}/{desk.staff_id(userid)}"
    return await browser.send(address, **{**typed(await browser.open(address)), **fields})


async def test_the_general_manager_takes_somebody_on_and_changes_them(desk: Desk) -> None:
    garden = desk.garden
    boss = desk.seat("boss")
    taken = await boss.send(f"{PAGE}/new", **NEW, phone=PHONE, estate=str(garden.id))
    assert taken.status == 200, taken.words
    assert "138****7777" in taken.words
    assert PHONE not in taken.text

    raised = await change(desk, boss, "mei.li", role="lead", department="客服部")
    assert "李梅 · 客服主管" in raised.words
    mei = row(garden, "mei.li")
    assert (mei.role, mei.department, mei.estate_id) == (Role.LEAD, "客服部", garden.id)
    assert phone(garden, "mei.li") == PHONE
    await change(desk, boss, "mei.li", no_phone="yes")
    assert phone(garden, "mei.li") == ""
    told = [(one.action, one.details.get("fields")) for one in entries(garden, "staff mei.li")]
    assert ("staff", ["role", "department"]) in told
    assert ("staff", ["phone"]) in told


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"userid": "李 梅"}, "账号"),
        ({"userid": ""}, "账号"),
        ({"userid": "wang"}, "已经有人用这个账号"),
        ({"name": ""}, "姓名"),
        ({"role": "king"}, "岗位"),
        ({"phone": "123"}, "电话"),
        ({"reports_to": "nobody"}, "上级"),
        ({"reports_to": "mei.li"}, "上级"),
    ],
)
async def test_what_a_list_would_refuse_is_refused_here_and_what_was_typed_stays(
    desk: Desk, fields: dict[str, str], named: str
) -> None:
    boss = desk.seat("boss")
    before = desk.everything_kept()
    refused = await boss.send(f"{PAGE}/new", **{**NEW, "department": "夜班", **fields})

    assert refused.status == 409
    assert named in refused.words
    assert "夜班" in refused.text
    assert desk.everything_kept() == before


async def test_nobody_else_makes_staff_and_nobody_raises_themselves(desk: Desk) -> None:
    garden = desk.garden
    address = f"{PAGE}/{desk.staff_id('xiao.lin')}"
    manager = desk.seat("wang")
    for browser in (manager, desk.seat("zhou"), desk.seat("shen")):
        assert (await browser.send(address, role="general_manager")).status == 403
        assert (await browser.send(f"{PAGE}/new", **NEW)).status == 403
        assert "保存" not in (await browser.open(address)).words
    garden.employ("local", Role.GENERAL_MANAGER)
    local = desk.seat("local")
    for sent in (f"{PAGE}/new", address, f"{address}/account", f"{address}/dismiss"):
        assert (await local.send(sent, why="想改", account="give")).status == 404
    own = await change(desk, desk.seat("boss"), "boss", role="auditor")
    assert "另一位总经理" in own.words
    assert row(garden, "boss").role is Role.GENERAL_MANAGER
    assert row(garden, "xiao.lin").role is Role.ASSISTANT


async def test_of_two_who_change_one_member_the_second_looks_again(desk: Desk) -> None:
    boss = desk.seat("boss")
    address = f"{PAGE}/{desk.staff_id('gong')}"
    waiting = typed(await boss.open(address))
    await change(desk, boss, "gong", department="工程部")
    late = await boss.send(address, **{**waiting, "department": "保安部"})

    assert late.status == 409
    assert "刚才有人改过" in late.words
    assert row(desk.garden, "gong").department == "工程部"


async def test_a_new_role_or_estate_ends_what_was_open(desk: Desk) -> None:
    lin = desk.seat("xiao.lin")
    await change(desk, desk.seat("boss"), "xiao.lin", department="前台")
    assert (await lin.open("/console")).status == 200
    await change(desk, desk.seat("boss"), "xiao.lin", role="lead")

    assert (await lin.open("/console")).to.startswith("/console/login")


async def test_an_account_is_given_shown_once_and_shut_at_once(desk: Desk) -> None:
    garden = desk.garden
    boss = desk.seat("boss")
    address = f"{PAGE}/{desk.staff_id('xiao.lin')}"
    given = await boss.send(f"{address}/account", account="give")
    (password,) = re.findall(r'class="once">([^<]+)<', given.text)
    assert password not in (await boss.open(address)).text
    browser = desk.browser()
    inside = await browser.send("/console/login", userid="xiao.lin", password=password)
    assert "新密码" in inside.words

    await boss.send(f"{address}/account", account="shut")
    assert (await browser.open("/console")).to.startswith("/console/login")
    assert [one.action for one in entries(garden, "staff xiao.lin") if one.by == "boss"] == [
        "console account",
        "console account shut",
    ]


async def test_whoever_leaves_is_out_at_once_and_may_come_back(desk: Desk) -> None:
    garden = desk.garden
    lin, boss = desk.seat("xiao.lin"), desk.seat("boss")
    address = f"{PAGE}/{desk.staff_id('xiao.lin')}"
    case = garden.report()
    garden.do(Verb.ACCEPT, case, "xiao.lin")
    assert (await boss.send(f"{address}/dismiss", why="")).status == 409
    gone = await boss.send(f"{address}/dismiss", why="合同到期")
    assert "已离职" in gone.words
    assert (await lin.open("/console")).to.startswith("/console/login")
    assert row(garden, "xiao.lin").active is False
    assert garden.handler(case) == "zhou", "somebody who can act on it"
    (entry,) = [one for one in entries(garden, "staff xiao.lin") if "dismissed" in one.action]
    assert (entry.by, entry.why) == ("boss", "合同到期")
    listed = await boss.open(f"{PAGE}?estate={garden.id}")
    assert "已离职: xiao.lin" in listed.words

    await boss.send(address, **typed(await boss.open(address)))
    assert row(garden, "xiao.lin").active is True
    assert (await lin.open("/console")).to.startswith("/console/login")


async def test_a_number_is_whole_for_whoever_says_why(desk: Desk) -> None:
    garden = desk.garden
    with garden.changing() as session:
        member = session.get_one(Staff, desk.staff_id("gong"))
        member.phone_sealed = keyring(session).seal(PHONE)
        session.add(member)
    address = f"{PAGE}/{member.id}"
    lin = desk.seat("xiao.lin")
    assert "138****7777" in (await lin.open(address)).words
    assert (await lin.send(f"{address}/phone", why=" ")).status == 409
    shown = await lin.send(f"{address}/phone", why="约上门时间")

    assert PHONE in shown.words
    (entry,) = [one for one in entries(garden, "staff gong") if one.action == READ]
    assert (entry.by, entry.why) == ("xiao.lin", "约上门时间")
    assert (await desk.seat("shen").send(f"{address}/phone", why="看看")).status == 403


@pytest.mark.parametrize("nasty", NASTY)
async def test_what_stands_in_a_members_row_is_shown_as_text(desk: Desk, nasty: str) -> None:
    boss = desk.seat("boss")
    shown = await change(desk, boss, "gong", name=nasty[:60], department=nasty[:60])

    assert "<script>alert" not in shown.text
    assert "<img" not in shown.text
