"""A loop that dies takes the process with it: nobody believes in a house that only looks alive."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import cast

import pytest

from bot.app import House
from bot.serving import working


class Loop:
    """A postman, a collector of photos, or an alarm, as the process sees it."""

    def __init__(self, failure: Exception | None = None) -> None:
        self._failure = failure
        self._over = asyncio.Event()

    def start(self) -> None:
        """The alarm's beginning."""

    async def run(self) -> None:
        if self._failure is not None:
            raise self._failure
        await self._over.wait()

    async def stop(self) -> None:
        self._over.set()


@dataclass
class Works:
    """The parts of a house that keep its promises."""

    postman: Loop = field(default_factory=Loop)
    media: Loop = field(default_factory=Loop)
    alarm: Loop = field(default_factory=Loop)
    is_working: bool = False


@pytest.mark.parametrize("dying", ["postman", "media"])
async def test_a_loop_that_dies_ends_the_process_and_says_so(
    dying: str, caplog: pytest.LogCaptureFixture
) -> None:
    works, stopping = Works(), asyncio.Event()
    setattr(works, dying, Loop(RuntimeError("a bug")))

    with caplog.at_level(logging.CRITICAL):
        async with working(cast(House, works), stopping) as died:
            async with asyncio.timeout(60):
                await stopping.wait()

    assert "a loop died" in caplog.text
    assert [str(one) for one in died] == ["a bug"]
    assert not works.is_working


async def test_a_house_that_is_told_to_stop_has_not_died(caplog: pytest.LogCaptureFixture) -> None:
    works, stopping = Works(), asyncio.Event()

    async with working(cast(House, works), stopping) as died:
        assert works.is_working

    assert not stopping.is_set()
    assert died == []
    assert "a loop died" not in caplog.text
