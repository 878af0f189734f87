"""Whether somebody asks in a sentence to be sent no more: an opt-out always holds.

The rules are composed of what is refused, what is sent and to whom (`lexicon/stopping.patterns`).
Whoever only complains of being written to has asked for nothing.
"""

import re

from flows.understanding.lexicon.patterns import pattern
from flows.understanding.lexicon.rewriting import in_standard_words
from flows.understanding.ngrams import STOPPING
from flows.understanding.wishes import ContactWish, Topic
from flows.understanding.words import CLAUSE_ENDS, MARKS, normalised

_PLAINLY = ("asks_about_what", "asks_for_me", "asks_for_list")
_DO_NOT = re.compile("唔好(?!意思)")
_SURVEYS = re.compile(r"问卷|调查|满意度|\b(?:surveys?|questionnaires?)\b")
_NOTICES = re.compile(r"通知|公告|群发|\b(?:notices?|notifications?|announcements?)\b")
_STOP_WORDS = frozenset("td t 回复td 退 stop end stopall cancelall tuiding 退定 屏蔽".split())


def asks_to_stop(text: str) -> bool:
    """Whether the words ask to be left out of messages or questionnaires, and not back in."""
    said = pattern(STOPPING, "beside").sub("", _in_words(text))
    if MARKS.sub("", said).removesuffix("谢谢") in _STOP_WORDS:
        return True
    words = ",".join(MARKS.sub("", part) for part in CLAUSE_ENDS.split(said))
    plainly = any(_has(name, words) for name in _PLAINLY) or _has("asks_in_english", said)
    is_asked = plainly or _asks_in_passing(words, said)
    return is_asked and not (_has("not_asked", words) or _has("not_asked", said))


def read_stop_wish(text: str) -> ContactWish | None:
    """What somebody asks in a sentence not to get any more; None for who asks no such thing."""
    if not asks_to_stop(text):
        return None
    said = _in_words(text)
    match _SURVEYS.search(said) is not None, _NOTICES.search(said) is not None:
        case True, True:
            return ContactWish(wanted=False, topic=Topic.BOTH)
        case True, False:
            return ContactWish(wanted=False, topic=Topic.SURVEY)
        case False, True:
            return ContactWish(wanted=False, topic=Topic.NOTICE)
        case _:
            return ContactWish(wanted=False)


def _in_words(text: str) -> str:
    # In standard words 唔好 is 不好, which may as well be said of the signal.
    return in_standard_words(_DO_NOT.sub("不要", normalised(text)))


def _asks_in_passing(words: str, said: str) -> bool:
    """Whether words ask for it that may be said of a neighbour or a visit, and are not."""
    if _has("matter_of_others", said):
        return False
    if _has("asks_alone", words):
        return True
    softly = _has("asks_softly", words) or _has("asks_afterwards", words)
    is_asked = softly or _has("asks_afterwards_in_english", said)
    return is_asked and _has("comes_in_on", said)


def _has(name: str, words: str) -> bool:
    return pattern(STOPPING, name).search(words) is not None
