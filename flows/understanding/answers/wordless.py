"""A yes or a no without words: a picture, a raised hand, bare thanks."""

from collections.abc import Sequence

from flows.understanding.answers.asides import is_aside, says_thanks
from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.faces import Face, faces
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.settling import Candidate, Doubtful
from flows.understanding.answers.yes_no_replies import NO, YES, Found, Reply

COURTESY = "courtesy"
"""Why bare thanks are read: they say least of all answers."""
_OFFERED = frozenset({Topic.OFFER, Topic.CONSENT, Topic.CONVENIENT})
"""Where a raised hand is somebody who wants it: 🙋."""
_YES_FACES = frozenset({Face.THUMBS_UP, Face.PLEASED, Face.DELIGHTED})
_NO_FACES = frozenset({Face.THUMBS_DOWN, Face.DISPLEASED})
_THANKS_MEAN = {
    Topic.MORE: NO,
    Topic.BROKEN: NO,
    Topic.FIXED: YES,
    Topic.OFFER: YES,
    Topic.CONSENT: YES,
    Topic.CONVENIENT: YES,
}


def without_words(message: Plain, asked: Asked, found: Sequence[Part]) -> Found:
    """What a picture or bare thanks mean. Raises Doubtful."""
    part = found[0] if found else None
    if part is None or any(one.is_asked for one in found):
        raise Doubtful("asks_back" if found else "no_value")
    shown = set(faces(message))
    if Face.RAISED_HAND in shown:
        if not asked.topics.isdisjoint(_OFFERED) and shown <= _YES_FACES | {Face.RAISED_HAND}:
            return _whole(message, part, YES)
        raise Doubtful("no_value")
    if shown and not asked.is_negative:
        if shown <= _YES_FACES and asked.topics.isdisjoint((Topic.BROKEN, Topic.MORE)):
            return _whole(message, part, YES)
        if shown <= _NO_FACES:
            return _whole(message, part, NO)
    if is_aside(message.words) and says_thanks(message.words) and not asked.is_negative:
        for topic, value in _THANKS_MEAN.items():
            if topic in asked.topics:
                return _whole(message, part, value, COURTESY)
    raise Doubtful("no_value")


def _whole(message: Plain, part: Part, value: str, why: str = "emoji") -> Found:
    reply = Reply(value, is_topical=False, why=why)
    return Candidate(reply, 0, len(message.words), part)
