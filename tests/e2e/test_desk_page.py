"""The desk in a real browser: a case answered by keyboard in three actions, and by thumb."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from flows.rules.vocabulary import CaseKind, Language, Urgency, Verb
from storage.console_accounts import account_of
from storage.staff import find_staff
from tests.bot.console.desk import PASSWORD
from tests.e2e.desk_pages import (
    DESK,
    PHONE,
    DeskServer,
    crooked_marks,
    desk_of,
    in_both_sizes,
    is_wider_than_the_screen,
    page_of,
    violations,
)
from tests.estate import LI, plant

TAPPED_LEAST = 24
"""CSS pixels of what a mouse or thumb must hit (WCAG 2.2, AA)."""
PATIENT = 60_000

NewPage = Callable[[ViewportSize], Page]


@pytest.fixture
def office(empty_sqlite_database: str) -> Iterator[DeskServer]:
    """A morning with three cases; xiao.lin is at her desk."""
    garden = plant(empty_sqlite_database)
    garden.report("厨房水管漏水，楼下已经来敲门了", kind=CaseKind.REPAIR, urgency=Urgency.KEY)
    garden.report("楼上半夜装修，孩子睡不着", home=LI)
    done = garden.report("门口垃圾没人清")
    garden.do(Verb.RESPOND, done, "zhou", text="已安排")
    garden.now += timedelta(hours=20)
    with desk_of(garden, "xiao.lin") as server:
        yield server


@pytest.fixture
def opened(browser: Browser, office: DeskServer) -> Iterator[NewPage]:
    """Opens windows of the clerk's; whatever a page complains of is a failure."""
    with ExitStack() as windows:

        def window(size: ViewportSize) -> Page:
            page = windows.enter_context(page_of(browser, office, size))
            page.set_default_timeout(PATIENT)
            return page

        yield window


def check_looks(page: Page) -> None:
    """No finding of axe, nothing wider than the screen, nothing too small to hit."""
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    assert crooked_marks(page) == []
    for button in page.locator("main button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= TAPPED_LEAST, button.inner_text()


def test_a_case_is_answered_from_the_board_in_three_actions(
    office: DeskServer, opened: NewPage
) -> None:
    page = opened(DESK)
    page.goto(f"{office.base}/console")
    page.keyboard.press("j")
    expect(page.locator("tr.chosen")).to_have_count(1)
    number = page.locator("tr.chosen").get_attribute("data-case")
    page.keyboard.press("r")
    page.wait_for_url("**#answer")
    expect(page.locator("#respond textarea")).to_be_focused()
    page.keyboard.type("师傅十点到，请留人。")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".said")).to_contain_text(f"{number} 的回复已记录")
    expect(page.locator(".conversation")).to_contain_text("师傅十点到")
    case_id = office.garden.case_of(str(number))
    assert "responded" in office.garden.story(case_id)


@pytest.mark.parametrize("language", [Language.SIMPLIFIED, Language.ENGLISH])
def test_every_page_can_be_read_and_hit(
    office: DeskServer, opened: NewPage, language: Language
) -> None:
    with office.garden.changing() as session:
        clerk = find_staff(session, "xiao.lin")
        assert clerk is not None
        account = account_of(session, clerk.id)
        assert account is not None
        account.language = language
    page = opened(PHONE)
    page.goto(f"{office.base}/console")
    number = page.locator("tr[data-case]").first.get_attribute("data-case")
    for address in ("", "/cases/new", f"/cases/{number}", f"/cases/{number}/talk", "/account"):
        page.goto(f"{office.base}/console{address}")
        expect(page.locator("html")).to_have_attribute("lang", language.value)
        for _ in in_both_sizes(page):
            check_looks(page)


def test_the_board_shows_what_comes_without_being_asked_and_keeps_the_choice(
    office: DeskServer, opened: NewPage
) -> None:
    page = opened(DESK)
    page.goto(f"{office.base}/console")
    page.keyboard.press("j")
    page.keyboard.press("j")
    chosen = page.locator("tr.chosen").get_attribute("data-case")
    before = page.locator("tr[data-case]").count()
    office.garden.report("电梯困人了", urgency=Urgency.EMERGENCY)

    expect(page.locator("tr[data-case]")).to_have_count(before + 1, timeout=PATIENT)
    expect(page.locator(".fault")).to_contain_text("有紧急事项还没有人接单")
    expect(page.locator("tr.chosen")).to_have_attribute("data-case", str(chosen))
    expect(page).to_have_title("‼ 事项 · 回音")


def test_a_ready_answer_and_a_working_day_fill_the_form(
    office: DeskServer, opened: NewPage
) -> None:
    page = opened(DESK)
    page.goto(f"{office.base}/console")
    page.locator("tr[data-case] a").first.click()
    page.locator("button.text").first.click()
    page.get_by_text("承诺一个答复时间").click()
    day = page.locator("td.on button").last
    moment = day.get_attribute("data-moment")
    day.click()

    expect(page.locator("#respond textarea")).to_have_value(re.compile("非常抱歉"))
    expect(page.locator('[name="promised_at"]')).to_have_value(str(moment))
    page.locator("#respond button", has_text="发送回复").click()
    expect(page.locator(".due", has_text="承诺答复")).to_have_count(1)


def test_a_browser_keeps_the_session_of_a_login_on_a_loopback_address(
    office: DeskServer, browser: Browser
) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{office.base}/console")
    check_looks(page)
    page.get_by_label("账号").fill("xiao.lin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page.locator("h1")).to_have_text("事项")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Cases")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator(".said")).to_have_text("您已退出登录。")
    context.close()
