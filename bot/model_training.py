"""Learn the weights of `flows.understanding` from its sentences: `make model`.

Needs scikit-learn (the `train` extra), which nothing else here does. The same sentences and the
same lock give the same weights.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import exp, log
from pathlib import Path
from typing import Annotated

import typer
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import Normalizer

from bot.commands.opening import current_database, read_settings
from bot.training_sentences import WISHES_OF_CASES, Example, digest, joined, packaged
from flows.understanding import model
from flows.understanding.model import (
    BETWEEN,
    LARGEST,
    NOUGHT,
    LinearModel,
    joint_label,
    written,
)
from flows.understanding.ngrams import seen
from storage.training_examples import training_examples

FILE = Path(__file__).parents[1] / "flows" / "understanding" / model.WEIGHTS
SEEN_LEAST = 3
"""An n-gram of one sentence or two teaches hardly anything about others."""

LOOSENESS = 0.02
"""How closely the weights follow the sentences (C of scikit-learn)."""

SOLVER = "newton-cg"
"""Ten times as quick here as the default, and no worse on sentences that were not seen."""

NEXT_TO_NOTHING = 1
"""The weight, of `LARGEST`, up to which an n-gram is left out."""

FOLDS = 5
ROUNDS_MAX = 1000
TEMPERATURES = tuple(tenths / 10 for tenths in range(3, 41))
UNLIKELIEST = 1e-9

Rows = Sequence[Sequence[float]]


def main(
    *,
    from_staff: Annotated[
        bool, typer.Option(help="Also from what staff of this database called otherwise.")
    ] = False,
) -> None:
    """Learn the weights of the model from the packaged sentences, and write them."""
    sentences = with_wishes(joined([*packaged(), *(_of_staff() if from_staff else ())]))
    learnt = learn(sentences)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(written(learnt, digest()), encoding="utf-8")
    typer.echo(f"{len(sentences)} sentences, {len(learnt.weights)} n-grams")


def _of_staff() -> list[Example]:
    with current_database(read_settings()) as database, database.reading() as session:
        examples = training_examples(session)
    return [Example(text, case_class=one, urgency=other) for text, one, other in examples]


def with_wishes(sentences: Sequence[Example]) -> list[Example]:
    """Each case of which no file tells what is wanted, with the likeliest wish of a case.

    What tells it is learnt from the others: a doubt about a fee may stand among the complaints.
    """
    untold = [one for one in sentences if one.label is None]
    if not untold:
        return list(sentences)
    told = [one for one in sentences if one.intent in WISHES_OF_CASES and one.label is not None]
    fitting = _pipeline()
    fitting.fit(_seen(told), [one.intent for one in told])
    wishes = dict(zip(untold, fitting.predict(_seen(untold)).tolist(), strict=True))
    return [replace(one, intent=wishes.get(one, one.intent)) for one in sentences]


def learn(sentences: Sequence[Example]) -> LinearModel:
    """A model of these sentences, its confidence calibrated on sentences that it had not seen."""
    pieces = _seen(sentences)
    labels = _labels(sentences)
    fitting = _pipeline()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    unseen = cross_val_predict(fitting, pieces, labels, cv=folds, method="predict_proba")
    fitting.fit(pieces, labels)
    counting, _, rarity, again, fitted = (step for _, step in fitting.steps)
    known: list[str] = fitted.classes_.tolist()
    warmth = _temperature(unseen.tolist(), [known.index(label) for label in labels])
    ngrams: list[str] = counting.get_feature_names_out().tolist()
    weights = fitted.coef_ * rarity.idf_ * again.idf_
    return _rounded(known, ngrams, weights.tolist(), fitted.intercept_.tolist(), warmth)


def _labels(sentences: Sequence[Example]) -> list[str]:
    """What each sentence teaches; of what hardly any teaches, no more than what is wanted."""
    labels = [one.label or "" for one in sentences]
    often = Counter(labels)
    return [
        label if often[label] >= FOLDS else joint_label(label.split(BETWEEN)[0]) for label in labels
    ]


def _seen(sentences: Iterable[Example]) -> list[list[str]]:
    return [sorted(seen(one.text)) for one in sentences]


def _pipeline() -> Pipeline:
    counting = CountVectorizer(analyzer=list, binary=True, min_df=SEEN_LEAST, dtype=float)
    rarity, again = TfidfTransformer(norm=None), TfidfTransformer(norm=None)
    fitting = LogisticRegression(C=LOOSENESS, max_iter=ROUNDS_MAX, solver=SOLVER)
    # Squared, for writers differ most in the common words: what is rare tells what it is about.
    return make_pipeline(counting, Normalizer(), rarity, again, fitting)


def _temperature(likely: Rows, truth: Sequence[int]) -> float:
    """By what to divide the logits, so that of those said with 0.8 eight in ten are right."""

    def doubt(temperature: float) -> float:
        logs = ([log(max(one, UNLIKELIEST)) / temperature for one in row] for row in likely)
        return sum(log(sum(map(exp, row))) - row[at] for row, at in zip(logs, truth, strict=True))

    return min(TEMPERATURES, key=doubt)


def _rounded(
    labels: Sequence[str], ngrams: Sequence[str], fitted: Rows, bias: Sequence[float], warmth: float
) -> LinearModel:
    """The fitted weights as whole numbers, without the n-grams that weigh next to nothing."""
    unit = max(abs(weight) for row in fitted for weight in row) / LARGEST
    whole = zip(*([round(weight / unit) for weight in row] for row in fitted), strict=True)
    weighed = zip(ngrams, whole, strict=True)
    weights = {
        ngram: bytes(weight + NOUGHT for weight in row)
        for ngram, row in weighed
        if max(map(abs, row)) > NEXT_TO_NOTHING
    }
    return LinearModel(tuple(labels), tuple(one / warmth for one in bias), weights, unit / warmth)


if __name__ == "__main__":
    typer.run(main)
