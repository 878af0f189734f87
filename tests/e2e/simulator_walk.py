"""Walks through the simulator's page as a person does: by what is written on it, never by place.

Waiting is Playwright's: each step ends when the server has answered, and what should then be seen
is asked for with `expect`, which waits for the page to show it.
"""

import re
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

READY_MS = 60_000
STORY_MS = 180_000
CASE_NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4,}")


class Step(StrEnum):
    """The buttons of the clock."""

    TEN_MINUTES = "PT10M"
    HOUR = "PT1H"
    DAY = "P1D"
    NEXT_DEADLINE = "next"


class Panel(StrEnum):
    """The three parts of the page; a phone shows one at a time."""

    RESIDENT = "resident"
    STAFF = "staff"
    MATTERS = "matters"


def open_simulator(page: Page, url: str, *, pace: float = 0.0) -> None:
    """Open the page of the server at `url`; the story's `pace` is 1 for people, 0 for tests."""
    page.goto(f"{url.rstrip('/')}/simulator/?pace={pace}")
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=READY_MS)


def show_panel(page: Page, panel: Panel) -> None:
    """Turn to a panel where the screen is too narrow for all of them."""
    tab = page.locator(f'[data-show="{panel}"]')
    if tab.is_visible():
        tab.click()


def choose_resident(page: Page, name: str, channel: str = "wechat") -> None:
    """Take a resident's phone in hand, with WeChat or text messages open."""
    show_panel(page, Panel.RESIDENT)
    option = page.locator("#resident-select option", has_text=name).first
    page.select_option("#resident-select", value=option.get_attribute("value"))
    page.click(f'[data-channel="{channel}"]')


def follow(page: Page) -> None:
    """Follow the Official Account as the resident shown."""
    show_panel(page, Panel.RESIDENT)
    with page.expect_response("**/simulator/messages"):
        page.click('[data-event="subscribe"]')


def type_as_resident(page: Page, text: str) -> None:
    """Write one line as the resident shown."""
    show_panel(page, Panel.RESIDENT)
    page.fill("#resident-text", text)
    with page.expect_response("**/simulator/messages"):
        page.press("#resident-text", "Enter")


def send_photo(page: Page, photo: Path) -> None:
    """Send a picture from a file as the resident shown."""
    show_panel(page, Panel.RESIDENT)
    with page.expect_response("**/simulator/messages"):
        page.set_input_files("#resident-photo", photo)


def tap_option(page: Page, label: str) -> None:
    """Tap the newest option in the chat that reads `label`."""
    show_panel(page, Panel.RESIDENT)
    exactly = re.compile(rf"^\s*{re.escape(label)}\s*$")
    with page.expect_response("**/simulator/messages"):
        page.locator("#chat .options button", has_text=exactly).last.click()


def type_as_staff(page: Page, name: str, text: str) -> None:
    """Write one chat line as the member of staff of that name."""
    show_panel(page, Panel.STAFF)
    page.select_option("#speaker", label=name)
    page.fill("#staff-text", text)
    with page.expect_response("**/simulator/staff"):
        page.press("#staff-text", "Enter")


def advance_clock(page: Page, step: Step) -> None:
    """Press a button of the clock and wait until all that fell due is done."""
    with page.expect_response("**/simulator/clock", timeout=READY_MS):
        page.click(f'[data-advance="{step}"]')
    expect(page.locator(f'[data-advance="{step}"]')).to_have_attribute("aria-disabled", "false")


def play_story(page: Page) -> None:
    """Play the story to its end; fails with the caption where it got stuck."""
    page.click("#story-button")
    body = page.locator("body")
    expect(body).not_to_have_attribute("data-story", "playing", timeout=STORY_MS)
    assert body.get_attribute("data-story") == "ended", page.inner_text("#caption-text")


def last_message(page: Page) -> Locator:
    """The newest message in the chat of the resident shown."""
    return page.locator("#chat .message").last


def pushes(page: Page) -> Locator:
    """What the staff shown received and said, oldest first."""
    return page.locator("#feed .push")


def case_card(page: Page, number: str) -> Locator:
    """The card of one case."""
    return page.locator(f'.card[data-number="{number}"]')


def registered_number(page: Page) -> str:
    """The case number that the bot has just told the resident."""
    expect(last_message(page)).to_contain_text(CASE_NUMBER)
    found = CASE_NUMBER.search(last_message(page).inner_text())
    return found.group() if found else ""


def fired(page: Page) -> Locator:
    """What the clock did, newest first."""
    return page.locator("#fired li")


def overflowing(page: Page) -> list[str]:
    """What is wider than the screen or cut off; chips and tabs may scroll sideways."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((node) => {
            const box = node.getBoundingClientRect();
            if (!box.width || !box.height || node.closest(".chips, .people")) return false;
            const isCut = node.matches("button, b, span") && node.scrollWidth > node.clientWidth + 1
                && getComputedStyle(node).display !== "inline";
            return box.left < -1 || box.right > innerWidth + 1 || isCut;
        }).map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`)"""
    )
    return found
