"""What wakes a loop before its time."""

import asyncio


class Bell:
    """Rung on the event loop; it goes on ringing until it is hushed, so that no ring is missed."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake whoever rests, or whoever rests next."""
        self._rung.set()

    def hush(self) -> None:
        """Begin to listen anew; to be done before looking for work."""
        self._rung.clear()

    async def rest(self, seconds: float) -> None:
        """Sleep for so long, or until it rings."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return
