"""What goes wrong in a simulation beside single letters: outages, pauses, steps of the clock."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from random import Random

from bot.simulation.agenda import Agenda
from bot.simulation.life import Life, Point
from bot.simulation.providers import Moods, Post

RISK = 0.001
"""The chance of being killed at any one commit or call."""
SURE_WITHIN = 150
"""Of so many commits, and calls, one kills for certain."""
ANSWERS_LOST = 0.02
MOODS = Moods(loses_answer=0.01, hangs_up=0.01, busy=0.02, refuses=0.02, undelivered=0.05)


class Fault(StrEnum):
    """What begins and ends by itself."""

    DATABASE_AWAY = "the database is away"
    PROVIDERS_AWAY = "the providers are away"
    POWER_CUT = "the power is cut"
    PAUSE = "the process is stopped and goes on"
    CLOCK_AHEAD = "the clock is an hour ahead"
    CLOCK_BEHIND = "the clock is an hour behind"


USUALLY = {
    Fault.DATABASE_AWAY: (timedelta(days=9), timedelta(minutes=4)),
    Fault.PROVIDERS_AWAY: (timedelta(days=11), timedelta(hours=1)),
    Fault.POWER_CUT: (timedelta(days=25), timedelta(hours=12)),
    Fault.PAUSE: (timedelta(days=7), timedelta(minutes=20)),
    Fault.CLOCK_AHEAD: (timedelta(days=30), timedelta(hours=2)),
    Fault.CLOCK_BEHIND: (timedelta(days=30), timedelta(hours=2)),
}
"""How long it takes until one begins, and how long it lasts, on the average."""
LONGEST = timedelta(days=3)
SHORTEST = timedelta(seconds=5)


@dataclass
class Weather:
    """Lets faults come and go; `mend` ends them for good, so that the house can come to rest.

    `harm` is how many times as often as usual something goes wrong.
    """

    agenda: Agenda
    chance: Random
    life: Life
    post: Post
    set_down: Callable[[bool], None]
    harm: float = 1.0
    skew: timedelta = timedelta()
    going_on: Counter[Fault] = field(default_factory=Counter)
    met: Counter[Fault] = field(default_factory=Counter)
    is_over: bool = False

    def begin(self, within: timedelta) -> None:
        """From now on things go wrong: each fault once within a time, then as it comes."""
        self.life.risk = RISK * self.harm
        self.life.surely = {point: self.chance.randint(1, SURE_WITHIN) for point in Point}
        self.post.moods = MOODS.as_often(self.harm)
        for fault in Fault:
            first = min(within, USUALLY[fault][0]) * self.chance.random()
            self.agenda.after(first, lambda fault=fault: self._strike(fault))  # type: ignore[misc]  # mypy takes a default for no capture

    def mend(self) -> None:
        """Nothing goes wrong any more."""
        self.is_over = True
        self.life.risk = 0.0
        self.post.moods = Moods()
        self.going_on.clear()
        self._apply()

    def _wait_for(self, fault: Fault) -> None:
        every, _ = USUALLY[fault]
        pause = every / self.harm * self.chance.expovariate(1.0)
        self.agenda.after(pause, lambda: self._strike(fault))

    def _strike(self, fault: Fault) -> None:
        if self.is_over:
            return
        self.met[fault] += 1
        self.going_on[fault] += 1
        self._apply()
        _, lasts = USUALLY[fault]
        pause = max(SHORTEST, min(LONGEST, lasts * self.chance.expovariate(1.0)))
        self.agenda.after(pause, lambda: self._end(fault))

    def _end(self, fault: Fault) -> None:
        if self.is_over:
            return
        self.going_on[fault] -= 1
        self._apply()
        self._wait_for(fault)

    def _apply(self) -> None:
        on = {fault for fault, count in self.going_on.items() if count > 0}
        self.life.is_database_away = Fault.DATABASE_AWAY in on
        self.post.is_away = Fault.PROVIDERS_AWAY in on
        self.set_down(bool(on & {Fault.POWER_CUT, Fault.PAUSE}))
        ahead, behind = Fault.CLOCK_AHEAD in on, Fault.CLOCK_BEHIND in on
        self.skew = timedelta(hours=ahead - behind)
