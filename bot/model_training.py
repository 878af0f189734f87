"""Learn the weights of `flows.understanding` from its sentences: `make model`.

Needs scikit-learn (the `train` extra), which nothing else here does. The same sentences and the
same lock give the same weights.
"""

from collections.abc import Iterator, Sequence
from math import exp, log
from pathlib import Path
from typing import Annotated

import typer
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from bot.commands.opening import current_database, read_settings
from bot.training_sentences import Example, ModelName, digest, labelled, packaged
from flows.understanding.emergencies import dangers
from flows.understanding.model import LARGEST, LinearModel, written
from flows.understanding.ngrams import OF_DANGER, ngrams, with_heard
from storage.training_examples import training_examples

WEIGHTS = Path(__file__).parents[1] / "flows" / "understanding" / "weights"
SEEN_LEAST = 2
"""An n-gram of one sentence alone teaches nothing about others."""

LOOSENESS = 0.01
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
    """Learn the weights of all models from the packaged sentences, and write them."""
    sentences = [*packaged(), *(_of_staff() if from_staff else ())]
    WEIGHTS.mkdir(exist_ok=True)
    for name in ModelName:
        texts, labels = labelled(sentences, name)
        learnt = learn(texts, labels, is_of_danger=name is ModelName.DANGER)
        path = WEIGHTS / f"{name}.json"
        path.write_text(written(learnt, digest()), encoding="utf-8")
        typer.echo(f"{name}: {len(texts)} sentences, {len(learnt.weights)} n-grams")


def _of_staff() -> list[Example]:
    with current_database(read_settings()) as database, database.reading() as session:
        examples = training_examples(session)
    return [Example(text, case_class=one, urgency=other) for text, one, other in examples]


def learn(texts: Sequence[str], labels: Sequence[str], *, is_of_danger: bool) -> LinearModel:
    """A model of these sentences, its confidence calibrated on sentences that it had not seen.

    is_of_danger: it also sees those pieces that tell of danger and would only mislead the others.
    """
    seen = [sorted(_pieces(text, is_of_danger=is_of_danger)) for text in texts]
    counting = CountVectorizer(analyzer=list, binary=True, min_df=SEEN_LEAST, dtype=float)
    rarity, again = TfidfTransformer(norm=None), TfidfTransformer(norm=None)
    fitting = LogisticRegression(C=LOOSENESS, max_iter=ROUNDS_MAX, solver=SOLVER)
    # Squared, for writers differ most in the common words: what is rare tells what it is about.
    whole = make_pipeline(counting, Normalizer(), rarity, again, fitting)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    unseen = cross_val_predict(whole, seen, labels, cv=folds, method="predict_proba")
    whole.fit(seen, labels)
    known: list[str] = fitting.classes_.tolist()
    warmth = _temperature(unseen.tolist(), [known.index(label) for label in labels])
    pieces: list[str] = counting.get_feature_names_out().tolist()
    weights = fitting.coef_ * rarity.idf_ * again.idf_
    return _rounded(known, pieces, weights.tolist(), fitting.intercept_.tolist(), warmth)


def _pieces(text: str, *, is_of_danger: bool) -> Iterator[str]:
    if is_of_danger:
        return iter(with_heard(ngrams(text), dangers(text)))
    return (one for one in ngrams(text) if not one.startswith(OF_DANGER))


def _temperature(likely: Rows, truth: Sequence[int]) -> float:
    """By what to divide the logits, so that of those said with 0.8 eight in ten are right."""

    def doubt(temperature: float) -> float:
        logs = ([log(max(one, UNLIKELIEST)) / temperature for one in row] for row in likely)
        return sum(log(sum(map(exp, row))) - row[at] for row, at in zip(logs, truth, strict=True))

    return min(TEMPERATURES, key=doubt)


def _rounded(
    labels: Sequence[str], pieces: Sequence[str], fitted: Rows, bias: Sequence[float], warmth: float
) -> LinearModel:
    """The fitted weights as whole numbers, without the n-grams that weigh next to nothing."""
    rows, bias = _for_each_label(fitted, bias)
    unit = max(abs(weight) for row in rows for weight in row) / LARGEST
    whole = zip(*([round(weight / unit) for weight in row] for row in rows), strict=True)
    weighed = zip(pieces, whole, strict=True)
    weights = {piece: row for piece, row in weighed if max(map(abs, row)) > NEXT_TO_NOTHING}
    return LinearModel(tuple(labels), tuple(one / warmth for one in bias), weights, unit / warmth)


def _for_each_label(rows: Rows, bias: Sequence[float]) -> tuple[Rows, Sequence[float]]:
    """Of two labels scikit-learn keeps the weights of the second alone."""
    if len(rows) > 1:
        return rows, bias
    halves = [one / 2 for one in rows[0]]
    return [[-one for one in halves], halves], [-bias[0] / 2, bias[0] / 2]


if __name__ == "__main__":
    typer.run(main)
