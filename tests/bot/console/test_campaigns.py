"""Campaigns: a survey is drafted, run, compared, reported, signed and published at the desk."""

import re
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import select

from bot.console.pages import desk_routes
from bot.pages.survey_results import SurveyPages
from flows.forms.keyed import read_keyed
from flows.forms.reading import load_form
from flows.rules.survey.words import CampaignState, CampaignVerb
from storage.audit import AuditEntry
from storage.campaigns import Campaign, find_campaign
from storage.estates import Home
from storage.keyed_responses import Collected, KeyedMode, key_in
from storage.staff import find_staff
from tests.bot.console.browser import Browser
from tests.bot.console.desk import Desk
from tests.estate import Garden
from tests.survey_estate import STARTS_ON, draft, invited, people, run

NASTY = '<script>alert("1")</script>'
DRAFT = {
    "title": "下半年满意度调查",
    "kind": "periodic",
    "form": "quarter",
    "size": "6",
    "prizes": "1",
    "starts_on": STARTS_ON.isoformat(),
    "last_day": "",
    "seed": "2026-2",
    "owner": "zhou",
}
LIST = "/console/campaigns"
LISTED = r"<summary>\d+ 户</summary>([^<]+)<"


def homes(garden: Garden) -> None:
    """Two buildings of six homes, where everybody agrees to surveys."""
    people(garden, [f"{building}-{room}" for building in (1, 2) for room in range(101, 107)])


def said(garden: Garden, **changed: str) -> dict[str, str]:
    """What is typed into the form of a draft."""
    return {**DRAFT, "estate": str(garden.id), **changed}


def answered(garden: Garden, number: str, count: int, opinion: str = "") -> None:
    """So many of the homes that were drawn answer on paper, which xiao.lin keys in."""
    with garden.changing() as session:
        campaign, member = find_campaign(session, number), find_staff(session, "xiao.lin")
        assert campaign is not None
        assert member is not None
        form = load_form(campaign.form_content)
        left_blank = {"abstained": "skipped"}
        given = read_keyed(
            form,
            {
                "overall": "satisfied",
                "attitude": "satisfied",
                "improve_first": left_blank,
                "opinion": opinion or left_blank,
            },
        )
        for code in invited(garden, number)[:count]:
            home = session.exec(select(Home).where(Home.code == code)).one()
            collected = Collected(member, member.role, KeyedMode.LETTER, "文件柜 3", "test")
            key_in(session, campaign, home, given, collected, garden.now)


def closed(garden: Garden, *, answers: int = 3, opinion: str = "电梯太慢") -> str:
    """A survey that has run; its number."""
    homes(garden)
    number = draft(garden, 6, prizes=1)
    run(garden, CampaignVerb.FREEZE, number)
    garden.now += timedelta(days=12)
    run(garden, CampaignVerb.START, number)
    garden.wait(hours=3)
    answered(garden, number, answers, opinion)
    garden.now += timedelta(days=14)
    run(garden, CampaignVerb.CLOSE, number)
    return number


def campaign(garden: Garden, number: str) -> Campaign:
    with garden.looking() as session:
        found = find_campaign(session, number)
        assert found is not None
        return found


def everything(garden: Garden) -> dict[str, object]:
    """All rows but what every request leaves behind."""
    rows = garden.rows()
    return {name: rows[name] for name in rows if name not in {"audit_entry", "console_session"}}


def inner(shown: str) -> str:
    """What stands in the frame of a page, space aside."""
    return re.sub(r"\s+", " ", shown).strip()


async def signed_and_published(desk: Desk, number: str) -> None:
    """Three sign, the office compares, and everybody sees what was previewed."""
    garden, at = desk.garden, f"{LIST}/{number}"
    early = await desk.seat("wang").send(f"{at}/do/publish")
    assert early.status == 409
    assert "已出报告" in early.words
    for userid, reviewer in (("zhou", "service"), ("wang", "management"), ("boss", "executive")):
        await desk.seat(userid).send(f"{at}/do/sign", **{"as": reviewer, "remark": "已阅"})
    waiting = await desk.seat("wang").open(f"{at}/publication")
    assert "还有 1 份答卷要和原件核对" in waiting.words, (
        "a tenth of the answers is compared before (R16)"
    )
    office = desk.seat("shen")
    (response,) = re.findall(
        rf"{at}/responses/(\d+)", (await office.open(f"{at}/responses?shelf=to_check")).text
    )
    await office.send(f"{at}/responses/{response}", mark="match", remark="与原件一致")
    wang = desk.seat("wang")
    preview = await wang.open(f"{at}/publication")
    assert "可以公布了" in preview.words
    await wang.send(f"{at}/do/publish")

    assert campaign(garden, number).state is CampaignState.PUBLISHED
    assert number in (await wang.open(f"{LIST}?shelf=published")).words
    application = web.Application()
    application.add_routes(SurveyPages(garden.database, lambda: garden.now).routes())
    async with TestClient(TestServer(application)) as phone:
        public = await (await phone.get(f"/surveys/{number}")).text()
    everybody = inner(public.partition("<main>")[2].partition("</main>")[0])
    assert everybody in inner(preview.text), "the preview is what everybody then sees"


