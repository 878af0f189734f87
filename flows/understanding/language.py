"""Which of the three languages a message is written in, when it tells."""

import re
from functools import cache

from flows.rules.vocabulary import Language
from flows.understanding.words import simplified

HAN = re.compile(r"[\u3400-\u9fff]")
HAN_CHARACTERS = range(0x3400, 0xA000)
FREQUENT_IN_BIG5 = b"\xc9"
"""Before this byte stand the 5,401 characters that Traditional writing uses often."""
SIMPLIFIED_ALL_THE_SAME = frozenset("么听坏虫荐筑愿")
"""Among those, but hardly written in Traditional for what they mean in Simplified."""
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
ENGLISH_WORDS_LEAST = 2
"""One Latin word alone ("ok", "wifi") is written by everybody."""


def written_language(text: str) -> Language | None:
    """The language of a message; None where its words are the same in two of them."""
    if not HAN.search(text):
        is_english = len(ENGLISH_WORD.findall(text)) >= ENGLISH_WORDS_LEAST
        return Language.ENGLISH if is_english else None
    is_traditional = simplified(text) != text.encode("utf-8", "replace").decode("utf-8")
    is_simplified = not _simplified_alone().isdisjoint(text)
    if is_traditional == is_simplified:
        return None
    return Language.TRADITIONAL if is_traditional else Language.SIMPLIFIED


@cache
def _simplified_alone() -> frozenset[str]:
    """Characters to which others are simplified, without those that Traditional writing has too.

    OpenCC's own way back tells the same of whole words, and takes 26 MB for that.
    """
    characters = [chr(code) for code in HAN_CHARACTERS]
    standard = simplified("\n".join(characters)).split("\n")
    written = {one for one, other in zip(standard, characters, strict=True) if one != other}
    return frozenset(one for one in written if not _is_traditional_too(one))


def _is_traditional_too(character: str) -> bool:
    in_big5 = character.encode("big5", "ignore")
    return b"" < in_big5 < FREQUENT_IN_BIG5 and character not in SIMPLIFIED_ALL_THE_SAME
