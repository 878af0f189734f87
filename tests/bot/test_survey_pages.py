"""A published survey for everybody: figures and measures, never a home, a name or a word."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import select

from bot.pages.progress import ProgressPages
from bot.pages.rendering import routes as page_routes
from bot.pages.survey_results import KEPT, SurveyPages
from bot.refusing import refusing
from flows.forms.answers import Given
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import Abstention, CampaignVerb, MeasureState, Reviewer
from flows.rules.vocabulary import Purpose, Satisfaction
from storage.campaign_signing import Spoken
from storage.campaigns import lock_campaign
from storage.outgoing import Outgoing
from storage.response_checks import checks_of
from storage.staff import find_staff
from storage.survey_measures import Change, change_measure, propose_measure
from storage.survey_publication import after_publish
from tests.campaigns import Survey
from tests.estate import Garden
from tests.storage.test_survey_measures import By
from tests.survey_estate import run

Phone = TestClient[web.Request, web.Application]
SLOW = "电梯太慢了，早上要等十分钟"


@pytest.fixture
async def phone(garden: Garden) -> AsyncIterator[Phone]:
    """Anybody's phone."""
    application = web.Application(middlewares=[refusing])
    boards = ProgressPages(garden.database, lambda: garden.now)
    surveys = SurveyPages(garden.database, lambda: garden.now)
    application.add_routes([*page_routes(), *boards.routes(), *surveys.routes()])
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.fixture
def survey(garden: Garden) -> Survey:
    """Reported, with eight answers of ten; repairs were answered by four homes only."""
    survey = Survey(garden, 10, prizes=1)
    for number, home in enumerate(survey.homes[:8]):
        said = Satisfaction.DISSATISFIED if number < 5 else Satisfaction.SATISFIED
        repairs = Given("satisfied") if number < 4 else Abstention.SKIPPED
        opinion = SLOW if number < 6 else ""
        survey.answers(home, said, opinion, hygiene=Given("satisfied"), repairs=repairs)
    early = Spoken(reason="答卷已够")
    run(garden, CampaignVerb.CLOSE, survey.number, "wang", early)
    run(garden, CampaignVerb.REPORT, survey.number)
    with garden.changing() as session:
        campaign = lock_campaign(session, survey.id)
        member = find_staff(session, "wang")
        assert member is not None
        wish = propose_measure(session, campaign, member, "东门加一盏灯", "", garden.now)
        no = Change(state=MeasureState.NOT_ADOPTED, decision="消防通道不能装灯")
        change_measure(session, wish, By(member, member.role), no, garden.now)
    return survey


def publish(survey: Survey) -> None:
    """The auditor finds a drawn answer true, three people sign, then it is published."""
    with survey.garden.changing() as session:
        for check in checks_of(session, survey.id):
            check.mark = Mark.MATCH
            session.add(check)
    for by, reviewer in (
        ("zhou", Reviewer.SERVICE),
        ("wang", Reviewer.MANAGEMENT),
        ("boss", Reviewer.EXECUTIVE),
    ):
        run(survey.garden, CampaignVerb.SIGN, survey.number, by, Spoken(reviewer=reviewer))
    run(survey.garden, CampaignVerb.PUBLISH, survey.number, "wang")


async def shown(phone: Phone, survey: Survey, language: str = "") -> str:
    answer = await phone.get(f"/surveys/{survey.number}?lang={language}")
    assert answer.status == 200
    return await answer.text()


async def test_there_is_no_page_before_it_is_published(phone: Phone, survey: Survey) -> None:
    for path in (survey.number, "DC-20200101-0001", "nonsense", f"{survey.id}"):
        assert (await phone.get(f"/surveys/{path}")).status == 404


async def test_everybody_sees_figures_measures_and_why_not(phone: Phone, survey: Survey) -> None:
    publish(survey)

    text = await shown(phone, survey)

    assert "发放 10 户，交回 8 户，交回率 80.0 %" in text
    assert "东门加一盏灯" in text
    assert "消防通道不能装灯" in text
    assert "未采纳" in text
    assert "2026-下半年" in text
    assert "6 户说的是同一件事" in text
    assert "比上次" not in text  # there was none


async def test_no_cell_under_five_homes_no_home_and_no_word(phone: Phone, survey: Survey) -> None:
    publish(survey)

    text = await shown(phone, survey)

    assert "环境卫生" in text or "卫生" in text
    assert "维修" not in text  # four homes answered
    assert SLOW not in text
    for home in survey.homes:
        assert home not in text
    assert "9-1-0**" in text  # the winner


async def test_the_page_speaks_three_languages_and_the_board_leads_to_it(
    phone: Phone, garden: Garden, survey: Survey
) -> None:
    publish(survey)

    assert "What we do about it" in await shown(phone, survey, "en")
    assert "我們怎麼改" in await shown(phone, survey, "zh-Hant")
    board = await phone.get(f"/progress/{garden.id}")
    assert f"/surveys/{survey.number}" in await board.text()


async def test_the_page_changes_with_the_measures_within_a_minute(
    phone: Phone, garden: Garden, survey: Survey
) -> None:
    publish(survey)
    await shown(phone, survey)
    with garden.changing() as session:
        member = find_staff(session, "wang")
        assert member is not None
        campaign = lock_campaign(session, survey.id)
        propose_measure(session, campaign, member, "每周清洗垃圾房", "", garden.now)

    garden.now += KEPT
    assert "每周清洗垃圾房" in await shown(phone, survey)


def test_who_took_part_is_thanked_once_and_the_manager_reads_the_figures(
    garden: Garden, survey: Survey
) -> None:
    publish(survey)
    with garden.changing() as session:
        after_publish(session, lock_campaign(session, survey.id), garden.now)

    with garden.looking() as session:
        notices = session.exec(select(Outgoing).where(Outgoing.purpose == Purpose.SURVEY)).all()
        wang = find_staff(session, "wang")
        assert wang is not None
        pushes = session.exec(select(Outgoing.text).where(Outgoing.staff_id == wang.id)).all()

    thanked = [one for one in notices if "结果" in one.text]
    assert len({one.resident_id for one in thanked}) == len(thanked) == 8
    assert all(one.not_before >= garden.now for one in thanked)
    assert sum("交回 8 户（80.0 %）" in one for one in pushes) == 2  # reported, and published
    assert any("低于目标" in one for one in pushes)
