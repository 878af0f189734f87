"""Tasks, delivery and the estate in a real browser: by keyboard, at a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from flows.rules.vocabulary import MessageState
from storage.tasks import TaskState
from tests.bot.console.test_delivery import a_message, tried
from tests.bot.console.test_tasks import task, to_call, to_visit
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
from tests.estate import plant


@pytest.fixture
def office(empty_sqlite_database: str) -> Iterator[DeskServer]:
    with desk_of(plant(empty_sqlite_database)) as server:
        yield server


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, office: DeskServer) -> Iterator[Page]:
    with page_of(browser, office, request.param) as opened:
        yield opened


def look(page: Page) -> None:
    """Fit for every reader and every screen."""
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    assert crooked_marks(page) == []


def test_a_call_is_recorded_by_keyboard_alone(page: Page, office: DeskServer) -> None:
    task_id = to_call(office.garden, office.garden.report())
    to_visit(office.garden)
    page.goto(f"{office.base}/console/tasks")
    look(page)
    page.locator(f"tr[data-task='{task_id}'] .what a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(f"#{task_id}")
    look(page)
    page.locator("input[name=reached]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("住户说知道了")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text(f"任务 #{task_id}")

    assert task(office.garden, task_id).state is TaskState.DONE


def test_a_doubtful_message_is_given_to_a_person(page: Page, office: DeskServer) -> None:
    case_id = office.garden.report()
    message_id = a_message(office.garden, case_id, state=MessageState.UNKNOWN)
    tried(office.garden, message_id, "sms", "no answer within 25 seconds", "unknown")
    page.goto(f"{office.base}/console/delivery?shelf=unknown")
    look(page)
    page.get_by_role("link", name=f"#{message_id}").click()
    look(page)
    page.get_by_role("button", name="请同事转告").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("已请同事转告")


def test_the_pages_of_the_estate_fit_every_reader(browser: Browser, office: DeskServer) -> None:
    with page_of(browser, office, PHONE) as page:
        for path in ("", "/homes/1", "/staff", "/staff/1", "/policy"):
            page.goto(f"{office.base}/console/estate{path}")
            for _ in in_both_sizes(page):
                look(page)


def test_leave_is_entered_and_called_off_and_fits_the_screen(
    page: Page, office: DeskServer
) -> None:
    office.garden.send_away("gong")
    page.goto(f"{office.base}/console/estate/duty")
    look(page)
    page.locator("select[name=member]").select_option(label="xiao.lin · 客服助理")
    page.locator("input[name=from]").fill("2026-11-23")
    page.locator("input[name=until]").fill("2026-11-30")
    page.get_by_role("button", name="登记", exact=True).press("Enter")
    expect(page.locator(".rungs")).to_contain_text("Zhou")
    look(page)
    page.get_by_role("button", name="已回岗: xiao.lin").press("Enter")
    expect(page.locator(".said")).to_contain_text("休假已结束")
    expect(page.locator("li[data-leave='xiao.lin']")).to_have_count(0)
