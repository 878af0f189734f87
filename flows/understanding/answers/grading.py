"""Words of praise and blame in a part of a message, with the degrees and denials before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from flows.rules.vocabulary import Satisfaction
from flows.understanding.answers.asides import skip_leads
from flows.understanding.answers.parts import Part, links, questions
from flows.understanding.answers.scanning import Mark, Scanner
from flows.understanding.lexicon.loading import lexicon


class Degree(StrEnum):
    """The headings of degrees.txt."""

    VERY = "very"
    FAIRLY = "fairly"
    PLAINLY = "plainly"
    NOT = "not"
    VERY_BEHIND = "very_behind"
    NOT_BEHIND = "not_behind"
    NOT_FAR_BEHIND = "not_far_behind"
    NOISE = "noise_degrees"


class Word(StrEnum):
    """The headings of grades.txt."""

    SATISFIED = "satisfied"
    SATISFIED_ALONE = "satisfied_alone"
    SATISFIED_MISTYPED = "satisfied_mistyped"
    GOOD_OR_VERY = "good_or_very"
    VERY_SATISFIED = "very_satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied"
    NEUTRAL = "neutral"
    DISSATISFIED = "dissatisfied"
    FAULT = "fault"
    ASPECT = "aspect"
    NOISE = "noise"
    ASKS = "asks"


GAP_MOST = 3
"""So many characters may stand between a degree and its word: 没有 让我 满意."""
GAP_MOST_IN_LETTERS = 14
_GRADING = frozenset(Word) - {Word.NOISE, Word.ASKS, Word.ASPECT}
LOOKED_AT = 6
"""So many words behind a grade may still change it."""
FAR_BEHIND_MOST = 8
"""So many between a label and what denies it: 满意 二字我是真的 说不出口."""

_THEN, _ONLY_THEN = "就", "才"
_GOOD = frozenset(
    {Word.SATISFIED, Word.SATISFIED_ALONE, Word.SATISFIED_MISTYPED, Word.GOOD_OR_VERY}
)
_NAMES_SATISFACTION = re.compile("满意|不满|一般|satisf|manyi|man yi|neutral|average")
_RUBBISH = re.compile(
    r"[丢倒扔收清堆捡装拉运]垃圾|.?垃圾(?=[清都也收扔丢处分不没能按定每随到天越再多少还又就被由在里])"
)
"""Rubbish that is thrown or taken away, and no word of blame."""
_PARTICLE = re.compile(r"[了的啊呀哦吧嘛啦哈啰囉嘅咯呢喔呗哟噢哇滴着过晒㗎喇]|(?![\u3400-\u9fff])")


@dataclass(frozen=True)
class Grade:
    """A label that stands in a message from `start` up to `end`.

    `is_direct`: it names satisfaction itself, or its number, instead of praising something.
    `is_denial`: it only says what is not so, as 谈不上满意 does.
    """

    label: Satisfaction
    start: int
    end: int
    is_direct: bool
    is_number: bool = False
    is_denial: bool = False


@cache
def grading_scanner() -> Scanner:
    """Finds the words of grades, degrees, links and questions."""
    return Scanner(lexicon("grades", Word), lexicon("degrees", Degree), links(), questions())


def grades_in(words: str, part: Part) -> list[Grade]:
    """The grades in a part; words that only sound like one, or deny what is no label, are none."""
    grades: list[Grade] = []
    degrees: list[Mark] = []
    marks = part.marks
    has_aspect = any(mark.heading == Word.ASPECT for mark in marks)
    for index, mark in enumerate(marks):
        following = marks[index + 1] if index + 1 < len(marks) else None
        if degrees and _is_far(words, degrees[-1].end, mark.start):
            degrees = []
        if mark.heading in (Degree.VERY, Degree.FAIRLY, Degree.PLAINLY, Degree.NOT) or (
            mark.heading == Word.GOOD_OR_VERY and _is_degree(mark, following)
        ):
            degrees.append(mark)
        elif mark.heading in _GRADING:
            grade = _grade(words, part, degrees, mark, marks[index + 1 : index + 1 + LOOKED_AT])
            if grade is not None:
                grades.append(replace(grade, is_direct=grade.is_direct and not has_aspect))
            degrees = []
        elif mark.heading not in (Degree.VERY_BEHIND, Degree.NOT_BEHIND, Degree.NOT_FAR_BEHIND):
            degrees = []
    return grades


def _is_far(words: str, start: int, end: int) -> bool:
    between = words[start:end].strip()
    return len(between) > (GAP_MOST_IN_LETTERS if between.isascii() else GAP_MOST)


def _is_degree(mark: Mark, following: Mark | None) -> bool:
    """Whether 好 means very: a word that it could belong to follows at once."""
    if following is None or following.start > mark.end:
        return False
    return following.heading in _GRADING | {Degree.NOT}


def _grade(
    words: str, part: Part, degrees: list[Mark], mark: Mark, behind: Sequence[Mark]
) -> Grade | None:
    end, headings = mark.end, [degree.heading for degree in degrees]
    following = behind[0] if behind else None
    if following is not None and following.start <= mark.end + 1:
        if following.heading == Degree.VERY_BEHIND:
            headings.append(Degree.VERY)
            end = following.end
        elif following.heading == Degree.NOT_BEHIND:
            headings.append(Degree.NOT)
            end = following.end
    if (denial := _denied_behind(mark, behind)) is not None:
        headings.append(Degree.NOT)
        end = denial.end
    if _is_in_another_word(words, part, degrees, mark, end):
        return None
    label = _label(mark, headings)
    is_heard = mark.heading == Word.GOOD_OR_VERY and not headings and _is_first(words, part, mark)
    if label is None or is_heard or _is_promised(words, part, degrees, mark):
        return None
    start = degrees[0].start if degrees else mark.start
    names_it = (
        mark.heading == Word.SATISFIED_MISTYPED
        or _NAMES_SATISFACTION.search(mark.words) is not None
    )
    return Grade(label, start, end, names_it, is_denial=headings.count(Degree.NOT) % 2 == 1)


def _denied_behind(mark: Mark, behind: Sequence[Mark]) -> Mark | None:
    """What denies a label at some distance behind it: 满意二字我真是说不出口."""
    return next(
        (
            other
            for other in behind
            if other.heading == Degree.NOT_FAR_BEHIND and other.start - mark.end <= FAR_BEHIND_MOST
        ),
        None,
    )


def _is_in_another_word(words: str, part: Part, degrees: list[Mark], mark: Mark, end: int) -> bool:
    """Whether a word of one character stands where it may belong to another: 差 in 差旅."""
    if mark.words == "垃圾" and _RUBBISH.match(words, max(mark.start - 1, 0)):
        return True
    if len(mark.words) > 1 and mark.heading != Word.SATISFIED_ALONE:
        return False
    if not _PARTICLE.match(words, end, part.end) and end < part.end:
        return True
    if degrees or words[mark.start - 1 : mark.start] in ("", " ", "得", "人", "务"):
        return False
    before = [other for other in part.marks if other.end <= mark.start]
    is_first = words[part.start : mark.start].strip() == ""
    return not is_first and not (before and before[-1].end == mark.start)


def _is_first(words: str, part: Part, mark: Mark) -> bool:
    """Whether a part begins with a word: a bare 好 may only say that somebody has heard."""
    return skip_leads(words, part.start, mark.end) >= mark.start


def _is_promised(words: str, part: Part, degrees: list[Mark], mark: Mark) -> bool:
    """Whether a grade hangs on what stands before 就 or 才: 修好了我就满意."""
    opening = min((degree.start for degree in degrees), default=mark.start)
    if words[opening - len(_ONLY_THEN) : opening] == _ONLY_THEN:
        return True
    first = next((degree.start for degree in degrees if degree.words == _THEN), part.start)
    return skip_leads(words, part.start, first) < first


def _label(mark: Mark, headings: list[str]) -> Satisfaction | None:
    denials = headings.count(Degree.NOT)
    if mark.heading in _GOOD:
        return _good(headings, denials)
    match mark.heading:
        case Word.VERY_SATISFIED:
            return Satisfaction.VERY_SATISFIED if denials % 2 == 0 else None
        case Word.FAIRLY_SATISFIED:
            return Satisfaction.FAIRLY_SATISFIED if denials % 2 == 0 else None
        case Word.NEUTRAL:
            return Satisfaction.NEUTRAL if denials % 2 == 0 else None
        case Word.DISSATISFIED if denials % 2 == 0:
            return Satisfaction.DISSATISFIED
        case Word.DISSATISFIED if mark.words.startswith(("不", "唔")) or len(mark.words) > 1:
            return Satisfaction.SATISFIED
        case Word.DISSATISFIED:
            return Satisfaction.FAIRLY_SATISFIED
        case Word.FAULT if denials % 2:
            return Satisfaction.SATISFIED
    return None


def _good(headings: list[str], denials: int) -> Satisfaction:
    if denials % 2:
        return Satisfaction.DISSATISFIED
    if denials:
        return Satisfaction.SATISFIED
    degree = next(
        (heading for heading in reversed(headings) if heading in (Degree.VERY, Degree.FAIRLY)),
        Word.GOOD_OR_VERY if Word.GOOD_OR_VERY in headings else None,
    )
    match degree:
        case Degree.VERY | Word.GOOD_OR_VERY:
            return Satisfaction.VERY_SATISFIED
        case Degree.FAIRLY:
            return Satisfaction.FAIRLY_SATISFIED
    return Satisfaction.SATISFIED
