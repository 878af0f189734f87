"""The figures of a survey, reckoned by hand and by others (R10-R12)."""

import itertools
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.survey.answers import Answer, Item, Option, Response
from flows.rules.survey.figures import ItemFigures, PlaceFigures, place_figures, ranking
from flows.rules.survey.tally import Counts, Tally
from flows.rules.survey.words import Grade
from tests.flows.rules.survey.estate_answers import (
    BAD,
    FAIR,
    GOOD,
    ITEMS,
    OVERALL,
    SKIPPED,
    SO_SO,
    STRICT,
    UNCLEAR,
    VERY,
    counts,
    response,
)


def _figures(found: Counts, homes: int = 1000) -> PlaceFigures:
    return place_figures(STRICT, ITEMS, found, homes=homes)


def _item(key: str, *answers: Answer) -> ItemFigures:
    figures = _figures(counts(*({key: answer} for answer in answers)))
    return next(one for one in figures.items if one.item == key)


def test_satisfaction_is_passing_of_passing_and_failing_and_the_neutral_stand_outside() -> None:
    found = _item("overall", VERY, VERY, GOOD, FAIR, SO_SO, SO_SO, BAD, SKIPPED, UNCLEAR)

    assert found.satisfied is not None
    assert found.satisfied.exact == Fraction(4, 5)
    assert (found.neutral, found.answered, found.skipped, found.unclear) == (2, 7, 1, 1)
    assert found.asked == 9
    assert found.options == {VERY: 2, GOOD: 1, FAIR: 1, SO_SO: 2, BAD: 1}
    assert found.mean == pytest.approx(22 / 7)


def test_on_a_scale_four_and_five_are_satisfied_one_and_two_are_not() -> None:
    found = _item("green", "1", "2", "3", "4", "5", "5", SKIPPED)

    assert found.satisfied is not None
    assert found.satisfied.exact == Fraction(3, 5)
    assert found.mean == pytest.approx(20 / 6)


def test_of_several_choices_each_counts_and_the_base_are_the_homes() -> None:
    found = _item("wishes", ("gate", "lift"), ("lift",), (), SKIPPED)

    assert (found.answered, found.skipped) == (3, 1)
    assert found.options == {"gate": 1, "lift": 2, "pool": 0}
    assert (found.satisfied, found.mean) == (None, None)


def test_whoever_abstains_or_was_not_asked_is_in_no_base() -> None:
    figures = _figures(counts({"overall": SKIPPED}, {}, {"overall": UNCLEAR}))

    (overall, *_) = figures.items
    assert (figures.returned, overall.asked, overall.answered) == (3, 2, 0)
    assert overall.satisfied is not None
    assert (overall.satisfied.share, overall.mean) == (None, None)
    assert (overall.satisfied.low, overall.satisfied.high) == (0.0, 1.0)
    assert figures.total.share is None


def test_the_total_goes_over_all_items_and_is_as_sure_as_its_homes_are_many() -> None:
    answers: list[dict[str, Answer]] = [{"overall": VERY, "repair": GOOD, "green": "5"}] * 8
    answers += [{"overall": BAD, "repair": BAD, "green": SKIPPED}] * 2
    figures = _figures(counts(*answers))

    assert figures.total.exact == Fraction(24, 28)
    assert figures.total.high - figures.total.low > 0.3  # as from ten homes, not 28 answers
    assert figures.satisfied().keys() == {"overall", "repair", "green"}


def test_items_are_ranked_and_equal_ones_share_a_place() -> None:
    good: dict[str, Answer] = {"overall": VERY, "repair": VERY, "green": "5", "wishes": ("gate",)}
    bad: dict[str, Answer] = {"overall": VERY, "repair": BAD, "green": "1"}

    ranked = ranking(_figures(counts(good, bad)))

    assert [(place, one.item) for place, one in ranked] == [
        (1, "overall"),
        (2, "green"),
        (2, "repair"),
    ]


LABELS = st.sampled_from([VERY, GOOD, FAIR, SO_SO, BAD, SKIPPED, UNCLEAR])
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "overall": LABELS,
        "repair": LABELS,
        "green": st.sampled_from(["1", "2", "3", "4", "5", SKIPPED]),
        "wishes": st.lists(st.sampled_from(["gate", "lift", "pool"]), unique=True).map(tuple),
    },
)


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from("12"), ANSWERS)))
def test_one_pass_counts_what_counting_each_place_by_itself_counts(
    rows: list[tuple[str, str, dict[str, Answer]]],
) -> None:
    responses = [
        response(number, answers, building=building, estate=estate)
        for number, (estate, building, answers) in enumerate(rows)
    ]
    tally = Tally(ITEMS, OVERALL.key)
    for each in responses:
        tally.add(each)

    _agrees(tally.whole(), responses)
    for (estate, building), found in tally.by_building().items():
        _agrees(found, [r for r in responses if (r.estate, r.building) == (estate, building)])
    for estate, found in tally.by_estate().items():
        _agrees(found, [each for each in responses if each.estate == estate])


def _agrees(found: Counts, responses: list[Response]) -> None:
    assert found.returned == len(responses)
    for item in ITEMS:
        given_answers = [r.answers[item.key] for r in responses if item.key in r.answers]
        assert found.answers(item.key) == Counter(given_answers)
    for one in _figures(found).items:
        answers = [r.answers[one.item] for r in responses if one.item in r.answers]
        chosen = [[a] if isinstance(a, str) else a for a in answers if isinstance(a, str | tuple)]
        assert one.options == {
            option: list(itertools.chain.from_iterable(chosen)).count(option)
            for option in one.options
        }
        if one.satisfied is not None:
            passing = sum(choice[0] in {VERY, GOOD, FAIR, "4", "5"} for choice in chosen)
            failing = sum(choice[0] in {BAD, "1", "2"} for choice in chosen)
            assert (one.satisfied.part, one.satisfied.base) == (passing, passing + failing)


def test_of_several_choices_that_count_the_worst_is_the_answer_of_the_home() -> None:
    faults = Item(
        "faults",
        {"lift": Option(Grade.FAILING), "none": Option(Grade.PASSING), "other": Option(None)},
    )
    tally = Tally((faults,), "overall")
    for number, answer in enumerate([("lift", "none"), ("none",), ("other",), ()]):
        tally.add(response(number, {"faults": answer}))

    (found,) = place_figures(STRICT, (faults,), tally.whole(), homes=10).items

    assert found.satisfied is not None
    assert (found.satisfied.part, found.satisfied.base, found.answered) == (1, 2, 4)
