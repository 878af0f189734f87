"""A message cut into the parts that mean something of their own: 之前不满意 | 现在还行."""

import re
from dataclasses import dataclass, replace

from flows.understanding.answers.plain import Plain
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.lexicon.loading import Phrases, lexicon

BUT, ALTHOUGH, EXCEPT = "but", "although", "except"
BEFORE, LATELY, NOW, OVERALL = "before", "lately", "now", "overall"
TAKEN_BACK, RATHER = "taken_back", "rather"
CONDITION, FUTURE, REPORTED, COMPARED = "condition", "future", "reported", "compared"
LINKS = (
    *(BUT, ALTHOUGH, EXCEPT, BEFORE, LATELY, NOW, OVERALL),
    *(TAKEN_BACK, RATHER, CONDITION, FUTURE, REPORTED, COMPARED),
)
ASKS, ASKS_NOTHING = "asks", "asks_nothing"

_ENDS = re.compile(
    r"(?:[。!?;、,\n~…()【】「」『』<>《》·—|]|(?<!\d)[.:]|[.:](?!\d)|(?<=\s)-+(?=\s))+\s*"
)
_SENTENCE_ENDS = frozenset("。!?;\n.")
_TIMES = frozenset((BEFORE, LATELY, NOW))
_COMPARED_WITH = re.compile(r"\b(?:as|than|like|from) $")
_RELATIVE = frozenset(("who", "whose", "which", "where", "whom"))
_NO_NOUN_BEFORE = re.compile(
    r"(?:^|\b(?:know|sure|tell|say|ask|asking|wonder|wondering|idea|about|of|decide|see|check|and|or|but"
    r"|so|is|are|was|hi|hello|ok|well|sorry)) ?$"
)
_COUNTED = frozenset("分星颗粒日次个人蚊年月钟㗎")
_TELLS = re.compile(r" (?:the(?! hell)|my|our|we|i) ")
"""Behind anything else who and where go on about a thing: a parrot who swears."""


def links(*, without: tuple[str, ...] = ()) -> Phrases:
    """The words that join parts or say how a part is meant."""
    phrases = lexicon("links", LINKS)
    return {heading: phrases[heading] for heading in LINKS if heading not in without}


def questions() -> Phrases:
    """The words that make a part a question, and those that only look like it."""
    return lexicon("questions", (ASKS, ASKS_NOTHING))


@dataclass(frozen=True)
class Part:
    """One part of a message, from `start` up to `end` of its plain words.

    `opens` is where the words that open it begin, `links` are their headings, `marks` what else
    was found in it;
    `clause` and `sentence` count the clauses and sentences of the message.
    """

    opens: int
    start: int
    end: int
    clause: int
    sentence: int
    links: frozenset[str]
    marks: tuple[Mark, ...]
    is_asked: bool
    begins_clause: bool


@dataclass(frozen=True)
class _Clause:
    start: int
    end: int
    sentence: int
    is_asked: bool


def parts(message: Plain, scanner: Scanner) -> tuple[Part, ...]:
    """The parts of a message in order; the scanner knows `links` and `questions`."""
    found: list[Part] = []
    for number, clause in enumerate(_clauses(message.words)):
        marks = scanner.scan(message.words, clause.start, clause.end)
        found += _parts_of(message.words, clause, number, marks)
    return tuple(found)


def _clauses(words: str) -> list[_Clause]:
    found = []
    start = sentence = 0
    for mark in (*_ENDS.finditer(words), None):
        end = len(words) if mark is None else mark.start()
        signs = "" if mark is None else mark[0]
        if words[start:end].strip():
            found.append(_Clause(start, end, sentence, "?" in signs))
        elif found and "?" in signs:
            last = found[-1]
            found[-1] = _Clause(last.start, last.end, last.sentence, is_asked=True)
        sentence += not _SENTENCE_ENDS.isdisjoint(signs)
        start = end if mark is None else mark.end()
    return found


def _is_relative(words: str, clause: _Clause, mark: Mark) -> bool:
    before = words[clause.start : mark.start]
    if mark.words not in _RELATIVE or not before.isascii():
        return False
    is_place = mark.words == "where" and _TELLS.match(words, mark.end, clause.end) is not None
    return is_place or not _NO_NOUN_BEFORE.search(before)


def _is_particle(words: str, mark: Mark) -> bool:
    """Whether 咋 says only, as it does in Cantonese behind a count: 两分咋."""
    is_last = not words[mark.end : mark.end + 1].isalnum()
    return mark.words == "咋" and is_last and words[mark.start - 1 : mark.start] in _COUNTED


def _parts_of(words: str, clause: _Clause, number: int, marks: tuple[Mark, ...]) -> list[Part]:
    found: list[Part] = []
    opening: frozenset[str] = frozenset()
    inside: list[Mark] = []
    opens = start = clause.start

    def close(end: int) -> None:
        asked = clause.is_asked or any(
            mark.heading == ASKS
            and not _is_relative(words, clause, mark)
            and not _is_particle(words, mark)
            for mark in inside
        )
        counts = (opens, start, end, number, clause.sentence)
        found.append(Part(*counts, opening, tuple(inside), asked, begins_clause=not found))

    for mark in marks:
        if mark.heading not in LINKS:
            inside.append(mark)
        elif (
            found and mark.heading == BUT and _tells_when(words, opens, start, mark.start, opening)
        ):
            found[-1] = replace(found[-1], links=found[-1].links | opening)
            opens, start, opening = mark.start, mark.end, frozenset({mark.heading})
        elif inside or words[start : mark.start].strip():
            close(mark.start)
            opens = mark.start
            start, opening, inside = mark.end, frozenset({mark.heading}), []
        else:
            start, opening = mark.end, opening | {mark.heading}
    if found and not inside and _tells_when(words, opens, start, clause.end, opening):
        found[-1] = replace(found[-1], links=found[-1].links | opening)
    close(clause.end)
    return found


def _tells_when(words: str, opens: int, start: int, end: int, opening: frozenset[str]) -> bool:
    """Whether a time stands behind what it tells of, as in English: filthy last year, but fine."""
    is_time = bool(opening) and opening <= _TIMES and words[opens:start].isascii()
    is_measure = _COMPARED_WITH.search(words, 0, opens) is not None
    return is_time and not is_measure and not words[start:end].strip()
