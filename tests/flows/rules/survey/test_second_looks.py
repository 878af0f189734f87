"""Who is looked at again, and who wins: by lot, and by nothing else (R16, R23)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.policy_text import packaged
from flows.rules.survey.prizes import prize_draw
from flows.rules.survey.truth import Audit, Mark, audit_draw, audit_state, unreturned_draw
from tests.each import each

STRICT = packaged("strict")
NAMES = st.lists(st.text(max_size=5), max_size=60)


@each(("responses", "audited"), [(0, 0), (1, 1), (10, 1), (11, 2), (400, 40)])
def test_a_tenth_of_the_responses_is_compared_rounded_up(responses: int, audited: int) -> None:
    assert len(audit_draw(STRICT, "s", map(str, range(responses)))) == audited


@each(("homes", "telephoned"), [(0, 0), (2, 2), (3, 3), (90, 3)])
def test_three_homes_without_an_answer_are_telephoned(homes: int, telephoned: int) -> None:
    assert len(unreturned_draw(STRICT, "s", map(str, range(homes)))) == telephoned


@given(NAMES, st.text(min_size=1, max_size=9))
def test_a_prize_is_drawn_with_one_chance_a_home_in_whatever_order_they_answered(
    homes: list[str], seed: str
) -> None:
    draws = [prize_draw(seed, homes, prizes) for prizes in range(5)]

    assert draws == [prize_draw(seed, reversed(homes * 2), prizes) for prizes in range(5)]
    assert all(less == more[: len(less)] for less, more in pairwise(draws))
    assert len(set(draws[-1])) == len(draws[-1]) == min(4, len(set(homes)))


def test_over_many_seeds_each_home_wins_about_as_often() -> None:
    wins = [prize_draw(str(seed), map(str, range(10)), 1)[0] for seed in range(2000)]

    assert all(150 < wins.count(str(home)) < 250 for home in range(10))


@each(
    ("marks", "state"),
    [
        ({}, Audit.RUNNING),
        ({"a": Mark.MATCH}, Audit.RUNNING),
        ({"a": Mark.MATCH, "b": Mark.MISMATCH}, Audit.PASSED),
        ({"b": Mark.FALSIFIED}, Audit.CHECK_ALL),
    ],
)
def test_one_falsified_response_opens_the_check_of_all(
    marks: dict[str, Mark], state: Audit
) -> None:
    assert audit_state(("a", "b"), marks) is state
