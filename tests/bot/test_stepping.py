"""A rehearsal's clock passes no moment at which something falls due, however close they lie."""

from datetime import datetime, timedelta
from random import Random

import pytest

from bot.channels import Channel, ChannelName
from bot.clock import AdjustableClock
from bot.postman import Postman
from bot.simulator.channel import SimulatorChannel
from bot.stepping import Stepper
from flows.rules.vocabulary import Urgency
from scheduler.alarm import Alarm
from tests.estate import MORNING, Garden


class TickingClock(AdjustableClock):
    """A clock that goes on so much whenever somebody looks at it."""

    def __init__(self, at: datetime, tick: timedelta) -> None:
        self._at = at
        self._tick = tick

    def now(self) -> datetime:
        self._at += self._tick
        return self._at

    def move_to(self, instant: datetime) -> None:
        self._at = max(self._at, instant)


@pytest.fixture(params=[160, 900])
def stepper(garden: Garden, request: pytest.FixtureRequest) -> Stepper:
    clock = TickingClock(MORNING, timedelta(milliseconds=request.param))
    database = garden.database
    chance = Random(7)  # noqa: S311 - jitter is no secret
    channels: dict[str, Channel] = {ChannelName.WECOM: SimulatorChannel()}
    postman = Postman(database, channels, owner="rehearsal", clock=clock.now, chance=chance)
    return Stepper(database, clock, Alarm(database, clock.now, lambda: None), postman)


async def test_emergencies_of_one_second_are_all_escalated_in_their_time(
    garden: Garden, stepper: Stepper
) -> None:
    cases = []
    for after in range(0, 1_500, 210):
        garden.now = MORNING + timedelta(milliseconds=after)
        cases.append(garden.report("地下室着火了", urgency=Urgency.EMERGENCY))

    await stepper.step_to(MORNING + timedelta(minutes=12))

    for case in cases:
        opened = garden.case(case).opened_at
        told = {who: at - opened for at, who in garden.told(case, "deadline")}
        assert timedelta(minutes=5) <= told["wang"] < timedelta(minutes=5, seconds=30)
        assert timedelta(minutes=10) <= told["boss"] < timedelta(minutes=10, seconds=30)
