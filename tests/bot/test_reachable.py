"""By which channel the homes of a survey can be asked is what would happen if they were (R8)."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from bot.delivery.reachable import (
    UNREACHABLE,
    forecast_of,
    invited_homes,
    reachable_by_channel,
    reckoned_of,
)
from bot.delivery.routes import Routes, SmsNumbers
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState, CampaignVerb
from flows.rules.vocabulary import MessageState, Purpose
from storage.campaigns import campaign_policy, find_campaign
from storage.consents import ABROAD, Given, record_consent
from storage.invitations import Invitation
from storage.keys import keyring
from storage.outgoing import Outgoing
from storage.residents import Identity, Resident, add_identity
from tests.estate import Garden
from tests.survey_estate import draft, people, run

ALL = Routes(
    {"wechat": "wechat", "wechat_template": "wechat_template", "sms": "sms"},
    {"wechat_template": {"survey": "template-1"}},
)


def _frozen(garden: Garden, homes: int) -> str:
    people(garden, [f"1-{room}" for room in range(101, 101 + homes)])
    number = draft(garden, homes)
    run(garden, CampaignVerb.FREEZE, number)
    return number


def _channels(garden: Garden, number: str, routes: Routes) -> dict[str, int]:
    with garden.looking() as session:
        campaign = find_campaign(session, number)
        assert campaign is not None
        policy = campaign_policy(session, campaign.id, garden.now)
        survey, homes = reckoned_of(session, campaign), invited_homes(session, campaign)
        found = reachable_by_channel(session, survey, homes, routes, policy, garden.now)
        return {channel: count for channel, count in found.items() if count}


def test_each_home_counts_by_the_first_way_that_is_open_to_it(garden: Garden) -> None:
    number = _frozen(garden, 5)
    with garden.changing() as session:
        newest = select(Identity).order_by(col(Identity.id).desc()).limit(4)
        talking, by_phone, stopped, gone = session.exec(newest).all()
        talking.window_until, talking.window_left = garden.now + timedelta(hours=5), 3
        for one in (by_phone, stopped, gone):
            one.opted_out_at = garden.now
        for one, phone in ((by_phone, "+8613800000001"), (stopped, "+8613800000002")):
            resident = session.get_one(Resident, one.resident_id)
            resident.phone_sealed = keyring(session).seal(phone)
            resident.phone_index = keyring(session).index(phone)
        stopped.channel, stopped.account = "sms", ""
        stopped.address_index = keyring(session).index("+8613800000002")

    assert _channels(garden, number, ALL) == {
        "wechat": 1, "wechat_template": 1, "sms": 1, UNREACHABLE: 2,
    }  # fmt: skip
    assert _channels(garden, number, Routes({})) == {UNREACHABLE: 5}


def test_a_number_is_expected_to_be_served_as_its_provider_serves_it(garden: Garden) -> None:
    """One that only reads comes after WeChat, one abroad is closed to whoever forbids that."""
    number = _frozen(garden, 2)
    with garden.changing() as session:
        for one in session.exec(select(Identity).order_by(col(Identity.id).desc()).limit(2)):
            resident = session.get_one(Resident, one.resident_id)
            phone = f"+86138000000{one.id:02}"
            add_identity(session, resident, "sms", "", phone).last_heard_at = garden.now
    numbers = SmsNumbers(is_two_way=lambda one: not one.startswith("+86"), is_abroad=bool)

    assert _channels(garden, number, ALL) == {"sms": 2}
    assert _channels(garden, number, replace(ALL, numbers=numbers)) == {"wechat_template": 2}
    with garden.changing() as session:
        given = Given("wechat")
        record_consent(session, resident.id, ABROAD, given, granted=False, now=garden.now)
    only_sms = Routes({"sms": "sms"}, numbers=numbers)
    assert _channels(garden, number, only_sms) == {"sms": 1, UNREACHABLE: 1}


def test_the_forecast_learns_from_what_earlier_surveys_had_returned(garden: Garden) -> None:
    earlier = _frozen(garden, 40)
    with garden.changing() as session:
        campaign = find_campaign(session, earlier)
        assert campaign is not None
        campaign.state, campaign.closed_at = CampaignState.CLOSED, garden.now
        for count, one in enumerate(session.exec(select(Invitation)).all()):
            one.known = Known.COMPLETED if count < 30 else Known.REACHED
            asked = Outgoing(
                unique_key=f"asked {one.id}",
                invitation_id=one.id,
                purpose=Purpose.SURVEY,
                text="",
                channel="wechat_template",
                state=MessageState.DELIVERED,
                not_before=garden.now - timedelta(days=1),
                created_at=garden.now - timedelta(days=1),
            )
            session.add(asked)
    number = draft(garden, 20)
    run(garden, CampaignVerb.FREEZE, number)

    with garden.looking() as session:
        found = find_campaign(session, number)
        assert found is not None
        expected = forecast_of(session, found, ALL, garden.now)

    assert [(one.channel, one.homes, one.returned) for one in expected.channels] == [
        ("wechat_template", 20, 15)
    ]
    assert (expected.wanted, expected.cost_cents) == (0, 0)
