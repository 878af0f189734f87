"""`/f/{token}`: the page behind a link that somebody was sent, whatever it is for."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.pages.questionnaires import QuestionnairePages
from bot.pages.uploads import TOKEN_LONGEST, UploadPages
from storage.database import Database
from storage.invitations import find_by_token

PATH = "/f/{token}"

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass
class LinkPages:
    """The pages of links, and which of them a token is for."""

    database: Database
    uploads: UploadPages
    questionnaires: QuestionnairePages

    def routes(self) -> list[web.RouteDef]:
        """The page, and what it sends."""
        shown = self._by_token(self.uploads.form, self.questionnaires.show)
        taken = self._by_token(self.uploads.take, self.questionnaires.take)
        return [web.get(PATH, shown), web.post(PATH, taken)]

    def _by_token(self, upload: Handler, questionnaire: Handler) -> Handler:
        """What is neither is for the uploads' page to refuse."""

        async def handle(request: web.Request) -> web.Response:
            token = request.match_info["token"]
            is_invited = await asyncio.to_thread(self._is_invitation, token)
            return await (questionnaire if is_invited else upload)(request)

        return handle

    def _is_invitation(self, token: str) -> bool:
        if len(token) > TOKEN_LONGEST:
            return False
        with self.database.reading() as session:
            return find_by_token(session, token) is not None
