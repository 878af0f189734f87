"""The page of a case shows by itself what is new, and leaves alone what somebody is writing."""

import re

from flows.rules.vocabulary import Verb
from tests.bot.console.desk import Desk

NEWS = re.compile(r'hx-get="([^"]+/news[^"]+)"')


def news_of(text: str) -> str:
    """Where the page asks for what is new."""
    (found,) = NEWS.findall(text)
    return str(found).replace("&amp;", "&")


async def test_the_page_of_a_case_asks_cheaply_whether_anything_is_new(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    number = garden.case(case_id).number
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/cases/{number}")
    assert (await browser.open(news_of(page.text))).status == 204

    garden.do(Verb.RESPOND, case_id, "zhou", text="我已经打过电话")
    news = await browser.open(news_of(page.text))

    assert news.status == 200
    assert "这一页打开以后" in news.words
    assert "Zhou" in news.words
    assert "我已经打过电话" in news.words
    assert 'id="conversation"' in news.text
    assert 'id="timeline"' in news.text
    assert "<form" not in news.text, "whatever somebody is typing stays"
    assert (await browser.open(news_of(news.text))).status == 204
    sent = await browser.send(f"/console/cases/{number}/respond", text="我也想说", seen="1")
    assert sent.status == 409, "a page that is behind is told so before it does anything"
    assert ">我也想说</textarea>" in sent.text


async def test_what_the_house_does_by_itself_is_shown_without_a_notice(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"/console/cases/{garden.case(case_id).number}")
    garden.wait(hours=25)
    desk.seat("xiao.lin")
    news = await browser.open(news_of(page.text))

    assert news.status == 200
    assert "这一页打开以后" not in news.words
    assert "已超" in news.words
