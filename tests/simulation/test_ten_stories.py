"""Ten stories of two hundred homes and a month, each from a seed of its own, keep every promise."""

import pytest

from bot.commands.simulating import tell
from bot.simulation.faults import Fault
from bot.simulation.running import Plan

CALM, FEW = 0.5, 0.05
"""Each home reports something every second year: eight reports a month, and what they entail."""


@pytest.mark.parametrize("seed", range(1, 11))
def test_a_month_goes_by_without_a_broken_promise(seed: int) -> None:
    outcome = tell(Plan(homes=200, days=30, seed=seed, reports_a_year=CALM, asked=FEW))

    assert outcome.violations == []
    assert outcome.counts["messages from people"] > 0
    assert all(outcome.counts[fault] for fault in Fault)
