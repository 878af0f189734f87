"""How many of those who were asked have answered, and which buildings are missing (R2, R9)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.rules.policy import Policy
from flows.rules.survey.rates import Rate, rate_of
from flows.rules.survey.tally import Place


@dataclass(frozen=True)
class Asked:
    """A building: how many homes it has, how many of them were asked, how many have answered."""

    homes: int
    issued: int
    returned: int


@dataclass(frozen=True)
class BuildingReturn:
    """What a building has returned; so many more answers and it is no longer missing (R9)."""

    place: Place
    asked: Asked
    rate: Rate
    wanted: int

    @property
    def is_missing(self) -> bool:
        """Whether its homes have a smaller part in the answers than they should."""
        return self.wanted > 0


@dataclass(frozen=True)
class Returns:
    """The return of a campaign; so many more answers and it is what the policy aims at (R2)."""

    asked: Asked
    rate: Rate
    wanted: int
    buildings: tuple[BuildingReturn, ...]

    @property
    def missing(self) -> tuple[BuildingReturn, ...]:
        """The under-represented buildings, those that miss most first."""
        missing = (one for one in self.buildings if one.is_missing)
        return tuple(sorted(missing, key=lambda one: (-one.wanted, one.place)))


def returns(policy: Policy, buildings: Mapping[Place, Asked]) -> Returns:
    """Measure the return by building, against its part of the homes and the aim of R2."""
    whole = Asked(
        sum(one.homes for one in buildings.values()),
        sum(one.issued for one in buildings.values()),
        sum(one.returned for one in buildings.values()),
    )
    aim = -(-whole.issued * policy.targets.returned_percent // 100)
    return Returns(
        whole,
        _rate(policy, whole),
        max(0, aim - whole.returned),
        tuple(
            BuildingReturn(place, asked, _rate(policy, asked), _wanted(policy, asked, whole))
            for place, asked in sorted(buildings.items())
        ),
    )


def _rate(policy: Policy, asked: Asked) -> Rate:
    return rate_of(
        asked.returned,
        asked.issued,
        population=asked.homes,
        confidence_percent=policy.survey_figures.confidence_percent,
    )


def _wanted(policy: Policy, asked: Asked, whole: Asked) -> int:
    """The answers that a building lacks of its part; less than one of them says nothing.

    Each that comes makes the whole greater too, and with it the part that is due.
    """
    homes = asked.homes * policy.survey_figures.represented_percent
    wanted = 0
    while True:
        due = (whole.returned + wanted) * homes // (100 * max(whole.homes, 1))
        if due <= asked.returned + wanted:
            return wanted
        wanted = due - asked.returned
