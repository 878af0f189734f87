"""What a clause says besides the value that stands in it."""

import re
from functools import cache, lru_cache

from flows.understanding.answers.plain import plain
from flows.understanding.lexicon.loading import lexicon

ANYWHERE, BESIDE_NUMBERS, BESIDE_TIMES = "anywhere", "beside_numbers", "beside_times"

CLAUSE_LONGEST = 60
"""What is longer says more than a question's own words and fillings."""
QUESTIONS_KEPT = 512
_LATIN = re.compile(r"[a-z]+")
_DENIALS = frozenset("不没无冇未唔")
_SIGNS = r"[\s'\"“”「」『』《》【】‘’:：~.-]"


def left_over(words: str, question: str, heading: str) -> str:
    """What words say besides the question's own and fillings, common ones and of this heading."""
    if len(words) > CLAUSE_LONGEST:
        return words
    fillings = _fillings(heading)
    return fillings.sub("", without_question(fillings.sub("", words), question))


def without_question(words: str, question: str) -> str:
    """Words without those of the question: to say them again says nothing new.

    等了10分钟 answers 您等了多少分钟; denials stay.
    """
    latin, han = _asked(question)
    kept = _LATIN.sub(lambda word: "" if word[0] in latin else word[0], words) if latin else words
    return "".join(character for character in kept if character not in han)


@lru_cache(maxsize=QUESTIONS_KEPT)
def _asked(question: str) -> tuple[frozenset[str], frozenset[str]]:
    words = plain(question).words
    han = (character for character in words if character > "\u3400")
    return frozenset(_LATIN.findall(words)), frozenset(han) - _DENIALS


@cache
def _fillings(heading: str) -> re.Pattern[str]:
    phrases = lexicon("fillings", (ANYWHERE, BESIDE_NUMBERS, BESIDE_TIMES))
    listed = sorted((*phrases[ANYWHERE], *phrases[heading]), key=len, reverse=True)
    latin = "|".join(re.escape(phrase) for phrase in listed if phrase.isascii())
    han = "|".join(re.escape(phrase) for phrase in listed if not phrase.isascii())
    return re.compile(rf"\b(?:{latin})\b|{han}|{_SIGNS}", re.ASCII)
