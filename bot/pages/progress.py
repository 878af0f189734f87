"""`/progress`: how an estate handles what is reported, for everybody to see (R27, R47)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web
from sqlmodel import Session

from bot.channels import BadRequest
from bot.pages.rendering import language_asked, page
from flows.rules.policy import Policy
from flows.rules.public_figures import Figures, Period, Share
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.say import Say, plain, say
from storage.database import Database
from storage.estates import Estate, estates, policy_in_force
from storage.publication import Board, PublicCase, board_of
from storage.survey_publication import PATH as SURVEYS
from storage.survey_publication import published_surveys

PATH = "/progress"
ID_DIGITS_MAX = 9
KEPT = timedelta(seconds=60)
"""So long a board is shown as it was built: whoever asks again and again costs nothing."""


@dataclass(frozen=True)
class Published:
    """An estate that publishes, and what; its surveys are addresses with their titles."""

    name: str
    smallest: int
    board: Board
    surveys: tuple[tuple[str, str], ...]
    built_at: datetime


@dataclass
class ProgressPages:
    """What the pages need; they only look."""

    database: Database
    now: Callable[[], datetime]
    _kept: dict[int, Published] = field(default_factory=dict)
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """The list of estates, and the board of each."""
        return [web.get(PATH, self.choose), web.get(PATH + "/{estate}", self.show)]

    async def choose(self, request: web.Request) -> web.Response:
        """Lead to the board of the only estate, or let people choose theirs."""
        published = await asyncio.to_thread(self._publishing)
        if len(published) == 1:
            raise web.HTTPFound(f"{PATH}/{published[0].id}")
        language = language_asked(request, Language.SIMPLIFIED)
        return page(
            "estates.html",
            language,
            title=self._in(language, say("board.choose")),
            estates=[(f"{PATH}/{one.id}", one.name) for one in published],
            path=request.path,
        )

    async def show(self, request: web.Request) -> web.Response:
        """The board of one estate; 404 for one that there is not, or that publishes nothing."""
        written = request.match_info["estate"]
        is_id = written.isascii() and written.isdigit() and len(written) <= ID_DIGITS_MAX
        found = await self._published(int(written)) if is_id else None
        if found is None:
            raise BadRequest(404, f"there is no {request.path}")
        language = language_asked(request, Language.SIMPLIFIED)
        return self._board(request, found, language)

    async def _published(self, estate_id: int) -> Published | None:
        """What the estate publishes; boards are built one after the other, and kept a while."""
        async with self._building:
            kept = self._kept.pop(estate_id, None)
            if kept is None or not timedelta() <= self.now() - kept.built_at < KEPT:
                kept = await asyncio.to_thread(self._look, estate_id)
            if kept is not None:
                self._kept[estate_id] = kept
            return kept

    def _board(self, request: web.Request, found: Published, language: Language) -> web.Response:
        words = {name: self._in(language, sentence) for name, sentence in _WORDS.items()}
        months = [one for one in found.board.figures if not one.period.is_quarter]
        quarters = [one for one in found.board.figures if one.period.is_quarter]
        return page(
            "board.html",
            language,
            title=self._in(language, say("board.title", estate=plain(found.name))),
            words=words,
            cases=[self._case(language, one) for one in found.board.cases],
            months=[self._figures(language, one, found.smallest) for one in months],
            quarters=[self._figures(language, one, found.smallest) for one in quarters],
            surveys=found.surveys,
            path=request.path,
        )

    def _case(self, language: Language, case: PublicCase) -> dict[str, str]:
        elsewhere = say("board.public_place" if case.is_placed else "board.no_place")
        where = plain(case.home) if case.home else elsewhere
        return {
            "number": case.number,
            "kind": self._in(language, say(f"CaseKind.{case.kind.value}")),
            "case_class": self._in(language, say(f"CaseClass.{case.case_class.value}")),
            "state": self._in(language, say(f"CaseState.{case.state.value}")),
            "tone": case.state.value,
            "where": self._in(language, where),
            "opened": case.opened_on.isoformat(),
            "closed": "" if case.closed_on is None else case.closed_on.isoformat(),
        }

    def _figures(self, language: Language, one: Figures, smallest: int) -> dict[str, str]:
        shares = {
            "in_time": one.in_time,
            "solved": one.solved,
            "revisited": one.revisited,
            "satisfied": one.satisfied,
        }
        shown = {name: self._percent(language, share, smallest) for name, share in shares.items()}
        return {"period": _named(one.period), "reported": str(one.reported), **shown}

    def _percent(self, language: Language, share: Share, smallest: int) -> str:
        percent = share.percent(smallest)
        return self._in(language, say("board.too_few")) if percent is None else f"{percent} %"

    def _in(self, language: Language, sentence: Say) -> str:
        return render(sentence, language, self.database.zone)

    def _publishing(self) -> list[Estate]:
        now = self.now()
        with self.database.reading() as session:
            return [one for one in estates(session) if _policy(session, one, now).publication.shown]

    def _look(self, estate_id: int) -> Published | None:
        now = self.now()
        with self.database.reading() as session:
            estate = session.get(Estate, estate_id)
            policy = None if estate is None else _policy(session, estate, now)
            if estate is None or policy is None or not policy.publication.shown:
                return None
            board = board_of(session, estate, policy, now)
            surveys = tuple(
                (f"{SURVEYS}/{one.number}", one.title)
                for one in published_surveys(session, estate.id)
            )
            smallest = policy.publication.smallest_base
            return Published(estate.name, smallest, board, surveys, now)


_WORDS = {
    "intro": say("board.intro"),
    "newest": say("board.newest"),
    "surveys": say("board.surveys"),
    "none": say("board.none"),
    "by_month": say("board.by_month"),
    "by_quarter": say("board.by_quarter"),
    "period": say("board.period"),
    "reported": say("board.reported"),
    "in_time": say("board.in_time"),
    "solved": say("board.solved"),
    "revisited": say("board.revisited"),
    "satisfied": say("board.satisfied"),
    "opened": say("board.opened"),
    "closed": say("board.closed"),
}


def _policy(session: Session, estate: Estate, now: datetime) -> Policy:
    return policy_in_force(session, estate.id, now)


def _named(period: Period) -> str:
    """2026-11 for a month, 2026 Q4 for a quarter."""
    if period.is_quarter:
        return f"{period.begins.year} Q{(period.begins.month + 2) // 3}"
    return f"{period.begins:%Y-%m}"
