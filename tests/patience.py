"""Waiting in a test for what happens by itself on the event loop."""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 60.0


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to happen; a busy machine may take its time."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for are rows, which set no event
            await asyncio.sleep(0.02)
