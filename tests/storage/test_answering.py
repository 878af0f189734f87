"""Whatever happens to an invitation, in any order, it ends in exactly one disposition (R2, R10)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from flows.forms.answers import Given as GivenAnswer
from flows.forms.answers import Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Happening, Known
from flows.rules.survey.words import CampaignState, Disposition
from flows.rules.vocabulary import Language, MessageState, Purpose, ResidenceRole, Source
from scheduler import invitation
from storage.answering import (
    begin_answering,
    hold_asked,
    leave_surveys,
    look_after_move,
    not_reached,
    reached,
    refuse,
    withdraw_answers,
)
from storage.campaigns import Campaign
from storage.consents import Given, record_consent
from storage.conversations import Conversation, ConversationState
from storage.erasing import erase_resident
from storage.estates import Home
from storage.handing_in import NotTaken, hand_in
from storage.invitations import Invitation, dispositions
from storage.inviting import end_invitations, plan_invitations, plan_reminders
from storage.moving import has_moved_out
from storage.outgoing import Outgoing
from storage.residents import Identity, Residence, Resident, add_identity
from storage.responses import FormResponse
from tests.estate import CHEN, LI, Garden
from tests.gardens import Ground
from tests.surveys import QUARTER, invitations, running_campaign

FORM = built_in(QUARTER)
RESPONSE = Response(
    FORM.id, FORM.version, form_digest(FORM), (("overall", GivenAnswer("satisfied")),)
)
LAST_DAY = date(2026, 12, 6)


def agree(session: Session, resident_id: int, garden: Garden) -> None:
    given = Given("wechat")
    record_consent(session, resident_id, Purpose.SURVEY, given, granted=True, now=garden.now)


def start(garden: Garden, *codes: str) -> int:
    """Two homes are asked, whose residents have agreed to surveys."""
    with garden.changing() as session:
        for one in session.exec(select(Identity)):
            agree(session, one.resident_id, garden)
        homes = codes or (CHEN, LI)
        campaign = running_campaign(session, garden.id, homes, garden.now, last_day=LAST_DAY)
        plan_invitations(session, campaign, garden.now)
        campaign_id = campaign.id
    garden.sweep(invitation.KIND)
    return campaign_id


def add_adult(garden: Garden, code: str) -> int:
    """A second adult of a home, who has agreed to surveys too."""
    with garden.changing() as session:
        home = session.exec(select(Home).where(Home.code == code)).one()
        resident = Resident(estate_id=home.estate_id, in_directory=True, created_at=garden.now,
                            language=Language.SIMPLIFIED)  # fmt: skip
        session.add(resident)
        session.flush()
        add_identity(session, resident, "wechat", "gh", f"second of {code}").proven_at = garden.now
        session.add(Residence(resident_id=resident.id, home_id=home.id, role=ResidenceRole.FAMILY))
        agree(session, resident.id, garden)
        return resident.id


def asked(session: Session, invitation_id: int) -> list[Outgoing]:
    query = select(Outgoing).where(Outgoing.invitation_id == invitation_id)
    return list(session.exec(query.order_by(col(Outgoing.id))))


def lose_first(garden: Garden, campaign_id: int) -> None:
    """No channel takes the first message of the first home."""
    with garden.changing() as session:
        chen = invitations(session, campaign_id)[0]
        message = asked(session, chen.id)[-1]
        hold_asked(session, message.id)
        message.state = MessageState.REFUSED
        not_reached(session, message, garden.now)


def test_where_one_resident_cannot_be_reached_another_of_the_home_is_asked(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)
    second = add_adult(garden, CHEN)

    lose_first(garden, campaign_id)
    garden.sweep(invitation.KIND)

    with garden.looking() as session:
        (chen,) = invitations(session, campaign_id)
        first, other = asked(session, chen.id)
        assert (chen.known, chen.resident_id, other.resident_id) == (Known.ISSUED, second, second)
        talks = session.exec(select(Conversation).order_by(col(Conversation.id))).all()
        assert [one.state for one in talks] == [
            ConversationState.CANCELLED, ConversationState.OPEN,
        ]  # fmt: skip
        assert chen.conversation_id == talks[-1].id
        assert first.resident_id != second

    lose_first(garden, campaign_id)
    garden.sweep(invitation.KIND)
    with garden.looking() as session:
        (chen,) = invitations(session, campaign_id)
        assert (chen.known, chen.next_at) == (Known.UNREACHABLE, None)
        assert len(asked(session, chen.id)) == 2


def test_the_first_answer_takes_a_queued_reminder_back(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)
    garden.wait(days=2)
    with garden.changing() as session:
        plan_reminders(session, session.get_one(Campaign, campaign_id), garden.now)
    garden.sweep(invitation.KIND)

    with garden.changing() as session:
        (chen,) = invitations(session, campaign_id)
        begin_answering(session, chen.id, garden.now)

    with garden.changing() as session:
        (chen,) = invitations(session, campaign_id)
        assert (chen.known, chen.begun_at) == (Known.BEGUN, garden.now)
        assert {one.state for one in asked(session, chen.id)} == {MessageState.CANCELLED}
        assert plan_reminders(session, session.get_one(Campaign, campaign_id), garden.now) == 0


def test_an_opt_out_ends_what_was_asked_and_its_talk(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)
    with garden.changing() as session:
        (chen,) = invitations(session, campaign_id)
        assert chen.resident_id is not None
        leave_surveys(session, chen.resident_id, garden.now)

    with garden.looking() as session:
        (chen,) = invitations(session, campaign_id)
        talk = session.get_one(Conversation, chen.conversation_id)
        assert (chen.known, talk.state) == (Known.REFUSED, ConversationState.CANCELLED)


def test_whoever_moves_out_is_followed_by_another_of_the_home_or_by_nobody(garden: Garden) -> None:
    campaign_id = start(garden)
    second = add_adult(garden, CHEN)
    with garden.changing() as session:
        for one in invitations(session, campaign_id):
            query = select(Residence).where(Residence.resident_id == one.resident_id)
            tie = session.exec(query).one()
            tie.moved_out = date(2026, 11, 23)
            assert one.resident_id is not None
            look_after_move(session, one.resident_id, one.home_id, tie.moved_out, garden.now)

    garden.wait(days=2)

    with garden.looking() as session:
        chen, li = invitations(session, campaign_id)
        assert chen.resident_id == second
        assert (li.known, li.next_at) == (Known.UNREACHABLE, None)
        today = garden.now.astimezone(garden.database.zone).date()
        assert not has_moved_out(session, second, chen.home_id, today)


def test_who_is_erased_has_withdrawn_also_after_the_close(garden: Garden) -> None:
    campaign_id = start(garden, CHEN)
    with garden.changing() as session:
        (chen,) = invitations(session, campaign_id)
        hand_in(session, chen, RESPONSE, FormResponse(mode=Source.WECHAT, handed_in_at=garden.now))
        session.get_one(Campaign, campaign_id).state = CampaignState.CLOSED
    with garden.changing() as session:
        (chen,) = invitations(session, campaign_id)
        assert chen.resident_id is not None
        erase_resident(session, chen.resident_id, garden.now)

    with garden.looking() as session:
        assert dispositions(session, campaign_id)[Disposition.REFUSED] == 1


def _deliver(session: Session, one: Invitation, garden: Garden) -> None:
    reached(session, one.id, garden.now)


def _answer(session: Session, one: Invitation, garden: Garden) -> None:
    begin_answering(session, one.id, garden.now)


def _refuse(session: Session, one: Invitation, garden: Garden) -> None:
    refuse(session, one.id, Happening.REFUSED, garden.now)


def _opt_out(session: Session, one: Invitation, garden: Garden) -> None:
    if one.resident_id is not None:
        leave_surveys(session, one.resident_id, garden.now)


def _give_up(session: Session, one: Invitation, garden: Garden) -> None:
    found = asked(session, one.id)
    if found:
        not_reached(session, found[0], garden.now)


def _hand_in(session: Session, one: Invitation, garden: Garden) -> None:
    row = FormResponse(mode=Source.WEB, handed_in_at=garden.now)
    with suppress(NotTaken):
        hand_in(session, one, RESPONSE, row)


def _withdraw(session: Session, one: Invitation, garden: Garden) -> None:
    if one.resident_id is not None:
        withdraw_answers(session, one.resident_id, garden.now)


def _move(session: Session, one: Invitation, garden: Garden) -> None:
    if one.resident_id is not None:
        look_after_move(session, one.resident_id, one.home_id, date(2026, 11, 22), garden.now)


def _remind(session: Session, one: Invitation, garden: Garden) -> None:
    plan_reminders(session, session.get_one(Campaign, one.campaign_id), garden.now)


def _close(session: Session, one: Invitation, garden: Garden) -> None:
    campaign = session.get_one(Campaign, one.campaign_id)
    if campaign.state is CampaignState.RUNNING:
        campaign.state = CampaignState.CLOSED
        session.add(campaign)
        end_invitations(session, campaign, garden.now)


EVENTS: tuple[Callable[[Session, Invitation, Garden], None], ...] = (
    _deliver, _answer, _refuse, _opt_out, _give_up, _hand_in, _withdraw, _move, _remind, _close,
)  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 1), st.booleans()), max_size=14))
def test_in_any_order_of_events_each_invitation_has_one_end_and_their_sum_is_the_issued(
    grounds: dict[str, Ground],
    events: list[tuple[Callable[[Session, Invitation, Garden], None], int, bool]],
) -> None:
    garden = grounds["sqlite"].garden()
    campaign_id = start(garden)
    was = [Known.ISSUED, Known.ISSUED]
    for happens, which, sweeps in events:
        with garden.changing() as session:
            happens(session, invitations(session, campaign_id)[which], garden)
        garden.now += timedelta(hours=30)
        if sweeps:
            garden.sweep(invitation.KIND)
        with garden.looking() as session:
            found = invitations(session, campaign_id)
            known = [Known(one.known) for one in found]
            assert sum(dispositions(session, campaign_id).values()) == 2
            assert all(now >= before for now, before in zip(known, was, strict=True))
            was = known
            for one in found:
                messages = asked(session, one.id)
                assert len({message.unique_key for message in messages}) == len(messages)
                if one.known >= Known.BEGUN:
                    waiting = [m for m in messages if m.state is MessageState.QUEUED]
                    assert waiting == []
                responses = select(FormResponse).where(FormResponse.invitation_id == one.id)
                assert len(session.exec(responses).all()) <= 1
