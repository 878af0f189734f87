"""A survey of the garden to tell stories about: who was asked, and what they answered."""

from datetime import timedelta

from sqlmodel import Session, col, select

from flows.forms.answers import Answer, Given, Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_digest
from flows.rules.survey.invitations import Happening
from flows.rules.survey.words import Abstention, CampaignState
from flows.rules.vocabulary import Language, ResidenceRole, Satisfaction, Source
from storage.campaigns import Campaign
from storage.estates import Home, home_code
from storage.forms import publish_form
from storage.invitations import Invitation, happen
from storage.keys import keyring
from storage.residents import Residence, Resident
from storage.responses import FormResponse, keep_response
from storage.staff import find_staff
from storage.survey_calls import after_return
from tests.estate import Garden
from tests.surveys import running_campaign

FORM = built_in("half_year")
SEED = "2026-下半年"
TITLE = "下半年满意度调查"


class Survey:
    """A campaign of the garden that is running; building 9 is there for as many homes as wanted."""

    def __init__(self, garden: Garden, homes: int = 3, *, prizes: int = 0) -> None:
        self.garden = garden
        with garden.changing() as session:
            campaign = running_campaign(
                session,
                garden.id,
                (),
                garden.now,
                last_day=garden.now.date() + timedelta(days=14),
                form=FORM.id,
                prizes=prizes,
            )
            campaign.title, campaign.part = TITLE, "2026-2"
            campaign.size, campaign.seed = homes, SEED
            self.id, self.number = campaign.id, campaign.number
            self.homes = tuple(self._ask(session, room) for room in range(1, homes + 1))

    def answers(
        self,
        home: str,
        overall: Satisfaction | Abstention = Satisfaction.SATISFIED,
        opinion: str = "",
        *,
        collector: str = "",
        **given: Answer,
    ) -> int:
        """A home returns its questionnaire, keyed in by a member of staff or by itself."""
        with self.garden.changing() as session:
            invitation = self._invitation(session, home)
            answers = dict(given)
            rated = overall if isinstance(overall, Abstention) else Given(overall.value)
            answers |= {"overall": rated}
            answers["opinion"] = Given(opinion) if opinion else Abstention.SKIPPED
            response = Response(FORM.id, FORM.version, form_digest(FORM), tuple(answers.items()))
            member = find_staff(session, collector) if collector else None
            row = FormResponse(
                resident_id=invitation.resident_id,
                home_id=invitation.home_id,
                invitation_id=invitation.id,
                collector_id=None if member is None else member.id,
                mode=Source.LETTER if collector else Source.WECHAT,
                original_sealed=keyring(session).seal("文件柜 3") if collector else None,
                handed_in_at=self.garden.now,
            )
            keep_response(session, publish_form(session, FORM, self.garden.now), response, row)
            happen(session, invitation, Happening.COMPLETED, self.garden.now, closed=False)
            after_return(session, row, self.garden.now)
            return row.id

    def campaign(self) -> Campaign:
        with self.garden.looking() as session:
            return session.get_one(Campaign, self.id)

    def move_to(self, state: CampaignState) -> None:
        """The verb that leads there has been used."""
        with self.garden.changing() as session:
            campaign = session.get_one(Campaign, self.id)
            campaign.state = state
            if state is CampaignState.CLOSED:
                campaign.closed_at = self.garden.now
            session.add(campaign)

    def _ask(self, session: Session, room: int) -> str:
        code = home_code("9", "1", f"{room:03}")
        home = session.exec(select(Home).where(Home.code == code)).first()
        if home is None:
            home = Home(
                estate_id=self.garden.id, building="9", unit="1", room=f"{room:03}", code=code
            )
            session.add(home)
            session.flush()
            resident = Resident(
                estate_id=self.garden.id,
                name_sealed=keyring(session).seal(f"住户{room}"),
                phone_sealed=keyring(session).seal(f"+861380000{room:04}"),
                phone_index=keyring(session).index(f"+861380000{room:04}"),
                language=Language.SIMPLIFIED,
                in_directory=True,
                created_at=self.garden.now,
            )
            session.add(resident)
            session.flush()
            session.add(
                Residence(resident_id=resident.id, home_id=home.id, role=ResidenceRole.OWNER)
            )
        query = select(Residence.resident_id).where(Residence.home_id == home.id)
        invitation = Invitation(
            campaign_id=self.id,
            home_id=home.id,
            cycle=1,
            resident_id=session.exec(query).first(),
            issued_at=self.garden.now,
        )
        session.add(invitation)
        session.flush()
        return code

    def _invitation(self, session: Session, home: str) -> Invitation:
        query = (
            select(Invitation)
            .join(Home, col(Home.id) == col(Invitation.home_id))
            .where(Invitation.campaign_id == self.id, Home.code == home)
        )
        return session.exec(query).one()
