"""What `huiyin simulate` prints: what happened, which promises were broken, and the digest."""

from collections.abc import Iterator
from contextlib import closing

from bot.simulation.running import Outcome, Plan, World


def tell(plan: Plan) -> Outcome:
    """Let an estate live as planned; the same plan always tells the same story."""
    with closing(World(plan)) as world:
        return world.run()


def lines(outcome: Outcome) -> Iterator[str]:
    """For people."""
    plan = outcome.plan
    yield f"{plan.homes} homes, {plan.days} days, seed {plan.seed}"
    for what, count in sorted(outcome.counts.items()):
        yield f"{count:>9,}  {what}"
    for sentence in outcome.violations:
        yield f"BROKEN {sentence}"
    for what in outcome.missed:
        yield f"NEVER SEEN {what}"
    yield f"{len(outcome.violations):>9,}  promises broken"
    yield f"digest {outcome.digest}"
