"""Grades that are told in words, in a picture, or by nothing but how it went."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.rules.vocabulary import Satisfaction
from flows.understanding.answers.about_another import names_nothing
from flows.understanding.answers.asides import is_aside
from flows.understanding.answers.blame import is_insincere, only_wished, told_failure
from flows.understanding.answers.faces import Face, faces
from flows.understanding.answers.grading import Grade, grades_in
from flows.understanding.answers.grievances import rhetorical_opinion, tells_neglect
from flows.understanding.answers.neither import neither
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.settling import Candidate, Doubtful

_FAIRLY_ALONE = frozenset(("fairly", "quite", "mostly", "reasonably", "somewhat", "mostly yes"))
_POLITE = re.compile(
    r"(?:拜托|麻烦|求|请|换|派|管)[^,。]*(?:好|行|可以|得)(?:不好|不行|唔得)?(?:吗|嘛|么|$)"
)
"""A request that only sounds like a question: 拜托换一家好吗."""
_PRAISE = frozenset(
    {Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED}
)
_FACES = {
    Face.DELIGHTED: Satisfaction.VERY_SATISFIED,
    Face.THUMBS_UP: Satisfaction.SATISFIED,
    Face.PLEASED: Satisfaction.SATISFIED,
    Face.UNMOVED: Satisfaction.NEUTRAL,
    Face.DISPLEASED: Satisfaction.DISSATISFIED,
    Face.THUMBS_DOWN: Satisfaction.DISSATISFIED,
}


def worded(words: str, found: Sequence[Part]) -> list[Candidate[Grade]]:
    """The grades that are named in words; one for 不好也不坏, none that was only wished."""
    between = tuple(neither(words))
    named = [
        Candidate(grade, grade.start, grade.end, part)
        for part in found
        for grade in grades_in(words, part)
        if not any(start < grade.end and grade.start < end for start, end in between)
        and not only_wished(words, grade.start, grade.end)
        and not names_nothing(words, grade.start)
    ]
    named = [_as_meant(words, one) for one in named]
    for start, end in between:
        part = next(one for one in found if one.opens <= start < one.end)
        grade = Grade(Satisfaction.NEUTRAL, start, end, is_direct=True)
        named.append(Candidate(grade, start, end, part))
    return named


def _as_meant(words: str, named: Candidate[Grade]) -> Candidate[Grade]:
    """The grade, or its opposite where to give it would be a lie."""
    grade = named.value
    if grade.label not in _PRAISE or not is_insincere(words, grade.start):
        return named
    return replace(named, value=replace(grade, label=Satisfaction.DISSATISFIED, is_denial=True))


def told(message: Plain, found: Sequence[Part]) -> tuple[Grade, str] | None:
    """Dissatisfied is who tells nothing but how it went wrong."""
    asked = [message.words[part.opens : part.end] for part in found if part.is_asked]
    if any(not _POLITE.search(one) for one in asked):
        return None
    if not told_failure(message.words) and not tells_neglect(message.words):
        return None
    grade = Grade(Satisfaction.DISSATISFIED, 0, len(message.words), is_direct=False)
    return grade, "told"


def by_question(message: Plain) -> tuple[Grade, str] | None:
    """The opinion of somebody who only asks what one may think of it."""
    label = rhetorical_opinion(message.words)
    if label is None:
        return None
    return Grade(label, 0, len(message.words), is_direct=False), "rhetorical"


def fairly(message: Plain, found: Sequence[Part]) -> tuple[Grade, str] | None:
    """A degree that is the whole answer: quite."""
    left = [part for part in found if not is_aside(message.words[part.opens : part.end])]
    said = [message.words[part.opens : part.end].strip() for part in left]
    if len(said) != 1 or said[0] not in _FAIRLY_ALONE or left[0].is_asked:
        return None
    grade = Grade(Satisfaction.FAIRLY_SATISFIED, left[0].opens, left[0].end, is_direct=True)
    return grade, "words"


def pictured(message: Plain, found: Sequence[Part]) -> tuple[Grade, str]:
    """What the pictures mean of which a message is made. Raises Doubtful."""
    shown = faces(message)
    labels = {_FACES[face] for face in shown if face in _FACES}
    if any(part.is_asked for part in found):
        raise Doubtful("asks_back")
    if len(labels) != 1:
        raise Doubtful("two_values" if labels else "no_value")
    label = labels.pop()
    if len(shown) > 1 and label is Satisfaction.SATISFIED:
        label = Satisfaction.VERY_SATISFIED
    return Grade(label, 0, len(message.words), is_direct=True), "emoji"
