"""What many residents say: opinions that are alike, ranked by the homes behind them (R14, R24)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from flows.rules.policy import Policy
from flows.rules.similarity import features
from flows.rules.survey.tally import Place

GROUPS_OF_A_WORD_MAX = 200  # a word that stands in more of them tells nothing of any


@dataclass(frozen=True)
class Opinion:
    """A free text of a response; `about` is its item or class, beyond which nothing is alike."""

    id: str
    home: Place
    about: str
    text: str


@dataclass(frozen=True)
class CommonOpinion:
    """Opinions that are alike: its place from 1, how many homes share it, a few word for word."""

    place: int
    about: str
    homes: int
    opinions: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Praised:
    """Somebody of the staff whom so many homes praised; equal ones share a place."""

    place: int
    staff: str
    homes: int


def common_opinions(policy: Policy, opinions: Iterable[Opinion]) -> Sequence[CommonOpinion]:
    """Group what is alike, in the order of the ids, and rank the groups by homes (R14, R24).

    Each opinion joins the group whose first opinion is most like it, if any is like enough. Every
    opinion is in exactly one group; a home counts once in each.
    """
    groups = _Groups(policy.survey_figures.opinion_similarity)
    for opinion in sorted(opinions, key=lambda one: one.id):
        groups.add(opinion)
    homes = [len({one.home for one in group}) for group in groups.found]
    ranked = sorted(zip(homes, groups.found, strict=True), key=lambda one: (-one[0], one[1][0].id))
    most = policy.survey_figures.opinion_examples
    return [
        CommonOpinion(
            1 + sum(other > number for other in homes),
            group[0].about,
            number,
            tuple(one.id for one in group),
            tuple(dict.fromkeys(one.text.strip() for one in group))[:most],
        )
        for number, group in ranked
    ]


def praise_tally(praises: Iterable[tuple[str, Place]]) -> Sequence[Praised]:
    """Rank the staff by the homes that praised them, each home once (R24)."""
    homes = Counter(staff for staff, _ in set(praises))
    return [
        Praised(1 + sum(other > number for other in homes.values()), staff, number)
        for staff, number in sorted(homes.items(), key=lambda one: (-one[1], one[0]))
    ]


class _Groups:
    """Opinions by likeness; whoever shares no word with a group is never compared with it."""

    def __init__(self, likeness: float) -> None:
        self.found: list[list[Opinion]] = []
        self._likeness = likeness
        self._sizes: list[int] = []
        self._by_word: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, opinion: Opinion) -> None:
        words = features(opinion.text)
        nearest = self._nearest(opinion.about, words)
        if nearest is not None:
            self.found[nearest].append(opinion)
            return
        for word in words:
            if len(known := self._by_word[opinion.about, word]) < GROUPS_OF_A_WORD_MAX:
                known.append(len(self.found))
        self.found.append([opinion])
        self._sizes.append(len(words))

    def _nearest(self, about: str, words: frozenset[str]) -> int | None:
        shared = Counter(
            number for word in words for number in self._by_word.get((about, word), ())
        )
        likeness = {
            number: count / sqrt(len(words) * self._sizes[number])
            for number, count in shared.items()
        }
        alike = [number for number, found in likeness.items() if found >= self._likeness]
        return min(alike, key=lambda number: (-likeness[number], number), default=None)
