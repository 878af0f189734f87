"""The page for everybody: how matters stand, without a name, a word or a whole room number."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.pages.progress import KEPT, ProgressPages
from bot.pages.rendering import routes as page_routes
from bot.refusing import refusing
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import CaseKind, Verb
from storage.estates import Estate
from storage.publication import board_of
from tests.estate import CHEN, LEAK, LI, Garden
from tests.storage.test_case_archiving import finished

STRICT = packaged("strict")

Phone = TestClient[web.Request, web.Application]


@pytest.fixture
async def phone(garden: Garden) -> AsyncIterator[Phone]:
    """Anybody's phone."""
    application = web.Application(middlewares=[refusing])
    pages = ProgressPages(garden.database, lambda: garden.now)
    application.add_routes([*page_routes(), *pages.routes()])
    async with TestClient(TestServer(application)) as client:
        yield client


async def board(phone: Phone, garden: Garden, language: str = "") -> str:
    answer = await phone.get(f"/progress/{garden.id}?lang={language}")
    assert answer.status == 200
    return await answer.text()


async def test_the_board_masks_homes_and_holds_no_name_and_no_word(
    garden: Garden, phone: Phone
) -> None:
    finished(garden)
    garden.report("隔壁太吵", home=LI)
    garden.report("大堂的灯坏了", home=None)
    text = await board(phone, garden)

    assert "8-1-3**" in text
    assert "公共区域" in text
    for secret in (CHEN, LI, LEAK, "太吵", "大堂", "已修好", "xiao.lin", "Xiao.Lin", "chen"):
        assert secret not in text, secret


async def test_withdrawn_cases_praise_and_calls_for_somebody_are_not_on_the_board(
    garden: Garden, phone: Phone
) -> None:
    gone = garden.report("误报")
    garden.do(Verb.WITHDRAW, gone, "zhou", reason="误报")
    garden.report("谢谢", kind=CaseKind.PRAISE)

    assert "最近没有事项" in await board(phone, garden)
    with garden.looking() as session:
        shown = board_of(session, session.get_one(Estate, garden.id), STRICT, garden.now)
    assert {one.reported for one in shown.figures} == {0}


async def test_a_board_is_built_once_a_minute(garden: Garden, phone: Phone) -> None:
    before = await board(phone, garden)
    garden.report("大堂的灯坏了", home=None)

    assert await board(phone, garden) == before
    garden.now += KEPT
    assert "公共区域" in await board(phone, garden)


async def test_shares_of_few_cases_are_not_told_and_others_are(
    garden: Garden, phone: Phone
) -> None:
    for _ in range(STRICT.publication.smallest_base - 1):
        finished(garden, home=None, text="路灯不亮")
    assert "100 %" not in await board(phone, garden)

    finished(garden, home=None, text="路灯不亮")
    garden.now += KEPT

    text = await board(phone, garden)
    assert text.count("100 %") >= 4
    assert "2026-11" in text
    assert "2026 Q4" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "办理进度公开"), ("zh-Hant", "辦理進度公開"), ("en", "how matters stand")],
)
async def test_the_board_speaks_three_languages(
    garden: Garden, phone: Phone, language: str, words: str
) -> None:
    assert words in await board(phone, garden, language)


async def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere(
    garden: Garden, phone: Phone
) -> None:
    answer = await phone.get(f"/progress/{garden.id}")
    text = await answer.text()

    assert "<script" not in text
    assert "http" not in text
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_several_estates_are_offered_and_one_that_does_not_publish_is_not_there(
    garden: Garden, phone: Phone
) -> None:
    answer = await phone.get("/progress")
    assert "隔壁花园" in await answer.text()
    hidden = replace(STRICT, publication=replace(STRICT.publication, shown=False))

    garden.govern(hidden)

    assert (await phone.get(f"/progress/{garden.id}")).status == 404
    answer = await phone.get("/progress", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, f"/progress/{garden.next_door}")


@pytest.mark.parametrize("estate", ["0", "999", "x", "99999999999", "1%00"])
async def test_an_estate_that_there_is_not_is_not_found(phone: Phone, estate: str) -> None:
    assert (await phone.get(f"/progress/{estate}")).status == 404
