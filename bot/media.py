"""Photos, recordings and films, fetched at once: providers keep them for days only (R30)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random, SystemRandom

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.bell import Bell
from bot.channels.media import MEDIA_BYTES_MAX, MediaUnavailable
from bot.media_cleaning import CannotBeCleaned, cleaned
from bot.media_files import keep_file, media_path, type_of
from bot.transactions import Result, in_transaction
from flows.rules.resending import backoff
from storage.database import Database
from storage.media import (
    expired,
    give_up,
    is_kept_for_others,
    keep,
    mark_erased,
    next_fetch,
    put_off,
    take_wanted,
)

logger = logging.getLogger(__name__)

Fetch = Callable[[str], Awaitable[tuple[bytes, str]]]

AT_ONCE_MAX = 8
FETCH_SECONDS_MAX = 60
LEASE = timedelta(minutes=5)
PAUSE_BASE = timedelta(seconds=10)
PAUSE_CAP = timedelta(hours=1)
KEPT_BY_PROVIDERS = timedelta(hours=72)
"""WeChat throws media away after three days; further tries would be in vain."""
TICK_SECONDS = 30


@dataclass(frozen=True)
class _Wanted:
    media_id: int
    channel: str
    reference: str
    tries: int
    received_at: datetime


class MediaFetcher:
    """Fetches what residents sent. Any number of them may share a database and a folder.

    `fetchers` ask a channel's provider for a reference and raise MediaUnavailable. What a provider
    says about the type is not believed.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        fetchers: Mapping[str, Fetch],
        clock: Callable[[], datetime],
        chance: Random | None = None,
        *,
        fetch_seconds_max: float = FETCH_SECONDS_MAX,
    ) -> None:
        self._database = database
        self._folder = folder
        self._fetchers = fetchers
        self._clock = clock
        self._chance = chance or SystemRandom()
        self._fetch_seconds_max = fetch_seconds_max
        self.moves: Callable[[], None] = lambda: None
        self._bell = Bell()
        self._taking = asyncio.Lock()
        self._is_stopping = False

    def ring(self) -> None:
        """Say, on the event loop and after a commit, that there may be something to fetch."""
        self._bell.ring()

    async def run(self) -> None:
        """Fetch what is wanted, until `stop`."""
        while not self._is_stopping:
            self._bell.hush()
            seconds: float = TICK_SECONDS
            try:
                await self.fetch_all(self._clock())
                await self.take_away()
                seconds = await self._seconds_to_rest()
            except SQLAlchemyError as error:
                logger.error("wanted media cannot be read: %s", type(error).__name__)  # noqa: TRY400 - a statement's text would carry what people wrote
            if not self._is_stopping:
                await self._bell.rest(seconds)

    async def stop(self) -> None:
        """Take nothing more, and finish what is under way."""
        self._is_stopping = True
        self.ring()
        async with self._taking:
            return

    async def fetch_all(self, now: datetime) -> None:
        """Try everything that is wanted at `now`, once."""
        async with self._taking:
            while not self._is_stopping and (wanted := await self._do(partial(_take, now=now))):
                fetches = (self._fetch(one, now) for one in wanted)
                for done in await asyncio.gather(*fetches, return_exceptions=True):
                    if done is not None:
                        raise done

    async def take_away(self) -> None:
        """Remove the files that were kept long enough, then say so in their rows.

        What the disk does not let go is tried again the next time.
        """
        stuck: set[int] = set()
        while not self._is_stopping and (
            found := await self._do(partial(_expired, but=frozenset(stuck)))
        ):
            for media_id, name in found:
                if self._is_gone(media_id, name):
                    await self._do(partial(mark_erased, media_id=media_id))
                else:
                    stuck.add(media_id)

    def _is_gone(self, media_id: int, name: str) -> bool:
        try:
            if name:
                media_path(self._folder, name).unlink(missing_ok=True)
        except OSError as error:
            logger.error("operator: media %s cannot be removed: %s", media_id, error.strerror)  # noqa: TRY400 - the reason says it all
            return False
        return True

    async def _fetch(self, wanted: _Wanted, now: datetime) -> None:
        """Fetch one; whatever goes wrong, its row says so."""
        try:
            work = await self._fetch_and_keep(wanted, now)
        except MediaUnavailable as unavailable:
            work = self._after_failure(wanted, unavailable, now)
        except Exception as error:  # noqa: BLE001 - one broken file must not hold up all others
            reason = type(error).__name__
            logger.error("media %s cannot be fetched: %s", wanted.media_id, reason)  # noqa: TRY400 - a provider's address may stand in the text
            work = self._after_failure(wanted, MediaUnavailable(reason, is_final=False), now)
        await self._do(work)

    async def _fetch_and_keep(self, wanted: _Wanted, now: datetime) -> Callable[[Session], None]:
        fetch = self._fetchers.get(wanted.channel)
        if fetch is None:
            raise MediaUnavailable(f"nobody fetches from {wanted.channel}", is_final=False)
        try:
            async with asyncio.timeout(self._fetch_seconds_max):
                content, _ = await fetch(wanted.reference)
        except TimeoutError:
            raise MediaUnavailable("no answer in time", is_final=False) from None
        if len(content) > MEDIA_BYTES_MAX:
            raise MediaUnavailable("too large", is_final=True)
        content_type = type_of(content)
        if content_type is None:
            raise MediaUnavailable("neither a picture nor a recording nor a film", is_final=True)
        try:
            content = await asyncio.to_thread(cleaned, content, content_type)
            sha256 = await asyncio.to_thread(keep_file, self._folder, content)
        except CannotBeCleaned as problem:
            raise MediaUnavailable(str(problem), is_final=True) from None
        except OSError as error:
            logger.error("operator: media %s cannot be kept: %s", wanted.media_id, error.strerror)  # noqa: TRY400 - the reason says it all
            raise MediaUnavailable("the disk does not take it", is_final=False) from None
        return partial(
            keep,
            media_id=wanted.media_id,
            sha256=sha256,
            size=len(content),
            content_type=content_type,
            now=now,
        )

    def _after_failure(
        self, wanted: _Wanted, unavailable: MediaUnavailable, now: datetime
    ) -> Callable[[Session], None]:
        reason = unavailable.reason
        if unavailable.is_final or now - wanted.received_at >= KEPT_BY_PROVIDERS:
            logger.warning("media %s is lost: %s", wanted.media_id, reason)
            return partial(give_up, media_id=wanted.media_id, failure=reason)
        pause = backoff(wanted.tries, base=PAUSE_BASE, cap=PAUSE_CAP, chance=self._chance.random())
        return partial(put_off, media_id=wanted.media_id, next_at=now + pause, failure=reason)

    async def _do(self, work: Callable[[Session], Result]) -> Result:
        self.moves()
        return await in_transaction(self._database, work)

    async def _seconds_to_rest(self) -> float:
        now = self._clock()
        next_at = await self._do(partial(next_fetch, after=now))
        if next_at is None:
            return TICK_SECONDS
        return min((next_at - now).total_seconds(), TICK_SECONDS)


def _expired(session: Session, but: frozenset[int]) -> list[tuple[int, str]]:
    """Media to be taken away, and the files that nobody else's evidence is."""
    return [
        (one.id, "" if not one.sha256 or is_kept_for_others(session, one.sha256) else one.sha256)
        for one in expired(session, AT_ONCE_MAX, but)
    ]


def _take(session: Session, now: datetime) -> list[_Wanted]:
    return [
        _Wanted(media.id, media.channel, media.reference, media.attempts, media.received_at)
        for media in take_wanted(session, now, now + LEASE, AT_ONCE_MAX)
    ]
