"""Campaigns: every survey with its state, its return, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from bot.api.texts import read_identifier
from bot.console.asked import Asked, Page, Route, known_word
from bot.console.campaign_next import Next, what_next
from bot.console.campaign_tabs import PATH
from flows.rules.survey.words import CampaignState
from storage.campaign_lists import CampaignRow, CampaignShelf, list_campaigns
from storage.campaigns import campaign_policy


@dataclass(frozen=True)
class CampaignLine:
    """A row of the list as it is read; `percent` is None before homes are asked."""

    row: CampaignRow
    next: Next
    percent: int | None
    aim_percent: int


def show_campaigns(session: Session, asked: Asked, now: datetime) -> Page:
    """The surveys of the estates that are one's own."""
    shelf = known_word(CampaignShelf, asked.query.get("shelf", "")) or CampaignShelf.UNDER_WAY
    before = read_identifier(asked.query.get("before", ""))
    found = list_campaigns(session, asked.member.estate_id, shelf, before=before)
    query = {"shelf": shelf.value}
    values = {
        "path_of_list": PATH,
        "shelf": shelf,
        "shelves": list(CampaignShelf),
        "lines": [_line(session, row, now) for row in found.rows],
        "first": urlencode(query) if before is not None else "",
        "more": urlencode({**query, "before": found.next}) if found.next else "",
    }
    return Page("campaigns.html", values)


ROUTES = (Route("campaigns", "GET", "/campaigns", show_campaigns, in_menu=True),)


def _line(session: Session, row: CampaignRow, now: datetime) -> CampaignLine:
    aim = campaign_policy(session, row.campaign.id, now).targets.returned_percent
    return CampaignLine(row, what_next(session, row.campaign, now), _percent(row), aim)


def _percent(row: CampaignRow) -> int | None:
    is_asked = row.issued and row.campaign.state not in (CampaignState.DRAFT, CampaignState.FROZEN)
    return 100 * row.returned // row.issued if is_asked else None
