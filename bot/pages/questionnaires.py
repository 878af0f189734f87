"""`/f/{token}` of an invitation: the questionnaire as a page, begun in chat or here (R3, R8)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from aiohttp import web

from bot.channels import BadRequest
from bot.pages.questionnaire_sent import Sent, drop_unkept, read_sent
from bot.pages.questionnaire_shown import Shows
from bot.pages.questionnaire_steps import CHECK, PART, THANKS, first_open
from bot.pages.questionnaire_taking import LANGUAGES_TO, Taken, take_page
from bot.pages.rendering import HEADERS
from flows.talks.item_options import in_words
from flows.wording.say import say
from storage.database import Database
from storage.questionnaire_links import LinkedForm, Standing, find_linked

LANGUAGE = "lang"


@dataclass
class QuestionnairePages:
    """What the pages need; `after_write` wakes whoever has something to send."""

    database: Database
    media_dir: Path
    now: Callable[[], datetime]
    after_write: Callable[[], None]

    async def show(self, request: web.Request) -> web.Response:
        """Show a page of the questionnaire, or why there is none any more."""
        linked = await asyncio.to_thread(self._look, request.match_info["token"])
        if linked.standing is not Standing.OPEN:
            return self._closed(request, linked)
        part = request.query.get(PART) or first_open(linked.form, linked.answers)
        return self._shows(request, linked).part(part)

    async def take(self, request: web.Request) -> web.Response:
        """Keep what a page sent, and show the next one; at the end, hand it all in."""
        token = request.match_info["token"]
        linked = await asyncio.to_thread(self._look, token)
        if linked.standing is not Standing.OPEN:
            return self._closed(request, linked)
        sent = Sent()
        try:
            status, problem = await read_sent(request, linked, self.media_dir, sent)
            if problem is not None:
                title, way = say("survey_page.not_kept"), say("survey_page.go_back")
                return self._shows(request, linked).sentences(status, title, problem, way)
            taken = await asyncio.to_thread(self._take, token, request.query.get(PART, ""), sent)
        finally:
            await asyncio.to_thread(self._drop_unkept, sent)
        self.after_write()
        if taken.wrong or (sent.refused and taken.linked.standing is Standing.OPEN):
            here = request.query.get(PART, "")
            return self._shows(request, taken.linked).part(here, sent, taken.wrong)
        where = {"Location": _address(request, sent, taken.part)}
        return web.Response(status=303, headers={**HEADERS, **where})

    def _look(self, token: str) -> LinkedForm:
        with self.database.reading() as session:
            linked = find_linked(session, token, self.now())
        if linked is None:
            raise BadRequest(404, "there is no such questionnaire")
        return linked

    def _take(self, token: str, part: str, sent: Sent) -> Taken:
        with self.database.transaction() as session:
            taken = take_page(session, token, part, sent, uuid4().hex, self.now())
        if taken is None:
            raise BadRequest(404, "there is no such questionnaire")
        return taken

    def _drop_unkept(self, sent: Sent) -> None:
        if sent.photos:
            with self.database.reading() as session:
                drop_unkept(session, self.media_dir, sent)

    def _shows(self, request: web.Request, linked: LinkedForm) -> Shows:
        return Shows(request, linked, self.database.zone)

    def _closed(self, request: web.Request, linked: LinkedForm) -> web.Response:
        """Say that the home has answered, or that nobody can any more."""
        shows = self._shows(request, linked)
        if linked.standing is Standing.OVER:
            over, more = say("survey_page.over"), say("survey_page.over_more")
            return shows.sentences(410, say("survey_page.over_title"), over, more)
        part = request.query.get(PART)
        if part == THANKS:
            thanks = in_words(linked.form.thanks)
            title, bye = say("survey_page.thanks_title"), say("survey_page.thanks_close")
            return shows.sentences(200, title, thanks, bye)
        # Who presses twice has lost nothing; who sends another page hears that it came too late.
        is_late = request.method == "POST" and part != CHECK
        answered = say("survey_page.answered", when=linked.returned_at or linked.at)
        late = (say("survey_page.answered_late"),) if is_late else ()
        title, more = say("survey_page.answered_title"), say("survey_page.answered_more")
        return shows.sentences(409 if is_late else 200, title, answered, *late, more)


def _address(request: web.Request, sent: Sent, part: str) -> str:
    """The address of a page, in the language that was read or asked for."""
    language = request.query.get(LANGUAGE, "")
    if sent.goes.startswith(LANGUAGES_TO):
        language = sent.goes.removeprefix(LANGUAGES_TO)
    asked = {name: value for name, value in ((PART, part), (LANGUAGE, language)) if value}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path
