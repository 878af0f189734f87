"""Words of the dialects and common slips of the thumb, put into the words that rules know."""

import re
from collections.abc import Callable
from functools import cache

from flows.resources import read_text
from flows.understanding.lexicon.loading import PACKAGE, LexiconError

FILE = "standard_words.tsv"
BETWEEN, NOTE = "|", "#"


def in_standard_words(normalised_text: str) -> str:
    """A text that is `normalised`, with the words of dialects and slips made standard."""
    return _rewriter()(normalised_text)


def parsed(text: str) -> dict[str, str]:
    """From each other form to its standard word. Raises LexiconError, with the line."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.split(NOTE)[0].strip()
        if not written:
            continue
        standard, tab, others = (part.strip(" ") for part in written.partition("\t"))
        forms = [form.strip() for form in others.split(BETWEEN)]
        if not (standard and tab and all(forms)):
            raise LexiconError(f"{FILE}, line {number}: not a word, a tab, other | other")
        for form in forms:
            if found.get(form, standard) != standard:
                message = f"{form!r} stands for {found[form]!r} and for {standard!r}"
                raise LexiconError(f"{FILE}, line {number}: {message}")
            found[form] = standard
    return found


@cache
def _rewriter() -> Callable[[str], str]:
    standard = parsed(read_text(PACKAGE, FILE))
    # A standard word stays whole: 水龙头 is not read as 水 and 龙头.
    standard |= {word: word for word in standard.values()}
    longest_first = sorted(standard, key=len, reverse=True)
    firsts = "".join(sorted({form[0] for form in standard}))
    # The look ahead at one character spares nearly all places the long list.
    pattern = re.compile(f"(?=[{re.escape(firsts)}])(?:{'|'.join(map(re.escape, longest_first))})")
    return lambda text: pattern.sub(lambda found: standard[found[0]], text)
