"""Questionnaires that need no answers any more: whoever answers one all the same is told why."""

from bot.desk import Desk, as_thread, stack, standing
from bot.surveying import why_over
from flows.engine.ask import Reply, chosen
from flows.engine.replay import Waiting, advance
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.talks.results import Talk
from flows.talks.review import wants_change
from flows.understanding.intents import read_intent
from flows.wording.say import Say, say
from storage.answering import invitation_asked
from storage.campaigns import Campaign
from storage.conversations import Conversation, ConversationState, close, spoken_of_last
from storage.forms import FormVersion, form_of
from storage.invitations import Invitation


def end_surveys(desk: Desk, reply: Reply, token: str) -> bool:
    """End what the person was asked and need not answer; whether the message was an answer to it.

    It is looked for when they write, so that a close ends a hundred thousand talks by one row.
    """
    talks = stack(desk.person)
    told = _tapped_before(desk, token)
    for conversation in talks:
        why = _why_over(desk, conversation)
        if why is None:
            continue
        if conversation is talks[-1] and told is None and _answers(desk, conversation, reply):
            told = why
        state = ConversationState.EXPIRED
        close(desk.person.session, conversation, state, desk.person.now)
        desk.person.session.flush()
    if told is None and not talks and not token:
        told = _said_afterwards(desk, reply)
    if told is not None:
        desk.say(told)
    return told is not None


def _said_afterwards(desk: Desk, reply: Reply) -> Say | None:
    """What is said to a word that still belongs to the questionnaire that was spoken of last.

    Whoever wants to change an answer hears that it was handed in. The bare name of an option, of
    whoever has just refused, praises and reports nothing.
    """
    session = desk.person.session
    last = spoken_of_last(session, desk.person.resident.id)
    invitation = None if last is None else _invitation(desk, last)
    if last is None or invitation is None:
        return None
    campaign = session.get_one(Campaign, invitation.campaign_id)
    if campaign.state is not CampaignState.RUNNING:
        return None
    if invitation.known == Known.REFUSED:
        return say("survey.again") if _names_option(desk, last, reply) else None
    form = form_of(session.get_one(FormVersion, campaign.form_version_id))
    is_change = invitation.known == Known.COMPLETED and wants_change(form.items, reply.text)
    return say("survey.handed_in") if is_change else None


def _why_over(desk: Desk, conversation: Conversation) -> Say | None:
    invitation = _invitation(desk, conversation)
    return None if invitation is None else why_over(desk.person, invitation)


def _invitation(desk: Desk, conversation: Conversation) -> Invitation | None:
    if conversation.flow != Talk.QUESTIONNAIRE:
        return None
    invitation_id = invitation_asked(desk.person.session, conversation)
    if invitation_id is None:
        return None
    return desk.person.session.get_one(Invitation, invitation_id, populate_existing=True)


def _answers(desk: Desk, conversation: Conversation, reply: Reply) -> bool:
    """Whether a message would have been an answer; whoever tells of trouble is heard.

    The bare name of an option ("不满意") tells of none.
    """
    thread = as_thread(desk.person.session, conversation)
    progress = advance(thread.flow(), thread.answers, thread.asked, reply)
    if not progress.answered:
        return False
    return read_intent(reply.text) is None or _names_option(desk, conversation, reply)


def _names_option(desk: Desk, conversation: Conversation, reply: Reply) -> bool:
    at = standing(desk.person.session, conversation).at
    return isinstance(at, Waiting) and chosen(at.question.options, reply, ()) is not None


def _tapped_before(desk: Desk, token: str) -> Say | None:
    """What is said to a tap on an old question of a survey that was ended for this person."""
    number = token.partition(".")[0]
    talk = desk.person.session.get(Conversation, int(number)) if number.isdecimal() else None
    if talk is None or talk.resident_id != desk.person.resident.id:
        return None
    invitation = _invitation(desk, talk)
    if invitation is None or talk.state is ConversationState.OPEN:
        return None
    return why_over(desk.person, invitation) or say("survey.again")
