"""The page of a case: everything about it, and every verb; two clerks at once lose nothing."""

import asyncio
import re

import pytest
from sqlmodel import select

from bot.channels import ChannelName, Incoming, IncomingMedia, MediaKind
from bot.media_files import keep_file
from bot.reception import receive
from flows.rules.vocabulary import CaseKind, CaseState, Urgency
from storage.audit import AuditEntry
from storage.cases import Case, Media
from tests.bot.console.browser import Browser, Shown
from tests.bot.console.desk import Desk
from tests.estate import CHEN, LI, Garden
from tests.fakes.photos import photo

ANSWER = "师傅下午三点到，请家里留人。"


def number(garden: Garden, case_id: int) -> str:
    return garden.case(case_id).number


def seen(shown: Shown) -> str:
    return next(iter(re.findall(r'name="seen" value="(\d+)"', shown.text)), "")


async def do(browser: Browser, number: str, verb: str, **fields: str) -> Shown:
    """Open the case, fill in the verb's form, send it."""
    page = await browser.open(f"/console/cases/{number}")
    return await browser.send(f"/console/cases/{number}/{verb}", seen=seen(page), **fields)


def written(garden: Garden, text: str, key: str, *media: IncomingMedia) -> None:
    """Chen writes in WeChat."""
    incoming = Incoming(ChannelName.WECHAT, "gh", key, "openid-chen", text, media=media)
    receive(garden.database, incoming, garden.now)


