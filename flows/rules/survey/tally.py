"""Counting the responses of a campaign in one pass, by building (R10-R12).

What is kept grows with the buildings and the options, not with the responses: of each item how
often which answer came together with which answer on the whole. All figures follow from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flows.rules.survey.answers import Answer, Item, Response

Place: TypeAlias = tuple[str, str]  # estate and building
# (answer to the item, answer to the item on overall satisfaction); None: was not asked.
Pairs: TypeAlias = Counter[tuple[Answer | None, Answer | None]]

COUNTED_AT_ONCE = 100  # responses of a building: item by item they are counted several times faster


@dataclass(frozen=True)
class Counts:
    """How many responses there are, and how often which pairs of answers, by the item's key."""

    returned: int
    pairs: Mapping[str, Pairs]

    def answers(self, item: str) -> Counter[Answer]:
        """How often each answer was given to an item that was asked, abstentions among them."""
        found: Counter[Answer] = Counter()
        for (answer, _), number in self.pairs[item].items():
            if answer is not None:
                found[answer] += number
        return found


class Tally:
    """Takes the responses one by one and has the counts of every building, estate and of all.

    `overall` is the key of the item that asks for satisfaction on the whole.
    """

    def __init__(self, items: Iterable[Item], overall: str) -> None:
        self._keys = tuple(item.key for item in items)
        self._asked = (*self._keys, overall)
        self._waiting: dict[Place, list[tuple[Answer | None, ...]]] = defaultdict(list)
        self._returned: Counter[Place] = Counter()
        self._pairs: dict[Place, tuple[Pairs, ...]] = defaultdict(
            lambda: tuple(Pairs() for _ in self._keys)
        )

    def add(self, response: Response) -> None:
        """Count a response that has been found fit to count."""
        place = (response.estate, response.building)
        waiting = self._waiting[place]
        waiting.append(tuple(map(response.answers.get, self._asked)))
        if len(waiting) == COUNTED_AT_ONCE:
            self._count(place)

    def by_building(self) -> Mapping[Place, Counts]:
        """The counts of each building with a response."""
        return {place: self._counts([place]) for place in self._places()}

    def by_estate(self) -> Mapping[str, Counts]:
        """The counts of each estate with a response."""
        estates: dict[str, list[Place]] = defaultdict(list)
        for place in self._places():
            estates[place[0]].append(place)
        return {estate: self._counts(places) for estate, places in estates.items()}

    def whole(self) -> Counts:
        """The counts of all responses."""
        return self._counts(self._places())

    def _places(self) -> Iterable[Place]:
        for place in tuple(self._waiting):
            self._count(place)
        return self._pairs

    def _count(self, place: Place) -> None:
        responses = self._waiting.pop(place)
        self._returned[place] += len(responses)
        *columns, overall = zip(*responses, strict=True)
        for column, pairs in zip(columns, self._pairs[place], strict=True):
            pairs.update(zip(column, overall, strict=True))

    def _counts(self, places: Iterable[Place]) -> Counts:
        returned, sums = 0, tuple(Pairs() for _ in self._keys)
        for place in places:
            returned += self._returned[place]
            for found, pairs in zip(sums, self._pairs[place], strict=True):
                found.update(pairs)
        return Counts(returned, dict(zip(self._keys, sums, strict=True)))
