"""Which entry of what an estate knows answers a question."""

from collections.abc import Iterable

from flows.rules.knowledge import Entry
from flows.rules.similarity import similarity
from flows.understanding.words import bare, normalised

ALIKE = 0.6
"""From here on two questions are taken for the same."""


def answer_to(question: str, entries: Iterable[Entry]) -> Entry | None:
    """The entry that fits best, by the likest of its questions and then the longest keyword."""
    ranked = [(_fit(question, entry), entry) for entry in entries]
    fitting = [(fit, entry) for fit, entry in ranked if fit > (0.0, 0)]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _fit(question: str, entry: Entry) -> tuple[float, int]:
    said = bare(question)
    alike = max(
        (similarity(normalised(question), normalised(one)) for one in entry.questions), default=0.0
    )
    keyword = max(
        (len(bare(one)) for one in entry.keywords if all(bare(w) in said for w in one.split())),
        default=0,
    )
    return (alike if alike >= ALIKE else 0.0, keyword)
