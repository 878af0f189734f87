"""Whether a report repeats an earlier one, by the words that the two share (R44)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import sqrt

from flows.rules.policy import Policy
from flows.rules.vocabulary import CaseClass
from flows.rules.wall_clock import utc

# Words of scripts that put spaces between them count as wholes: their letters in twos would make
# any two English sentences alike. Chinese has no spaces, so there characters count in twos.
_WORD_OR_CHARACTER = re.compile(r"[a-z0-9]+|\w")
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Report:
    """What of a case tells whether it was reported before; `home` is None for a public place."""

    home: str | None
    klass: CaseClass
    text: str
    opened_at: datetime


def is_repeat(policy: Policy, report: Report, earlier: Report) -> bool:
    """Tell whether the same home reports the same again soon: then special measures are due (R44).

    A report about no home repeats nothing: in a public place others may have seen the same.
    """
    passed = utc(report.opened_at) - utc(earlier.opened_at)
    return (
        report.home is not None
        and report.home == earlier.home
        and report.klass == earlier.klass
        and timedelta() <= passed <= timedelta(days=policy.repeat.within_days)
        and similarity(report.text, earlier.text) >= policy.repeat.similarity
    )


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 (nothing in common) to 1; order does not matter.

    Width, case and punctuation make no difference, nor does how often something is said.
    """
    ours, theirs = features(one), features(other)
    if not ours or not theirs:
        return 0.0
    return len(ours & theirs) / sqrt(len(ours) * len(theirs))


def features(text: str) -> frozenset[str]:
    """Return what two texts are compared by: words, and Chinese characters in twos."""
    tokens = _WORD_OR_CHARACTER.findall(unicodedata.normalize("NFKC", text).casefold())
    words = {token for token in tokens if _WORD.fullmatch(token)}
    pairs = {one + other for one, other in pairwise(tokens) if not {one, other} & words}
    return frozenset(words | pairs) or frozenset(tokens)
