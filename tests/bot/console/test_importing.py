"""Lists at the desk: every change is seen before it is made, every bad row is named."""

import re
from html import unescape
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import directory_reasons
from bot.console.words import all_words
from flows.rules.vocabulary import Language, Role
from storage.audit import AuditEntry
from storage.estates import Home
from storage.staff import Staff
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.bot.console.test_tasks import NASTY
from tests.estate import CHEN, Garden

PREVIEW, TAKE = "/console/estate/import/preview", "/console/estate/import/take"
HEAD = "estate,building,unit,room,name,phone,role,language,moved_in,moved_out,key_client\n"
WU = "回音花园,9,1,101,吴女士,+8613800000901,owner,zh-Hans,2026-11-01,,yes\n"
STAFF_HEAD = "userid,name,role,department,phone,estate,reports_to\n"


def residents(*rows: str) -> bytes:
    return (HEAD + "".join(rows)).encode()


def codes(garden: Garden) -> set[str]:
    with garden.looking() as session:
        return set(session.exec(select(Home.code)))


async def preview(
    browser: Browser, content: bytes, *, directory: str = "residents", name: str = "名单.csv"
) -> Shown:
    return await browser.send_file(PREVIEW, name, content, directory=directory)


async def confirm(browser: Browser, shown: Shown) -> Shown:
    """Press the button under the preview."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text)
    return await browser.send(TAKE, **{name: unescape(value) for name, value in fields})


async def test_every_change_is_shown_first_and_then_made(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("wang")
    before = desk.everything_kept()
    shown = await preview(browser, residents(WU))

    assert shown.status == 200, shown.words
    assert "新增房屋 1 户" in shown.words
    assert "新增住户 1 位" in shown.words
    assert "9-1-101 吴女士" in shown.words
    assert "138****0901" in shown.words
    assert "+8613800000901" not in shown.words
    assert desk.everything_kept() == before

    done = await confirm(browser, shown)
    assert "名单已导入" in done.words
    assert "9-1-101" in codes(garden)
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.action == "import")
        (entry,) = session.exec(query)
    assert (entry.by, entry.via, entry.details["file"]) == ("wang", "console", "名单.csv")


async def test_of_what_is_known_only_the_difference_is_shown(desk: Desk) -> None:
    browser = desk.seat("wang")
    await confirm(browser, await preview(browser, residents(WU)))
    same = await preview(browser, residents(WU))
    other = await preview(browser, residents(WU.replace("owner", "tenant").replace(",yes", ",")))

    assert "没有要改的" in same.words
    assert "业主 → 租户" in other.words
    assert "是 → 否" in other.words
    assert "新增" not in other.words
    assert "9-1-101" in other.words


async def test_each_bad_row_is_named_and_nothing_is_written(desk: Desk) -> None:
    garden = desk.garden
    bad = WU.replace("101", "102").replace("+8613800000901", "123").replace("owner", "king")
    browser = desk.seat("wang")
    shown = await preview(browser, residents(WU, bad))

    assert shown.status == 409
    assert "名单.csv：有 2 处要改" in shown.words
    assert "第 3 行 phone" in shown.words
    assert "第 3 行 role" in shown.words
    assert "确认导入" not in shown.words
    assert "9-1-101" not in codes(garden)
    assert "第 1 行" in (await preview(browser, b"nothing,of,this\n")).words
    assert "请选择一个文件" in (await preview(browser, b"")).words


async def test_whoever_looks_after_one_estate_brings_in_that_one_alone(desk: Desk) -> None:
    garden = desk.garden
    foreign = WU.replace("回音花园", "隔壁花园")
    shown = await preview(desk.seat("wang"), residents(foreign))

    assert shown.status == 409
    assert "第 2 行 estate" in shown.words
    assert "9-1-101" not in codes(garden)
    office = desk.seat("boss")
    await confirm(office, await preview(office, residents(foreign)))
    assert "9-1-101" in codes(garden)


async def test_nobody_but_the_general_manager_makes_staff(desk: Desk) -> None:
    garden = desk.garden
    row = f"{STAFF_HEAD}wang,Wang,general_manager,,,,\n".encode()
    manager = desk.seat("wang")
    refused = await preview(manager, row, directory="staff")
    forged = await confirm(manager, await preview(desk.seat("boss"), row, directory="staff"))

    for shown in (refused, forged):
        assert shown.status == 409
        assert "只能由公司总经理导入" in shown.words
    assert 'value="staff"' not in (await manager.open("/console/estate/import")).text
    office = desk.seat("boss")
    seen = await preview(office, row, directory="staff")
    assert "项目经理 → 总经理" in seen.words
    await confirm(office, seen)
    with garden.looking() as session:
        wang = session.exec(select(Staff).where(col(Staff.userid) == "wang")).one()
    assert wang.role is Role.GENERAL_MANAGER


async def test_what_changed_since_the_preview_is_shown_again_before_it_is_made(desk: Desk) -> None:
    garden = desk.garden
    first, second = desk.seat("wang"), desk.seat("boss")
    waiting = await preview(first, residents(WU))
    other = residents(WU.replace("0000901", "0000999"))
    await confirm(second, await preview(second, other))
    shown = await confirm(first, waiting)

    assert shown.status == 409
    assert "刚才有人改过资料" in shown.words
    assert "138****0999 → 138****0901" in shown.words
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.action == "import")
        assert len(session.exec(query).all()) == 1
    assert "名单已导入" in (await confirm(first, shown)).words


@pytest.mark.parametrize("nasty", NASTY)
async def test_what_stands_in_a_file_is_shown_as_text(desk: Desk, nasty: str) -> None:
    quoted = '"' + nasty.replace('"', '""') + '"'
    browser = desk.seat("wang")
    named = await preview(browser, residents(WU.replace("吴女士", quoted)))
    column = await preview(browser, f"{quoted}\n".encode())
    file = await preview(browser, residents(WU), name=nasty.replace('"', "'"))

    for shown in (named, column, file):
        assert nasty not in shown.text
        assert "<script>alert" not in shown.text
        assert "<img" not in shown.text


@pytest.mark.parametrize("content", ["", "no base64!", "AAAA"])
async def test_a_forged_confirmation_writes_nothing(desk: Desk, content: str) -> None:
    garden = desk.garden
    shown = await desk.seat("wang").send(TAKE, directory="residents", content=content, seal="x")

    assert shown.status == 409
    assert codes(garden) == {CHEN, "8-1-303", "8-1-401"}


async def test_a_file_is_taken_up_to_its_limit(desk: Desk) -> None:
    browser = desk.seat("wang")
    small = await preview(browser, residents(WU) + b"\n" * 1_000_000)
    large = await preview(browser, residents(WU) + b"\n" * 2_000_001)
    huge = await preview(browser, b"x" * 4_000_000)

    assert [one.status for one in (small, large, huge)] == [200, 409, 413]
    assert "文件太大" in large.words


async def test_reasons_are_told_in_the_language_of_the_page(desk: Desk) -> None:
    bad = WU.replace("+8613800000901", "123").replace("2026-11-01", "soon").replace("owner", "king")
    browser = desk.seat("wang")
    chinese = (await preview(browser, residents(bad))).words
    assert "'123' 不是 E.164 号码" in chinese
    assert "'soon' 不是 2026-11-24 这样的日期" in chinese
    assert "'king' 不是 owner, tenant, family 之一" in chinese
    assert "第一行须是 estate,building" in (await preview(browser, b"nothing\n")).words

    await browser.send("/console/account/language", language="en", back="/console")
    english = (await preview(browser, residents(bad))).words
    assert "'123' is no number in E.164 such as +85255500101" in english


def test_every_reason_that_is_given_has_words_in_both_languages() -> None:
    given = {
        key
        for file in Path(directory_reasons.__file__).parent.glob("directory_*.py")
        for key in re.findall(r'Reason\(\s*"(\w+)"', file.read_text("utf-8"))
    }
    for language in (Language.SIMPLIFIED, Language.ENGLISH):
        said = {
            key.removeprefix("reason.") for key in all_words(language) if key.startswith("reason.")
        }
        assert said == given
