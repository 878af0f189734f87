"""Linear models over n-grams: weights that were learnt from sentences and are packaged as data.

`bot.model_training` makes the weights. Nothing here is needed to learn, and no model decides what
a rule knows: see `intent_reading` and `case_reading`.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from types import MappingProxyType

from flows.resources import read_text

PACKAGE = "flows.understanding"
NOUGHT, LARGEST = "P", 46
"""A weight is one character of the file: P is nought, " the least that may be, ~ the most."""

STRONGEST = 5
"""How many n-grams explain a guess."""


@dataclass(frozen=True)
class Guess:
    """What a model makes of a message: the label, how sure it is (0 to 1), and by which n-grams.

    Where no n-gram speaks for the label, it is the commonest one and not sure at all.
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
    """For each label a bias, for each n-gram a weight for each label.

    `scale` turns sums of weights into logits and carries the calibration.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[int, ...]]
    scale: float

    def probabilities(self, ngrams: Iterable[str]) -> dict[str, float]:
        """How likely each label is; they sum to 1."""
        rows = [row for row in map(self.weights.get, ngrams) if row is not None]
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.labels)
        scale = self.scale / sqrt(len(rows) or 1)
        logits = [bias + scale * total for bias, total in zip(self.bias, sums, strict=True)]
        highest = max(logits)
        odds = [exp(logit - highest) for logit in logits]
        whole = sum(odds)
        return {label: odd / whole for label, odd in zip(self.labels, odds, strict=True)}

    def guess(self, ngrams: Collection[str], among: Collection[str] = ()) -> Guess:
        """The likeliest label, of these alone where some are named."""
        likely = self.probabilities(ngrams)
        if among:
            whole = sum(likely[label] for label in among)
            likely = {label: likely[label] / whole for label in among}
        best = max(likely, key=lambda label: likely[label])
        because = self._because(best, ngrams)
        return Guess(best, likely[best] if because else 0.0, because)

    def _because(self, label: str, ngrams: Iterable[str]) -> tuple[str, ...]:
        at = self.labels.index(label)
        known = ((self.weights[one][at], one) for one in ngrams if one in self.weights)
        ranked = sorted((-weight, one.strip()) for weight, one in known if weight > 0)
        return tuple(one for _, one in ranked[:STRONGEST])


@cache
def model(name: str) -> LinearModel:
    """The packaged model of this name, read when it is first wanted."""
    return loaded(read_text(PACKAGE, f"weights/{name}.json"))


@cache
def threshold(name: str) -> float:
    """How sure a model must be, by the name of what it is to do then (`weights/thresholds.json`).

    They belong to the weights, whose confidence they are measured in: no estate sets them.
    """
    found: dict[str, float] = json.loads(read_text(PACKAGE, "weights/thresholds.json"))
    return found[name]


def loaded(text: str) -> LinearModel:
    """A model from the text of its file."""
    stored = json.loads(text)
    nought = ord(NOUGHT)
    weights = {
        one: tuple(code - nought for code in row.encode("ascii"))
        for one, row in stored["weights"].items()
    }
    labels, bias = tuple(stored["labels"]), tuple(stored["bias"])
    return LinearModel(labels, bias, MappingProxyType(weights), stored["scale"])


def written(made: LinearModel, sentences: str) -> str:
    """The text of a model's file; `sentences` is the digest of what it was learnt from."""
    nought = ord(NOUGHT)
    rows = {
        one: bytes(weight + nought for weight in row).decode("ascii")
        for one, row in made.weights.items()
    }
    stored = {
        "sentences": sentences,
        "labels": made.labels,
        "bias": [round(one, 4) for one in made.bias],
        "scale": round(made.scale, 6),
        "weights": dict(sorted(rows.items())),
    }
    return json.dumps(stored, ensure_ascii=False, indent=0) + "\n"
