"""A yes or a no that stands in a message, and the headings of the words that mean it."""

from dataclasses import dataclass
from functools import cache

from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import lexicon

YES, NO, UNSURE, NEITHER, ADVERBS, HEARD = "yes", "no", "unsure", "neither", "adverbs", "heard"
OPPOSITE = {YES: NO, NO: YES}


@dataclass(frozen=True)
class Reply:
    """A yes or a no; `is_topical`: by words of this question's topic, which tell more than a yes.

    `is_weak` marks a word that may only mean that the question was heard.
    """

    value: str
    is_topical: bool
    is_weak: bool = False
    why: str = "yes_no"


Found = Candidate[Reply]


@cache
def yes_no_scanner() -> Scanner:
    """Looks for the words of yes_no.txt."""
    return Scanner(lexicon("yes_no", (YES, NO, UNSURE, NEITHER, ADVERBS, HEARD)))
