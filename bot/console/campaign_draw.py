"""Whom a survey asks: the draw before it is made and after it, and what it may bring (R2-R6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.console.asked import Asked, Page, Route
from bot.console.campaign_tabs import Tab, campaign_of, tab_values
from bot.delivery.reachable import Reckoned, forecast_of, forecast_of_homes
from bot.delivery.routes import Routes
from flows.rules.survey.draw import Draw, Standing
from flows.rules.survey.forecast import Forecast
from flows.wording.labels import label_of
from storage.campaign_drafting import Draft
from storage.campaign_preview import preview_draw
from storage.campaign_proof import prove
from storage.campaign_revising import draft_of

NAME_OF = partial(label_of, "Channel")


@dataclass(frozen=True)
class BuildingDraw:
    """A building: how many homes it has, how many of them it is the turn of, and those drawn."""

    estate: str
    building: str
    homes: int
    eligible: int
    drawn: tuple[str, ...]


@dataclass(frozen=True)
class DrawView:
    """A draw as a page shows it, with what may be expected of it; `unheard` are estates (R4)."""

    standings: Sequence[tuple[Standing, int]]
    buildings: Sequence[BuildingDraw]
    drawn: int
    lacking: int
    unheard: Sequence[str]
    forecast: Forecast


def show_draw(session: Session, asked: Asked, now: datetime) -> Page:
    """The homes that were drawn, drawn again; of a draft, those that would be drawn now."""
    campaign = campaign_of(session, asked)
    values = tab_values(session, asked, campaign, Tab.DRAW)
    if campaign.frame_sealed is None:
        view, proof = previewed(session, draft_of(session, campaign), asked.ways, now), None
    else:
        proof = prove(session, campaign)
        view = _view(proof.draw, forecast_of(session, campaign, asked.ways, now))
    return Page("campaign_draw.html", {**values, "view": view, "proof": proof, "channel": NAME_OF})


def previewed(session: Session, draft: Draft, ways: Routes, now: datetime) -> DrawView:
    """What the draw of a draft that has been checked would bring."""
    preview = preview_draw(session, draft, now)
    estates = sorted(draft.estates, key=lambda one: one.name)
    survey = Reckoned(draft.title, draft.last_day or draft.starts_on, estates)
    return _view(preview.draw, forecast_of_homes(session, survey, preview.home_ids, ways, now))


ROUTES = (Route("campaign.draw", "GET", "/campaigns/{number}/draw", show_draw, reads="draw"),)


def _view(draw: Draw, forecast: Forecast) -> DrawView:
    counts = draw.counts()
    return DrawView(
        [(one, counts[one]) for one in Standing if counts.get(one)],
        _buildings(draw),
        len(draw.drawn),
        draw.lacking,
        draw.unheard_estates(),
        forecast,
    )


def _buildings(draw: Draw) -> list[BuildingDraw]:
    lines = defaultdict(list)
    for line in draw.lines:
        lines[line.home.estate, line.home.building].append(line)
    return [
        BuildingDraw(
            estate,
            building,
            len(found),
            sum(one.home.bar is None for one in found),
            tuple(one.home.home for one in found if one.is_drawn),
        )
        for (estate, building), found in sorted(lines.items())
    ]
