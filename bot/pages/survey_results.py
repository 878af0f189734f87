"""`/surveys/{number}`: what a survey found and what follows from it, for everybody (R20)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from bot.api.texts import is_case_number
from bot.channels import BadRequest
from bot.pages.rendering import language_asked, page
from bot.pages.survey_shown import shown_in_public, told_in_public
from flows.rules.vocabulary import Language
from storage.campaigns import find_campaign
from storage.database import Database
from storage.survey_publication import PATH, public_survey

KEPT = timedelta(seconds=60)
"""So long a page is shown as it was built: whoever asks again and again costs nothing."""
KEPT_MAX = 50


@dataclass(frozen=True)
class Built:
    """What a page shows in each language, and when it was put together."""

    values: dict[Language, dict[str, object]]
    at: datetime


@dataclass
class SurveyPages:
    """What the pages need; they only look."""

    database: Database
    now: Callable[[], datetime]
    _kept: dict[str, Built] = field(default_factory=dict)
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """The page of each survey that is published."""
        return [web.get(PATH + "/{number}", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """The result of one survey; 404 for one that there is not, or is not published."""
        number = request.match_info["number"]
        found = await self._built(number.upper()) if is_case_number(number) else None
        if found is None:
            raise BadRequest(404, f"there is no {request.path}")
        language = language_asked(request, Language.SIMPLIFIED)
        shown = found.values[language]
        return page("survey.html", language, title=shown["title"], shown=shown, path=request.path)

    async def _built(self, number: str) -> Built | None:
        async with self._building:
            kept = self._kept.pop(number, None)
            if kept is None or not timedelta() <= self.now() - kept.at < KEPT:
                kept = await asyncio.to_thread(self._look, number)
            if kept is not None:
                self._kept[number] = kept
                while len(self._kept) > KEPT_MAX:
                    del self._kept[next(iter(self._kept))]
            return kept

    def _look(self, number: str) -> Built | None:
        now = self.now()
        with self.database.reading() as session:
            campaign = find_campaign(session, number)
            survey = None if campaign is None else public_survey(session, campaign, now)
            if survey is None:
                return None
            told = told_in_public(session, survey)
        zone = self.database.zone
        return Built({one: shown_in_public(told, one, zone) for one in Language}, now)
