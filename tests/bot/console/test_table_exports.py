"""Tables that leave as files: with a reason, a second person's word, a mark, for a while."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
from sqlmodel import select

from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Role, Source
from storage.audit import AuditEntry
from storage.outgoing import Outgoing
from storage.table_exports import TableExport
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.estate import CHEN, Garden

PAGE = "/console/estate/exports"
WITHIN, OVER = timedelta(minutes=14), timedelta(minutes=16)


def rows_allowed(garden: Garden, most: int, alone: int) -> None:
    """The policy says so many rows, and so many that nobody else need agree to."""
    policy = packaged("strict")
    exports = replace(policy.exports, rows_max=most, approval_rows=alone)
    garden.govern(replace(policy, exports=exports))


async def asked(browser: Browser, kind: str = "cases", why: str = "月度汇报", **days: str) -> Shown:
    return await browser.send(PAGE, kind=kind, why=why, **days)


def newest(garden: Garden) -> TableExport:
    with garden.looking() as session:
        return list(session.exec(select(TableExport)))[-1]


async def file_of(browser: Browser, export_id: int, wanted: str = "csv") -> Shown:
    return await browser.send(f"{PAGE}/{export_id}/{wanted}")


def told(garden: Garden, export_id: int) -> list[tuple[str, str, str]]:
    """What the audit log keeps of a table."""
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.subject == f"table {export_id}")
        return [(one.action, one.by, one.why) for one in session.exec(query)]


async def test_a_table_is_given_at_once_with_who_took_it_out_in_every_row(desk: Desk) -> None:
    garden = desk.garden
    number = garden.case(garden.report("=1+1 漏水", source=Source.PHONE)).number
    browser = desk.seat("zhou")
    page = await asked(browser)
    row = newest(garden)
    assert "可以取了" in page.words
    assert (row.rows, row.why, row.decided_by) == (1, "月度汇报", None)

    file = await file_of(browser, row.id)
    head, line = csv.reader(StringIO(file.text.removeprefix("\ufeff")))
    cells = dict(zip(head, line, strict=True))
    assert (cells["编号"], cells["房屋"], cells["内容"]) == (number, CHEN, "'=1+1 漏水")
    assert line[-1] == f"Zhou (zhou) 于 2026-11-23 10:00 导出 #{row.id}"
    assert told(garden, row.id) == [
        ("table asked for", "zhou", "月度汇报"), ("read", "zhou", "月度汇报")
    ]  # fmt: skip


async def test_a_workbook_of_residents_masks_numbers_and_carries_the_mark(desk: Desk) -> None:
    browser = desk.seat("wang")
    await asked(browser, kind="residents")
    row = newest(desk.garden)
    jar = {"Cookie": f"__Host-huiyin={browser.cookies['__Host-huiyin']}",
           "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    async with desk.client.post(f"{PAGE}/{row.id}/xlsx", headers=jar) as response:
        book = openpyxl.load_workbook(BytesIO(await response.read()))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]

    assert row.rows == 2
    assert {CHEN, "chen"} <= set(cells)
    assert len([one for one in cells if "Wang (wang) 于" in one]) == row.rows + 1
    assert not [one for one in cells if one.startswith("+85261234567")]


async def test_many_rows_need_a_second_person_who_is_told_of_it(desk: Desk) -> None:
    garden = desk.garden
    rows_allowed(garden, most=5, alone=0)
    garden.report()
    lead, manager = desk.seat("zhou"), desk.seat("wang")
    page = await asked(lead)
    row = newest(garden)
    assert "等另一位经理同意" in page.words
    with garden.looking() as session:
        pushes = session.exec(
            select(Outgoing.text).where(Outgoing.staff_id == desk.staff_id("wang"))
        )
        assert [text for text in pushes if "1 行的表格" in text]

    assert (await file_of(lead, row.id)).status == 409
    assert (await lead.send(f"{PAGE}/{row.id}/link")).status == 409
    assert (await lead.send(f"{PAGE}/{row.id}/decision", decision="agree")).status == 403
    assert "已同意" in (await manager.send(f"{PAGE}/{row.id}/decision", decision="agree")).words
    assert (await manager.send(f"{PAGE}/{row.id}/decision", decision="refuse")).status == 409
    assert (await file_of(manager, row.id)).status == 404, "agreeing is not asking"
    assert "链接有效到" in (await lead.send(f"{PAGE}/{row.id}/link")).words
    assert (await file_of(lead, row.id)).status == 200
    assert [action for action, _, _ in told(garden, row.id)] == [
        "table asked for", "table agreed to", "table link", "read"
    ]  # fmt: skip


async def test_nobody_agrees_to_what_they_asked_for_themselves(desk: Desk) -> None:
    rows_allowed(desk.garden, most=5, alone=0)
    manager = desk.seat("wang")
    page = await asked(manager, kind="residents")
    row = newest(desk.garden)

    assert "/decision" not in page.text
    assert (await manager.send(f"{PAGE}/{row.id}/decision", decision="agree")).status == 409
    refused = await desk.seat("boss").send(f"{PAGE}/{row.id}/decision", decision="refuse")
    assert "未同意" in refused.words
    assert (await manager.send(f"{PAGE}/{row.id}/link")).status == 409


async def test_a_link_ends_and_can_be_opened_again_until_the_day_is_over(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    await asked(browser, kind="residents")
    row = newest(garden)
    garden.now += WITHIN
    assert (await file_of(browser, row.id)).status == 200
    garden.now += OVER - WITHIN
    assert (await file_of(browser, row.id)).status == 409
    await browser.send(f"{PAGE}/{row.id}/link")
    assert (await file_of(browser, row.id)).status == 200
    garden.now += timedelta(hours=24)
    again = desk.seat("wang")
    assert "已失效" in (await again.open(PAGE)).words
    assert (await again.send(f"{PAGE}/{row.id}/link")).status == 409


async def test_what_cannot_leave_is_said_and_nothing_typed_is_lost(desk: Desk) -> None:
    rows_allowed(desk.garden, most=1, alone=1)
    browser = desk.seat("zhou")
    for fields, reason in (
        ({"kind": "residents"}, "共 2 行，一次最多 1 行"),
        ({"kind": "cases"}, "一行也没有"),
        ({"kind": "cases", "begins": "昨天"}, "日期不对"),
    ):
        page = await asked(browser, why="核对<b>", **fields)
        assert (page.status, reason in page.words) == (409, True)
        assert "核对&lt;b&gt;</textarea>" in page.text
    assert (await asked(browser, why="  ")).status == 409
    assert (await asked(browser, kind="staff")).status == 404


async def test_a_foreign_table_is_not_there_and_no_complaint_reaches_whom_it_is_about(
    desk: Desk,
) -> None:
    garden = desk.garden
    garden.report("服务态度差")
    case_id = garden.report("主管态度差")
    with garden.changing() as session:
        session.merge(garden.case(case_id)).not_for_id = desk.staff_id("zhou")
    browser = desk.seat("zhou")
    await asked(browser)
    row = newest(garden)
    assert row.rows == 1
    assert "主管态度差" not in (await file_of(browser, row.id)).text

    garden.employ("next.manager", Role.MANAGER, next_door=True)
    foreign = desk.seat("next.manager")
    for path in ("link", "csv", "decision"):
        assert (await foreign.send(f"{PAGE}/{row.id}/{path}")).status == 404
    assert "服务态度差" not in (await foreign.open(PAGE)).words
