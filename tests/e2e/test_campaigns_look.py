"""Surveys at the desk in a real browser: by keyboard, for old eyes, at a desk and on a phone."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from storage.campaign_signing import Spoken
from tests.bot.console.test_campaigns import LIST, campaign, closed, homes
from tests.e2e.desk_pages import (
    DESK,
    PHONE,
    DeskServer,
    desk_of,
    is_wider_than_the_screen,
    page_of,
    violations,
)
from tests.estate import plant
from tests.survey_estate import run

BY_SIZE = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def look(page: Page) -> None:
    """Fit for every reader and every screen."""
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)


def press(page: Page, name: str) -> None:
    """Use a button by keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


@BY_SIZE
def test_a_survey_is_drafted_previewed_and_fixed_by_keyboard(
    empty_sqlite_database: str, browser: Browser, size: ViewportSize
) -> None:
    garden = plant(empty_sqlite_database)
    homes(garden)
    with desk_of(garden, "wang") as office, page_of(browser, office, size) as page:
        number = draft_and_fix(office, page)
        state = campaign(garden, number).state

    assert state is CampaignState.FROZEN


@BY_SIZE
def test_a_report_is_signed_and_looked_at_before_it_is_published(
    empty_sqlite_database: str, browser: Browser, size: ViewportSize
) -> None:
    garden = plant(empty_sqlite_database)
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    for by, reviewer in (("zhou", Reviewer.SERVICE), ("boss", Reviewer.EXECUTIVE)):
        run(garden, CampaignVerb.SIGN, number, by, Spoken(reviewer=reviewer))
    with desk_of(garden, "wang") as office, page_of(browser, office, size) as page:
        for tab in ("", "/responses", "/responses/1", "/results"):
            page.goto(f"{office.base}{LIST}/{number}{tab}")
            look(page)
        sign_and_look(office, page, number)
        state = campaign(garden, number).state

    assert state is CampaignState.REVIEWED


def draft_and_fix(office: DeskServer, page: Page) -> str:
    """The number of a survey that somebody drafts and fixes without a mouse."""
    page.goto(f"{office.base}{LIST}")
    look(page)
    press(page, "新调查")
    expect(page.locator("input[name=title]")).to_be_focused()
    page.keyboard.type("下半年满意度调查")
    page.locator("input[name=size]").focus()
    page.keyboard.type("6")
    press(page, "预览抽样")
    expect(page.locator("#drawn")).to_have_text("抽中 6 户")
    expect(page.locator("input[name=title]")).to_have_value("下半年满意度调查")
    look(page)
    press(page, "保存草稿")
    expect(page.locator(".said")).to_contain_text("草稿已保存")
    look(page)
    number = page.url.rpartition("/")[2]
    press(page, "定名单")
    expect(page.locator(".said")).to_contain_text("名单已定")
    page.get_by_role("link", name="抽样与预测", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("和名单一致")
    look(page)
    return number


def sign_and_look(office: DeskServer, page: Page, number: str) -> None:
    """The last of three signs, and sees what everybody is going to see."""
    page.goto(f"{office.base}{LIST}/{number}/report")
    look(page)
    page.locator("textarea[name=remark]").fill("下次少问一题")
    press(page, "签字")
    expect(page.locator(".said")).to_contain_text("签字已记录")
    expect(page.locator(".signing")).to_contain_text("下次少问一题")
    page.get_by_role("link", name="公布", exact=True).click()
    expect(page.locator(".public h2").first).to_contain_text("结果")
    expect(page.locator(".signing")).to_contain_text("要和原件核对")
    look(page)
