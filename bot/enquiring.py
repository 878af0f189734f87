"""Enquiries: answered from the estate's knowledge file, or else by a person (R63)."""

from bot.desk import Desk
from bot.reporting import first_response_due, register_told
from flows.rules.vocabulary import CaseKind
from flows.talks.enquiry import EnquirySeed
from flows.talks.results import Answered, HumanWanted, Talk
from flows.understanding.enquiries import answer_to
from flows.understanding.fees import is_fee_doubt
from flows.wording.say import say


def take_enquiry(desk: Desk, wanted: HumanWanted) -> None:
    """Say what the house knows; a doubt about a fee, and what it does not know, needs a person."""
    entry = None if is_fee_doubt(wanted.text) else answer_to(wanted.text, desk.person.known())
    if entry is None or wanted.media:
        ask_person(desk, wanted)
        return
    answer = entry.answer(desk.person.language)
    desk.begin_with(Talk.ENQUIRY, EnquirySeed(wanted.text, answer))


def hear_whether_answered(desk: Desk, told: Answered) -> None:
    """Thanks, or a person for the question that the file did not answer."""
    if told.helped:
        desk.say(say("enquiry.glad"))
    else:
        ask_person(desk, HumanWanted(told.question, kind=CaseKind.ENQUIRY))


def ask_person(desk: Desk, wanted: HumanWanted) -> None:
    """Register the question for a person to answer."""
    case = register_told(desk, wanted)
    if case is not None:
        due = first_response_due(desk, case)
        desk.say(say("hand_over.receipt", number=case.number, due=due))
