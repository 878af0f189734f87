"""The linear model over n-grams: weights that were learnt from sentences and are packaged as data.

It weighs at once what is wanted, of which class a case is and how urgent: each of its labels tells
all three (`joint_label`), and what is asked of it is the sum over the labels that tell the same.
`bot.model_training` makes the weights. Nothing here is needed to learn, and the model decides
nothing that a rule knows: see `message_reading` and `case_reading`.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import exp, sqrt
from types import MappingProxyType
from typing import NamedTuple

from flows.resources import read_lines, read_text
from flows.understanding.words import TEXTS_REMEMBERED

PACKAGE, WEIGHTS = "flows.understanding", "weights/message.tsv"
NOUGHT, LARGEST = ord("P"), 46
"""A weight is one character of the file: P is nought, " the least that may be, ~ the most."""

EMERGENCY = "emergency"
UNTOLD, BETWEEN = "-", "/"

STRONGEST = 5
"""How many n-grams explain a guess."""


class Told(NamedTuple):
    """What a label tells of a message; UNTOLD of what it does not."""

    intent: str
    case_class: str
    urgency: str


def joint_label(
    intent: str | None, case_class: str | None = None, urgency: str | None = None
) -> str:
    """The label that tells these; None is not told."""
    return BETWEEN.join(one or UNTOLD for one in (intent, case_class, urgency))


@dataclass(frozen=True)
class Guess:
    """What the model makes of a message: what it is, how sure (0 to 1), and by which n-grams.

    Where no n-gram speaks for it, it is the commonest and not sure at all.
    """

    label: str
    confidence: float
    because: tuple[str, ...]

    @property
    def why(self) -> str:
        """For operators: the n-grams that weighed most."""
        return f"model: {', '.join(self.because) or 'nothing that it knows'}"


@dataclass(frozen=True)
class LinearModel:
    """For each label a bias, for each n-gram a weight for each label, a byte above NOUGHT.

    `scale` turns sums of weights into logits and carries the calibration.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, bytes]
    scale: float

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """What each label tells."""
        return MappingProxyType({label: Told(*label.split(BETWEEN)) for label in self.labels})

    def probabilities(self, ngrams: Iterable[str]) -> dict[str, float]:
        """How likely each label is; they sum to 1."""
        rows = [row for row in map(self.weights.get, ngrams) if row is not None]
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.labels)
        scale, nought = self.scale / sqrt(len(rows) or 1), NOUGHT * len(rows)
        logits = [
            bias + scale * (total - nought) for bias, total in zip(self.bias, sums, strict=True)
        ]
        highest = max(logits)
        odds = [exp(logit - highest) for logit in logits]
        whole = sum(odds)
        return {label: odd / whole for label, odd in zip(self.labels, odds, strict=True)}

    def guess(
        self, likely: Mapping[str, float], ngrams: Collection[str], means: Mapping[str, str]
    ) -> Guess:
        """The likeliest of what labels mean, those that mean nothing here left aside.

        `likely` are the `probabilities` of the ngrams.
        """
        sums: dict[str, float] = defaultdict(float)
        for label, meaning in means.items():
            sums[meaning] += likely[label]
        best = max(sums, key=lambda meaning: sums[meaning])
        because = self._because([one for one in means if means[one] == best], likely, ngrams)
        return Guess(best, sums[best] / sum(sums.values()) if because else 0.0, because)

    def _because(
        self, labels: Collection[str], likely: Mapping[str, float], ngrams: Iterable[str]
    ) -> tuple[str, ...]:
        """The n-grams that speak for the likeliest of some labels."""
        at = self.labels.index(max(labels, key=lambda label: likely[label]))
        known = ((self.weights[one][at], one) for one in ngrams if one in self.weights)
        ranked = sorted((-weight, one.strip()) for weight, one in known if weight > NOUGHT)
        return tuple(one for _, one in ranked[:STRONGEST])


@cache
def model() -> LinearModel:
    """The packaged model, read when it is first wanted."""
    return loaded(read_lines(PACKAGE, WEIGHTS))


@lru_cache(TEXTS_REMEMBERED)
def likelihoods(ngrams: frozenset[str]) -> Mapping[str, float]:
    """How likely the packaged model finds each of its labels."""
    return MappingProxyType(model().probabilities(ngrams))


@cache
def threshold(name: str) -> float:
    """How sure the model must be, by the name of what it is to do then (`weights/thresholds.json`).

    They belong to the weights, whose confidence they are measured in: no estate sets them.
    """
    found: dict[str, float] = json.loads(read_text(PACKAGE, "weights/thresholds.json"))
    return found[name]


def loaded(lines: Iterator[str]) -> LinearModel:
    """A model from the lines of its file."""
    stored = json.loads(next(lines))
    weights: dict[str, bytes] = {}
    for line in lines:
        *ngrams, row = line.split("\t")
        weights.update(dict.fromkeys(ngrams, row.encode("ascii")))
    labels, bias = tuple(stored["labels"]), tuple(stored["bias"])
    return LinearModel(labels, bias, MappingProxyType(weights), stored["scale"])


def written(made: LinearModel, sentences: str) -> str:
    """The text of a model's file: a heading, then a line for the n-grams that weigh the same.

    `sentences` is the digest of what it was learnt from.
    """
    heading = {
        "sentences": sentences,
        "labels": made.labels,
        "bias": [round(one, 4) for one in made.bias],
        "scale": round(made.scale, 6),
    }
    alike: dict[bytes, list[str]] = defaultdict(list)
    for ngram, row in sorted(made.weights.items()):
        alike[row].append(ngram)
    lines = ("\t".join((*ngrams, row.decode("ascii"))) for row, ngrams in alike.items())
    return "\n".join((json.dumps(heading), *lines, ""))
