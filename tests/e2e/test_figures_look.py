"""Figures and the audit in a real browser: by keyboard, for old eyes, at a desk and on a phone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page, ViewportSize, expect

from flows.rules.vocabulary import CaseKind, Source, Urgency, Verb
from storage.console_accounts import account_of, give_account, set_password
from storage.console_sessions import Stage, begin_session
from storage.staff import find_staff
from tests.bot.console.desk import garden_routes, quick_hash
from tests.estate import Garden, plant
from tests.fakes.serving import FakeServer

AXE = Path(__file__).parents[1] / "vendor/axe.min.js"
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
TOKEN = "a-token-of-the-lead"


class Office(FakeServer):
    """The console of a garden, served to a browser."""

    def __init__(self, garden: Garden) -> None:
        super().__init__()
        self.garden = garden

    def routes(self) -> list[web.RouteDef]:
        return garden_routes(self.garden)


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


@pytest.fixture
def office(empty_sqlite_database: str) -> Iterator[Office]:
    garden = plant(empty_sqlite_database)
    busy_weeks(garden)
    with garden.changing() as session:
        lead = find_staff(session, "zhou")
        assert lead is not None
        account = give_account(session, lead, quick_hash(), garden.now)
        set_password(session, account, quick_hash())
        begin_session(session, account, TOKEN, Stage.ENTERED, garden.now)
        assert account_of(session, lead.id) is not None
    server = Office(garden)
    with server.in_thread():
        yield server
    garden.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, office: Office) -> Iterator[Page]:
    """A browser of the lead's; whatever the page complains of is a failure."""
    context = browser.new_context(viewport=request.param, locale="zh-CN")
    cookie = {"name": "__Host-huiyin", "value": TOKEN, "path": "/", "secure": True}
    host = office.base.removeprefix("http://").partition(":")[0]
    context.add_cookies([{**cookie, "domain": host}])  # type: ignore[typeddict-item]
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    yield opened
    context.close()
    assert complaints == []


def violations(page: Page) -> list[Any]:
    """What axe-core finds wrong with the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((all) => all.violations)")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def test_a_number_is_opened_by_keyboard_and_leads_back(page: Page, office: Office) -> None:
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


def test_the_audit_is_read_at_a_glance(page: Page, office: Office) -> None:
    page.goto(f"{office.base}/console/audit?since=2026-11-01")
    assert violations(page) == []
    assert not is_wider_than_the_screen(page)
    page.get_by_role("link", name="没做到").click()
    expect(page.locator("li.met")).to_have_count(0)
    assert page.locator("li.not_met").count() > 0
