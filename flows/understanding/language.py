"""Which of the three languages a message is written in, when it tells."""

import re
from functools import cache

from opencc import OpenCC

from flows.rules.vocabulary import Language

HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
ENGLISH_WORDS_LEAST = 2
"""One Latin word alone ("ok", "wifi") is written by everybody."""


def written_language(text: str) -> Language | None:
    """The language of a message; None where its words are the same in two of them."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    if not HAN.search(whole):
        is_english = len(ENGLISH_WORD.findall(whole)) >= ENGLISH_WORDS_LEAST
        return Language.ENGLISH if is_english else None
    is_traditional = _converter("t2s").convert(whole) != whole
    is_simplified = _converter("s2t").convert(whole) != whole
    if is_traditional == is_simplified:
        return None
    return Language.TRADITIONAL if is_traditional else Language.SIMPLIFIED


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)
