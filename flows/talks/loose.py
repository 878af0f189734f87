"""A message that answers no question: another conversation, a word about a case, or the menu."""

from flows.engine.ask import Json, Reply
from flows.engine.photos import with_photos
from flows.engine.place import Place, Whereabouts
from flows.rules.similarity import similarity
from flows.rules.vocabulary import CaseKind
from flows.talks.decisions import (
    Addition,
    CaseAsked,
    Decision,
    Facts,
    Started,
    StillBroken,
    Thanked,
)
from flows.talks.results import Begin, Talk
from flows.understanding.answers import read_yes_no
from flows.understanding.intents import (
    Intent,
    Reading,
    read_case_number,
    read_intent,
    read_trouble,
)
from flows.understanding.verdicts import without_verdict
from flows.understanding.words import bare
from flows.wording.say import say

TELLING_SHORTEST = 6
"""A message without intent of at least so many characters is taken for a report, not for chat."""

WORD_SHORTEST = 2
SUBJECT_SHORTEST = 2
"""还是没修好 names no matter of its own, 厨房又漏了 does."""


def loose(reply: Reply, facts: Facts) -> Decision:
    """What to do with a message where no question is open, or only the menu."""
    number = read_case_number(reply.text)
    if number is not None:
        return CaseAsked(number, instead=True)
    reading = read_intent(reply.text)
    if reading is None:
        return _untold(reply, facts)
    match reading.intent:
        case Intent.THANKS | Intent.ACKNOWLEDGED:
            return Thanked()
        case Intent.NOT_FIXED:
            return _not_fixed(reply, reading, facts)
        case Intent.STATUS if facts.spoken_of is None:
            # Nothing is in hand yet: 漏水了，什么时候能来修 is a report, not a question.
            return _begun(read_trouble(reply.text) or reading, reply)
        case Intent.OTHER if facts.spoken_of is not None:
            return Addition(facts.spoken_of)
        case _:
            return _begun(reading, reply)


def begin_for(reading: Reading) -> Begin | None:
    """The conversation that an intent asks for; None for mere courtesy."""
    match reading.intent:
        case Intent.COMPLAINT:
            return Begin(Talk.REPORT, reading.details, CaseKind.COMPLAINT)
        case Intent.REPAIR | Intent.NOT_FIXED:
            return Begin(Talk.REPORT, reading.details, CaseKind.REPAIR)
        case Intent.STATUS:
            return Begin(Talk.STATUS)
        case Intent.BIND:
            return Begin(Talk.ENROLMENT)
        case Intent.OTHER | Intent.PRAISE:
            return Begin(Talk.HAND_OVER, reading.details)
        case Intent.GREETING:
            return Begin(Talk.MENU)
        case Intent.THANKS | Intent.ACKNOWLEDGED:
            return None


def _not_fixed(reply: Reply, reading: Reading, facts: Facts) -> Decision:
    """It belongs to the case that it speaks of; what no case knows is a matter of its own."""
    subject = without_verdict(reply.text)
    if len(subject) < SUBJECT_SHORTEST and facts.done:
        return StillBroken(facts.done[0].number)
    spoken_of = [case for case in facts.done if similarity(reply.text, case.text) > 0]
    if spoken_of:
        return StillBroken(spoken_of[0].number)
    if facts.spoken_of is not None:
        return Addition(facts.spoken_of)
    return _begun(read_trouble(reply.text) or reading, reply)


def _untold(reply: Reply, facts: Facts) -> Decision:
    if read_yes_no(reply.text) is not None:
        return Thanked()
    tells = len(bare(reply.text)) >= WORD_SHORTEST
    if facts.spoken_of is not None and (tells or reply.media or reply.position):
        return Addition(facts.spoken_of)
    if reply.media or reply.position or len(reply.text.strip()) >= TELLING_SHORTEST:
        begin = Begin(Talk.REPORT, details=reply.text.strip())
        return Started(begin, instead=True, known=_known(reply))
    return Started(Begin(Talk.MENU), instead=True)


def _begun(reading: Reading, reply: Reply) -> Decision:
    begin = begin_for(reading)
    if begin is None:
        return Thanked()
    return Started(begin, True, _known(reply) if begin.talk is Talk.REPORT else {})


def _known(reply: Reply) -> dict[str, Json]:
    known = with_photos({}, reply.media) if reply.media else {}
    if reply.position:
        known["place"] = Place("place", say("report.where")).dump(Whereabouts(reply.position))
    return known
