"""What residents answered to a questionnaire: sealed, and tied to the version that they read."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel

from flows.forms.answers import Response
from flows.forms.kept import answers_in, answers_text
from flows.rules.survey.invitations import Happening, Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import Source
from storage.campaigns import Campaign
from storage.columns import identifier, instant, reference, word
from storage.forms import FormVersion
from storage.invitations import Invitation, ask_no_more, happen, hold_invitation
from storage.keys import keyring


class FormResponse(SQLModel, table=True):
    """One form that was handed in; `mode` is how it came, `collector_id` who keyed it in (R8).

    `home_id` is the home that it counts for, where the person lives in one alone. One home has one
    vote in a campaign: there is one response to an invitation.
    """

    __tablename__ = "form_response"

    id: int = identifier()
    form_version_id: int = reference("form_version.id")
    resident_id: int | None = reference("resident.id", nullable=True)
    conversation_id: int | None = reference("conversation.id", nullable=True)
    home_id: int | None = reference("home.id", nullable=True)
    invitation_id: int | None = Field(
        default=None, foreign_key="invitation.id", unique=True, nullable=True
    )
    collector_id: int | None = reference("staff.id", nullable=True)
    mode: Source = word(Source)
    answers_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    handed_in_at: datetime = instant(index=True)


class NotTaken(Exception):
    """A response to an invitation does not count, and nothing was changed."""


class AnsweredBefore(NotTaken):
    """Somebody of the home has answered before: one home has one vote."""


class SurveyOver(NotTaken):
    """The campaign takes no answers any more, or not yet."""


def hand_in(
    session: Session, invitation: Invitation, response: Response, row: FormResponse
) -> FormResponse:
    """Take a home's response to a campaign; `row` says whose it is, how it came and when.

    Raises AnsweredBefore or SurveyOver. The invitation is completed and asked for no more.
    """
    held = hold_invitation(session, invitation.id)
    if held.known >= Known.COMPLETED:
        raise AnsweredBefore
    campaign = session.get_one(Campaign, held.campaign_id, populate_existing=True)
    if campaign.state is not CampaignState.RUNNING:
        raise SurveyOver
    row.invitation_id, row.home_id = held.id, held.home_id
    version = session.get_one(FormVersion, campaign.form_version_id)
    kept = keep_response(session, version, response, row)
    happen(session, held, Happening.COMPLETED, row.handed_in_at, closed=False)
    ask_no_more(session, held)
    return kept


def keep_response(
    session: Session, version: FormVersion, response: Response, row: FormResponse
) -> FormResponse:
    """Write a response down; `row` says whose it is and how it came."""
    row.form_version_id = version.id
    row.answers_sealed = keyring(session).seal(answers_text(response.answers))
    session.add(row)
    session.flush()
    return row


def answers_to(session: Session, row: FormResponse) -> dict[str, dict[str, Any]]:
    """The answers by item: `{"value", "remark"?}` or `{"abstained"}`; none once erased."""
    if row.answers_sealed is None:
        return {}
    return answers_in(keyring(session).open(row.answers_sealed))
