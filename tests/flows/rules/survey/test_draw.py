"""The draw is fair, can be done again by anybody, and asks nobody twice in a cycle (R4-R6)."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rules.policy_contact import Contact
from flows.rules.survey.apportionment import apportion, apportion_within
from flows.rules.survey.draw import Standing, draw
from flows.rules.survey.frame import (
    Bar,
    Frame,
    FrameHome,
    Reachable,
    bar_of,
    frame_of,
    read_frame,
)
from tests.each import each
from tests.flows.rules.survey.frames import BARS, after, frames, homes_of

SEEDS = st.text(min_size=1, max_size=20)
SIZES = st.integers(1, 60)
WEIGHTS = st.dictionaries(st.text(max_size=3), st.integers(0, 500), min_size=1, max_size=8)


def test_places_go_by_largest_remainders() -> None:
    # 10 of 47: 23/47 → 4.89, 14/47 → 2.98, 10/47 → 2.13; the two left go to the largest rests.
    assert apportion(10, {"1": 23, "2": 14, "3": 10}, "s") == {"1": 5, "2": 3, "3": 2}


def test_where_one_has_no_room_the_others_get_its_places() -> None:
    shares = apportion_within(12, {"a": 60, "b": 30, "c": 30}, {"a": 2, "b": 30, "c": 30}, "s")

    assert shares == {"a": 2, "b": 5, "c": 5}


@given(WEIGHTS, st.data(), SEEDS)
def test_each_stratum_is_within_one_of_its_part_and_the_sum_is_exact(
    weights: dict[str, int], data: st.DataObject, seed: str
) -> None:
    total = sum(weights.values())
    places = data.draw(st.integers(0, total))

    shares = apportion(places, weights, seed)

    assert sum(shares.values()) == places
    for name, weight in weights.items():
        assert abs(shares[name] - Fraction(places * weight, max(total, 1))) < 1
        assert 0 <= shares[name] <= weight
        assert all(shares[name] >= shares[other] for other in weights if weights[other] < weight)


@given(
    st.dictionaries(
        st.text(max_size=2),
        st.integers(0, 80).flatmap(lambda homes: st.tuples(st.just(homes), st.integers(0, homes))),
        min_size=1,
        max_size=6,
    ),
    st.data(),
    SEEDS,
)
def test_nobody_gets_more_than_there_is_room_and_the_others_share_in_proportion(
    estates: dict[str, tuple[int, int]], data: st.DataObject, seed: str
) -> None:
    weights = {name: homes for name, (homes, _) in estates.items()}
    room = {name: free for name, (_, free) in estates.items()}
    places = data.draw(st.integers(0, sum(room.values())))

    shares = apportion_within(places, weights, room, seed)

    assert sum(shares.values()) == places
    assert all(shares[name] <= room[name] for name in estates)
    open_ones = [name for name in estates if shares[name] < room[name]]
    left, weight = (sum(table[name] for name in open_ones) for table in (shares, weights))
    for name in open_ones:
        assert abs(shares[name] - Fraction(left * weights[name], weight)) <= len(estates)


def _fresh(homes: dict[str, int]) -> Frame:
    return frame_of(home for name, size in homes.items() for home in homes_of(name, size))


@given(st.lists(st.integers(1, 40), min_size=2, max_size=5), st.data(), SEEDS)
def test_estates_are_within_one_of_their_part(
    sizes: list[int], data: st.DataObject, seed: str
) -> None:
    size = data.draw(st.integers(1, sum(sizes)))

    drawn = draw(_fresh({str(name): homes for name, homes in enumerate(sizes)}), size, seed).drawn

    found = Counter(home.estate for home in drawn)
    for name, homes in enumerate(sizes):
        assert abs(found[str(name)] - Fraction(size * homes, sum(sizes))) < 1


@given(frames(), SIZES, SEEDS, st.randoms())
def test_the_same_seed_draws_the_same_homes_in_whatever_order_they_come(
    frame: Frame, size: int, seed: str, shuffling: Random
) -> None:
    shuffled = list(frame.homes)
    shuffling.shuffle(shuffled)
    again = frame_of(shuffled, frame.cycles)

    assert again.digest() == frame.digest()
    assert draw(again, size, seed) == draw(frame, size, seed)


@given(frames(), SIZES, SEEDS)
def test_every_home_of_the_frame_has_exactly_one_standing_that_is_true(
    frame: Frame, size: int, seed: str
) -> None:
    done = draw(frame, size, seed)

    assert [line.home for line in done.lines] == list(frame.homes)
    assert len(done.drawn) + done.lacking == size
    for line in done.lines:
        if line.home.bar is not None:
            assert line.standing == line.home.bar.value
        else:
            assert line.standing in {Standing.DRAWN, Standing.NOT_DRAWN, Standing.ASKED_BEFORE}


@given(frames(), SIZES, SEEDS)
def test_nobody_is_asked_again_while_somebody_of_the_estate_has_not_been_asked(
    frame: Frame, size: int, seed: str
) -> None:
    done = draw(frame, size, seed)

    for estate, cycle in frame.cycles.items():
        mine = [line for line in done.lines if line.home.estate == estate]
        again = [line for line in mine if line.standing is Standing.DRAWN and line.cycle > cycle]
        assert all(line.home.asked_in == cycle for line in again)
        if again:
            assert all(
                line.standing is Standing.DRAWN
                for line in mine
                if line.home.asked_in < cycle and line.home.bar in {None, Bar.CAPPED}
            )


@settings(max_examples=60)
@given(frames(), st.lists(st.tuples(SIZES, SEEDS), min_size=2, max_size=8), st.data())
def test_over_many_campaigns_no_home_is_asked_twice_in_a_cycle(
    frame: Frame, campaigns: list[tuple[int, str]], data: st.DataObject
) -> None:
    asked: Counter[tuple[str, str, int]] = Counter(
        (home.estate, home.home, home.asked_in) for home in frame.homes if home.asked_in
    )
    for size, seed in campaigns:
        done = draw(frame, size, seed)
        asked.update(
            (*line.home.key, line.cycle) for line in done.lines if line.standing is Standing.DRAWN
        )
        bars = data.draw(
            st.lists(st.sampled_from(BARS), min_size=len(frame.homes), max_size=len(frame.homes))
        )
        frame = after(frame, done, bars)

    assert set(asked.values()) <= {1}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.data(), SEEDS)
def test_buildings_of_a_fresh_estate_are_within_one_of_their_part(
    sizes: list[int], data: st.DataObject, seed: str
) -> None:
    size = data.draw(st.integers(1, sum(sizes)))

    found = Counter(
        home.building for home in draw(frame_of(homes_of("A", *sizes)), size, seed).drawn
    )

    for building, homes in enumerate(sizes, start=1):
        assert abs(found[str(building)] - Fraction(size * homes, sum(sizes))) < 1


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.data(), SEEDS)
def test_in_a_building_a_larger_draw_keeps_whom_the_smaller_one_has(
    sizes: list[int], data: st.DataObject, seed: str
) -> None:
    frame = frame_of(homes_of("A", *sizes))
    less, more = sorted(data.draw(st.lists(st.integers(1, sum(sizes)), min_size=2, max_size=2)))

    small, large = (draw(frame, size, seed).drawn for size in (less, more))

    for building in {home.building for home in frame.homes}:
        few, many = ({one for one in part if one.building == building} for part in (small, large))
        assert few <= many or many <= few


def test_a_cycle_closes_when_everyone_was_asked_and_the_next_begins() -> None:
    frame = frame_of(homes_of("松涛苑", 6, 4))

    first = draw(frame, 7, "2026-1")
    second = draw(after(frame, first), 7, "2026-2")

    assert first.cycles == {"松涛苑": 1}
    assert second.cycles == {"松涛苑": 2}
    left = {home.home for home in frame.homes} - {home.home for home in first.drawn}
    by_cycle = {
        cycle: {line.home.home for line in second.lines if line.standing is Standing.DRAWN
                and line.cycle == cycle}
        for cycle in (1, 2)
    }  # fmt: skip
    assert by_cycle[1] == left
    assert len(by_cycle[2]) == 4
    assert by_cycle[2] <= {home.home for home in first.drawn}
    assert second.counts() == {Standing.DRAWN: 7, Standing.NOT_DRAWN: 3}


def test_the_cycle_waits_for_who_was_asked_too_much_but_not_for_who_opted_out() -> None:
    waiting = FrameHome("A", "1", "1-1", bar=Bar.CAPPED)
    refusing = FrameHome("A", "1", "1-2", bar=Bar.OPTED_OUT)
    asked = FrameHome("A", "1", "1-3", asked_in=1)

    kept_open = draw(frame_of([waiting, asked]), 1, "s")
    closed = draw(frame_of([refusing, asked]), 1, "s")

    assert (kept_open.drawn, kept_open.lacking, kept_open.cycles) == ((), 1, {"A": 1})
    assert (closed.drawn, closed.lacking, closed.cycles) == ((asked,), 0, {"A": 2})


def test_an_estate_where_nobody_can_be_asked_stays_in_its_cycle() -> None:
    done = draw(frame_of([FrameHome("A", "1", "1-1", bar=Bar.NOBODY)]), 3, "s")

    assert (done.drawn, done.lacking, done.cycles) == ((), 3, {"A": 1})
    assert done.unheard_estates() == ("A",)


def test_the_same_homes_come_out_for_ever() -> None:
    done = draw(frame_of(homes_of("松涛苑", 5, 3)), 4, "回音-2026-2")

    assert [home.home for home in done.drawn] == ["1-1", "1-3", "1-4", "2-3"]
    assert frame_of(homes_of("A", 1)).text() == 'huiyin frame 1\n["A","1","1-1",1,0,""]\n'


@each(
    ("residents", "bar"),
    [
        ([], Bar.NOBODY),
        ([Reachable(True, 0, 0)], Bar.OPTED_OUT),
        ([Reachable(False, 0, 2)], None),
        ([Reachable(False, 1, 0)], Bar.CAPPED),
        ([Reachable(False, 0, 3)], Bar.CAPPED),
        ([Reachable(True, 0, 0), Reachable(False, 1, 0)], Bar.CAPPED),
        ([Reachable(True, 0, 0), Reachable(False, 1, 0), Reachable(False, 0, 0)], None),
    ],
)
def test_a_home_can_be_asked_while_one_of_its_residents_can(
    residents: list[Reachable], bar: Bar | None
) -> None:
    assert bar_of(residents, Contact(surveys_per_month=1, texts_per_week=3)) is bar


def test_a_frame_that_cannot_be_is_refused() -> None:
    home = FrameHome("A", "1", "1-1")

    with pytest.raises(ValueError, match="twice"):
        frame_of([home, FrameHome("A", "2", "1-1")])
    with pytest.raises(ValueError, match="cycle 2"):
        frame_of([FrameHome("A", "1", "1-1", asked_in=2)])
    with pytest.raises(ValueError, match="seed"):
        draw(frame_of([home]), 1, "")
    with pytest.raises(ValueError, match="0 homes"):
        draw(frame_of([home]), 0, "s")


@given(frames())
def test_a_frame_that_was_written_is_read_again_as_it_was(frame: Frame) -> None:
    assert read_frame(frame.text()) == frame


@pytest.mark.parametrize("text", ["", "huiyin frame 2\n", "[]"])
def test_what_is_no_frame_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match="a frame begins with 'huiyin frame 1'"):
        read_frame(text)
