"""What a survey may be expected to bring back, and to cost, before it starts (R2, R8, R69)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.rules.policy import Policy
from flows.rules.reach import SMS


@dataclass(frozen=True)
class Earlier:
    """What earlier surveys had returned of those who were asked by one channel."""

    asked: int
    returned: int


@dataclass(frozen=True)
class Expected:
    """So many homes can be asked by a channel, and so many of them may be expected to answer."""

    channel: str
    homes: int
    returned: int
    from_earlier: bool


@dataclass(frozen=True)
class Forecast:
    """A survey before its start; `unreachable` homes cannot be asked by any channel now.

    `cost_cents` is what the texts may cost at most, in hundredths of the estate's currency.
    """

    channels: tuple[Expected, ...]
    unreachable: int
    target_percent: int
    cost_cents: int

    @property
    def homes(self) -> int:
        """All homes that were drawn."""
        return self.unreachable + sum(one.homes for one in self.channels)

    @property
    def returned(self) -> int:
        """How many answers may be expected in all."""
        return sum(one.returned for one in self.channels)

    @property
    def wanted(self) -> int:
        """How many more than these the aim of R2 takes."""
        return max(0, -(-self.homes * self.target_percent // 100) - self.returned)


def forecast(
    policy: Policy,
    reachable: Mapping[str, int],
    unreachable: int,
    earlier: Mapping[str, Earlier],
) -> Forecast:
    """Reckon from earlier surveys by channel; where they were few, from the policy's numbers."""
    rules = policy.survey_forecast
    channels = []
    for channel, homes in sorted(reachable.items()):
        known = earlier.get(channel, Earlier(0, 0))
        from_earlier = known.asked >= rules.earlier_homes_min
        if from_earlier:
            returned = homes * known.returned // known.asked
        else:
            percent = rules.sms_percent if channel == SMS else rules.wechat_percent
            returned = homes * percent // 100
        channels.append(Expected(channel, homes, returned, from_earlier))
    texts = reachable.get(SMS, 0) * (1 + policy.survey_asking.reminders_max)
    cents = texts * rules.sms_segments * rules.sms_segment_cents
    return Forecast(tuple(channels), unreachable, policy.targets.returned_percent, cents)
