"""The link to a home's questionnaire: what whoever has it finds there, keeps there and hands in.

Talk and page are two views of one questionnaire: both keep their answers in the conversation of the
invitation, so that each goes on where the other was left.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from flows.forms.answers import Answer
from flows.forms.form import Form
from flows.rules.policy import Policy
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Language, Source
from flows.talks.answers_kept import answers_kept, as_stored, response_of
from flows.talks.results import Talk
from storage.answering import begin_answering
from storage.campaigns import Campaign, campaign_policy, estates_of
from storage.conversations import (
    FORM_VERSION,
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    begin,
    close,
    keep_answers,
    seal_document,
)
from storage.forms import FormVersion, form_of
from storage.handing_in import hand_in
from storage.inbound import Arrival, belongs_to, came_from_page, enter
from storage.invitations import Invitation, find_by_token, hold_invitation
from storage.inviting import talks_end
from storage.outgoing import cancel_queued
from storage.residents import Identity, lock
from storage.responses import FormResponse
from storage.telling import language_of
from storage.upload_links import KeptFile


class Standing(StrEnum):
    """What can be done under a link."""

    OPEN = "open"
    ANSWERED = "answered"
    OVER = "over"


@dataclass(frozen=True)
class LinkedForm:
    """The questionnaire of a home as it stood `at` a time.

    `answers` are those of its talk and its page together.
    """

    at: datetime
    invitation_id: int
    standing: Standing
    form: Form
    answers: Mapping[str, Answer]
    language: Language
    policy: Policy
    estate: str
    last_day: date
    returned_at: datetime | None


def find_linked(session: Session, token: str, now: datetime) -> LinkedForm | None:
    """The questionnaire under a link; None for a token that never was one."""
    invitation = find_by_token(session, token)
    if invitation is None:
        return None
    campaign = session.get_one(Campaign, invitation.campaign_id)
    if campaign.form_version_id is None:
        return None
    form = form_of(session.get_one(FormVersion, campaign.form_version_id))
    conversation = _conversation(session, invitation)
    stored = {} if conversation is None else answers_of(session, conversation)
    return LinkedForm(
        now,
        invitation.id,
        _standing(invitation, campaign, now),
        form,
        answers_kept(form, stored),
        language_of(session, invitation.resident_id),
        campaign_policy(session, campaign.id, now),
        estates_of(session, campaign.id)[0].name,
        campaign.last_day,
        invitation.returned_at,
    )


def hold_linked(session: Session, token: str, now: datetime) -> LinkedForm | None:
    """The same, held until the commit: no talk, other page or close of the campaign comes between.

    The campaign is held first, then the resident as for every message of theirs, then the rest.
    """
    invitation = find_by_token(session, token)
    if invitation is None:
        return None
    hold_questionnaire(session, invitation)
    return find_linked(session, token, now)


def hold_questionnaire(session: Session, invitation: Invitation) -> Campaign:
    """Hold all that an answer to an invitation changes; returns its campaign as it is now."""
    query = select(Campaign).where(Campaign.id == invitation.campaign_id)
    held = query.with_for_update(read=True).execution_options(populate_existing=True)
    campaign = session.exec(held).one()
    if invitation.resident_id is not None:
        lock(session, invitation.resident_id)
    hold_invitation(session, invitation.id)
    return campaign


def keep_entered(
    session: Session, linked: LinkedForm, entered: Mapping[str, Answer | None], now: datetime
) -> LinkedForm:
    """Keep what a page was told, None for what was wiped out; the caller holds the questionnaire.

    Returns the questionnaire as it stands then.
    """
    invitation = session.get_one(Invitation, linked.invitation_id)
    answers = {item: one for item, one in {**linked.answers, **entered}.items() if one is not None}
    if answers == linked.answers:
        return linked
    conversation = _conversation(session, invitation) or _begin(session, invitation, now)
    keep_answers(session, conversation, as_stored(linked.form, answers))
    conversation.touched_at = now
    begin_answering(session, invitation.id, now)
    return replace(linked, answers=answers)


def hand_in_linked(session: Session, linked: LinkedForm, now: datetime) -> FormResponse:
    """Hand in what was answered, in talk and on the page; the caller holds the questionnaire.

    Raises LacksAnswers, AnsweredBefore or SurveyOver.
    """
    response = response_of(linked.form, linked.answers)
    invitation = session.get_one(Invitation, linked.invitation_id)
    talk = _conversation(session, invitation) or _begin(session, invitation, now)
    row = FormResponse(
        resident_id=invitation.resident_id,
        conversation_id=talk.id,
        mode=Source.WEB,
        handed_in_at=now,
    )
    kept = hand_in(session, invitation, response, row)
    end_talk(session, invitation, now)
    return kept


def end_talk(session: Session, invitation: Invitation, now: datetime) -> None:
    """The talk about an invitation has nothing left to ask: it was answered elsewhere."""
    conversation = _conversation(session, invitation)
    if conversation is not None and conversation.state is ConversationState.OPEN:
        close(session, conversation, ConversationState.DONE, now)
        cancel_queued(session, f"conversation {conversation.id} offer ")


def file_entered(
    session: Session,
    linked: LinkedForm,
    key: str,
    entered: Mapping[str, Sequence[str]],
    now: datetime,
) -> int:
    """File what a page sent as it came, under a key of its own: the original of answers (R16, R25).

    Its text is for whoever compares: a line for each name with what was entered. Returns the id of
    the row.
    """
    lines = (f"{name}: {', '.join(values)}" for name, values in entered.items() if any(values))
    raw = json.dumps(entered, ensure_ascii=False).encode()
    arrival = Arrival(Source.WEB, "", key, "\n".join(lines), raw, {})
    row_id = enter(session, arrival, now)
    if row_id is None:
        message = f"the key {key} was used before"
        raise ValueError(message)
    came_from_page(session, row_id, linked.invitation_id)
    invitation = session.get_one(Invitation, linked.invitation_id)
    address = select(Identity.id).where(Identity.resident_id == invitation.resident_id)
    identity_id = session.exec(address.order_by(col(Identity.last_heard_at).desc())).first()
    if identity_id is not None:
        belongs_to(session, row_id, identity_id)
    return row_id


def add_photos(
    session: Session, linked: LinkedForm, row_id: int, files: Sequence[KeptFile], now: datetime
) -> tuple[str, ...]:
    """Note photos that lie in MEDIA_DIR; their names, as answers hold them."""
    of_home = f"invitation {linked.invitation_id}"
    photos = [file.as_media(Source.WEB, of_home, now) for file in files]
    for photo in photos:
        photo.inbound_id = row_id
    session.add_all(photos)
    session.flush()
    return tuple(f"m{photo.id}" for photo in photos)


def _standing(invitation: Invitation, campaign: Campaign, now: datetime) -> Standing:
    if invitation.known >= Known.COMPLETED:
        return Standing.ANSWERED
    is_expired = invitation.expires_at is not None and invitation.expires_at <= now
    if campaign.state is not CampaignState.RUNNING or is_expired:
        return Standing.OVER
    return Standing.OPEN


def _conversation(session: Session, invitation: Invitation) -> Conversation | None:
    if invitation.conversation_id is None:
        return None
    return session.get_one(Conversation, invitation.conversation_id, populate_existing=True)


def _begin(session: Session, invitation: Invitation, now: datetime) -> Conversation:
    """A talk for a home that came by its link without being asked in one, as by a letter.

    It lies beneath whatever its resident is talking about.
    """
    campaign = session.get_one(Campaign, invitation.campaign_id)
    seed = {FORM_VERSION: campaign.form_version_id, "invitation": invitation.id}
    conversation = Conversation(
        resident_id=invitation.resident_id,
        flow=Talk.QUESTIONNAIRE,
        seed_sealed=seal_document(session, seed),
        answers_sealed=seal_document(session, {}),
        state=ConversationState.OPEN,
        starter=Starter.HOUSE,
        opened_at=now,
        touched_at=now,
        expires_at=talks_end(session, campaign, campaign_policy(session, campaign.id, now)),
    )
    invitation.conversation_id = begin(session, conversation).id
    session.add(invitation)
    return conversation
