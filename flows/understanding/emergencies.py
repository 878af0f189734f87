"""Danger to people or property now, in a resident's words.

To overlook a danger is the worst that can happen, a false alarm costs a walk: so a scene of danger
counts unless it is plainly denied, over, past, feared, supposed, told of or part of a drill. These
are rules; how much each of their findings counts for beside the model of danger, `message_reading`
says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from flows.understanding import danger_scenes
from flows.understanding.danger import Danger
from flows.understanding.danger_scenes import Sighting
from flows.understanding.lexicon.patterns import pattern
from flows.understanding.lexicon.rewriting import in_standard_words
from flows.understanding.words import CLAUSE_ENDS, MARKS, TEXTS_REMEMBERED, normalised

CONTEXT = 40
"""How many characters on either side of a sign tell what it means."""

CLAUSES_OF_A_SCENE = 4

ENOUGH = 20
"""Signs of danger after which the rest of a rant is not listened to."""

BARE_LONGEST, BARE_LONGEST_ENGLISH = 4, 14
"""Characters of what is no more than a word of danger: nobody in it, and nothing that happens."""

NEAR, NEAR_ENGLISH = 10, 30
"""Characters on either side of such a word that speak of the same thing."""

FALSE_ALARMS = "false_alarms.patterns"

_LATIN = re.compile(r"[a-z]{3}|^911$")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_LINE_END = re.compile(r"[\n\r]+")
_NOT_FOR_DAYS = frozenset({Danger.WATER, Danger.COLLAPSE, Danger.FIRE})
_OF_PEOPLE = frozenset({Danger.TRAPPED, Danger.INJURY, Danger.CRIME})
_SMOKE = frozenset("烟味")
_INSTEAD_OF_A_FIGURE = "·"
_TAIWAN_ASPECT = ("著", "着")
"""Taiwan writes 坐著 for 坐着; what it does to 著名 tells of no danger."""


@dataclass(frozen=True)
class _Message:
    """A message in standard words, and what the whole of it says about each of its scenes."""

    text: str

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """What stands between the punctuation marks and the ends of lines, `normalised`."""
        said = normalised(_LINE_END.sub(",", self.text))
        # Whoever says the same again and again is heard once.
        return tuple(dict.fromkeys(filter(None, map(str.strip, CLAUSE_ENDS.split(said)))))

    @cached_property
    def chinese(self) -> tuple[str, ...]:
        """Its Chinese clauses without spaces, and without what only makes them less sure."""
        some = (MARKS.sub("", part) for part in self.clauses if not part.isascii())
        joined = in_standard_words(",".join(some)).replace(*_TAIWAN_ASPECT)
        return tuple(pattern(FALSE_ALARMS, "hedges").sub("", joined).split(","))

    @cached_property
    def english(self) -> tuple[str, ...]:
        """Its clauses that have Latin words; a letter that is drawn out (FIREEE) stands once."""
        drawn = (part for part in self.clauses if _LATIN.search(part))
        return tuple(_DRAWN_OUT.sub(r"\1", part) for part in drawn)

    @cached_property
    def said(self) -> str:
        """All of it."""
        return in_standard_words(normalised(self.text)).replace(*_TAIWAN_ASPECT)

    def has(self, name: str) -> bool:
        """Whether some words of [name] of FALSE_ALARMS stand anywhere in it."""
        return pattern(FALSE_ALARMS, name).search(self.said) is not None

    @cached_property
    def is_now(self) -> bool:
        """Whether it says that it speaks of now."""
        return self.has("now")

    @cached_property
    def is_since(self) -> bool:
        """Whether it says that what was is still so."""
        return self.has("since")

    @cached_property
    def is_drill(self) -> bool:
        """Whether it speaks of a drill, and of nothing besides."""
        return self.has("planned") and not self.has("not_planned")

    @property
    def is_taken_back(self) -> bool:
        """Whether it jokes, thanks, corrects itself, or tells of what is elsewhere or over."""
        if self.has("mistaken") and not self.is_since:
            return True
        if self.is_now:
            return False
        if not self.is_since and self.has("resolved"):
            return True
        return any(map(self.has, ("joke", "thanks", "reported")))

    @property
    def is_general(self) -> bool:
        """Whether it asks how one should, wishes, or tells of what is always so."""
        if self.is_now:
            return False
        is_habit = not self.is_since and self.has("habit")
        return is_habit or self.has("procedure") or self.has("wish")


@dataclass(frozen=True)
class Hearing:
    """What dangers a text tells of, and what stands near their words.

    is_bare: nothing tells of them but single words; is_dismissed: it has words and means no danger.
    """

    dangers: frozenset[Danger]
    is_bare: bool
    is_dismissed: bool
    near: frozenset[str]


@dataclass(frozen=True)
class _Judgement:
    """The words that a scene stands in, what it is, and whether it is there."""

    words: str
    sighting: Sighting
    is_real: bool

    @property
    def danger(self) -> Danger:
        """Of what kind it is."""
        return self.sighting.danger

    @property
    def is_bare(self) -> bool:
        """Whether it is a mere word."""
        longest = BARE_LONGEST_ENGLISH if self.words.isascii() else BARE_LONGEST
        return self.sighting.end - self.sighting.start <= longest

    @property
    def near(self) -> str:
        """It and what stands near it."""
        most = NEAR_ENGLISH if self.words.isascii() else NEAR
        return self.words[max(self.sighting.start - most, 0) : self.sighting.end + most]


def is_emergency(text: str) -> bool:
    """Whether the words tell of danger now; denials, drills and figures of speech do not."""
    return bool(dangers(text))


def dangers(text: str) -> frozenset[Danger]:
    """All that may be happening now, by the words of a text."""
    return hear(text).dangers


@lru_cache(TEXTS_REMEMBERED)
def hear(text: str) -> Hearing:
    """The dangers that a text tells of, and whether it only borrows their words."""
    message = _Message(text)
    scenes = list(_until_enough(_scenes(message)))
    real = [one for one in scenes if one.is_real]
    found = frozenset(one.danger for one in real)
    # Whoever tells of it in two clauses does not ask in general.
    is_vivid = len({one.words for one in real if "," not in one.words}) > 1
    if found and (message.is_taken_back or (message.is_general and not is_vivid)):
        found = frozenset()
    if found and message.has("hyperbole"):
        found -= {Danger.CRY}
    is_bare = not is_vivid and all(one.is_bare for one in real)
    near = frozenset(one.near for one in real) if found else frozenset()
    return Hearing(found, is_bare, is_dismissed=bool(scenes) and not found, near=near)


def _scenes(message: _Message) -> Iterator[_Judgement]:
    """Each scene of a message, judged."""
    for clause in message.chinese:
        yield from _in_clause(clause, message, is_english=False)
    for clause in message.english:
        yield from _in_clause(clause, message, is_english=True)
    for window in _windows(message.chinese):
        if any(danger_scenes.across_clauses(window)):
            plain = _without_figures(window)
            yield from _judged(plain, danger_scenes.across_clauses(plain), message)


def _until_enough(scenes: Iterator[_Judgement]) -> Iterator[_Judgement]:
    """What is judged until ENOUGH is real: more of it would change nothing."""
    left = ENOUGH
    for one in scenes:
        yield one
        left -= one.is_real
        if left <= 0:
            return


def _windows(clauses: Sequence[str]) -> Iterator[str]:
    """So many clauses as one scene may go over, joined by commas."""
    may_cross = list(map(danger_scenes.may_cross, clauses))
    for at in range(max(len(clauses) - CLAUSES_OF_A_SCENE, 0) + 1):
        if any(may_cross[at : at + CLAUSES_OF_A_SCENE]):
            yield ",".join(clauses[at : at + CLAUSES_OF_A_SCENE])


def _in_clause(clause: str, message: _Message, *, is_english: bool) -> Iterator[_Judgement]:
    # Nearly every clause has no scene: what it would mean is asked of the others alone.
    if any(danger_scenes.in_clause(clause, is_english=is_english)):
        plain = _without_figures(clause)
        found = danger_scenes.in_clause(plain, is_english=is_english)
        yield from _judged(plain, found, message)


def _without_figures(clause: str) -> str:
    return pattern(FALSE_ALARMS, "figures").sub(_INSTEAD_OF_A_FIGURE, clause)


def _judged(words: str, sightings: Iterator[Sighting], message: _Message) -> Iterator[_Judgement]:
    return (_Judgement(words, one, _is_real(one, words, message)) for one in sightings)


def _is_real(one: Sighting, words: str, message: _Message) -> bool:
    """Whether a scene in these words stands for a danger that is there."""
    danger, within = one.danger, words[one.start : one.end]
    before = words[max(one.start - CONTEXT, 0) : one.start]
    after = words[one.end : one.end + CONTEXT]
    if _has("denied", before) or _has("over", after) or _has("supposed", before):
        return False
    if _has("unsure", within) or (danger is Danger.FIRE and _is_no_fire(within, after, message)):
        return False
    if danger in _OF_PEOPLE and (_has("nobody", before) or _has("freed", after)):
        return False
    if danger in _NOT_FOR_DAYS and _has("lasting", after):
        return False
    is_told = message.is_drill or _has("story", before + after)
    if not _has("happening", after) and (is_told or _is_feared(danger, before)):
        return False
    return _is_of_now(danger, before + within, after, message)


def _is_no_fire(within: str, after: str, message: _Message) -> bool:
    """Whether a fire was put out, or is nothing but smoke that somebody makes on purpose."""
    is_smoke = "火" not in within and not _SMOKE.isdisjoint(within)
    return _has("put_out", after) or (is_smoke and message.has("smoke_meant"))


def _is_of_now(danger: Danger, until: str, after: str, message: _Message) -> bool:
    """Whether what the words up to a scene's end tell of was not some time ago."""
    if _has("past", until) or _has("said_before", until):
        return message.is_now
    # Gas that was smelt yesterday is still about unless somebody says otherwise.
    is_lately = (_has("lately", until) or _has("lately_after", after)) and danger is not Danger.GAS
    return message.is_now or message.is_since or not is_lately


def _is_feared(danger: Danger, before: str) -> bool:
    is_of_things = danger not in _OF_PEOPLE and _has("feared_of_things", before)
    return is_of_things or _has("feared", before)


def _has(name: str, words: str) -> bool:
    return pattern(FALSE_ALARMS, name).search(words) is not None
