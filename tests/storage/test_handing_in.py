from datetime import date, timedelta

import pytest
from sqlmodel import select

from flows.forms.answers import Given, Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import Abstention, CampaignState, Disposition
from flows.rules.vocabulary import MessageState, Purpose, Source
from storage.campaigns import Campaign
from storage.conversations import Conversation, ConversationState, Starter, seal_seed, seed_of
from storage.forms import publish_form
from storage.handing_in import AnsweredBefore, SurveyOver, hand_in
from storage.invitations import dispositions
from storage.outgoing import Outgoing
from storage.responses import FormResponse, answers_to
from tests.estate import CHEN, LI, Garden
from tests.surveys import QUARTER, invitations, running_campaign

FORM = built_in(QUARTER)


def satisfied(value: str) -> Response:
    answers = (("overall", Given(value)), ("opinion", Abstention.SKIPPED))
    return Response(FORM.id, FORM.version, form_digest(FORM), answers)


def started(garden: Garden) -> int:
    with garden.changing() as session:
        last_day = date(2026, 12, 6)
        return running_campaign(session, garden.id, (CHEN, LI), garden.now, last_day=last_day).id


def row(garden: Garden, mode: Source = Source.WECHAT) -> FormResponse:
    return FormResponse(mode=mode, handed_in_at=garden.now)


def test_a_home_has_one_vote_whoever_gives_it(garden: Garden) -> None:
    campaign_id = started(garden)
    with garden.changing() as session:
        chen, _ = invitations(session, campaign_id)
        hand_in(session, chen, satisfied("satisfied"), row(garden))

    with garden.changing() as session:
        chen, _ = invitations(session, campaign_id)
        with pytest.raises(AnsweredBefore):
            hand_in(session, chen, satisfied("dissatisfied"), row(garden, Source.LETTER))

    with garden.looking() as session:
        kept = session.exec(select(FormResponse)).one()
        chen, _ = invitations(session, campaign_id)
        assert kept.home_id == chen.home_id
        assert answers_to(session, kept)["overall"] == {"value": "satisfied"}
        assert (chen.known, chen.returned_at) == (Known.COMPLETED, garden.now)
        assert dispositions(session, campaign_id)[Disposition.RETURNED] == 1
        assert sum(dispositions(session, campaign_id).values()) == 2


def test_after_the_close_no_answer_counts_any_more(garden: Garden) -> None:
    campaign_id = started(garden)
    with garden.changing() as session:
        chen, _ = invitations(session, campaign_id)
        session.get_one(Campaign, campaign_id).state = CampaignState.CLOSED
        session.flush()
        with pytest.raises(SurveyOver):
            hand_in(session, chen, satisfied("satisfied"), row(garden))

        assert session.exec(select(FormResponse)).first() is None
        assert chen.known == Known.ISSUED


def test_whoever_has_answered_is_asked_no_more(garden: Garden) -> None:
    campaign_id = started(garden)
    with garden.changing() as session:
        chen, _ = invitations(session, campaign_id)
        chen.next_at = garden.now + timedelta(days=3)
        reminder = Outgoing(
            unique_key="a reminder",
            invitation_id=chen.id,
            purpose=Purpose.SURVEY,
            text="请填写",
            state=MessageState.QUEUED,
            not_before=garden.now,
            created_at=garden.now,
        )
        session.add(reminder)
        hand_in(session, chen, satisfied("satisfied"), row(garden))
        session.refresh(reminder)

        assert reminder.state is MessageState.CANCELLED
        assert chen.next_at is None


def test_a_conversation_keeps_which_form_it_asks_and_not_the_form(garden: Garden) -> None:
    with garden.changing() as session:
        version = publish_form(session, FORM, garden.now)
        seed = {"form": version.content, "form_version": version.id, "invitation": None}
        sealed = seal_seed(session, seed)
        talk = Conversation(
            flow="questionnaire",
            seed_sealed=sealed,
            answers_sealed=sealed,
            state=ConversationState.OPEN,
            starter=Starter.HOUSE,
            opened_at=garden.now,
            touched_at=garden.now,
        )

        assert len(sealed) < 200 < len(version.content)
        assert seed_of(session, talk) == seed
