"""So many messages are at work at once, and the estates that wait take turns (S4)."""

import asyncio
from collections.abc import Hashable

import pytest

from bot.seats import Seats


class Room:
    """Messages that sit until they are told to go."""

    def __init__(self, seats: int) -> None:
        self.seats = Seats(seats)
        self.seated: list[str] = []
        self._going: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def enters(self, name: str, crowd: Hashable) -> None:
        self._going[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._sit(name, crowd))
        await asyncio.sleep(0)

    async def leaves(self, name: str) -> None:
        self._going[name].set()
        await self._tasks[name]
        await asyncio.sleep(0)

    async def gives_up(self, name: str) -> None:
        self._tasks[name].cancel()
        with pytest.raises(asyncio.CancelledError):
            await self._tasks[name]

    async def _sit(self, name: str, crowd: Hashable) -> None:
        async with self.seats.taken(crowd):
            self.seated.append(name)
            await self._going[name].wait()


async def test_one_of_another_estate_goes_before_the_rest_of_a_crowd() -> None:
    room = Room(1)
    for name in ("a1", "a2", "a3", "a4"):
        await room.enters(name, "a")
    await room.enters("b1", "b")
    await room.enters("b2", "b")

    for name in ("a1", "a2", "b1", "a3", "b2", "a4"):
        assert room.seated[-1] == name
        await room.leaves(name)


async def test_no_more_sit_than_there_are_seats_and_all_are_free_again() -> None:
    room = Room(2)
    for name in ("a1", "a2", "b1", "a3"):
        await room.enters(name, name[0])
    assert room.seated == ["a1", "a2"]

    for name in ("a1", "a2", "b1", "a3"):
        await room.leaves(name)
    await room.enters("a4", "a")
    await room.enters("b2", "b")

    assert room.seated == ["a1", "a2", "b1", "a3", "a4", "b2"]
    assert room.seats.are_taken


async def test_who_gives_up_keeps_no_seat() -> None:
    room = Room(1)
    for name in ("a1", "a2", "a3"):
        await room.enters(name, "a")

    await room.gives_up("a2")
    await room.leaves("a1")
    assert room.seated == ["a1", "a3"]
    await room.gives_up("a3")

    assert not room.seats.are_taken


async def test_a_seat_given_to_somebody_who_gives_up_at_that_moment_goes_on() -> None:
    seats = Seats(1)
    first = seats.taken("a")
    await first.__aenter__()

    async def sit() -> None:
        async with seats.taken("a"):
            pass

    second, third = asyncio.create_task(sit()), asyncio.create_task(sit())
    await asyncio.sleep(0)
    await first.__aexit__(None, None, None)
    second.cancel()
    await asyncio.gather(second, third, return_exceptions=True)

    assert second.cancelled()
    assert third.done()
    assert not third.cancelled()
    assert not seats.are_taken
