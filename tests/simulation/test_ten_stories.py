"""Ten stories of a week, each from a seed of its own, keep every promise."""

import pytest

from bot.commands.simulating import tell
from bot.simulation.running import Plan


@pytest.mark.parametrize("seed", range(1, 11))
def test_a_week_goes_by_without_a_broken_promise(seed: int) -> None:
    outcome = tell(Plan(homes=20, days=7, seed=seed, reports_a_year=20))

    assert outcome.violations == []
    assert outcome.counts["messages from people"] > 0
