"""A campaign's homes are asked in their minutes, in residents' hours, and reminded (R2, R7)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from flows.rules.survey.invitations import Known
from flows.rules.vocabulary import MessageState, Purpose
from scheduler import invitation
from storage.campaigns import Campaign
from storage.consents import Given, record_consent
from storage.conversations import Conversation, ConversationState, Starter, seed_of
from storage.invitations import Invitation, find_by_token
from storage.inviting import end_invitations, plan_invitations, plan_reminders
from storage.outgoing import ONE_WAY, Outgoing
from storage.residents import Identity
from storage.survey_links import TOKEN_HERE, with_link
from tests.estate import CHEN, LI, MORNING, Garden
from tests.replanting import rows_of
from tests.surveys import invitations, running_campaign

LAST_DAY = date(2026, 12, 6)


def agree(session: Session, resident_id: int, now: datetime, *, granted: bool = True) -> None:
    given = Given("wechat", "")
    record_consent(session, resident_id, Purpose.SURVEY, given, granted=granted, now=now)


def start(garden: Garden, *codes: str) -> int:
    """Everybody has agreed to surveys, and a campaign begins to ask."""
    with garden.changing() as session:
        for one in session.exec(select(Identity)):
            agree(session, one.resident_id, garden.now)
        homes = codes or (CHEN, LI)
        campaign = running_campaign(session, garden.id, homes, garden.now, last_day=LAST_DAY)
        plan_invitations(session, campaign, garden.now)
        return campaign.id


def asked(garden: Garden) -> list[Outgoing]:
    with garden.looking() as session:
        query = select(Outgoing).where(Outgoing.purpose == Purpose.SURVEY)
        return list(session.exec(query.order_by(col(Outgoing.id))))


def homes(garden: Garden, campaign_id: int) -> list[Invitation]:
    with garden.looking() as session:
        return invitations(session, campaign_id)


def test_each_home_is_asked_with_purpose_length_deadline_and_privacy(garden: Garden) -> None:
    garden.database.public_url = "https://huiyin.example"
    campaign_id = start(garden)

    garden.sweep(invitation.KIND)

    first, _ = asked(garden)
    for told in ("回音花园", "2026年12月6日", "公布合计", "不参加", "分钟", "第1题"):
        assert told in first.text
    assert first.options[0]["label"] == "很满意"
    chen, _ = homes(garden, campaign_id)
    assert TOKEN_HERE in first.text
    assert TOKEN_HERE in first.fields[ONE_WAY]
    with garden.looking() as session:
        sent = with_link(session, first)
        token = sent.text.partition("/f/")[2].split()[0]
        found = find_by_token(session, token)
        assert found is not None
        assert found.id == chen.id
        talk = session.get_one(Conversation, chen.conversation_id)
        assert (talk.starter, talk.asked) == (Starter.HOUSE, talk.asked)
        assert seed_of(session, talk)["invitation"] == chen.id
        # Whoever reads the rows finds no way in: the token is in none of them.
        assert token not in str(rows_of(session))
    assert token in sent.fields[ONE_WAY]
    assert chen.issued_at == MORNING
    assert first.not_after is not None


def test_nobody_is_asked_at_night_and_never_more_in_a_minute_than_the_policy_says(
    garden: Garden,
) -> None:
    garden.now = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # nine in the evening
    campaign_id = start(garden)

    assert garden.sweep(invitation.KIND) == []
    planned = {one.next_at for one in homes(garden, campaign_id)}

    assert planned == {datetime(2026, 11, 24, 2, 0, tzinfo=UTC)}


def test_a_service_that_was_down_paces_anew(garden: Garden) -> None:
    campaign_id = start(garden)
    garden.now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

    (done,) = garden.sweep(invitation.KIND)

    assert done.action == "put_off"
    assert asked(garden) == []
    assert {one.next_at for one in homes(garden, campaign_id)} == {
        datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    }


def test_whoever_wants_no_surveys_is_not_asked_and_their_home_counts_as_not_reached(
    garden: Garden,
) -> None:
    campaign_id = start(garden)
    with garden.changing() as session:
        chen = session.exec(select(Identity).order_by(col(Identity.id))).first()
        assert chen is not None
        agree(session, chen.resident_id, garden.now, granted=False)

    garden.sweep(invitation.KIND)

    refused, asked_home = homes(garden, campaign_id)
    assert (refused.known, refused.next_at) == (Known.UNREACHABLE, None)
    assert asked_home.resident_id is not None
    assert len(asked(garden)) == 1


def test_a_home_that_is_silent_is_reminded_as_often_as_the_policy_says(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)

    garden.sweep(invitation.KIND)
    reminded = []
    for _ in range(4):
        garden.wait(days=2)
        with garden.changing() as session:
            campaign = session.get_one(Campaign, campaign_id)
            reminded.append(plan_reminders(session, campaign, garden.now))
        garden.sweep(invitation.KIND)

    first, *more = asked(garden)
    (chen,) = homes(garden, campaign_id)
    assert reminded == [1, 1, 0, 0]
    assert [one.reminds_id for one in more] == [first.id, first.id]
    assert all("提醒您" in one.text for one in more)
    assert [one.options for one in more] == [first.options] * 2
    assert (chen.reminders, chen.next_at) == (2, None)


def test_who_was_asked_just_now_is_not_reminded_yet(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)
    garden.sweep(invitation.KIND)

    with garden.changing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        assert plan_reminders(session, campaign, garden.now) == 0


def test_what_waits_is_taken_back_at_the_close_and_who_was_never_asked_was_not_reached(
    garden: Garden,
) -> None:
    campaign_id = start(garden)
    garden.sweep(invitation.KIND)
    with garden.changing() as session:
        _, li = invitations(session, campaign_id)
        li.issued_at = None
        session.add(li)
        end_invitations(session, session.get_one(Campaign, campaign_id), garden.now)

    assert [one.state for one in asked(garden)] == [MessageState.CANCELLED] * 2
    assert [one.known for one in homes(garden, campaign_id)] == [Known.ISSUED, Known.UNREACHABLE]
    assert garden.due_times().get(invitation.KIND) is None


@pytest.mark.parametrize("minutes", [1, 20])
def test_nobody_is_asked_in_the_middle_of_a_report(garden: Garden, minutes: int) -> None:
    start(garden, CHEN)
    with garden.changing() as session:
        chen = session.exec(select(Identity).order_by(col(Identity.id))).first()
        assert chen is not None
        session.add(
            Conversation(
                resident_id=chen.resident_id,
                flow="report",
                seed_sealed=b"",
                answers_sealed=b"",
                state=ConversationState.OPEN,
                starter=Starter.RESIDENT,
                opened_at=garden.now,
                touched_at=garden.now - timedelta(minutes=minutes),
            )
        )

    garden.sweep(invitation.KIND)

    assert asked(garden) == []
    assert garden.due_times()[invitation.KIND] == garden.now + timedelta(minutes=30 - minutes)
