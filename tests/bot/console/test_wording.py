"""An estate's own words: residents read them, staff answer in them, every change is on file."""

import re
from itertools import product

import pytest
from sqlmodel import select

from bot.console.wording_preview import preview
from bot.console.words import FOLDERS, words_in
from flows.rules.vocabulary import Language, Verb
from flows.wording.catalogue import sentences
from flows.wording.own import OF_TALKS, places
from storage.audit import AuditEntry
from storage.own_wording import OwnWording, word_anew
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.bot.console.test_cases import do
from tests.bot.console.test_tasks import NASTY
from tests.estate import Garden

PAGE = "/console/estate/wording"
KEY = "reply.coming"
PACKAGED = {one: sentences(one)[KEY] for one in Language}
OWN = "您好，师傅已经出发，请稍等。"


def kept(garden: Garden) -> list[tuple[str, str]]:
    with garden.looking() as session:
        return [(one.language.value, one.text) for one in session.exec(select(OwnWording))]


async def change(browser: Browser, **texts: str) -> Shown:
    base = re.findall(r'name="base" value="(\d+)"', (await browser.open(PAGE)).text)[0]
    fields = {one.value: text for one, text in PACKAGED.items()}
    return await browser.send(PAGE, **{"key": KEY, "base": base, **fields, **texts})


async def test_staff_answer_in_the_estates_own_words_and_the_resident_reads_them(
    desk: Desk,
) -> None:
    garden = desk.garden
    number = garden.case(garden.report()).number
    manager, clerk = desk.seat("wang"), desk.seat("xiao.lin")
    done = await change(manager, **{"zh-Hans": OWN})

    assert "用语已更新" in done.words
    assert kept(garden) == [("zh-Hans", OWN)], "what is as it came is not kept"
    case = await clerk.open(f"/console/cases/{number}")
    assert OWN in case.text
    assert PACKAGED[Language.SIMPLIFIED] not in case.text
    await do(clerk, number, "respond", text=OWN)
    with garden.looking() as session:
        query = select(AuditEntry).where(AuditEntry.action == "wording")
        (entry,) = session.exec(query)
    assert (entry.by, entry.details) == ("wang", {"language": "zh-Hans"})
    assert any(OWN in str(row) for row in garden.rows()["outgoing"])


RECEIPT = "report.receipt"
RECEIPTS = {one.value: sentences(one)[RECEIPT] for one in Language}


async def test_what_the_bot_says_is_reworded_and_previewed_with_examples(desk: Desk) -> None:
    garden = desk.garden
    manager = desk.seat("wang")
    mine = "管家记下了，单号 {number}，{due} 前回您。"
    fields = {"key": RECEIPT, **RECEIPTS, "zh-Hans": mine}
    looked = await change(manager, preview="yes", **fields)
    assert "管家记下了，单号 TS-20261123-0001，11月24日（周二）10:00 前回您。" in looked.words
    assert mine in looked.text, "to go on with"
    assert kept(garden) == []

    done = await change(manager, **fields)
    assert "用语已更新" in done.words
    assert kept(garden) == [("zh-Hans", mine)]
    case = garden.report()
    with garden.changing() as session:
        taken, text = "case.accepted", "{handler} 接了您的单 {number}。"
        word_anew(session, garden.id, taken, Language.SIMPLIFIED, text, by="wang", now=garden.now)
    garden.do(Verb.ACCEPT, case, "zhou")
    assert garden.heard(case)[-1] == f"Zhou 接了您的单 {garden.case(case).number}。"


@pytest.mark.parametrize("lost", ["管家记下了，单号 {number}。", "{number} {due} {who}"])
async def test_a_template_that_loses_a_place_is_refused_with_what_it_needs(
    desk: Desk, lost: str
) -> None:
    refused = await change(desk.seat("wang"), **{"key": RECEIPT, **RECEIPTS, "zh-Hans": lost})

    assert refused.status == 409
    assert "花括号里的内容由系统填写，须原样保留：{due} {number}" in refused.words
    assert lost in refused.text
    assert kept(desk.garden) == []


async def test_each_sentence_of_the_talks_is_shown_as_a_resident_reads_it(desk: Desk) -> None:
    with desk.garden.looking() as session:
        for key, words, one in product(OF_TALKS, map(words_in, FOLDERS), Language):
            shown = preview(session, words, key, one, "", desk.garden.now)
            assert bool(shown) is bool(places(sentences(one)[key])), key
            assert "{" not in shown, key


async def test_the_words_of_the_house_come_back_and_the_history_stays(desk: Desk) -> None:
    browser = desk.seat("wang")
    await change(browser, **{"zh-Hans": OWN, "en": "On our way."})
    back = await change(browser, reset="yes")

    assert kept(desk.garden)[2:] == [("zh-Hans", ""), ("en", "")]
    assert "恢复系统自带的话" in back.words
    assert OWN in back.words, "in the history"
    assert "本小区" not in re.sub("历次版本.*", "", back.words)


@pytest.mark.parametrize(
    ("text", "named"),
    [("长" * 501, "太长"), ("您好 {number}", "花括号"), ("您好 {", "花括号")],
)
async def test_what_cannot_be_said_is_refused_and_stays_typed(
    desk: Desk, text: str, named: str
) -> None:
    refused = await change(desk.seat("wang"), **{"zh-Hans": text})

    assert refused.status == 409
    assert named in refused.words
    assert text in refused.text
    assert kept(desk.garden) == []


async def test_of_two_who_change_the_words_the_second_looks_again(desk: Desk) -> None:
    browser = desk.seat("wang")
    await change(browser, **{"zh-Hans": OWN})
    late = await change(browser, **{"zh-Hans": "晚了", "base": "0"})

    assert late.status == 409
    assert "同事刚刚改过用语" in late.words
    assert kept(desk.garden) == [("zh-Hans", OWN)]


async def test_each_estate_has_its_own_words_and_managers_alone_change_them(desk: Desk) -> None:
    await change(desk.seat("wang"), **{"zh-Hans": OWN})
    office, lead = desk.seat("boss"), desk.seat("zhou")
    next_door = f"{PAGE}?estate={desk.garden.next_door}"

    assert OWN not in (await office.open(next_door)).text
    assert (await desk.seat("wang").send(next_door, key=KEY)).status == 404
    assert (await lead.send(PAGE, key=KEY)).status == 403
    assert "保存" not in (await lead.open(PAGE)).words
    assert (await office.send(PAGE, key="case.received")).status == 404


@pytest.mark.parametrize("nasty", [one for one in NASTY if "{" not in one])
async def test_own_words_are_shown_as_text(desk: Desk, nasty: str) -> None:
    shown = await change(desk.seat("wang"), **{"zh-Hans": nasty})

    assert nasty not in shown.text
    assert "<img" not in shown.text
