"""What becomes of the invitations that the postman carries: delivered, or on to somebody else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.channels import ChannelName
from bot.channels.sms_status import StatusReport
from bot.delivery.reports import apply_report
from flows.rules.reach import SMS
from flows.rules.survey.forecast import Earlier
from flows.rules.survey.invitations import Known
from flows.rules.vocabulary import MessageState, Purpose, ResidenceRole
from flows.wording.say import plain, say
from scheduler import invitation
from scheduler.sweep import sweep
from storage.campaigns import Campaign
from storage.consents import Given, record_consent
from storage.earlier_returns import earlier_returns
from storage.estates import Home
from storage.invitations import Invitation, find_by_token
from storage.inviting import plan_invitations
from storage.outgoing import Outgoing
from storage.residents import Residence
from storage.survey_news import tell_home
from tests.bot.each_database import url_of
from tests.bot.post_office import PostOffice
from tests.fakes.channels import NO_SUCH_NUMBER
from tests.replanting import rows_of
from tests.surveys import invitations, running_campaign

HOME = "8-1-302"


@pytest.fixture
def office(request: pytest.FixtureRequest) -> Iterator[PostOffice]:
    office = PostOffice(url_of(request))
    yield office
    office.close()


def ask(office: PostOffice, *residents: int) -> None:
    """A survey asks the home in which these live, who have all agreed to surveys."""
    with office.changing() as session:
        home = Home(estate_id=office.estate_id, building="8", unit="1", room="302", code=HOME)
        session.add(home)
        session.flush()
        for one in residents:
            session.add(Residence(resident_id=one, home_id=home.id, role=ResidenceRole.OWNER))
            given = Given("sms")
            record_consent(session, one, Purpose.SURVEY, given, granted=True, now=office.now)
        last_day = date(2026, 12, 6)
        campaign = running_campaign(
            session, office.estate_id, (HOME,), office.now, last_day=last_day
        )
        plan_invitations(session, campaign, office.now)
    sweep(office.database, invitation.KIND, office.now)


def home_asked(office: PostOffice) -> Invitation:
    with office.database.reading() as session:
        (found,) = invitations(session, 1)
        return found


def survey_messages(office: PostOffice) -> list[Outgoing]:
    with office.database.reading() as session:
        query = select(Outgoing).where(Outgoing.purpose == Purpose.SURVEY)
        return list(session.exec(query.order_by(col(Outgoing.id))))


async def test_a_survey_that_nobody_of_a_home_gets_goes_to_the_next_and_makes_no_task(
    office: PostOffice,
) -> None:
    first = office.resident(phone="+85290000001")
    second = office.resident(phone="+85290000002")
    office.sms.script = [NO_SUCH_NUMBER]
    ask(office, first, second)

    await office.postman().drain(office.now)
    sweep(office.database, invitation.KIND, office.now)
    await office.postman().drain(office.now)

    lost, taken = survey_messages(office)
    assert [lost.state, taken.state] == [MessageState.REFUSED, MessageState.ACCEPTED]
    assert {lost.resident_id, taken.resident_id} == {first, second}
    assert home_asked(office).resident_id == taken.resident_id
    assert office.tasks() == []


async def test_a_receipt_of_delivery_tells_that_a_home_was_reached(office: PostOffice) -> None:
    ask(office, office.resident(phone="+85290000001"))
    await office.postman().drain(office.now)
    (message,) = survey_messages(office)
    assert message.channel == ChannelName.SMS
    assert home_asked(office).known == Known.ISSUED

    with office.changing() as session:
        report = StatusReport(message.provider_id or "", "delivered", "", to="")
        apply_report(session, report, office.now)
        apply_report(session, report, office.now)

    assert home_asked(office).known == Known.REACHED
    assert home_asked(office).reached_at == office.now


async def test_what_could_not_be_delivered_after_all_leads_to_nobody_else_where_one_lives_alone(
    office: PostOffice,
) -> None:
    ask(office, office.resident(phone="+85290000001"))
    await office.postman().drain(office.now)
    (message,) = survey_messages(office)

    with office.changing() as session:
        report = StatusReport(message.provider_id or "", "undelivered", "30005", to="")
        apply_report(session, report, office.now)
    sweep(office.database, invitation.KIND, office.now)

    assert home_asked(office).known == Known.UNREACHABLE
    assert len(survey_messages(office)) == 1


async def test_the_news_of_a_survey_asks_nobody_and_raises_no_forecast(office: PostOffice) -> None:
    ask(office, office.resident(phone="+85290000001"))
    await office.postman().drain(office.now)
    office.now += timedelta(hours=1)
    with office.changing() as session:
        (asked,) = invitations(session, 1)
        asked.known = Known.COMPLETED
        session.get_one(Campaign, asked.campaign_id).closed_at = office.now
        said = say("survey.published_unlinked", title=plain("下半年"))
        tell_home(session, asked, said, key="published", at=office.now, now=office.now)
    await office.postman().drain(office.now)

    assert [one.state for one in survey_messages(office)] == [MessageState.ACCEPTED] * 2
    with office.database.reading() as session:
        assert earlier_returns(session, [office.estate_id]) == {SMS: Earlier(1, 1)}


async def test_a_template_leads_to_the_questionnaire_and_no_row_knows_its_link(
    office: PostOffice,
) -> None:
    office.database.public_url = "https://huiyin.example"
    office.templates["survey"] = "template-of-surveys"
    silent = office.resident(openid="silent")
    office.now += timedelta(days=3)
    ask(office, silent)

    await office.postman().drain(office.now)

    (letter,) = office.template.took
    token = letter.link.partition("/f/")[2]
    assert letter.link.startswith("https://huiyin.example/f/")
    with office.database.reading() as session:
        found = find_by_token(session, token)
        assert found is not None
        assert found.id == home_asked(office).id
        assert token not in str(rows_of(session))
