"""Frames of estates as they could be, drawn at random for the tests of the draw."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from flows.rules.survey.draw import Draw
from flows.rules.survey.frame import Bar, Frame, FrameHome, frame_of

BARS = (None, None, None, None, *Bar)


def homes_of(estate: str, *sizes: int) -> list[FrameHome]:
    """Homes that can all be asked, by the sizes of the buildings 1, 2, 3."""
    return [
        FrameHome(estate, str(building), f"{building}-{room}")
        for building, size in enumerate(sizes, start=1)
        for room in range(1, size + 1)
    ]


def after(frame: Frame, done: Draw, bars: Iterable[Bar | None] | None = None) -> Frame:
    """The frame as the next campaign finds it; `bars` are the new reasons, home by home."""
    cycles = {line.home.key: line.cycle for line in done.lines if line.standing == "drawn"}
    homes = [replace(home, asked_in=cycles.get(home.key, home.asked_in)) for home in frame.homes]
    if bars is not None:
        homes = [replace(home, bar=bar) for home, bar in zip(homes, bars, strict=True)]
    return frame_of(homes, done.cycles)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    """A frame of one to three estates in the middle of their cycles."""
    homes: list[FrameHome] = []
    cycles: dict[str, int] = {}
    for estate in draw(st.sampled_from(["A", "AB", "ABC"])):
        cycles[estate] = draw(st.integers(1, 3))
        for home in homes_of(estate, *draw(st.lists(st.integers(1, 12), min_size=1, max_size=4))):
            asked_in = draw(st.integers(max(0, cycles[estate] - 1), cycles[estate]))
            homes.append(replace(home, asked_in=asked_in, bar=draw(st.sampled_from(BARS))))
    return frame_of(homes, cycles)
