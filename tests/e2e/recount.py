"""Counts a survey again from what its residents said and meant; shares no code with the house."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.e2e.survey_people import HANDED_IN, Said
from tests.e2e.survey_words import GRADED, SKIPPED, UNCLEAR

PASSING = ("very_satisfied", "satisfied", "fairly_satisfied")
FAILING = ("dissatisfied",)


@dataclass
class Recount:
    """The homes that returned, and how often each answer was given to each item."""

    homes: set[str] = field(default_factory=set)
    answers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    opinions: list[str] = field(default_factory=list)

    def satisfied(self, *items: str) -> tuple[int, int]:
        """Passing of passing and failing, over these items."""
        passing = sum(self.answers[item][value] for item in items for value in PASSING)
        failing = sum(self.answers[item][value] for item in items for value in FAILING)
        return passing, passing + failing

    def share(self, *items: str) -> Fraction:
        return Fraction(*self.satisfied(*items))

    def abstained(self, item: str) -> tuple[int, int]:
        """Who skipped it, and who was not understood."""
        return self.answers[item][SKIPPED], self.answers[item][UNCLEAR]


def recount(said: Iterable[Said]) -> Recount:
    """A home counts once, with what it said before it handed in, and before the close."""
    open_homes: dict[str, dict[str, str]] = defaultdict(dict)
    counted = Recount()
    for one in said:
        if one.is_late or one.home in counted.homes or not one.item:
            continue
        if one.item != HANDED_IN:
            open_homes[one.home][one.item] = one.meant
            continue
        counted.homes.add(one.home)
        answers = open_homes[one.home]
        for item in GRADED:
            counted.answers[item][answers[item]] += 1
        opinion = answers["opinion"]
        counted.answers["opinion"][SKIPPED if opinion == SKIPPED else "given"] += 1
        if opinion != SKIPPED:
            counted.opinions.append(opinion)
    return counted