async def test_a_whole_survey_is_run_from_its_draft_to_its_publication(desk: Desk) -> None:
    garden = desk.garden
    homes(garden)
    zhou = desk.seat("zhou")
    form = await zhou.open(f"{LIST}/new")
    assert 'value="2026-12-05"' in form.text, "a weekend, more than a week ahead (R5, R7)"
    before = everything(garden)
    tried = await zhou.send(f"{LIST}/new", **said(garden), do="preview")
    assert "抽中 6 户" in tried.words
    assert "微信模板消息 6 3 规则估计" in tried.words, "half of those asked by WeChat answer"
    assert everything(garden) == before
    kept = await zhou.send(f"{LIST}/new", **said(garden), do="keep")
    (number,) = re.findall(r"DC-\d{8}-\d{4}", kept.words)[:1]
    at = f"{LIST}/{number}"
    previewed = re.findall(LISTED, tried.text)

    fixed = await zhou.send(f"{at}/do/freeze")
    assert "名单已定" in fixed.words
    drawn = await zhou.open(f"{at}/draw")
    assert "和名单一致" in drawn.words
    assert re.findall(LISTED, drawn.text) == previewed
    garden.now += timedelta(days=12)
    zhou = desk.seat("zhou")
    assert "进行中" in (await zhou.send(f"{at}/do/start")).words
    answered(garden, number, 4, "电梯太慢，早上要等十分钟")
    watching = await zhou.open(at)
    assert "4 / 6" in watching.words
    assert "已达到 60% 的目标" in watching.words
    garden.now += timedelta(days=14)
    zhou = desk.seat("zhou")
    await zhou.send(f"{at}/do/close")
    reported = await zhou.send(f"{at}/do/report")
    assert "客户满意度调查报告" in reported.words
    assert "100.0%" in reported.words
    file = await zhou.open(f"{at}/report/docx")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{number}.docx"'
    await signed_and_published(desk, number)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"size": "viele"}, "抽多少户要写一个整数"),
        ({"size": "0"}, "抽多少户 要在 1"),
        ({"prizes": "x"}, "奖品数要写一个整数"),
        ({"starts_on": ""}, "请填写开始日"),
        ({"starts_on": "2026-11-01"}, "开始日 要在"),
        ({"title": "  "}, "名称（住户会看到）"),
        ({"estate": "none"}, "小区"),
        ({"form": "own", "yaml": "id: x\nitems: ["}, "YAML 写法不对"),
        ({"form": "nothing"}, "请选择问卷"),
        ({"owner": "nobody"}, "没有这位负责人"),
    ],
)
async def test_a_draft_that_cannot_be_says_why_and_loses_nothing(
    desk: Desk, changed: dict[str, str], sentence: str
) -> None:
    garden = desk.garden
    fields = said(garden, title="邻里关系调查", seed="种子 7") | changed
    for do in ("preview", "keep"):
        shown = await desk.seat("zhou").send(f"{LIST}/new", **fields, do=do)
        assert shown.status == 409
        assert sentence in shown.words
        assert "种子 7" in shown.text
        assert changed.get("yaml", "") in shown.text
    with garden.looking() as session:
        assert session.exec(select(Campaign)).all() == []