async def test_a_clerk_answers_and_the_resident_will_hear_it(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    browser = desk.seat("xiao.lin")
    shown = await do(browser, number(garden, case_id), "respond", text=ANSWER)

    assert shown.status == 200
    assert "的回复已记录" in shown.words
    assert "的回复已记录" not in (await browser.open("/console")).words, "said once"
    assert garden.state(case_id) is CaseState.HANDLING
    assert any(ANSWER in text for text in garden.heard(case_id))
    assert ANSWER in shown.words


async def test_every_verb_of_the_chat_is_a_form_with_the_fields_it_needs(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    name = number(garden, case_id)
    clerk, lead, manager = desk.seat("xiao.lin"), desk.seat("zhou"), desk.seat("wang")
    await do(clerk, name, "accept")
    await do(clerk, name, "respond", text=ANSWER, promised_at="2026-11-24T10:00", via="phone")
    await do(clerk, name, "reclassify", **{"class": "management"})
    await do(clerk, name, "propose", plan="换水管")
    await do(lead, name, "approve", decision="approve")
    await do(lead, name, "extend", kind="solution", until="2027-01-20T10:00", reason="等零件")
    await do(clerk, name, "assign", handler="zhou")
    await do(lead, name, "resolve", result="换好了", measures="整根更换", improvement="每月检查")
    await do(
        clerk, name, "revisit", via="phone", fixed="yes", satisfaction="satisfied", remark="谢谢"
    )
    await do(clerk, name, "sign_off", satisfied="yes")
    archived = await do(manager, name, "archive")
    assert archived.status == 200, archived.words[:300]

    case = garden.case(case_id)
    assert case.state is CaseState.CLOSED
    assert case.promised_at is not None
    assert case.promised_at.isoformat() == "2026-11-24T02:00:00+00:00"
    assert case.verdict_fixed
    story = garden.story(case_id)
    for kind in ("accepted", "responded", "proposed", "plan_approve", "extended", "assigned",
                 "resolved", "revisited", "signed_off", "archived"):  # fmt: skip
        assert kind in story, kind


async def test_what_is_refused_says_why_and_keeps_what_was_typed(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    browser = desk.seat("xiao.lin")
    name = number(garden, case_id)
    for fields, said in (
        ({"text": ANSWER, "promised_at": "2026-11-01T10:00"}, "答复"),
        ({"text": ANSWER, "promised_at": "soon"}, "答复"),
        ({"text": "", "promised_at": "2026-11-29T10:00"}, "回复内容"),
    ):
        refused = await do(browser, name, "respond", **fields)
        assert refused.status == 409
        assert said in refused.words
        assert "您填写的内容都还在" in refused.words
        assert fields["text"] in refused.text
        assert fields["promised_at"] in refused.text
    assert garden.story(case_id) == ["opened"]


async def test_nobody_does_more_here_than_in_the_chat(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report(kind=CaseKind.SUGGESTION)
    browser = desk.seat("xiao.lin")
    name = number(garden, case_id)
    page = await browser.open(f"/console/cases/{name}")
    refused = await do(browser, name, "withdraw", reason="不想要")

    assert f"/cases/{name}/withdraw" not in page.text
    assert refused.status == 403
    assert garden.state(case_id) is CaseState.OPEN
    assert (await browser.send(f"/console/cases/{name}/explode", seen=seen(page))).status == 404


@pytest.mark.both_databases
async def test_two_clerks_at_the_same_second_one_wins_and_the_other_loses_nothing(
    desk: Desk,
) -> None:
    garden = desk.garden
    case_id = garden.report()
    name = number(garden, case_id)
    lin, zhou = desk.seat("xiao.lin"), desk.seat("zhou")
    pages = [await one.open(f"/console/cases/{name}") for one in (lin, zhou)]
    answers = await asyncio.gather(
        *(
            one.send(f"/console/cases/{name}/respond", text=f"我是第{n}个", seen=seen(page))
            for n, (one, page) in enumerate(zip((lin, zhou), pages, strict=True))
        )
    )

    assert sorted(answer.status for answer in answers) == [200, 409]
    ((n, lost),) = [(n, one) for n, one in enumerate(answers) if one.status == 409]
    assert "有了新的变化" in lost.words
    assert f"我是第{1 - n}个" in lost.words, "what the other did"
    assert f">我是第{n}个</textarea>" in lost.text, "what she typed"
    assert garden.story(case_id).count("responded") == 1
    loser = (lin, zhou)[n]
    again = await loser.send(f"/console/cases/{name}/respond", text=f"我是第{n}个", seen=seen(lost))
    assert again.status == 200
    assert garden.story(case_id).count("responded") == 2


async def test_a_form_that_is_sent_twice_counts_once(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    browser = desk.seat("xiao.lin")
    name = number(garden, case_id)
    page = await browser.open(f"/console/cases/{name}")
    for status in (200, 409):
        sent = await browser.send(f"/console/cases/{name}/respond", text=ANSWER, seen=seen(page))
        assert sent.status == status

    assert garden.story(case_id).count("responded") == 1


async def test_the_conversation_stands_as_the_resident_saw_it_with_photos(desk: Desk) -> None:
    garden = desk.garden
    picture = IncomingMedia(MediaKind.IMAGE, "media-1", "image/jpeg")
    written(garden, "电梯里有人被困住了，快来", "k1")
    written(garden, "", "k2", picture)
    with garden.changing() as session:
        case = session.exec(select(Case)).one()
        media = session.exec(select(Media)).one()
        content = photo()
        folder = desk.media_dir
        media.sha256, media.state = keep_file(folder, content), "stored"
        media.content_type, media.case_id = "image/jpeg", case.id
        name, media_id = case.number, media.id
    browser = desk.seat("xiao.lin")
    shown = await browser.open(f"/console/cases/{name}")
    sent = await browser.open(f"/console/media/{media_id}")

    assert shown.words.index("电梯里有人被困住了，快来") < shown.words.index(name, 200)
    assert f'<img src="/console/media/{media_id}"' in shown.text
    assert sent.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert (await desk.seat("liu").open(f"/console/media/{media_id}")).status == 404


async def test_a_foreign_case_is_not_there_and_nor_is_one_about_its_reader(desk: Desk) -> None:
    garden = desk.garden
    ours, about = garden.report(), garden.report("小林态度差", about="xiao.lin")
    for userid, case_id, status in (
        ("liu", ours, 404),
        ("xiao.lin", about, 404),
        ("zhou", about, 200),
        ("boss", ours, 200),
        ("shen", ours, 200),
        ("gong", ours, 200),
    ):
        browser = desk.seat(userid)
        name = number(garden, case_id)
        for path in (f"/console/cases/{name}", f"/console/cases/{name}/sheet.pdf"):
            assert (await browser.open(path)).status == status, (userid, path)
        if status == 404:
            sent = await browser.send(f"/console/cases/{name}/respond", text="x", seen="9")
            assert sent.status == 404
    assert garden.story(ours) == garden.story(about) == ["opened"]


async def test_an_auditor_reads_a_case_and_finds_nothing_to_press(desk: Desk) -> None:
    garden = desk.garden
    name = number(garden, garden.report())
    browser = desk.seat("shen")
    shown = await browser.open(f"/console/cases/{name}")

    assert shown.status == 200
    assert f'action="/console/cases/{name}' not in shown.text
    sent = await browser.send(f"/console/cases/{name}/respond", text="x", seen="9")
    assert sent.status == 403


async def test_reading_and_doing_stand_in_the_audit_log(desk: Desk) -> None:
    garden = desk.garden
    name = number(garden, garden.report())
    await do(desk.seat("xiao.lin"), name, "accept")
    with garden.looking() as session:
        lines = {
            (one.action, one.subject, one.by, one.via) for one in session.exec(select(AuditEntry))
        }

    assert ("read", f"case {name}", "xiao.lin", "console") in lines
    assert ("accept", f"case {name}", "xiao.lin", "console") in lines


async def test_what_the_bot_understood_is_corrected_with_one_click(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report("厨房水管漏水")
    browser = desk.seat("xiao.lin")
    shown = await browser.open(f"/console/cases/{number(garden, case_id)}")
    assert "按原话：设施类" in shown.words
    await do(browser, number(garden, case_id), "reclassify", **{"class": "safety"})

    await do(browser, number(garden, case_id), "reclassify", urgency="key")

    assert garden.case(case_id).case_class == "safety"
    assert garden.case(case_id).urgency is Urgency.KEY


async def test_a_promise_knows_the_days_on_which_the_house_is_shut(desk: Desk) -> None:
    name = number(desk.garden, desk.garden.report())
    shown = await desk.seat("xiao.lin").open(f"/console/cases/{name}")

    assert re.search(r'<td class="off">\s*<button[^>]*2026-11-28T10:00', shown.text), "Saturday"
    assert re.search(r'<td class="on">\s*<button[^>]*2026-11-27T10:00', shown.text), "Friday"


async def test_earlier_cases_of_the_home_and_repeats_lie_beside_it(desk: Desk) -> None:
    garden = desk.garden
    first = garden.report("厨房水管漏水", home=CHEN)
    garden.resolve(first)
    second = garden.report("厨房水管又漏水了", home=CHEN)
    other = garden.report("隔壁的事", home=LI)
    shown = await desk.seat("xiao.lin").open(f"/console/cases/{number(garden, second)}")

    assert number(garden, first) in shown.words
    assert number(garden, other) not in shown.words


async def test_the_sheet_to_sign_is_a_pdf(desk: Desk) -> None:
    name = number(desk.garden, desk.garden.report())
    sheet = await desk.seat("xiao.lin").ask("GET", f"/console/cases/{name}/sheet.pdf")

    assert sheet.headers["Content-Type"] == "application/pdf"
    assert sheet.text.startswith("%PDF-")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}{% raw %}",
        "</textarea><svg/onload=alert(1)>",
        "javascript:alert(1)",
        "\u202e反\u2066",
    ],
)
async def test_no_words_of_a_resident_become_a_part_of_the_page(desk: Desk, text: str) -> None:
    garden = desk.garden
    case_id = garden.report(text)
    browser = desk.seat("xiao.lin")
    name = number(garden, case_id)
    board = await browser.open("/console")
    page = await do(browser, name, "respond", text=text, promised_at=text)
    for shown in (board, page):
        assert "<img src=x" not in shown.text
        assert "<svg" not in shown.text
        assert "<script>alert" not in shown.text
    assert page.status == 409


async def test_what_came_by_phone_becomes_a_case(desk: Desk) -> None:
    garden = desk.garden
    browser = desk.seat("xiao.lin")
    assert (await browser.open("/console/cases/new")).status == 200
    shown = await browser.send(
        "/console/cases/new",
        source="letter", kind="repair", text="楼道灯不亮", home=CHEN,
        name="陈先生", phone="13800000001",
    )  # fmt: skip

    assert "已登记" in shown.words
    with garden.looking() as session:
        case = session.exec(select(Case)).one()
    assert (case.source, case.kind, case.text) == ("letter", "repair", "楼道灯不亮")
    assert case.case_class == "facility"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "请写下"),
        ({"text": "漏水", "home": "99-9-999"}, "没有这个房号"),
        ({"text": "漏水", "phone": "call me"}, "电话号码不对"),
        ({"text": "长" * 20_001}, "太长"),
        ({"text": "谢谢", "kind": "praise", "about": "zhou"}, "只有投诉"),
        ({"text": "漏水", "about": "liu"}, "只有投诉"),
    ],
)
async def test_a_form_that_cannot_be_a_case_keeps_what_was_typed(
    desk: Desk, fields: dict[str, str], said: str
) -> None:
    shown = await desk.seat("xiao.lin").send("/console/cases/new", **fields)

    assert shown.status == 400
    assert said in shown.words
    assert fields["text"] in shown.text
    with desk.garden.looking() as session:
        assert session.exec(select(Case)).all() == []
