"""Danger to people or property now, in a resident's words.

To overlook a danger is the worst that can happen, a false alarm costs a walk: so a sign of danger
counts unless it is plainly denied, over, past, feared, supposed, told of or part of a drill. These
are rules; a model may raise an alarm besides (`message_reading`), and can silence none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from flows.understanding.danger_scenes import chinese_scenes, english_scenes
from flows.understanding.danger_signs import (
    CHINESE_SIGNS,
    MORE_CHINESE_SIGNS,
    SIGNS_ACROSS,
    Danger,
)
from flows.understanding.danger_signs_english import ENGLISH_SIGNS
from flows.understanding.false_alarms import (
    FIGURES_OF_SPEECH,
    HABIT,
    HEDGES,
    HYPERBOLE,
    JOKE,
    LASTING,
    LATELY_AFTER,
    MISTAKEN,
    NOT_PLANNED,
    PLANNED,
    PROCEDURE,
    RESOLVED,
    SAID_BEFORE,
    STORY,
    THANKS,
)
from flows.understanding.lexicon.rewriting import in_standard_words
from flows.understanding.words import MARKS, clauses, normalised

CONTEXT = 40
"""How many characters on either side of a sign tell what it means."""

_LATIN = re.compile(r"[a-z]{3}|^911$")
_NOT_FOR_DAYS = frozenset({Danger.WATER, Danger.COLLAPSE, Danger.FIRE})
_OF_PEOPLE = frozenset({Danger.TRAPPED, Danger.INJURY, Danger.CRIME})

# All of these are looked for straight before or behind a sign, within its clause.
_DENIED = re.compile(
    r"(?:(?<!有)(?:没有|没)|冇|(?<![是会])(?:并不|不)是|唔系|不会|唔会|未|(?<!特)别|勿|(?<!消)防止?"
    r"|预防"
    r"|避免|以防|杜绝|误报)(?:什么|再|真的?|任何|有|发生|出现|引起|引发|闻到?|看到|听到|见到?|被"
    r"|会)*$"
    r"|(?:\bno|\bnot|\bnever|n't|\bwithout)"
    r"(?: (?:any|a|an|more|really|actually|been|being|the|signs? of|smell(?:ing)? of))*\s*$"
)
_NOBODY = re.compile(
    r"(?:(?<!有)没有?|冇|无)(?:什么)?(?:人员?|孩子|小孩|老人|谁)(?:再|被|有)*$"
    r"|\b(?:nobody|no one)(?: is| was| got)?\s*$"
)
_SUPPOSED = re.compile(
    r"^(?!.*再不).*(?:要是|如果|万一|假如|假设|假使|倘若|会不会|会唔会)"
    r"|(?:差点|差一点|险些|几乎|差啲).{0,4}$|(?<!know )(?<!see )(?<!check )\b(?:if|in case)\b"
    r"|\b(?:almost|nearly)(?: got| was| were| caught)?\s*$|\b(?:might|could) (?:be|catch|cause"
    r"|get)\b"
)
_FEARED = re.compile(
    r"(?:(?<![恐可哪害])怕|担心|以免|免得|容易|(?<!不)小心|当心|(?<![没不])注意)(?:会|再|又|有人"
    r"|被)*$"
    r"|\b(?:afraid|worried|scared)(?: of| about| that| it| will)*\s*$"
)
_FEARED_OF_THINGS = re.compile(r"(?:(?<![恐可哪])怕|担心).{0,8}$")
_OVER = re.compile(
    r"^(?:已经?)?(?:没有?了|散了|消失了?)|^(?:是|系)?(?:假的|误会|误报)"
    r"|^了?[^又再还没未不]{0,4}(?:解除|解决|修好|处理好|救?出来了"
    r"|救?出嚟)(?!.*[又再还])"
    r"|^[^,]{0,2}那[次回]|^(?! ?and)[^,]{0,12}\b(?:is|was|has been|have been|got) "
    r"(?:put out|out(?! of)|over|gone|fixed|repaired|rescued|a false alarm)\b"
)
_PUT_OUT = re.compile(r"^了?[^又再还没未不]{0,4}(?:扑灭|灭了|熄了)(?!.*[又再还])")
_PAST = re.compile(
    r"上次|上年|旧年|去年|前年|以前|从前|上个?月|那次|曾经|年前|小时候"
    r"|\blast (?:year|month|time|week)\b"
    r"|\byears? ago\b"
)
_LATELY = re.compile(
    r"昨[天晚日]|[琴寻]晚|前[天晚]|(?<!分钟)(?<!小时)之前|上周|上星期|\byesterday\b"
)
_HAPPENING = re.compile(r"^(?:了|啦|喇|咗|着|紧|起来|得)|^ ?(?:now|!)")

# And these anywhere in the message.
_NOW = re.compile(
    r"现在|今[天早晚日]|又|刚才|刚刚|正在|马上|赶紧|快来|而家|依家|\bnow\b|\bagain\b|\bjust\b"
    r"|\btoday\b"
)
_SINCE = re.compile(r"还[有在是没]|仍|一直|\bstill\b|\bever since\b")


_Span = tuple[Danger, int, int]


@dataclass(frozen=True)
class _Message:
    """What the whole message says about each of its signs."""

    is_now: bool
    is_since: bool
    is_drill: bool


def is_emergency(text: str) -> bool:
    """Whether the words tell of danger now; denials, drills and figures of speech do not."""
    return bool(dangers(text))


def dangers(text: str) -> frozenset[Danger]:
    """All that may be happening now, by the words of a text."""
    said = in_standard_words(normalised(text))
    is_now = _NOW.search(said) is not None
    is_drill = PLANNED.search(said) is not None and NOT_PLANNED.search(said) is None
    message = _Message(is_now, is_now or _SINCE.search(said) is not None, is_drill)
    found: set[Danger] = set()
    whole = ""
    for clause in map(in_standard_words, clauses(text)):
        joined = _as_told(clause)
        whole += joined
        if not clause.isascii():
            spans = chain(_signs_in(joined, _chinese()), chinese_scenes(joined))
            found |= _dangers_in(joined, spans, message)
        if _LATIN.search(clause):
            joined = FIGURES_OF_SPEECH.sub("·", clause)
            spans = chain(_signs_in(joined, _english()), english_scenes(joined))
            found |= _dangers_in(joined, spans, message)
    found |= _dangers_in(whole, _signs_in(whole, _across()), message)
    if found and _is_told_of(said):
        return frozenset()
    return frozenset(found - {Danger.CRY} if HYPERBOLE.search(said) else found)


def _as_told(said: str) -> str:
    """Chinese words without marks, figures of speech, and what only makes them less sure."""
    return HEDGES.sub("", FIGURES_OF_SPEECH.sub("·", MARKS.sub("", said)))


def is_only_told(text: str) -> bool:
    """Whether a message jokes, thanks, exaggerates, plans a drill, or tells of what is not now."""
    said = in_standard_words(normalised(text))
    is_drill = PLANNED.search(said) is not None and NOT_PLANNED.search(said) is None
    not_real = (STORY, HYPERBOLE, FIGURES_OF_SPEECH, LASTING, _SUPPOSED)
    is_figure = any(one.search(said) for one in not_real)
    return is_drill or is_figure or _is_told_of(said)


def _is_told_of(said: str) -> bool:
    """Whether danger would only be told of: in a joke, in thanks, in a question how one should."""
    if MISTAKEN.search(said) is not None and _SINCE.search(said) is None:
        return True
    if _NOW.search(said) is not None:
        return False
    if _SINCE.search(said) is None and (RESOLVED.search(said) or HABIT.search(said)):
        return True
    return any(one.search(said) for one in (JOKE, THANKS, PROCEDURE))


@cache
def _chinese() -> dict[Danger, re.Pattern[str]]:
    return _compiled(CHINESE_SIGNS, MORE_CHINESE_SIGNS)


@cache
def _across() -> dict[Danger, re.Pattern[str]]:
    return _compiled(SIGNS_ACROSS)


@cache
def _english() -> dict[Danger, re.Pattern[str]]:
    return _compiled(ENGLISH_SIGNS)


def _compiled(*signs: Mapping[Danger, str]) -> dict[Danger, re.Pattern[str]]:
    patterns = {danger: [some[danger] for some in signs if danger in some] for danger in Danger}
    return {danger: re.compile("|".join(some)) for danger, some in patterns.items() if some}


def _signs_in(words: str, signs: Mapping[Danger, re.Pattern[str]]) -> Iterator[_Span]:
    for danger, sign in signs.items():
        for match in sign.finditer(words):
            yield danger, match.start(), match.end()


def _dangers_in(words: str, spans: Iterable[_Span], message: _Message) -> set[Danger]:
    return {
        danger
        for danger, at, end in spans
        if _is_real(danger, words[max(at - CONTEXT, 0) : at], words[end : end + CONTEXT], message)
    }


def _is_real(danger: Danger, before: str, after: str, message: _Message) -> bool:
    """Whether a sign between these words of its clause stands for a danger that is there."""
    if _DENIED.search(before) or _OVER.search(after) or _SUPPOSED.search(before):
        return False
    if danger is Danger.FIRE and _PUT_OUT.search(after):
        return False
    if danger in _OF_PEOPLE and _NOBODY.search(before):
        return False
    if danger in _NOT_FOR_DAYS and LASTING.search(after):
        return False
    is_happening = _HAPPENING.search(after) is not None
    is_told = message.is_drill or STORY.search(before + after) is not None
    if not is_happening and (is_told or _is_feared(danger, before)):
        return False
    # Gas that was smelt yesterday is still about unless somebody says otherwise.
    is_lately = (_LATELY.search(before) or LATELY_AFTER.search(after)) and danger is not Danger.GAS
    if _PAST.search(before) is not None or SAID_BEFORE.search(before) is not None:
        return message.is_now
    return message.is_since or not is_lately


def _is_feared(danger: Danger, before: str) -> bool:
    if danger not in _OF_PEOPLE and _FEARED_OF_THINGS.search(before):
        return True
    return _FEARED.search(before) is not None
