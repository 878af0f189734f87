"""Numbers that their writer does not know for sure, or that are yet to be added up."""

import re
from collections.abc import Sequence

from flows.understanding.answers.fillings import CLAUSE_LONGEST
from flows.understanding.answers.latin_shares import tells_shares
from flows.understanding.corrections import last_correction
from flows.understanding.english_numbers import ENGLISH_NUMBER
from flows.understanding.grammar import stands_before
from flows.understanding.quantities import Quantity

_UNSURE = re.compile(
    r"(?a)忘了|忘记|忘咗|记不[清得住]|不记得|唔记得|说不[准清好]|不太?(?:清楚|确定)|唔(?:清楚|知)"
    r"|看不太?清|睇唔清|(?:也|还|又)可能|可能[^。]{1,8}可能|没准|说不定|(?:也许|或许)[^,。]{0,3}[\d一二两三四五六七八九十]"
    r"|没(?:数|注意|算)过?|猜|[不唔未]一?定(?=$|[,。啊吧呢])|待定|打\S{1,3}折|看情况|睇情况"
    r"|(?:^|[,。])(?:到时候?|回头|以后|具体|先)?再[说定](?=$|[,。吧啦])"
    r"|[,。](?:或者?是?|要不|可能)[^,。]{0,3}[\d一二两三四五六七八九十]"
    rf"|,? (?:or|could be|might be|may be|possibly|perhaps|maybe) (?:even )?(?:\d|{ENGLISH_NUMBER})"
    r"|[,。]可能[^,。]{1,8}也?(?:来|去|办|要|加)"
    r"|, ?(?:maybe|possibly|perhaps) (?:my|our|his|her|the|another|also|more)\b"
    r"|\b(?:forgot|not sure|no idea"
    r"|(?:cant|cannot|dont|didnt|do not) (?:remember|recall|know|count|look)"
    r"|never (?:looked|counted)|guess)\b"
)
_HOUSEHOLD = re.compile(
    r"(?a)(?:[\d一二两三四五六]|one|two|three|four) ?个?(?:大人?|成人|adults?|grown ups?)"
    r"[\s,、+&和加]*(?:and|plus)? ?"
    r"(?:[\d一二两三四五六]|one|two|three|four|an?) ?个?(?:小孩?|孩子|娃|kids?|child|bab)"
    r"|[俩仨][^,。]{0,3}(?:带|和|跟|加|还有|外加)"
)
_BESIDE_COUNT = re.compile(
    r"\b(?:not|without|excluding|except|minus) (?:counting |including )?"
    r"(?!so\b)[a-z]+(?: (?!so\b)[a-z]+){0,2}"
    r"|(?<!not )\b(?:including|counting|incl\.?) (?:my |the |a )?[a-z]+(?: [a-z]+)?"
    r"|\b(?:a|per|each|every) (?:day|week|month|year|visit)\b"
    r"|\bnot \d+(?![\d.])|(?:不是|唔系)[\d.]+"
)
"""Who or what is counted in or left out says nothing more of the number."""
_SOMEBODY_TOO = re.compile(
    r"[,。;]\s?(?:外加|另加)(?![\d一两二三]*[只条]|猫|狗)"
    r"|\bplus (?!(?:he|she|it|they|the|i|you|we|no)\b"
    r"|(?:a |one |two |our |my )?(?:dog|cat|pet|puppy|kitten|parrot|hamster))[a-z]"
)
_COMPARED = re.compile(r"比[^,。!?]{1,6}(?:少|多|高|低|早|晚)了?$")
_LEFT_OUT = re.compile(r"(?:先|都|可|并)?不[算计](?=$|[,。了的])|\bnot (?:counting|including)\b")
_ADDED = re.compile(
    r"算上|连埋|加上|外加|(?<![增添])加(?![\d一两二三][只条])(?=[\d一二两三四五六七八九十半])|另加|再加|另收|还有[^,。]{0,4}费"
    r"|plus|on top of|if (?:you|we) count|counting|including"
)


def is_unsure(words: str) -> bool:
    """Whether the writer has forgotten, guesses or leaves it open."""
    return _UNSURE.search(words) is not None


def is_wished_or_compared(words: str, start: int, end: int) -> bool:
    """Whether a number is only longed for, 有四张就好了, or by how much another one differs."""
    if words.endswith("有", 0, start) and words.startswith("就好了", end):
        return True
    return stands_before(_COMPARED, words, start)


def without_counted_in(clause: str) -> str:
    """A clause's words without whom or what is counted in or left out."""
    return clause if len(clause) > CLAUSE_LONGEST else _BESIDE_COUNT.sub("", clause)


def is_open_sum(words: str, found: Sequence[Quantity], *, is_told: bool) -> bool:
    """Whether something is to be added to a number; `is_told`: one has a clause to itself."""
    _, since = last_correction(words)
    added = None if _LEFT_OUT.search(words, since) else _ADDED.search(words, since)
    is_added_to = sum(one.start >= since for one in found) > 1 and added
    if found and not _LEFT_OUT.search(words, since):
        is_added_to = is_added_to or _SOMEBODY_TOO.search(words, since)
    is_household = not is_told and _HOUSEHOLD.search(words)
    return bool(is_added_to or is_household) or tells_shares(words)
