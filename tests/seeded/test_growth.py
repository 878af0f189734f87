"""No page of the desk grows with the cases that have ended: not in statements, not in work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.refusing import refusing
from tests.bot.console.browser import Browser
from tests.bot.console.desk import Desk, garden_routes
from tests.estate import CHEN, MORNING, Garden
from tests.metering import Meter, metered, scanned
from tests.seeded.estate import add_ended, seeded_estate
from tests.seeded.lives import LIVES

FEW, MANY = 50, 500
HOMES, UNFINISHED = 40, 2
GROWTH_MAX = 1.3
"""Times as much work: an index is a little deeper where ten times as many have ended."""
LONG_AGO = MORNING - timedelta(days=100)
"""The ended cases are no part of the month that the figures are about."""
PAGES = (
    "",
    "?shelf=mine",
    "?shelf=nobodys&kind=repair",
    f"?q={CHEN}",
    "/cases/{number}",
    "/cases/{number}/talk",
    "/figures?period=2026-11",
    "/figures/rows/reported?period=2026-11",
    "/tasks",
    "/delivery",
    "/delivery?shelf=refused",
    "/estate",
    "/estate?q=11-1",
    "/estate/homes/2",
)
LISTS_OF_ENDED = ("?shelf=ended", "/tasks?shelf=ended")
"""A page of them is full with the many and not with the few; how they are looked up is as good."""


@asynccontextmanager
async def lead_at_the_desk(garden: Garden) -> AsyncIterator[Browser]:
    application = web.Application(middlewares=[refusing])
    application.add_routes(garden_routes(garden))
    async with TestClient(TestServer(application)) as client:
        yield Desk(garden, client, Path()).seat("zhou")


async def costs(garden: Garden, number: str, *pages: str) -> dict[str, Meter]:
    """What each page asks of the database."""
    found = {}
    async with lead_at_the_desk(garden) as browser:
        await browser.open("/console/account")  # whoever has just come in is noted, once
        for page in pages:
            address = f"/console{page.format(number=number)}"
            with metered(garden.database) as meter:
                assert (await browser.open(address)).status == 200, address
            found[page] = meter
    return found


@pytest.mark.timeout(600)  # A whole estate is planted: patience on a machine that is busy.
@pytest.mark.both_databases
async def test_no_page_costs_more_where_more_cases_have_ended(empty_database_url: str) -> None:
    cases = FEW + UNFINISHED + len(LIVES)
    garden = seeded_estate(empty_database_url, homes=HOMES, cases=cases, unfinished=UNFINISHED)
    number = garden.case(garden.report(home=CHEN)).number
    few = await costs(garden, number, *PAGES)
    add_ended(garden, MANY - FEW, LONG_AGO)
    many = await costs(garden, number, *PAGES, *LISTS_OF_ENDED)

    for page, before in few.items():
        after = many[page]
        assert len(after.statements) == len(before.statements), page
        assert after.steps <= before.steps * GROWTH_MAX, (page, before.steps, after.steps)
    if not garden.database.is_sqlite:
        for page, meter in many.items():
            assert scanned(garden.database.engine, meter) == [], page
    garden.close()
