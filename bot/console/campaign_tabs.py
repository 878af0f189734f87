"""What the pages of one survey share: which one it is, their tabs, and refusals in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlmodel import Session

from bot.api.texts import is_case_number
from bot.console.asked import Asked, Missing
from bot.console.permissions import may_open
from bot.console.service import CONFLICT, VIA
from bot.console.verb_forms import typed_in
from bot.staff_refusals import in_words_of
from flows.rules.refusals import NotAllowed
from flows.rules.survey.words import CampaignState
from flows.wording.catalogue import render
from flows.wording.say import Say, plain
from storage.campaign_runner import Runner
from storage.campaigns import Campaign, estates_of, find_campaign
from storage.database import zone_of
from storage.staff import Staff, in_chain, staff_name

PATH = "/console/campaigns"
OWN_FIELDS = frozenset(
    {
        "title", "seed", "estates", "size", "prizes", "starts_on", "last_day", "owner", "form",
        "due_on", "about", "as",
    }
)  # fmt: skip
"""The fields of forms here that cases do not have, and so no name in the words of the house."""


class Tab(StrEnum):
    """The pages of one survey, in order."""

    SURVEY = "survey"
    DRAW = "draw"
    RESPONSES = "responses"
    RESULTS = "results"
    REPORT = "report"
    PUBLICATION = "publication"


ROUTE_OF: Mapping[Tab, str] = {
    Tab.SURVEY: "campaign",
    Tab.DRAW: "campaign.draw",
    Tab.RESPONSES: "campaign.responses",
    Tab.RESULTS: "campaign.results",
    Tab.REPORT: "campaign.report",
    Tab.PUBLICATION: "campaign.publication",
}
FROM_START = frozenset({Tab.RESPONSES, Tab.RESULTS})
FROM_CLOSE = frozenset({Tab.REPORT, Tab.PUBLICATION})
BEFORE_CLOSE = (CampaignState.DRAFT, CampaignState.FROZEN, CampaignState.RUNNING)


@dataclass(frozen=True)
class Tried:
    """What was not done: in which form, why, and what had been typed into it."""

    form: str = ""
    sentence: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """What the page is answered with."""
        return CONFLICT if self.form else 200


NOTHING_TRIED = Tried()


def campaign_of(session: Session, asked: Asked) -> Campaign:
    """The survey of the address. Raises Missing for none, and for one of foreign estates."""
    number = asked.path["number"]
    found = find_campaign(session, number) if is_case_number(number) else None
    if found is None:
        raise Missing
    if not any(in_chain(asked.member, one.id) for one in estates_of(session, found.id)):
        raise Missing
    return found


def runner_of(asked: Asked) -> Runner:
    """Whoever sits at the desk."""
    return Runner(asked.member, VIA)


def tab_values(session: Session, asked: Asked, campaign: Campaign, tab: Tab) -> dict[str, object]:
    """What stands at the head of every page of a survey."""
    return {
        "campaign": campaign,
        "estates": [one.name for one in estates_of(session, campaign.id)],
        "base": f"{PATH}/{campaign.number}",
        "tab": tab,
        "tabs": [one for one in Tab if _is_there(asked, campaign, one)],
    }


def tried(session: Session, asked: Asked, form: str, refusal: NotAllowed) -> Tried:
    """A refused form, with all that was typed."""
    return Tried(form, sentence_of(session, asked, refusal), typed_in(asked))


def name_of_member(session: Session, staff_id: int | None) -> str:
    """The name of a member of staff, else the userid; empty for nobody."""
    if staff_id is None:
        return ""
    member = session.get_one(Staff, staff_id)
    return staff_name(session, member) or member.userid


def sentence_of(session: Session, asked: Asked, refusal: NotAllowed) -> str:
    """A refusal in the words of the page."""
    said = in_words_of(refusal)
    named = refusal.params.get("field")
    if named in OWN_FIELDS:
        name = plain(asked.words(f"campaigns.field_{named}"))
        said = Say(said.key, {**said.parameters, "field": name})
    return render(said, asked.language, zone_of(session))


def _is_there(asked: Asked, campaign: Campaign, tab: Tab) -> bool:
    is_before_start = campaign.started_at is None
    is_before_close = campaign.state in BEFORE_CLOSE
    if (tab in FROM_START and is_before_start) or (tab in FROM_CLOSE and is_before_close):
        return False
    return may_open(asked.member.role, ROUTE_OF[tab])
