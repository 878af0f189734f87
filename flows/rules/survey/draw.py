"""Which homes a campaign asks: drawn by estate and building, each home once a cycle (R4-R6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.rules.survey.apportionment import apportion, apportion_within
from flows.rules.survey.frame import PASSING, Bar, Frame, FrameHome
from flows.rules.survey.lots import Lottery, lot


class Standing(StrEnum):
    """What became of a home in a draw, and so the proof of the draw."""

    DRAWN = "drawn"
    NOT_DRAWN = "not_drawn"
    ASKED_BEFORE = "asked_before"
    NOBODY = Bar.NOBODY
    OPTED_OUT = Bar.OPTED_OUT
    CAPPED = Bar.CAPPED


@dataclass(frozen=True)
class ProofLine:
    """A home of the frame with what became of it; `cycle` is the one that a drawn home counts in.

    `lot` is its place in the order of the draw: in a building those with the lowest are drawn.
    """

    home: FrameHome
    standing: Standing
    cycle: int
    lot: str

    @property
    def is_drawn(self) -> bool:
        """Whether the home is asked."""
        return self.standing is Standing.DRAWN


@dataclass(frozen=True)
class Draw:
    """A draw with its proof: one line for every home of the frame, in the frame's order.

    `cycles` are those that the estates are in afterwards. `lacking` homes were wanted and could not
    be drawn.
    """

    lines: tuple[ProofLine, ...]
    cycles: Mapping[str, int]
    lacking: int

    @property
    def drawn(self) -> tuple[FrameHome, ...]:
        """The homes that are asked."""
        return tuple(line.home for line in self.lines if line.is_drawn)

    def counts(self) -> Mapping[Standing, int]:
        """How many homes stand how; together they are the frame."""
        return Counter(line.standing for line in self.lines)

    def unheard_estates(self) -> tuple[str, ...]:
        """The estates of which no home was drawn, though R4 wants every office heard."""
        heard = {home.estate for home in self.drawn}
        return tuple(estate for estate in self.cycles if estate not in heard)


@dataclass(frozen=True)
class _Turns:
    """Whose turn it is in an estate: those not yet asked in its cycle, and those of the next."""

    cycle: int
    waiting: Sequence[FrameHome]
    asked: Sequence[FrameHome]
    kept_open: bool  # a home that cannot be asked at present has not had its turn

    @property
    def room(self) -> int:
        """How many homes can be drawn; the next cycle begins only when this one is complete."""
        return len(self.waiting) + (0 if self.kept_open else len(self.asked))


def draw(frame: Frame, size: int, seed: str) -> Draw:
    """Draw so many homes, or as many as the cycle leaves where those are fewer.

    An estate gets places in proportion to its homes that can be asked at all, a building to its
    homes whose turn it is. Where the cycle has too few homes left, all of them are drawn, the cycle
    closes at 100 %, and the rest comes from the next one. No home is drawn twice at once.
    """
    if size < 1:
        raise ValueError(f"a draw of {size} homes")
    turns = _turns(frame)
    room = {estate: mine.room for estate, mine in turns.items()}
    weights = {estate: len(mine.waiting) + len(mine.asked) for estate, mine in turns.items()}
    places = min(size, sum(room.values()))
    shares = apportion_within(places, weights, room, seed)
    chosen = {
        home.key: cycle
        for estate, mine in turns.items()
        for home, cycle in _of_estate(mine, shares[estate], seed)
    }
    cycles = {
        estate: mine.cycle + _is_complete(mine, shares[estate]) for estate, mine in turns.items()
    }
    lines = tuple(_line(home, chosen.get(home.key), cycles, seed) for home in frame.homes)
    return Draw(lines, cycles, size - places)


def _turns(frame: Frame) -> dict[str, _Turns]:
    by_estate: dict[str, list[FrameHome]] = defaultdict(list)
    for home in frame.homes:
        by_estate[home.estate].append(home)
    return {estate: _turns_of(homes, frame.cycles[estate]) for estate, homes in by_estate.items()}


def _turns_of(homes: Iterable[FrameHome], cycle: int) -> _Turns:
    homes = tuple(homes)
    free = [home for home in homes if home.bar is None]
    return _Turns(
        cycle,
        [home for home in free if home.asked_in < cycle],
        [home for home in free if home.asked_in == cycle],
        any(home.bar in PASSING and home.asked_in < cycle for home in homes),
    )


def _of_estate(turns: _Turns, places: int, seed: str) -> Iterator[tuple[FrameHome, int]]:
    now = min(places, len(turns.waiting))
    yield from ((home, turns.cycle) for home in _of_buildings(turns.waiting, now, seed))
    later = places - now
    yield from ((home, turns.cycle + 1) for home in _of_buildings(turns.asked, later, seed))


def _of_buildings(homes: Iterable[FrameHome], places: int, seed: str) -> Iterator[FrameHome]:
    buildings: dict[str, list[FrameHome]] = defaultdict(list)
    for home in homes:
        buildings[home.building].append(home)
    sizes = {building: len(mine) for building, mine in buildings.items()}
    for building, share in apportion(places, sizes, seed).items():
        yield from sorted(buildings[building], key=lambda home: _lot(home, seed))[:share]


def _is_complete(turns: _Turns, places: int) -> bool:
    """Whether every home that can be asked has had its turn (R6)."""
    nobody_waits = places >= len(turns.waiting) and not turns.kept_open
    return nobody_waits and bool(turns.waiting or turns.asked)


def _line(home: FrameHome, cycle: int | None, cycles: Mapping[str, int], seed: str) -> ProofLine:
    current = cycles[home.estate]
    if cycle is not None:
        return ProofLine(home, Standing.DRAWN, cycle, _lot(home, seed))
    if home.bar is not None:
        return ProofLine(home, Standing(home.bar), current, _lot(home, seed))
    had_its_turn = home.asked_in == current
    standing = Standing.ASKED_BEFORE if had_its_turn else Standing.NOT_DRAWN
    return ProofLine(home, standing, current, _lot(home, seed))


def _lot(home: FrameHome, seed: str) -> str:
    return lot(Lottery.SAMPLE, seed, home.estate, home.home)
