"""The pictures of docs/console.md, taken anew: `python -m tests.seeded.pictures`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from sqlmodel import col, select

from flows.rules.vocabulary import CaseKind, CaseState, Language, Satisfaction, Urgency
from storage.cases import Case
from storage.console_accounts import account_of
from storage.staff import find_staff
from storage.tasks import Task, TaskState
from tests.campaigns import Survey
from tests.e2e.chromium import found_chromium
from tests.e2e.desk_pages import PHONE, DeskServer, desk_of, page_of
from tests.estate import Garden
from tests.seeded.estate import seeded_estate

DOCS = Path(__file__).parents[2] / "docs"
SCREEN = ViewportSize(width=1440, height=900)
HOMES, CASES, UNFINISHED = 300, 700, 32
COLOURS = 128
"""Enough for a page, and a fifth of the bytes."""
SURVEYED, ANSWERED = 10, 6


def main() -> None:
    """Plant an estate, and look at each page as a lead sees it."""
    chromium = found_chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        garden = seeded_estate(
            f"sqlite:///{folder}/huiyin.db", homes=HOMES, cases=CASES, unfinished=UNFINISHED
        )
        addresses = {**_addresses(garden), "campaign": f"/campaigns/{_survey(garden)}"}
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with desk_of(garden) as server:
            _send_away(garden)
            for name, address in addresses.items():
                _take(browser, server, name, address, SCREEN)
            for name in ("board", "case", "tasks", "figures"):
                _take(browser, server, f"{name}-phone", addresses[name], PHONE)
            _speak(garden, Language.ENGLISH)
            _take(browser, server, "board-en", addresses["board"], SCREEN)
        browser.close()


def _addresses(garden: Garden) -> dict[str, str]:
    with garden.looking() as session:
        handled = select(Case.number).where(
            Case.state == CaseState.HANDLING,
            Case.kind == CaseKind.REPAIR,
            Case.urgency == Urgency.NORMAL,
        )
        number = session.exec(handled.order_by(col(Case.id).desc())).first()
        task = session.exec(select(col(Task.id)).where(Task.state == TaskState.OPEN)).first()
    return {
        "board": "",
        "case": f"/cases/{number}",
        "tasks": "/tasks",
        "task": f"/tasks/{task}",
        "delivery": "/delivery?shelf=refused",
        "figures": "/figures?period=2026-10",
        "audit": "/audit?since=2026-10-01",
        "estate": "/estate",
        "duty": "/estate/duty",
        "wording": "/estate/wording",
        "tables": "/estate/exports",
    }


def _survey(garden: Garden) -> str:
    """A survey in its first week: six homes of ten have answered."""
    survey = Survey(garden, SURVEYED)
    for nth, home in enumerate(survey.homes[:ANSWERED]):
        survey.answers(home, tuple(Satisfaction)[nth % 3], "希望早点清运垃圾" if nth == 0 else "")
    return survey.number


def _send_away(garden: Garden) -> None:
    """Somebody is on leave, so that it can be seen who stands in."""
    garden.send_away("gong", days=3, since=garden.now)


def _speak(garden: Garden, language: Language) -> None:
    with garden.changing() as session:
        member = find_staff(session, "zhou")
        account = None if member is None else account_of(session, member.id)
        if account is not None:
            account.language = language


def _take(
    browser: Browser, server: DeskServer, name: str, address: str, size: ViewportSize
) -> None:
    with page_of(browser, server, size) as page:
        page.set_default_timeout(120_000)
        page.goto(f"{server.base}/console{address}")
        taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(COLOURS).save(DOCS / f"console-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
