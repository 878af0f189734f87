"""The long tasks of whoever runs an estate, in English with a thumb on a phone.

A survey is signed and published, the next one drafted and drawn; a new member of staff; a day off.
By keys, at a desk and in Chinese, surveys are tried in test_campaigns_look.py.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

from flows.rules.survey.truth import Mark
from flows.rules.survey.words import CampaignState, CampaignVerb, Reviewer
from flows.rules.vocabulary import Language
from storage.campaign_signing import Spoken
from storage.campaigns import Campaign
from storage.console_accounts import account_of
from storage.estates import policy_in_force
from storage.response_checks import ResponseCheck
from storage.staff import find_staff
from tests.bot.console.test_campaigns import LIST, campaign, closed
from tests.e2e.desk_pages import PHONE, DeskServer, desk_of, page_of
from tests.e2e.test_seeded_desk import PATIENT, Reader
from tests.estate import Garden, plant
from tests.survey_estate import run

DAY_OFF = "2026-12-24"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """The general manager reads English; a survey lacks his signature."""
    garden = plant(f"sqlite:///{tmp_path_factory.mktemp('forms') / 'huiyin.db'}")
    waits_for_one(garden)
    with desk_of(garden, "boss") as server:
        with garden.changing() as session:
            member = find_staff(session, "boss")
            assert member is not None
            account = account_of(session, member.id)
            assert account is not None
            account.language = Language.ENGLISH
            session.add(account)
        yield server


@pytest.fixture
def reader(browser: Browser, office: DeskServer) -> Iterator[Reader]:
    with page_of(browser, office, PHONE) as page:
        page.set_default_timeout(PATIENT)
        yield Reader(page, office.base, has_keys=False)


def waits_for_one(garden: Garden) -> None:
    """A survey that lacks one signature; its answers are compared."""
    number = closed(garden)
    run(garden, CampaignVerb.REPORT, number)
    for by, reviewer in (("zhou", Reviewer.SERVICE), ("wang", Reviewer.MANAGEMENT)):
        run(garden, CampaignVerb.SIGN, number, by, Spoken(reviewer=reviewer))
    with garden.changing() as session:
        for check in session.exec(select(ResponseCheck)):
            check.mark = Mark.MATCH
            session.add(check)


def test_a_survey_is_signed_published_and_the_next_one_drafted(
    reader: Reader, office: DeskServer
) -> None:
    page, garden = reader.page, office.garden
    with garden.looking() as session:
        number = session.exec(select(Campaign.number)).first()
    assert number is not None
    reader.go(f"/campaigns/{number}/report")
    reader.write(page.locator("textarea[name=remark]"), "fewer questions")
    reader.press(page.get_by_role("button", name="Sign", exact=True))
    expect(page.locator("[role=status].said").first).to_be_visible(timeout=PATIENT)
    reader.go(f"/campaigns/{number}/publication")
    reader.press(page.locator("form[action$='/do/publish'] button"))
    expect(page.locator("[role=status].said").first).to_be_visible(timeout=PATIENT)
    reader.look()
    assert campaign(garden, number).state is CampaignState.PUBLISHED

    reader.go("/campaigns/new")
    reader.write(page.locator("input[name=title]"), "Spring survey")
    reader.write(page.locator("input[name=size]"), "6")
    reader.tick(page.locator("main input[type=checkbox][name=estate]").first)
    reader.press(page.locator("button[value=preview]"))
    expect(page.locator("#drawn")).to_contain_text("6", timeout=PATIENT)
    reader.look()
    reader.press(page.locator("button[value=keep]"))
    expect(page.locator("[role=status].said").first).to_be_visible(timeout=PATIENT)
    reader.press(page.locator("form[action$='/do/freeze'] button"))
    expect(page.locator("[role=status].said").first).to_be_visible(timeout=PATIENT)
    drafted = page.url.rpartition("/")[2]
    assert campaign(garden, drafted).state is CampaignState.FROZEN
    assert page.url.startswith(f"{office.base}{LIST}/")


def test_somebody_new_is_entered_and_a_day_off(reader: Reader, office: DeskServer) -> None:
    page = reader.page
    reader.go("/estate/staff/new")
    userid = "mei"
    reader.write(page.locator("input[name=userid]"), userid)
    reader.write(page.locator("input[name=name]"), "Mei")
    reader.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator("[role=status].said").first).to_be_visible(timeout=PATIENT)
    reader.look()
    with office.garden.looking() as session:
        assert find_staff(session, userid) is not None

    reader.go("/estate/policy/fields")
    days = page.locator("textarea[name='value.calendar.extra_holidays']")
    reader.write(days, DAY_OFF)
    reader.press(page.locator("form.panel button").first)
    expect(page.locator("main")).to_contain_text("24", timeout=PATIENT)
    reader.look()
    assert page.locator("textarea[name=why], input[name=why]").count() == 1
    with office.garden.looking() as session:
        policy = policy_in_force(session, office.garden.id, office.garden.now)
    assert policy.calendar.extra_holidays == (), "nothing holds before it has been looked at"
