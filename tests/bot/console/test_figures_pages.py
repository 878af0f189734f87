"""The pages Figures and Audit: every number opens its rows, and nobody sees a foreign estate."""

import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from flows.rules.survey.words import CampaignVerb
from flows.rules.vocabulary import MessageState, Role, Source, Verb
from scheduler.indicator_report import KIND
from scheduler.sweep import sweep
from storage.audit import AuditEntry
from storage.estates import Estate, ensure_estate
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.bot.console.test_campaigns import closed
from tests.bot.console.test_delivery import a_message, tried
from tests.estate import Garden
from tests.survey_estate import run

NOVEMBER = "period=2026-11"


def history(garden: Garden) -> tuple[str, str]:
    """One complaint that was answered in time, and one that never was: their numbers."""
    answered = garden.report("漏水", source=Source.PHONE)
    garden.do(Verb.RESPOND, answered, "xiao.lin", text="来了")
    never = garden.report("=1+1 电梯坏了", source=Source.PHONE, home=None)
    garden.wait(hours=25)
    return garden.case(answered).number, garden.case(never).number


async def follow(browser: Browser, shown: Shown, pattern: str) -> Shown:
    """Open the first link whose address fits."""
    found = re.search(f'href="({pattern})"', shown.text)
    assert found is not None, pattern
    return await browser.open(found[1].replace("&amp;", "&"))


async def test_a_number_opens_the_rows_that_are_behind_it(desk: Desk) -> None:
    answered, never = history(desk.garden)
    browser = desk.seat("xiao.lin")

    page = await browser.open(f"/console/figures?{NOVEMBER}")
    assert page.status == 200
    assert "按时首次回复 R32 1 1 2 50.0% 未达标 100%" in page.words

    missed = await follow(browser, page, r"/console/figures/rows/first_response[^\"]*missing")
    assert (never in missed.words, answered in missed.words) == (True, False)
    assert f'href="/console/cases/{never}"' in missed.text
    reached = await follow(browser, missed, r"/console/figures/rows/first_response[^\"]*counted")
    assert (never in reached.words, answered in reached.words) == (False, True)
    late = await follow(browser, page, r"/console/figures/rows/late-first_response[^\"]*counted")
    assert never in late.words
    assert "超时：首次回复" in late.words
    everything = await follow(browser, page, r"/console/figures/rows/first_response[^\"]*all")
    assert (never in everything.words, answered in everything.words) == (True, True)


@pytest.mark.parametrize("what", ["reported", "from-phone"])
async def test_what_was_reported_opens_too(desk: Desk, what: str) -> None:
    answered, never = history(desk.garden)
    page = await desk.seat("zhou").open(f"/console/figures?{NOVEMBER}")
    rows = await follow(desk.seat("wang"), page, rf"/console/figures/rows/{what}\?[^\"]*")
    assert (answered in rows.words, never in rows.words) == (True, True)
    assert "共 2 项" in rows.words