async def test_a_draft_is_corrected_and_given_up(desk: Desk) -> None:
    garden = desk.garden
    number = draft(garden, 6)
    at, browser = f"{LIST}/{number}", desk.seat("zhou")
    form = await browser.open(f"{at}/draft")
    assert "保持不变" in form.words
    fields = said(garden, form="kept", title="年底调查", size="7", seed="s")
    same = await browser.send(f"{at}/draft", **fields, do="keep")
    assert "年底调查" in same.words
    assert (campaign(garden, number).title, campaign(garden, number).size) == ("年底调查", 7)
    refused = await browser.send(f"{at}/do/drop", reason=" ")
    assert refused.status == 409
    await browser.send(f"{at}/do/drop", reason="改在春天")

    assert campaign(garden, number).dropped_at is not None
    assert number in (await browser.open(f"{LIST}?shelf=dropped")).words
    assert number not in (await browser.open(LIST)).words
    assert "不再办理" in (await browser.open(at)).words


async def test_what_comes_out_of_time_asks_for_a_managers_reason(desk: Desk) -> None:
    garden = desk.garden
    homes(garden)
    number = draft(garden, 6, starts_on=STARTS_ON - timedelta(days=9))
    at = f"{LIST}/{number}"
    lead = await desk.seat("zhou").open(at)
    assert "请项目经理写明原因" in lead.words
    wang = desk.seat("wang")
    assert 'name="reason"' in (await wang.open(at)).text
    refused = await desk.seat("zhou").send(f"{at}/do/freeze", reason="业委会要求提前")
    assert refused.status == 409
    assert "业委会要求提前" in refused.words
    await wang.send(f"{at}/do/freeze", reason="业委会要求提前")

    assert campaign(garden, number).state is CampaignState.FROZEN


async def test_what_came_back_keeps_itself_fresh(desk: Desk) -> None:
    garden = desk.garden
    homes(garden)
    number = draft(garden, 6)
    run(garden, CampaignVerb.FREEZE, number)
    garden.now += timedelta(days=12)
    run(garden, CampaignVerb.START, number)
    browser = desk.seat("xiao.lin")
    page = await browser.open(f"{LIST}/{number}")
    (address,) = re.findall(r'hx-get="([^"]+)"', page.text)

    assert (await browser.open(address)).status == 204
    answered(garden, number, 1)
    part = await browser.open(address)
    assert part.status == 200
    assert "1 / 6" in part.words
    assert "<html" not in part.text


