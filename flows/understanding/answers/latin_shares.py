"""What falls to one and to the other, in English: one for me, one for sir; 2 + 1 spare."""

import re

from flows.understanding.answers.persons import people_named
from flows.understanding.numbers import whole_number

_N = r"an?|one|two|three|four|five|six|\d{1,2}"
_WHO = r"[a-z]+(?: (?!(?:and|plus|for|from|then)\b)[a-z]+){0,2}"
_THING = r"(?:(?:card|pass|one|copy|copie|permit|ticket|key|set|box|bag)e?s? )?"
_FOR = "(?:for|from|in|on|at|by|to)"
_SHARE = rf"(?:{_N}) {_THING}{_FOR} {_WHO}"
_THANKS = r"[,. ]*(?:please|thanks|thank you|po|lah|maam|sir)*[.! ]*"
_SHARES = re.compile(
    rf"(?:(?:i|we|ill|id)(?: \w+)? |just |only |please )*"
    rf"(?:(?P<total>{_N}) ?(?:total|altogether|in all)?[,.:;]+ )?"
    rf"{_SHARE}(?:[,;.+&]?(?: and| plus| &| then)?[ ,]+{_SHARE}){{1,7}}{_THANKS}"
)
_ONE = re.compile(rf"\b({_N})(?= {_THING}{_FOR} )")
_SHARED = re.compile(rf"\b(?:{_N})(?: [a-z]+)? (?:for|from) (?=[a-z])")
TOLD_LONGEST = 120
"""What is longer tells more than shares."""
_DOUBT = re.compile(r"\b(?:or|maybe|perhaps|might|not|if|unless)\b")
_SPARE = re.compile(
    rf"(?P<first>{_N}) ?(?:\+|plus|and) ?(?P<more>{_N})"
    rf"(?: (?:spare|extra|back ?up|more|kids?|child|guests?|visitors?))?{_THANKS}"
)
_EACH_FOR = re.compile(
    rf"(?P<each>{_N})(?: \w+)? (?:each )?for (?:each of )?(?P<who>[^,.]+?){_THANKS}"
)


def latin_shares(words: str) -> int | None:
    """The sum of what English words tell share by share; None if they tell no such shares."""
    if len(words) > TOLD_LONGEST or _DOUBT.search(words):
        return None
    if (shares := _SHARES.fullmatch(words)) is not None:
        total = sum(_whole(found[1]) for found in _ONE.finditer(words))
        return total if not shares["total"] or _whole(shares["total"]) == total else None
    if (spare := _SPARE.fullmatch(words)) is not None:
        return _whole(spare["first"]) + _whole(spare["more"])
    each = _EACH_FOR.fullmatch(words)
    if each is None or "each" not in words:
        return None
    people = people_named(each["who"], "") or people_named(each["who"], "guests")
    return None if people is None else _whole(each["each"]) * people


def tells_shares(words: str) -> bool:
    """Whether several numbers are each for somebody, though they may not be added up."""
    return len(_SHARED.findall(words)) > 1


def _whole(written: str) -> int:
    return 1 if written in ("a", "an") else whole_number(written) or 0
