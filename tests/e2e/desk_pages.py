"""The console of a garden in a real browser, and what is looked for on each of its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.sync_api import Browser, Dialog, Page, ViewportSize

from storage.console_accounts import give_account
from storage.console_sessions import Stage, begin_session
from storage.staff import find_staff
from tests.bot.console.desk import garden_routes, make_own, quick_hash
from tests.estate import Garden
from tests.fakes.serving import FakeServer

AXE = Path(__file__).parents[1] / "vendor/axe.min.js"
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
TOKEN = "a-token-of-whoever-is-in"


class DeskServer(FakeServer):
    """The console of a garden, served to a browser."""

    def __init__(self, garden: Garden) -> None:
        super().__init__()
        self.garden = garden

    def routes(self) -> list[web.RouteDef]:
        return garden_routes(self.garden)


@contextmanager
def desk_of(garden: Garden, userid: str = "zhou") -> Iterator[DeskServer]:
    """The console while one of the staff, else the garden's lead, is in."""
    with garden.changing() as session:
        member = find_staff(session, userid)
        assert member is not None
        account = give_account(session, member, quick_hash(), garden.now)
        make_own(session, account, member.role, garden.now)
        begin_session(session, account, TOKEN, Stage.ENTERED, garden.now)
    server = DeskServer(garden)
    with server.in_thread():
        yield server
    garden.close()


@contextmanager
def page_of(browser: Browser, server: DeskServer, size: ViewportSize) -> Iterator[Page]:
    """A browser of whoever is in; whatever the page complains of is a failure."""
    context = browser.new_context(
        viewport=size, has_touch=size == PHONE, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    cookie = {"name": "__Host-huiyin", "value": TOKEN, "path": "/", "secure": True}
    host = server.base.removeprefix("http://").partition(":")[0]
    context.add_init_script(path=AXE)
    context.add_cookies([{**cookie, "domain": host}])  # type: ignore[typeddict-item]
    opened = context.new_page()
    complaints: list[str] = []

    def heard(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", heard)
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    yield opened
    context.close()
    assert complaints == []


def violations(page: Page) -> list[Any]:
    """What axe-core finds wrong with the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((all) => all.violations)")
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def in_both_sizes(page: Page) -> Iterator[ViewportSize]:
    """The page as it stands, on one screen after the other; at last as it was before."""
    before = page.viewport_size
    assert before is not None
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        yield size
    page.set_viewport_size(before)


def is_wider_than_the_screen(page: Page) -> bool:
    """Whether a reader would have to scroll sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def crooked_marks(page: Page) -> list[str]:
    """The marks to tick that are not as wide as they are high."""
    marks = page.locator("input[type=radio]:visible, input[type=checkbox]:visible").all()
    boxes = [(str(mark.get_attribute("name")), mark.bounding_box()) for mark in marks]
    return [name for name, box in boxes if box and abs(box["width"] - box["height"]) >= 1]
