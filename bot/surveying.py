"""What residents do with a campaign's questionnaire: begin, answer, refuse, hand it in (R2)."""

from sqlmodel import and_, col, or_, select

from bot.desk import Desk, stack, standing, step
from bot.person import Person
from flows.forms.answers import Response
from flows.rules.survey.invitations import Happening, Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Source
from flows.talks.item_options import in_words
from flows.talks.questionnaire import QuestionnaireSeed
from flows.talks.results import Talk
from flows.understanding.declining import names_survey
from flows.wording.say import Say, say
from storage.answering import begin_answering, invitation_asked, refuse
from storage.campaigns import Campaign, campaign_policy
from storage.conversations import Conversation, ConversationState, Starter, close
from storage.forms import FormVersion, form_of
from storage.handing_in import AnsweredBefore, SurveyOver, hand_in
from storage.invitations import Invitation
from storage.inviting import talks_end
from storage.residents import SMS, homes_of
from storage.responses import FormResponse


def take_part(desk: Desk, said: str) -> bool:
    """Begin or go on with a survey that asks the person's home; False where there is none to.

    Any adult of a home may answer in its name. Whoever asks to rate the service, and not for the
    survey, may do so besides when their home has answered.
    """
    invitation = _asked_home(desk.person)
    if invitation is None:
        if names_survey(said):
            desk.say(say("survey.none"))
        return False
    if invitation.known >= Known.COMPLETED:
        desk.say(say("survey.answered"))
        return names_survey(said)
    for conversation in stack(desk.person):
        if _invitation_id(desk, conversation) == invitation.id:
            _bring_up(desk, conversation)
            return True
    if invitation.known == Known.BEGUN:
        desk.say(say("survey.begun_by_other"))
    _begin(desk, invitation)
    return True


def hear_survey_answer(desk: Desk, conversation: Conversation) -> None:
    """The first answer stops all reminders."""
    invitation_id = invitation_asked(desk.person.session, conversation)
    if invitation_id is not None:
        begin_answering(desk.person.session, invitation_id, desk.person.now)


def decline_survey(desk: Desk, conversation: Conversation) -> None:
    """The home does not take part: it is asked no more, and may think better of it."""
    person = desk.person
    close(person.session, conversation, ConversationState.CANCELLED, person.now)
    invitation_id = invitation_asked(person.session, conversation)
    if invitation_id is not None:
        refuse(person.session, invitation_id, Happening.REFUSED, person.now)
    desk.say(say("survey.declined"))


def take_survey(
    desk: Desk, conversation: Conversation, response: Response, invitation_id: int
) -> None:
    """Hand a home's answers in, and thank for them."""
    person = desk.person
    session = person.session
    invitation = session.get_one(Invitation, invitation_id)
    row = FormResponse(
        resident_id=person.resident.id,
        conversation_id=conversation.id,
        mode=Source.SMS if person.identity.channel == SMS else Source.WECHAT,
        handed_in_at=person.now,
    )
    try:
        kept = hand_in(session, invitation, response, row)
    except AnsweredBefore:
        desk.say(say("survey.answered"))
    except SurveyOver:
        desk.say(say("survey.over"))
    else:
        desk.say(in_words(form_of(session.get_one(FormVersion, kept.form_version_id)).thanks))
        if session.get_one(Campaign, invitation.campaign_id).prizes:
            desk.say(say("survey.prize"))


def why_over(person: Person, invitation: Invitation) -> Say | None:
    """Why a questionnaire needs no answers any more; None while it takes some."""
    if invitation.known >= Known.COMPLETED:
        return say("survey.answered")
    campaign = person.session.get_one(Campaign, invitation.campaign_id)
    if campaign.state is not CampaignState.RUNNING:
        return say("survey.over")
    living_in = homes_of(person.session, person.resident.id, person.today)
    if invitation.home_id not in {home.id for home in living_in}:
        return say("survey.moved")
    return None


def _asked_home(person: Person) -> Invitation | None:
    """The newest invitation of a running campaign to one of the person's homes.

    Whoever was asked at the number of the directory need not prove that they live there.
    """
    living_in = homes_of(person.session, person.resident.id, person.today)
    is_proven = bool(person.homes)
    is_theirs = and_(
        col(Invitation.home_id).in_([home.id for home in living_in]),
        or_(is_proven, col(Invitation.resident_id) == person.resident.id),
    )
    query = (
        select(Invitation)
        .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
        .where(
            Campaign.state == CampaignState.RUNNING,
            is_theirs,
            col(Invitation.known) < Known.WITHDRAWN,
        )
        .order_by(col(Invitation.known) >= Known.COMPLETED, col(Invitation.id).desc())
    )
    return person.session.exec(query).first()


def _invitation_id(desk: Desk, conversation: Conversation) -> int | None:
    if conversation.flow != Talk.QUESTIONNAIRE:
        return None
    return invitation_asked(desk.person.session, conversation)


def _bring_up(desk: Desk, conversation: Conversation) -> None:
    conversation.position = stack(desk.person)[-1].position + 1
    step(desk, conversation, standing(desk.person.session, conversation))


def _begin(desk: Desk, invitation: Invitation) -> None:
    """What a second adult of the home begins lives as long as what the house asked."""
    session, now = desk.person.session, desk.person.now
    campaign = session.get_one(Campaign, invitation.campaign_id)
    version = session.get_one(FormVersion, campaign.form_version_id)
    seed = QuestionnaireSeed(version.content, version.id, invitation.id)
    conversation = desk.begin_with(Talk.QUESTIONNAIRE, seed)
    policy = campaign_policy(session, campaign.id, now)
    conversation.starter = Starter.HOUSE
    conversation.idle_at = None
    conversation.expires_at = talks_end(session, campaign, policy)
    session.add(conversation)
    if invitation.conversation_id is None:
        invitation.conversation_id = conversation.id
        session.add(invitation)
    session.flush()