async def test_a_number_of_messages_opens_the_messages(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    mine = a_message(garden, case_id, state=MessageState.DELIVERED)
    other = a_message(garden, case_id, state=MessageState.DELIVERED)
    tried(garden, mine, "sms", "", "accepted")
    tried(garden, other, "wechat", "", "accepted")
    browser = desk.seat("zhou")
    page = await browser.open(f"/console/figures?{NOVEMBER}")
    listed = await follow(browser, page, r"/console/figures/messages/sms/[^\"]*")

    assert f"#{mine} " in listed.words
    assert f"#{other} " not in listed.words
    shown = await follow(browser, listed, rf"/console/delivery/{mine}")
    assert shown.status == 200
    foreign = f"/console/figures/messages/sms/case?estate={garden.id}&{NOVEMBER}"
    assert (await desk.seat("liu").open(foreign)).status == 404
    assert (await browser.open("/console/figures/messages/sms/nothing")).status == 404


async def test_a_rate_of_a_survey_opens_what_came_back(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    browser = desk.seat("zhou")
    page = await browser.open(f"/console/figures?period={garden.now:%Y-%m}")
    for part, told in (("#return", "3 / 6"), ("/results", "总体")):
        opened = await follow(browser, page, rf"/console/campaigns/{number}{part}")
        assert (opened.status, told in opened.words) == (200, True)


async def test_what_managers_were_told_stays_beside_what_stands_now(desk: Desk) -> None:
    garden = desk.garden
    history(garden)
    assert "还没有一个月" in (await desk.seat("zhou").open("/console/figures/reports")).words
    with garden.changing() as session:
        estate = session.get_one(Estate, garden.id)
        estate.created_at -= timedelta(days=60)
        session.add(estate)
    sweep(garden.database, KIND, garden.now)
    page = await desk.seat("zhou").open("/console/figures/reports")
    assert "2026-10" in page.words
    garden.months_without_figures(days=10)
    sweep(garden.database, KIND, garden.now)
    browser = desk.seat("zhou")
    page = await browser.open("/console/figures/reports?period=2026-11")
    assert "按时首次回复 1 / 2 · 50.0% 1 / 2 · 50.0%" in page.words
    assert (
        await follow(browser, page, r"/console/figures/rows/first_response[^\"]*")
    ).status == 200
    assert (await browser.open("/console/figures/reports?period=2020-01")).status == 404


async def test_what_threatens_the_month_stands_first_with_its_cases(desk: Desk) -> None:
    answered, never = history(desk.garden)
    page = await desk.seat("zhou").open("/console/figures")
    outlook = page.text[page.text.index('id="outlook"') : page.text.index('id="all"')]
    assert outlook.index(answered) < outlook.index(never)
    assert "至少要按时解决 2 件" in page.words


async def test_the_chart_is_told_in_words_and_needs_no_style_of_its_own(desk: Desk) -> None:
    history(desk.garden)
    page = await desk.seat("zhou").open(f"/console/figures?{NOVEMBER}")
    assert 'role="img" aria-labelledby="title1 told1"' in page.text
    assert " style=" not in page.text
    assert "<script" not in page.text


async def test_the_workbook_has_numbers_and_no_formula(desk: Desk, garden: Garden) -> None:
    history(garden)
    browser = desk.seat("zhou")
    async with desk.client.get(
        f"/console/figures/file/{garden.id}-2026-11/xlsx?{NOVEMBER}",
        headers={"Cookie": f"__Host-huiyin={browser.cookies['__Host-huiyin']}"},
    ) as response:
        assert response.status == 200
        assert response.headers["Content-Disposition"] == (
            'attachment; filename="figures-2026-11.xlsx"'
        )
        book = openpyxl.load_workbook(BytesIO(await response.read()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert 0.5 in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    with garden.looking() as session:
        log = session.exec(select(AuditEntry.subject).where(AuditEntry.by == "zhou")).all()
    assert log == [f"figures {garden.id}-2026-11"]


@pytest.mark.parametrize(
    "address",
    [
        "/console/figures?period=2026-13",
        "/console/figures?period=%3Cscript%3E",
        "/console/figures/rows/nothing",
        "/console/figures/rows/late-nothing",
        "/console/figures/rows/from-nowhere",
        "/console/figures/file/1-2026-11/exe",
        "/console/figures/file/1-2026-10/xlsx?period=2026-11",
        "/console/audit?since=yesterday",
    ],
)
async def test_what_is_not_there_is_said_to_be_missing(desk: Desk, address: str) -> None:
    shown = await desk.seat("wang").open(address)
    assert shown.status == 404
    assert "<script>" not in shown.text


@pytest.mark.parametrize("page", ["figures", "figures/rows/solved", "audit", "audit/file/xlsx"])
async def test_a_foreign_estate_is_none_and_the_company_office_chooses(
    desk: Desk, garden: Garden, page: str
) -> None:
    foreign = f"/console/{page}?estate={garden.next_door}"
    assert (await desk.seat("wang").open(foreign)).status == 404
    assert (await desk.seat("boss").open(foreign)).status == 200


async def test_a_page_names_the_estate_that_was_chosen(desk: Desk, garden: Garden) -> None:
    with garden.changing() as session:
        ensure_estate(session, "<b>第三花园", garden.now)
    shown = await desk.seat("boss").open(f"/console/figures?estate={garden.next_door}")
    assert "隔壁花园 · 2026-11" in shown.words
    assert "&lt;b&gt;第三花园" in shown.text
    assert "第三花园" not in (await desk.seat("wang").open("/console/figures")).text


async def test_the_audit_shows_each_rule_with_the_rows_that_prove_it(desk: Desk) -> None:
    answered, never = history(desk.garden)
    browser = desk.seat("shen")

    page = await browser.open("/console/audit?since=2026-11-01")
    assert len(re.findall(r'<b class="rule">R[0-9]+</b>', page.text)) == 71
    broken = page.text[page.text.index(">R32<") : page.text.index(">R33<")]
    assert (never in broken, answered in broken) == (True, False)
    assert "2 项里有 1 项没做到" in broken

    only = await follow(browser, page, r"/console/audit\?[^\"]*standing=not_met")
    assert ">R32<" in only.text
    assert ">R47<" not in only.text
    later = await browser.open("/console/audit?since=2999-01-01")
    assert later.status == 200


async def test_who_looked_is_in_the_audit_log(desk: Desk, garden: Garden) -> None:
    browser = desk.seat("shen")
    for page in ("figures", "audit"):
        assert (await browser.open(f"/console/{page}")).status == 200
    with garden.looking() as session:
        read = session.exec(select(AuditEntry).where(AuditEntry.action == "read")).all()
    assert [(one.by, one.subject) for one in read] == [("shen", "figures"), ("shen", "rules")]


async def test_the_pages_are_there_in_english_too(desk: Desk) -> None:
    history(desk.garden)
    browser = desk.seat("wang")
    await browser.send("/console/account/language", language="en", back="/console")
    page = await browser.open(f"/console/figures?{NOVEMBER}")
    assert "First answer in time R32 1 1 2 50.0% below the aim 100%" in page.words
    audit = await browser.open("/console/audit")
    assert "Not met" in audit.words
    assert not re.search(r"[一-鿿]", audit.words.replace("回音花园", "").replace("回音", "")
                         .replace("中文", "")), audit.words  # fmt: skip


async def test_a_technician_answers_for_none_of_it(desk: Desk) -> None:
    browser = desk.seat("gong")
    assert Role.TECHNICIAN
    assert (await browser.open("/console/figures")).status == 403
    assert (await browser.open("/console/audit")).status == 403
    assert (await desk.seat("xiao.lin").open("/console/audit")).status == 403
