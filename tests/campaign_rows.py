"""A closed campaign as rows, for tests of what is told about it: homes and what they answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from flows.forms.answers import Answer, Given, Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_content, form_digest
from flows.rules.survey.invitations import Known
from flows.rules.survey.truth import Mark
from flows.rules.survey.words import Abstention, CampaignKind, CampaignState
from flows.rules.vocabulary import Source
from storage.campaigns import Campaign, find_campaign, set_estates
from storage.estates import Home, ensure_estate, home_code, homes_written
from storage.forms import publish_form
from storage.invitations import Invitation
from storage.response_checks import ResponseCheck
from storage.responses import FormResponse, keep_response

FORM = built_in("half_year")
SKIPPED, UNCLEAR = Abstention.SKIPPED, Abstention.UNCLEAR


@dataclass(frozen=True)
class Asked:
    """A home of a campaign: where it is, what it answered if it did, and what was found of it."""

    estate: str
    home: str
    answers: Mapping[str, str | Answer] = field(default_factory=dict)
    known: Known = Known.COMPLETED
    mark: Mark | None = None
    after: timedelta = timedelta()
    """So long after the first day it answered."""


def build(session: Session, estate: str, building: str, homes: int, now: datetime) -> None:
    """A building with so many homes, the first of which is 9-1-1."""
    estate_id = ensure_estate(session, estate, now).id
    for room in range(1, homes + 1):
        code = home_code(building, "1", str(room))
        session.add(
            Home(estate_id=estate_id, building=building, unit="1", room=str(room), code=code)
        )
    session.flush()


def closed_campaign(
    session: Session, number: str, asked: tuple[Asked, ...], closed_at: datetime
) -> Campaign:
    """A campaign that asked these homes for a week and takes no more answers."""
    begins = closed_at - timedelta(days=7)
    version = publish_form(session, FORM, begins)
    campaign = Campaign(
        number=number,
        title="2026年下半年满意度调查",
        kind=CampaignKind.PERIODIC,
        state=CampaignState.CLOSED,
        form_content=form_content(FORM),
        form_version_id=version.id,
        size=len(asked),
        seed="seed-1",
        starts_on=date(2026, 11, 16),
        last_day=date(2026, 11, 22),
        frame_digest="f" * 64,
        drafted_at=begins,
        closed_at=closed_at,
    )
    session.add(campaign)
    session.flush()
    estates = {one.estate: ensure_estate(session, one.estate, begins).id for one in asked}
    set_estates(session, campaign.id, estates.values())
    for one in asked:
        (home,) = homes_written(session, one.home, estates[one.estate])
        invitation = Invitation(
            campaign_id=campaign.id, home_id=home.id, cycle=1, known=one.known, issued_at=begins
        )
        session.add(invitation)
        session.flush()
        if one.answers:
            row = _returned(session, invitation, one, begins + one.after)
            if one.mark is not None:
                session.add(
                    ResponseCheck(campaign_id=campaign.id, response_id=row.id, mark=one.mark)
                )
    session.flush()
    return campaign


def the_campaign(session: Session, number: str) -> Campaign:
    """The campaign of a number that there is."""
    found = find_campaign(session, number)
    assert found is not None
    return found


def _returned(session: Session, invitation: Invitation, asked: Asked, at: datetime) -> FormResponse:
    version = publish_form(session, FORM, at)
    answers = tuple(
        (item, Given(answer) if isinstance(answer, str) else answer)
        for item, answer in asked.answers.items()
    )
    row = FormResponse(
        home_id=invitation.home_id, invitation_id=invitation.id, mode=Source.WECHAT, handed_in_at=at
    )
    response = Response(FORM.id, FORM.version, form_digest(FORM), answers)
    return keep_response(session, version, response, row)
