"""Words of the dialects and common slips of the thumb, put into the words that rules know."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from flows.resources import read_text
from flows.understanding.lexicon.loading import PACKAGE, LexiconError
from flows.understanding.lexicon.same_sounds import in_known_words
from flows.understanding.words import TEXTS_REMEMBERED

FILE = "standard_words.tsv"
BETWEEN, NOTE = "|", "#"


@lru_cache(TEXTS_REMEMBERED)
def in_standard_words(normalised_text: str) -> str:
    """A text that is `normalised`, with the words of dialects and slips made standard."""
    rewritten = _rewriter()(normalised_text)
    slips_mended = in_known_words(rewritten)
    return rewritten if slips_mended == rewritten else _rewriter()(slips_mended)


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
    by_first: dict[str, list[str]] = {}
    for form in sorted(standard, key=len, reverse=True):
        by_first.setdefault(form[0], []).append(re.escape(form[1:]))
    # The look ahead at one character spares nearly all places the long list.
    firsts = re.escape("".join(sorted(by_first)))
    some = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    pattern = re.compile(f"(?=[{firsts}])(?:{'|'.join(some)})")
    return lambda text: pattern.sub(lambda found: standard[found[0]], text)
