"""A garden with more homes, whose residents agree to surveys: what a campaign needs to be told."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from flows.forms.built_in import built_in
from flows.rules.survey.words import CampaignVerb
from flows.rules.vocabulary import Language, Purpose, ResidenceRole
from storage.campaign_drafting import Draft, draft_campaign
from storage.campaign_runner import Runner
from storage.campaign_signing import UNSPOKEN, Spoken
from storage.campaign_verbs import run_campaign
from storage.campaigns import Campaign, find_campaign, lock_campaign
from storage.consents import Given, record_consent
from storage.estates import Estate, Home, home_code
from storage.invitations import Invitation
from storage.residents import Residence, Resident, add_identity
from storage.staff import find_staff
from tests.estate import MORNING, Garden

TODAY = date(2026, 11, 23)
STARTS_ON = TODAY + timedelta(days=12)
SEED = "2026-2 回音花园"

WRONG_WISHES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"title": "  "}, "refused.missing"),
    ({"title": "长" * 61}, "refused.too_long"),
    ({"size": 0}, "refused.not_between"),
    ({"prizes": 7}, "refused.not_between"),
    ({"seed": ""}, "refused.missing"),
    ({"estates": []}, "refused.missing"),
    ({"starts_on": STARTS_ON - timedelta(days=13)}, "refused.not_between"),
    ({"last_day": STARTS_ON - timedelta(days=1)}, "refused.not_between"),
    ({"by": "xiao.lin"}, "refused.role"),
    ({"by": "shen"}, "refused.role"),
    ({"by": "liu"}, "refused.other_estates_survey"),
)
"""What no draft can be, each with the reason that is told."""


def people(garden: Garden, homes: Sequence[str], *, next_door: bool = False) -> None:
    """Build homes (`2-101` is in building 2), each with a resident who agrees to surveys."""
    estate_id = garden.next_door if next_door else garden.id
    with garden.changing() as session:
        for code in homes:
            building, _, room = code.partition("-")
            home = Home(
                estate_id=estate_id,
                building=building,
                room=room,
                code=home_code(building, "", room),
            )
            session.add(home)
            session.flush()
            _move_in(session, home, f"{estate_id} {code}")


def _move_in(session: Session, home: Home, name: str) -> None:
    resident = Resident(
        estate_id=home.estate_id,
        language=Language.SIMPLIFIED,
        in_directory=True,
        created_at=MORNING,
    )
    session.add(resident)
    session.flush()
    add_identity(session, resident, "wechat", "gh", f"openid {name}").proven_at = MORNING
    session.add(Residence(resident_id=resident.id, home_id=home.id, role=ResidenceRole.OWNER))
    agree(session, resident.id, granted=True)


def agree(session: Session, resident_id: int, *, granted: bool) -> None:
    """Somebody says yes or no to surveys."""
    record_consent(
        session, resident_id, Purpose.SURVEY, Given("wechat"), granted=granted, now=MORNING
    )


def runner(session: Session, userid: str) -> Runner:
    """A member of the staff at the command line."""
    return Runner(find_staff(session, userid), "command")


def draft(garden: Garden, size: int, by: str = "zhou", **changes: Any) -> str:  # noqa: ANN401 - whatever a draft may say
    """A member of the staff drafts a survey; its number."""
    with garden.changing() as session:
        said: dict[str, Any] = {
            "title": "下半年满意度调查",
            "form": built_in("quarter"),
            "estates": [session.get_one(Estate, garden.id)],
            "size": size,
            "seed": SEED,
            "starts_on": STARTS_ON,
        }
        given = Draft(**(said | changes))
        return draft_campaign(session, given, runner(session, by), garden.now).number


def run(
    garden: Garden, verb: CampaignVerb, number: str, by: str = "zhou", spoken: Spoken = UNSPOKEN
) -> Campaign:
    """A member of the staff uses a verb; the survey afterwards. Raises NotAllowed."""
    with garden.changing() as session:
        found = find_campaign(session, number)
        assert found is not None
        campaign = lock_campaign(session, found.id)
        run_campaign(session, verb, campaign, runner(session, by), garden.now, spoken=spoken)
        return campaign


def invited(garden: Garden, number: str) -> list[str]:
    """The homes that a survey asks, in order."""
    with garden.looking() as session:
        query = (
            select(Home.code)
            .join(Invitation, col(Invitation.home_id) == col(Home.id))
            .join(Campaign, col(Campaign.id) == col(Invitation.campaign_id))
            .where(Campaign.number == number)
        )
        return sorted(session.exec(query))
