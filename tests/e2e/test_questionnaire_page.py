"""A questionnaire in a real browser at the size of a phone: by keyboard alone, by old eyes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlmodel import select

from flows.forms.built_in import built_in
from flows.forms.form import Form
from storage.responses import FormResponse, answers_to
from tests.bot.questionnaire_page import EVERY_CONTROL, begun, form_in, routes
from tests.e2e.desk_pages import AXE, PHONE, violations
from tests.estate import Garden, plant
from tests.fakes.photos import photo
from tests.fakes.serving import FakeServer
from tests.surveys import TOKEN

LAPTOP = ViewportSize(width=1366, height=768)
TAPPED_LEAST = 44
"""CSS pixels of what a thumb can hit."""


class Links(FakeServer):
    """The pages behind links, served to a browser."""

    def __init__(self, garden: Garden, folder: Path) -> None:
        super().__init__()
        self.garden = garden
        self.folder = folder

    def routes(self) -> list[web.RouteDef]:
        return routes(self.garden, self.folder)


@pytest.fixture
def links(empty_sqlite_database: str, tmp_path: Path) -> Iterator[Links]:
    """A small estate, and what its residents find under their links."""
    garden = plant(empty_sqlite_database)
    server = Links(garden, tmp_path / "media")
    with server.in_thread():
        yield server
    garden.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone; whatever the page complains of is a failure."""
    opened = browser.new_page(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    opened.add_init_script(path=AXE)
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    yield opened
    opened.close()
    assert complaints == []


def address(links: Links, form: Form, part: str = "", language: str = "") -> str:
    """Begin a campaign with a form, and where its page is."""
    begun(links.garden, form)
    return f"{links.base}/f/{TOKEN}?part={part}&lang={language}"


def responses(links: Links) -> list[dict[str, Any]]:
    with links.garden.looking() as session:
        return [answers_to(session, row) for row in session.exec(select(FormResponse))]


def focused(page: Page) -> dict[str, str]:
    """The control that has the keyboard."""
    script = """() => { const one = document.activeElement;
        return {tag: one.tagName, type: one.type || "", name: one.name || "",
                value: one.value || "", text: one.innerText || ""}; }"""
    got: dict[str, str] = page.evaluate(script)
    return got


def tab_to(page: Page, is_it: Callable[[dict[str, str]], bool]) -> None:
    """Press Tab until something has the keyboard, as whoever has no mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if is_it(focused(page)):
            return
    raise AssertionError(f"never reached by Tab; now at {focused(page)}")


def at(name: str) -> Callable[[dict[str, str]], bool]:
    return lambda one: one["name"] == name


def press_button(page: Page, value: str) -> None:
    tab_to(page, lambda one: one["tag"] == "BUTTON" and one["value"] == value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone_from_the_first_item_to_the_thanks(phone: Page, links: Links) -> None:
    phone.goto(address(links, form_in(EVERY_CONTROL)))
    tab_to(phone, at("overall"))
    phone.keyboard.press("ArrowDown")
    tab_to(phone, at("speed"))
    phone.keyboard.press("Space")
    tab_to(phone, lambda one: one["name"] == "wishes" and one["value"] == "noise")
    phone.keyboard.press("Space")
    tab_to(phone, at("stuck"))
    phone.keyboard.press("Space")
    tab_to(phone, at("times"))
    phone.keyboard.type("2")
    with phone.expect_navigation():
        phone.keyboard.press("Enter")
    tab_to(phone, at("freed"))
    phone.keyboard.press("Space")
    press_button(phone, "on")
    tab_to(phone, at("floor"))
    phone.keyboard.press("3")
    tab_to(phone, at("day"))
    phone.keyboard.type("12052026")  # in the order that this browser writes a day in
    tab_to(phone, at("opinion"))
    phone.keyboard.type("电梯里太暗")
    press_button(phone, "on")
    press_button(phone, "hand-in")

    expect(phone.locator("h1")).to_have_text("交好了，谢谢您！")
    assert responses(links) == [
        {
            "overall": {"value": "satisfied"},
            "speed": {"value": "1"},
            "wishes": {"value": ["noise"]},
            "stuck": {"value": True},
            "times": {"value": 2},
            "freed": {"value": "staff"},
            "floor": {"value": "f3"},
            "day": {"value": "2026-12-05"},
            "photo": {"abstained": "skipped"},
            "opinion": {"value": "电梯里太暗"},
        }
    ]


def test_no_state_of_the_page_keeps_anybody_out(phone: Page, links: Links, tmp_path: Path) -> None:
    phone.goto(address(links, form_in(EVERY_CONTROL)))
    found = {"first": violations(phone)}
    phone.get_by_role("button", name="保存，下一步").click()
    expect(phone.locator(".problems")).to_be_focused()
    found["mistakes"] = violations(phone)
    phone.locator(".problems a").first.click()
    assert focused(phone)["name"] == "overall"
    phone.get_by_label("不满意").check()
    phone.get_by_role("radio", name="是", exact=True).check()
    phone.get_by_label("困过几次").fill("1")
    found["condition"] = violations(phone)
    phone.get_by_role("button", name="保存，下一步").click()
    phone.get_by_role("button", name="保存，下一步").click()
    picture = tmp_path / "1.jpg"
    picture.write_bytes(photo())
    phone.locator("#q-photo").set_input_files(picture)
    found["stairs"] = violations(phone)
    phone.get_by_role("button", name="保存，下一步").click()
    found["check"] = violations(phone)
    phone.get_by_role("link", name="改“照片”").click()
    found["photo"] = violations(phone)
    phone.get_by_role("button", name="保存，下一步").click()
    phone.get_by_role("button", name="交卷").click()
    found["thanks"] = violations(phone)
    phone.goto(f"{links.base}/f/{TOKEN}")
    found["answered"] = violations(phone)
    phone.goto(f"{links.base}/f/forged")
    found["forged"] = violations(phone)

    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_in_each_language_everything_is_read_aloud_and_fits_the_screen_and_the_thumb(
    phone: Page, links: Links, language: str
) -> None:
    phone.goto(address(links, built_in("half_year"), "safety", language))

    assert phone.evaluate("document.documentElement.lang") == language
    for size in (PHONE, LAPTOP):
        phone.set_viewport_size(size)
        check_that_it_fits(phone, size)


def check_that_it_fits(phone: Page, size: ViewportSize) -> None:
    """The eyes, the screen and the thumb."""
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= size["width"]
    low = phone.evaluate(
        """(least) => [...document.querySelectorAll("label.choice, button:not(.first), nav a")]
            .filter((one) => one.getBoundingClientRect().height < least)
            .map((one) => one.outerHTML)""",
        TAPPED_LEAST,
    )
    assert low == []
    assert float(phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 20


def test_what_is_not_asked_hides_and_comes_as_soon_as_it_is(phone: Page, links: Links) -> None:
    phone.goto(address(links, form_in(EVERY_CONTROL)))

    expect(phone.get_by_label("困过几次")).to_be_hidden()
    phone.get_by_role("radio", name="是", exact=True).check()
    expect(phone.get_by_label("困过几次")).to_be_visible()
    phone.get_by_role("radio", name="否", exact=True).check()
    expect(phone.get_by_label("困过几次")).to_be_hidden()


def test_without_script_a_condition_stands_there_in_words(browser: Browser, links: Links) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address(links, form_in(EVERY_CONTROL)))

    expect(page.get_by_label("困过几次")).to_be_visible()
    expect(page.get_by_text("“被困”选了“是”才需要答。")).to_be_visible()
    context.close()


def test_in_the_dark_it_is_as_readable(browser: Browser, links: Links) -> None:
    page = browser.new_page(viewport=PHONE, color_scheme="dark")
    page.goto(address(links, form_in(EVERY_CONTROL)))
    page.get_by_role("button", name="保存，下一步").click()

    assert violations(page) == []
    page.close()
