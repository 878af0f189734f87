"""Hostile words in a real browser: what people, files and questionnaires say runs nowhere (S9)."""

import pytest
from playwright.sync_api import Browser

from tests.bot.console.test_hostile_surveys import addresses, surveyed, written_to
from tests.e2e.desk_pages import DESK, desk_of, page_of
from tests.estate import plant

pytestmark = pytest.mark.timeout(300)


def test_no_script_that_somebody_wrote_runs_on_any_page(
    empty_sqlite_database: str, browser: Browser
) -> None:
    garden = plant(empty_sqlite_database)
    case, survey = written_to(garden), surveyed(garden)
    pages = addresses(garden, survey, case)
    with desk_of(garden, "boss") as office, page_of(browser, office, DESK) as page:
        for address in pages:
            answer = page.goto(f"{office.base}{address}")
            assert answer is not None
            assert answer.status == 200, address
        assert page.evaluate("1 + 1") == 2, "what is looked for can be seen here"