async def test_a_response_is_read_beside_its_original_and_that_is_logged(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    browser = desk.seat("wang")
    shown = await browser.open(f"{LIST}/{number}/responses")
    response = re.findall(rf"{number}/responses/(\d+)", shown.text)[0]
    page = await browser.open(f"{LIST}/{number}/responses/{response}")

    assert "总体 满意" in page.words
    assert "电梯太慢" in page.words
    assert "文件柜 3" in page.words
    with garden.looking() as session:
        subjects = [one.subject for one in session.exec(select(AuditEntry)) if one.by == "wang"]
    assert f"response to {number} {response}" in subjects
    assert (await browser.open(f"{LIST}/{number}/responses/99999")).status == 404


async def test_one_falsification_has_all_responses_compared(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    at, office = f"{LIST}/{number}/responses", desk.seat("shen")
    (drawn,) = re.findall(rf"{at}/(\d+)", (await office.open(f"{at}?shelf=to_check")).text)
    lead = await desk.seat("zhou").send(f"{at}/{drawn}", mark="match")
    assert lead.status == 403
    unsaid = await office.send(f"{at}/{drawn}", remark="住户没填过")
    assert unsaid.status == 409
    assert "住户没填过" in unsaid.text
    await office.send(f"{at}/{drawn}", mark="falsified", remark="住户没填过")

    assert "发现不实，全部复查" in (await office.open(at)).words
    waiting = await office.open(f"{at}?shelf=to_check")
    assert len(set(re.findall(rf"{at}/(\d+)", waiting.text))) == 2
    assert "造假" in (await office.open(f"{at}/{drawn}")).words


async def test_measures_prizes_and_calls_stand_on_one_page(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    at, lead = f"{LIST}/{number}", desk.seat("zhou")
    page = await lead.open(f"{at}/results")
    assert "意见回访（15 天内） 3 0 0" in page.words, "three to call, none late"
    assert "没有交的住户 3" in page.words
    assert "电梯太慢" in page.words
    empty = await lead.send(f"{at}/measures", text="", about="overall")
    assert "请写明要改进什么" in empty.words
    await lead.send(f"{at}/measures", text="早高峰电梯分层停靠", about="overall")
    (measure,) = re.findall(r"/measures/(\d+)", (await lead.open(f"{at}/results")).text)
    bare = await lead.send(f"{at}/measures/{measure}", state="adopted", decision="本周开始")
    assert bare.status == 409
    assert "本周开始" in bare.words
    due = {"owner": "gong", "due_on": "2026-12-30"}
    await lead.send(f"{at}/measures/{measure}", state="adopted", decision="本周开始", **due)
    await lead.send(f"{at}/measures/{measure}", state="done", result="已实行", **due)
    done = await lead.open(f"{at}/results")
    assert "已办好" in done.words
    assert "结果: 已实行" in done.words

    given = await desk.seat("xiao.lin").send(f"{at}/prizes", place="1")
    assert "Xiao.Lin 已发放" in given.words
    assert (await lead.send(f"{at}/prizes", place="1")).status == 409
    assert (await lead.send(f"{at}/prizes", place="2")).status == 404


async def test_nobody_signs_twice(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    at, boss = f"{LIST}/{number}", desk.seat("boss")
    unnamed = await boss.send(f"{at}/do/sign", remark="少问两题")
    assert unnamed.status == 409
    assert "少问两题" in unnamed.text
    await boss.send(f"{at}/do/sign", **{"as": "service", "remark": "少问两题"})
    again = await boss.send(f"{at}/do/sign", **{"as": "executive", "remark": "再看看"})

    assert again.status == 409
    assert "再看看" in again.text
    assert "等签字：管理层、公司领导" in again.words


async def test_a_foreign_estates_survey_is_not_there(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    foreign, before = desk.seat("liu"), everything(garden)
    parts = {"number": number, "verb": "sign", "wanted": "docx", "id": "1"}
    for route in desk_routes():
        if route.name.startswith("campaign") and "{number}" in route.path:
            path = f"/console{re.sub(r':[^}]*}', '}', route.path).format(**parts)}"
            shown = await (foreign.open(path) if route.method == "GET" else foreign.send(path))
            assert shown.status in {403, 404}, route.name
    assert number not in (await foreign.open(LIST)).words
    assert everything(garden) == before


async def test_an_auditor_reads_all_and_runs_nothing(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    auditor = desk.seat("shen")
    for tab in ("", "/draw", "/responses", "/results", "/report", "/publication"):
        page = await auditor.open(f"{LIST}/{number}{tab}")
        assert page.status == 200
        assert re.findall(rf'action="{LIST}[^"]*"', page.text) == []
    assert (await auditor.send(f"{LIST}/{number}/do/report")).status == 403
    assert (await auditor.open(f"{LIST}/new")).status == 403


async def test_nothing_that_somebody_wrote_becomes_markup(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden, opinion=NASTY)
    run(garden, CampaignVerb.REPORT, number)
    with garden.changing() as session:
        found = find_campaign(session, number)
        assert found is not None
        found.title = NASTY
        session.add(found)
    at, browser = f"{LIST}/{number}", desk.seat("zhou")
    await browser.send(f"{at}/measures", text=NASTY, about="")
    response = re.findall(r"/responses/(\d+)", (await browser.open(f"{at}/responses")).text)[0]
    tabs = ("", "/responses", f"/responses/{response}", "/results", "/report", "/publication")
    for path in (LIST, *(f"{at}{tab}" for tab in tabs)):
        assert NASTY not in (await browser.open(path)).text, path


async def test_the_pages_read_english(desk: Desk) -> None:
    garden = desk.garden
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    browser: Browser = desk.seat("boss")
    await browser.send("/console/account/language", language="en", back=LIST)
    for tab, words in {
        "": "Read and sign the report",
        "/draw": "the same homes",
        "/responses": "To compare",
        "/results": "Opinions to call back",
        "/report": "Report on residents",
        "/publication": "Exactly what residents see",
    }.items():
        assert words in (await browser.open(f"{LIST}/{number}{tab}")).words


async def test_a_survey_that_nothing_is_planned_for_names_its_last_day(desk: Desk) -> None:
    homes(desk.garden)
    number = draft(desk.garden, 6)
    run(desk.garden, CampaignVerb.FREEZE, number)
    with desk.garden.changing() as session:
        survey = find_campaign(session, number)
        assert survey is not None
        survey.next_at = None
    page = await desk.seat("zhou").open(f"{LIST}/{number}")

    assert "自动截止" in page.words
    assert "— 自动截止" not in page.words
