"""What a home answered on paper, by phone or at its door, keyed in by staff (R8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from flows.forms.answers import Response
from flows.rules.refusals import NotAllowed, Why
from flows.rules.survey.invitations import Known
from flows.rules.survey.words import CampaignState
from flows.rules.vocabulary import RUNGS, Role, Source
from storage.audit import audit
from storage.campaigns import Campaign, check_not_dropped
from storage.estates import Home
from storage.handing_in import hand_in
from storage.invitations import Invitation
from storage.keys import keyring
from storage.questionnaire_links import end_talk, hold_questionnaire
from storage.responses import FormResponse
from storage.staff import Staff, in_chain

KEY_IN = "key_in"


class KeyedMode(StrEnum):
    """How answers reach staff that a home does not hand in itself."""

    PHONE = Source.PHONE
    LETTER = Source.LETTER
    VISIT = Source.VISIT


@dataclass(frozen=True)
class Collected:
    """How a home's answers came: who collected them as what, and where their original lies."""

    collector: Staff
    role: Role
    mode: KeyedMode
    original: str
    via: str

    def original_sealed(self, session: Session) -> bytes | None:
        """Where the original lies, for a row; None where nobody said."""
        return keyring(session).seal(self.original) if self.original else None


def check_rung(collected: Collected) -> None:
    """Raise NotAllowed for whoever keys in no answers: every rung does."""
    if collected.role not in RUNGS:
        raise NotAllowed(Why.ROLE, verb=KEY_IN, role=collected.role, needed=RUNGS[0])


def invitation_of(session: Session, campaign: Campaign, home: Home) -> Invitation:
    """The invitation of a home. Raises NotAllowed for a home that was not drawn."""
    query = select(Invitation).where(
        Invitation.campaign_id == campaign.id, Invitation.home_id == home.id
    )
    found = session.exec(query).first()
    if found is None:
        raise NotAllowed(Why.HOME_NOT_DRAWN, home=home.code)
    return found


def key_in(
    session: Session,
    campaign: Campaign,
    home: Home,
    response: Response,
    collected: Collected,
    now: datetime,
) -> FormResponse:
    """Hand in a home's answers in its name. Raises NotAllowed, and nothing changes.

    What the home answered itself is never overwritten, nor what was keyed in before.
    """
    check_rung(collected)
    if not in_chain(collected.collector, home.estate_id):
        raise NotAllowed(Why.OTHER_ESTATES_SURVEY)
    check_not_dropped(campaign)
    invitation = invitation_of(session, campaign, home)
    held = hold_questionnaire(session, invitation)
    if invitation.known >= Known.COMPLETED:
        raise _answered(session, invitation, home)
    if held.state is not CampaignState.RUNNING:
        raise NotAllowed(Why.CAMPAIGN_STATE, verb=KEY_IN, state=held.state)
    row = FormResponse(
        resident_id=invitation.resident_id,
        collector_id=collected.collector.id,
        mode=Source(collected.mode),
        original_sealed=collected.original_sealed(session),
        handed_in_at=now,
    )
    kept = hand_in(session, invitation, response, row)
    end_talk(session, invitation, now)
    audit(
        session,
        KEY_IN,
        f"campaign {campaign.number}",
        by=collected.collector.userid,
        via=collected.via,
        now=now,
        home=home.code,
        mode=collected.mode,
    )
    return kept


def _answered(session: Session, invitation: Invitation, home: Home) -> NotAllowed:
    query = select(FormResponse).where(FormResponse.invitation_id == invitation.id)
    response = session.exec(query).first()
    if response is None or response.collector_id is None:
        return NotAllowed(Why.HOME_ANSWERED, home=home.code)
    by = session.get_one(Staff, response.collector_id).userid
    return NotAllowed(Why.ANSWERS_KEYED_BEFORE, home=home.code, by=by)
