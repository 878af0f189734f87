"""A message that answers no question: another conversation, a word about a case, or the menu."""

from flows.engine.ask import Json, Reply
from flows.engine.photos import with_photos
from flows.engine.place import Place, Whereabouts
from flows.rules.vocabulary import CaseKind
from flows.talks.decisions import (
    Addition,
    CaseAsked,
    ContactChanged,
    Decision,
    Emergency,
    Facts,
    Helped,
    Started,
    StillBroken,
    Thanked,
)
from flows.talks.results import Begin, Talk
from flows.talks.which_case import found_fixed, is_not_fixed, meant, says_of_case
from flows.understanding.enquiries import answer_to
from flows.understanding.fees import is_about_fees
from flows.understanding.intents import (
    Intent,
    Reading,
    read_case_number,
    read_intent,
    read_trouble,
)
from flows.understanding.message_reading import Wanted, read_message
from flows.understanding.places import is_bare_number, read_only_home
from flows.understanding.short_answers import read_yes_no
from flows.understanding.typed_messages import read_typed
from flows.understanding.visit_changes import read_visit_change
from flows.understanding.wishes import ContactWish
from flows.understanding.words import bare
from flows.wording.say import say

TELLING_SHORTEST = 6
"""A message without intent of at least so many characters is taken for a report, not for chat."""

WORD_SHORTEST = 2
OWN = {Intent.WITHDRAW: Talk.WITHDRAWAL, Intent.REVIEW: Talk.REVIEW}
"""What people ask about a report of theirs, and the conversation that it begins."""


def loose(reply: Reply, facts: Facts) -> Decision:
    """What to do with a message where no question is open, or only the menu."""
    visit = visit_change(reply, facts)
    if visit is not None:
        return Started(visit, instead=True)
    own = about_own_case(reply.text)
    if own is not None:
        return Started(own, instead=True)
    number = read_case_number(reply.text)
    if number is not None:
        is_broken = says_of_case(reply.text) is not None
        return StillBroken(number) if is_broken else CaseAsked(number, instead=True)
    good = found_fixed(reply.text, facts)
    if good is not None:
        return good
    # Of somebody with a matter in hand only plain words begin another: the rest is about that one.
    read = read_typed if facts.spoken_of is None else read_intent
    reading = read(reply.text)
    if reading is None:
        return _untold(reply, facts)
    match reading.intent:
        case Intent.THANKS | Intent.ACKNOWLEDGED | Intent.WAIT | Intent.STICKER:
            return Thanked()
        case Intent.NOT_FIXED:
            return _not_fixed(reply, reading, facts)
        case Intent.STATUS if facts.done and not facts.in_hand and is_not_fixed(reply.text):
            return _not_fixed(reply, reading, facts)
        case Intent.STATUS if facts.spoken_of is None:
            # Nothing is in hand yet: 漏水了，什么时候能来修 is a report, not a question.
            return _begun(read_trouble(reply.text) or reading, reply)
        case Intent.ENQUIRY if facts.spoken_of is not None and not _is_its_own(reading, facts):
            return Addition(facts.spoken_of)
        case _:
            return _begun(reading, reply)


def visit_change(reply: Reply, facts: Facts) -> Begin | None:
    """Another time for a visit that is agreed on, or none; `details` may tell when."""
    wish = read_visit_change(reply.text) if facts.has_visit else None
    return None if wish is None else Begin(Talk.VISIT_CHANGE, wish.time)


def about_own_case(text: str) -> Begin | None:
    """Taking a report back, or asking for another look at one, perhaps by its number."""
    reading = read_intent(text)
    if reading is None or reading.intent not in OWN:
        return None
    return Begin(OWN[reading.intent], number=read_case_number(text) or "")


def _is_its_own(reading: Reading, facts: Facts) -> bool:
    """A question about money, or one that the house can answer, is no word about a case."""
    said = reading.details
    return not said or is_about_fees(said) or answer_to(said, facts.known) is not None


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
        case Intent.PRAISE | Intent.SUGGESTION | Intent.ENQUIRY:
            return Begin(Talk.HAND_OVER, reading.details, CaseKind(reading.intent.value))
        case Intent.MANAGER:
            return Begin(Talk.HAND_OVER, reading.details, CaseKind.COMPLAINT, in_person=True)
        case Intent.WITHDRAW | Intent.REVIEW:
            return Begin(OWN[reading.intent])
        case Intent.RATE:
            return Begin(Talk.QUESTIONNAIRE)
        case Intent.GREETING:
            return Begin(Talk.MENU)
        case Intent.THANKS | Intent.ACKNOWLEDGED | Intent.WAIT | Intent.STICKER:
            return None


def _not_fixed(reply: Reply, reading: Reading, facts: Facts) -> Decision:
    """It belongs to the case that it speaks of; what no case knows is a matter of its own."""
    found = meant(reply.text, facts)
    match found.cases:
        case (one,) if one in facts.in_hand:
            return Addition(one.number)
        case (one,) if found.certain:
            return StillBroken(one.number)
        case () if facts.spoken_of is not None:
            return Addition(facts.spoken_of)
        case ():
            return _begun(read_trouble(reply.text) or reading, reply)
        case _:
            return Started(Begin(Talk.NOT_FIXED, reply.text.strip()), instead=True)


def _untold(reply: Reply, facts: Facts) -> Decision:
    if read_yes_no(reply.text) is not None:
        return Thanked()
    if answer_to(reply.text, facts.known) is not None:
        return Started(Begin(Talk.HAND_OVER, reply.text.strip(), CaseKind.ENQUIRY), instead=True)
    wanted = _wanted(reply, facts)
    if wanted is not None:
        return wanted
    tells = len(bare(reply.text)) >= WORD_SHORTEST
    if facts.spoken_of is not None and (tells or reply.media or reply.position):
        return Addition(facts.spoken_of)
    is_matter = len(reply.text.strip()) >= TELLING_SHORTEST and not _is_only_figures(reply.text)
    if reply.media or reply.position or is_matter:
        begin = Begin(Talk.REPORT, details=reply.text.strip())
        return Started(begin, instead=True, known=_known(reply))
    return Started(Begin(Talk.MENU), instead=True)


def _wanted(reply: Reply, facts: Facts) -> Decision | None:
    """What no keyword tells and the model is sure of; what may be a word about a case is that."""
    message = read_message(reply.text)
    if not message.is_sure or not _is_in_words(reply):
        return None
    match message.wanted:
        case Wanted.EMERGENCY:
            return Emergency()
        case Wanted.HUMAN:
            return Started(Begin(Talk.HAND_OVER), instead=True)
        case Wanted.LANGUAGE:
            return Started(Begin(Talk.LANGUAGE), instead=True)
        case Wanted.OPT_OUT:
            return ContactChanged(ContactWish(wanted=False))
        case Wanted.HELP if facts.spoken_of is None:
            return Helped()
        case Wanted.SMALLTALK if facts.spoken_of is None:
            return Thanked()
        case _:
            return None


def _is_in_words(reply: Reply) -> bool:
    shown = reply.media or reply.position
    return not shown and len(bare(reply.text)) >= WORD_SHORTEST and not _is_only_figures(reply.text)


def _is_only_figures(text: str) -> bool:
    """A home or a phone number tells of no matter."""
    return is_bare_number(text) or read_only_home(text) is not None


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
