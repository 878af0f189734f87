"""Figures and the audit in a real browser: by keyboard, for old eyes, at a desk and on a phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from flows.rules.vocabulary import CaseKind, Source, Urgency, Verb
from tests.e2e.desk_pages import (
    DESK,
    PHONE,
    DeskServer,
    desk_of,
    is_wider_than_the_screen,
    page_of,
    violations,
)
from tests.estate import Garden, plant


def busy_weeks(garden: Garden) -> None:
    """Some were answered and solved, some late, one never."""
    for number in range(8):
        kind = CaseKind.REPAIR if number % 2 else CaseKind.COMPLAINT
        urgency = Urgency.KEY if number == 4 else Urgency.NORMAL
        case = garden.report(f"第 {number} 件事", kind=kind, urgency=urgency,
                             source=Source.PHONE, home=None)  # fmt: skip
        garden.wait(hours=20 if number % 3 else 30)
        garden.do(Verb.RESPOND, case, "xiao.lin", text="今天来看",
                  promised_at=garden.now + timedelta(hours=5))  # fmt: skip
        if number < 6:
            garden.resolve(case)
            fixed = number != 2
            garden.do(Verb.REVISIT, case, "zhou", via="phone", fixed=fixed, remark="再来看看",
                      satisfaction="satisfied" if fixed else "dissatisfied")  # fmt: skip
    garden.wait(days=2)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """Weeks that all of these look at and nobody changes."""
    garden = plant(f"sqlite:///{tmp_path_factory.mktemp('figures') / 'huiyin.db'}")
    busy_weeks(garden)
    with desk_of(garden) as server:
        yield server


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, office: DeskServer) -> Iterator[Page]:
    with page_of(browser, office, request.param) as opened:
        yield opened


def test_a_number_is_opened_by_keyboard_and_leads_back(page: Page, office: DeskServer) -> None:
    page.goto(f"{office.base}/console/figures?period=2026-11")
    expect(page.locator("h1")).to_contain_text("回音花园")
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)

    row = page.locator("tr", has_text="按时首次回复").first
    row.locator("a[href*='side=missing']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("按时首次回复")
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    page.get_by_role("link", name="返回").click()
    expect(page).to_have_url(f"{office.base}/console/figures?period=2026-11")


def test_the_audit_is_read_at_a_glance(page: Page, office: DeskServer) -> None:
    page.goto(f"{office.base}/console/audit?since=2026-11-01")
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    page.get_by_role("link", name="没做到").click()
    expect(page.locator("li.met")).to_have_count(0)
    assert page.locator("li.not_met").count() > 0
