"""Each page's main task over a whole estate: by keyboard at a desk, by thumb on a phone.

The estate is smaller than the one that `make bench` measures, so that the suite stays quick;
`make pages` makes it as large.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from sqlmodel import select

from flows.rules.vocabulary import Language, MessageState, Verb
from storage.campaigns import Campaign
from storage.console_accounts import account_of
from storage.staff import find_staff
from storage.tasks import TaskState
from tests.bot.console.test_delivery import a_message
from tests.bot.console.test_tasks import task, to_call
from tests.campaigns import Survey
from tests.e2e.desk_pages import (
    DESK,
    PHONE,
    DeskServer,
    desk_of,
    is_wider_than_the_screen,
    page_of,
    violations,
)
from tests.estate import CHEN
from tests.seeded.estate import seeded_estate

HOMES, CASES, UNFINISHED = (
    int(os.environ.get(name, usual))
    for name, usual in (("DESK_HOMES", "60"), ("DESK_CASES", "60"), ("DESK_UNFINISHED", "12"))
)
WAYS = {"keys-zh": (DESK, Language.SIMPLIFIED), "touch-en": (PHONE, Language.ENGLISH)}
if "DESK_HOMES" in os.environ:  # make pages: each language each way
    WAYS |= {"keys-en": (DESK, Language.ENGLISH), "touch-zh": (PHONE, Language.SIMPLIFIED)}
PATIENT = 60_000
OTHERS = (
    "/audit?since=2026-11-01",
    "/cases/new",
    "/estate/staff",
    "/estate/duty",
    "/estate/policy",
    "/estate/forms",
    "/estate/providers",
    "/account",
)
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """One estate for all of these; the lead is at her desk."""
    file = tmp_path_factory.mktemp("seeded") / "huiyin.db"
    garden = seeded_estate(f"sqlite:///{file}", homes=HOMES, cases=CASES, unfinished=UNFINISHED)
    survey = Survey(garden)
    survey.answers(survey.homes[0], opinion="电梯太慢")
    with desk_of(garden) as server:
        yield server


@dataclass(frozen=True)
class Reader:
    """Whoever works with the pages, and how."""

    page: Page
    base: str
    has_keys: bool

    def go(self, address: str) -> None:
        """Open a page of the console, and look whether everybody can read it."""
        self.page.goto(f"{self.base}/console{address}")
        self.look()

    def look(self) -> None:
        """No finding of axe, and nothing wider than the screen."""
        assert violations(self.page) == [], self.page.url
        assert not is_wider_than_the_screen(self.page), self.page.url

    def press(self, what: Locator) -> None:
        """By the enter key, or by a finger."""
        if not self.has_keys:
            what.tap()
            return
        what.focus()
        self.page.keyboard.press("Enter")

    def tick(self, what: Locator) -> None:
        """By the space bar, or by a finger."""
        if not self.has_keys:
            what.tap()
            return
        what.focus()
        self.page.keyboard.press("Space")

    def write(self, where: Locator, words: str) -> None:
        """Key by key, whatever the keys look like."""
        if self.has_keys:
            where.focus()
        else:
            where.tap()
        self.page.keyboard.type(words)


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def reader(
    request: pytest.FixtureRequest, browser: Browser, office: DeskServer
) -> Iterator[Reader]:
    size: ViewportSize = request.param[0]
    with office.garden.changing() as session:
        member = find_staff(session, "zhou")
        assert member is not None
        account = account_of(session, member.id)
        assert account is not None
        account.language = request.param[1]
    with page_of(browser, office, size) as page:
        page.set_default_timeout(PATIENT)
        yield Reader(page, office.base, size == DESK)


def test_a_case_is_found_on_the_board_and_answered(reader: Reader, office: DeskServer) -> None:
    page = reader.page
    number = office.garden.case(office.garden.report("车库的灯不亮")).number
    reader.go("")
    if reader.has_keys:
        page.keyboard.press("/")
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    else:
        reader.write(page.locator("input[name=q]"), number)
        reader.press(page.locator("form.filters button"))
    expect(page.locator("tr[data-case]")).to_have_count(1, timeout=PATIENT)
    reader.press(page.locator(f"tr[data-case='{number}'] a"))
    expect(page.locator("#respond textarea")).to_be_visible(timeout=PATIENT)
    reader.look()
    reader.write(page.locator("#respond textarea"), "师傅十点到，请留人。")
    if reader.has_keys:
        page.keyboard.press("Control+Enter")
    else:
        reader.press(page.locator("#respond button:not([type])").last)
    expect(page.locator(".said")).to_contain_text(number, timeout=PATIENT)
    expect(page.locator(".conversation")).to_contain_text("师傅十点到", timeout=PATIENT)


def test_what_others_do_appears_while_a_clerk_is_typing(reader: Reader, office: DeskServer) -> None:
    page, garden = reader.page, office.garden
    case_id = garden.report("楼下一直在滴水")
    reader.go(f"/cases/{garden.case(case_id).number}")
    reader.write(page.locator("#respond textarea"), "我正在写")
    garden.do(Verb.RESPOND, case_id, "chen.lin", text="同事已经答复")

    expect(page.locator(".conversation")).to_contain_text("同事已经答复", timeout=PATIENT)
    expect(page.locator("#news .said")).to_be_visible(timeout=PATIENT)
    expect(page.locator("#respond textarea")).to_have_value("我正在写")
    page.keyboard.type("完")
    expect(page.locator("#respond textarea")).to_have_value("我正在写完")
    reader.look()


def test_a_case_that_came_by_phone_is_registered(reader: Reader) -> None:
    page = reader.page
    reader.go("/cases/new")
    reader.write(page.locator("textarea[name=text]"), "电话里说，楼道的窗关不上")
    reader.write(page.locator("input[name=home]"), CHEN)
    reader.press(page.locator("main form button:not([type])").last)
    expect(page.locator(".said")).to_be_visible(timeout=PATIENT)
    reader.look()


def test_a_call_is_recorded(reader: Reader, office: DeskServer) -> None:
    page = reader.page
    task_id = to_call(office.garden, office.garden.report())
    reader.go("/tasks")
    reader.go(f"/tasks/{task_id}")
    reader.tick(page.locator("input[name=reached]").first)
    reader.write(page.locator("textarea[name=outcome]"), "住户说知道了")
    reader.press(page.locator("form[action$='/record'] button"))
    expect(page.locator(".said")).to_contain_text(f"#{task_id}", timeout=PATIENT)

    assert task(office.garden, task_id).state is TaskState.DONE


def test_a_message_that_nobody_took_goes_to_a_person(reader: Reader, office: DeskServer) -> None:
    page, garden = reader.page, office.garden
    message_id = a_message(garden, garden.report(), state=MessageState.REFUSED)
    reader.go("/delivery")
    reader.go("/delivery?shelf=refused")
    reader.press(page.locator(f"tr[data-message='{message_id}'] a").first)
    expect(page.locator("form[action$='/hand-over'] button")).to_be_visible(timeout=PATIENT)
    reader.look()
    reader.press(page.locator("form[action$='/hand-over'] button"))
    expect(page.locator(".said")).to_be_visible(timeout=PATIENT)


def test_a_number_of_the_figures_opens_its_rows(reader: Reader) -> None:
    page = reader.page
    reader.go("/figures?period=2026-11")
    reader.press(page.locator("a[href*='/figures/rows/']").first)
    expect(page.locator("a[href^='/console/cases/']").first).to_be_visible(timeout=PATIENT)
    reader.look()


def test_a_whole_number_is_shown_to_whoever_says_why(reader: Reader, office: DeskServer) -> None:
    page = reader.page
    reader.go("/estate")
    reader.write(page.locator("input[name=q]"), "12-1-1")
    reader.press(page.locator("main form button").first)
    reader.press(page.locator("a[href*='/estate/homes/']").first)
    reader.press(page.locator("section details summary").first)
    expect(page.locator("input[name=why]").first).to_be_visible(timeout=PATIENT)
    reader.look()
    reader.write(page.locator("input[name=why]").first, "核对上门时间")
    reader.press(page.locator("form[action$='/phone'] button").first)
    expect(page.locator("main")).to_contain_text("+8526", timeout=PATIENT)


def test_every_other_page_can_be_read(reader: Reader, office: DeskServer) -> None:
    for address in OTHERS:
        reader.go(address)
    with office.garden.looking() as session:
        number = session.exec(select(Campaign.number)).first()
    reader.go("/campaigns")
    reader.go(f"/campaigns/{number}")
