"""What one message means where the person stands: the traffic rules of all conversations.

A reply that the open question can read is its answer; only an emergency goes first. The commands
work everywhere, and the words of the menu are never an answer to an open question. What no question
reads may begin another conversation on top; what has no intent either is a word about a case in
hand, or gets help.
"""

from dataclasses import replace
from typing import Any

from flows.engine.ask import Ask, Reply
from flows.engine.photos import Photos, collected_photos, with_photos
from flows.engine.place import Place, Whereabouts
from flows.engine.replay import Progress, Waiting, advance, back, skip
from flows.rules.vocabulary import CaseKind
from flows.talks.decisions import (
    Addition,
    CallHuman,
    Cancelled,
    CaseAsked,
    ContactChanged,
    ContactsAsked,
    Decision,
    Declined,
    Emergency,
    Facts,
    Helped,
    LanguageChanged,
    PrivacyAsked,
    PutOff,
    StaleTap,
    Started,
    Stepped,
    StillBroken,
    Thread,
)
from flows.talks.declining import asks_survey, declines, goes_on, of_surveys
from flows.talks.loose import about_own_case, begin_for, loose, visit_change
from flows.talks.more_said import with_more_said, with_place, with_the_rest
from flows.talks.results import Begin, Result, Talk
from flows.talks.told import ABOUT_A_CASE, all_said, told_so_far, with_unread
from flows.talks.which_case import found_fixed, says_of_case
from flows.understanding.contacts import asks_for_contacts, asks_for_notice
from flows.understanding.intents import (
    Intent,
    Reading,
    asks_for_a_moment,
    read_case_number,
    read_courtesy,
    read_intent,
    read_request,
)
from flows.understanding.message_reading import is_alarm, is_surely_alarm
from flows.understanding.own_data import asks_for_own_data
from flows.understanding.places import names_spot
from flows.understanding.short_answers import Command, read_command
from flows.understanding.stopping import read_stop_wish
from flows.understanding.visit_changes import read_visit_change
from flows.understanding.wishes import ContactWish, read_contact_wish, read_language_wish
from flows.wording.say import Say, say

LIGHT = frozenset(
    {
        Talk.MENU,
        Talk.STATUS,
        Talk.NOT_FIXED,
        Talk.HAND_OVER,
        Talk.LANGUAGE,
        Talk.PRAISED,
        Talk.ENQUIRY,
        Talk.VISIT_CHANGE,
    }
)
"""Conversations that nobody wants back: another one takes their place."""

PEOPLE = frozenset({Command.HUMAN, Command.MANAGER})
ABOUT_THE_REVISITED = frozenset(
    {Intent.NOT_FIXED, Intent.PRAISE, Intent.SUGGESTION, Intent.ENQUIRY}
)
COURTESIES = {
    Intent.GREETING: "hello",
    Intent.THANKS: "thanked",
    Intent.WAIT: "no_hurry",
    Intent.STICKER: "sticker",
}
"""What is said to mere courtesy before the open question is asked again."""
STOPPING_LONGEST = 40


def decide(top: Thread | None, reply: Reply, facts: Facts, *, stale_tap: bool = False) -> Decision:
    """What to do with a message. Pure: the same message in the same place means the same."""
    if is_surely_alarm(reply.text) and not _is_place_of_emergency(top, reply):
        return Emergency()
    command = read_command(reply.text)
    if command is not None and not (command in PEOPLE and _is(top, Talk.ENROLMENT_CODE)):
        return _command(command, top, facts)
    if top is not None and declines(top, reply):
        return Declined()
    if top is not None and goes_on(top, reply):
        return Stepped(_standing(top))
    wish = _wish(top, reply)
    if wish is not None:
        return wish
    change = _visit_change(top, reply)
    if change is not None:
        return change
    request = read_request(reply.text)
    if stale_tap and top is not None:
        return _tapped_before(top, request)
    if top is None or _says_something_else(top, reply):
        return loose(reply, facts)
    if request is not None and not _has_options(top):
        return _requested(top, request)
    if reply.media or reply.position:
        return _shown(top, reply, facts)
    return _answered(top, reply, facts)


def _wish(top: Thread | None, reply: Reply) -> Decision | None:
    """What to be sent, and in which language, is said at any time, like a command."""
    if reply.choice is not None:
        return None
    if asks_for_contacts(reply.text):
        return ContactsAsked()
    if asks_for_notice(reply.text):
        return PrivacyAsked()
    if asks_for_own_data(reply.text):
        begin = Begin(Talk.HAND_OVER, reply.text.strip(), CaseKind.HELP)
        return Started(begin, instead=top is not None and top.talk in LIGHT)
    contact = read_contact_wish(reply.text) or _stop_wish(reply.text)
    if contact is not None:
        return ContactChanged(of_surveys(contact) if asks_survey(top) else contact)
    spoken = read_language_wish(reply.text)
    if spoken is None or _is(top, Talk.LANGUAGE):
        return None
    if spoken.language is not None:
        return LanguageChanged(spoken.language)
    return Started(Begin(Talk.LANGUAGE), instead=top is not None and top.talk in LIGHT)


def _visit_change(top: Thread | None, reply: Reply) -> Decision | None:
    """改约 is said at any time, like a command."""
    wish = None if reply.choice is not None else read_visit_change(reply.text)
    if wish is None or not wish.is_whole or _is(top, Talk.VISIT_CHANGE):
        return None
    return Started(Begin(Talk.VISIT_CHANGE), instead=top is not None and top.talk in LIGHT)


def _stop_wish(text: str) -> ContactWish | None:
    """What is wanted no more, if that is all that is said; in a long story it is a grievance."""
    return read_stop_wish(text) if len(text) <= STOPPING_LONGEST else None


def gives_way(top: Thread, reply: Reply) -> bool:
    """Whether the menu leaves a message to the conversation beneath: what was asked there first."""
    return (
        _is(top, Talk.MENU)
        and read_command(reply.text) is None
        and not is_surely_alarm(reply.text)
        and not _can_read(top, reply)
    )


def _answered(top: Thread, reply: Reply, facts: Facts) -> Decision:
    progress = advance(top.flow(), top.answers, top.asked, reply, tries=facts.tries)
    progress = with_place(top, reply, progress)
    is_unread = not progress.answered and _shows(progress, top)
    if is_unread and is_alarm(reply.text) and not _is_place_of_emergency(top, reply):
        return Emergency()
    if is_unread or progress.given_up:
        return _interruption(top, reply, facts) or Stepped(_noted(top, reply, progress))
    return Stepped(with_the_rest(top, reply, progress))


def _noted(top: Thread, reply: Reply, progress: Progress[Result]) -> Progress[Result]:
    """A step whose question could not read the reply: its words are kept all the same (R25)."""
    joined = with_more_said(top, reply, progress)
    is_wrong = progress.given_up or progress.asked != top.asked
    return with_unread(reply, progress) if joined is progress and is_wrong else joined


def _interruption(top: Thread, reply: Reply, facts: Facts) -> Decision | None:
    """What else an unread reply may be; None when the question should just help."""
    request = read_request(reply.text)
    if request is not None:
        return _requested(top, request)
    good = found_fixed(reply.text, facts) if _is(top, Talk.APPOINTMENT) else None
    if good is not None:
        return good
    broken = says_of_case(reply.text)
    if broken is not None:
        return StillBroken(broken, instead=_is(top, Talk.REPORT) and not told_so_far(top))
    visit = visit_change(reply, facts)
    if visit is not None and visit.talk != top.talk:
        return Started(visit, instead=top.talk in LIGHT)
    own = about_own_case(reply.text)
    if own is not None and own.talk != top.talk:
        return Started(own, instead=top.talk in LIGHT)
    number = read_case_number(reply.text)
    if number is not None:
        return CaseAsked(number, instead=top.talk in LIGHT)
    courtesy = Intent.WAIT if asks_for_a_moment(reply.text) else read_courtesy(reply.text)
    if courtesy in COURTESIES:
        return Stepped(_standing(top, say(f"conversation.{COURTESIES[courtesy]}")))
    reading = read_intent(reply.text)
    if reading is None:
        return None
    if _is(top, Talk.APPOINTMENT) and reading.intent in ABOUT_THE_REVISITED:
        return loose(reply, facts)
    if _is(top, Talk.REVISIT) and reading.intent in ABOUT_THE_REVISITED:
        number = str(top.seed["number"])
        is_broken = reading.intent is Intent.NOT_FIXED
        return StillBroken(number) if is_broken else Addition(number)
    begin = begin_for(reading)
    if begin is None or begin.talk == top.talk or _is_part_of_report(top, reading, facts):
        return None
    return Started(begin, instead=top.talk in LIGHT)


def _is_part_of_report(top: Thread, reading: Reading, facts: Facts) -> bool:
    """A question in the middle of a report, when nothing else is in hand, belongs to the report."""
    asks_when = reading.intent is Intent.STATUS and facts.spoken_of is None
    return _is(top, Talk.REPORT) and (asks_when or reading.intent is Intent.ENQUIRY)


def _tapped_before(top: Thread, request: Intent | None) -> Decision:
    """An item of an older menu still counts, an answer to an older question does not."""
    begin = None if request is None else begin_for(Reading(request))
    if begin is None or begin.talk == top.talk:
        return StaleTap()
    return Started(begin, instead=top.talk in LIGHT)


def _requested(top: Thread, request: Intent) -> Decision:
    begin = begin_for(Reading(request))
    if begin is None or (
        begin.talk == top.talk and (told_so_far(top) or not _is(top, Talk.REPORT))
    ):
        return Stepped(_standing(top))
    return Started(begin, instead=begin.talk == top.talk or top.talk in LIGHT)


def _shown(top: Thread, reply: Reply, facts: Facts) -> Decision:
    """A photo, a recording or a point on the map, also where it was not asked for."""
    question = _open_question(top)
    is_asked_for = (reply.media and isinstance(question, Photos)) or (
        reply.position and isinstance(question, Place)
    )
    if is_asked_for:
        return _answered(top, reply, facts)
    if top.talk in ABOUT_A_CASE:
        progress = advance(top.flow(), top.answers, top.asked, reply, tries=facts.tries)
        return Addition(str(top.seed["number"]), progress if progress.answered else None)
    if _is(top, Talk.HAND_OVER):
        return CallHuman(reply.text.strip() or reply.position, reply.media)
    if _is(top, Talk.REPORT):
        return _kept_for_later(top, reply, facts)
    return Stepped(_standing(top)) if reply.is_voice else _answered(top, reply, facts)


def _kept_for_later(top: Thread, reply: Reply, facts: Facts) -> Decision:
    answers = with_photos(top.answers, reply.media) if reply.media else dict(top.answers)
    if reply.position:
        answers["place"] = Place("place", say("report.where")).dump(Whereabouts(reply.position))
    kept = replace(top, answers=answers)
    if reply.text.strip():
        return _answered(kept, replace(reply, media=(), position=""), facts)
    return Stepped(_standing(kept, None if reply.is_voice else say("report.kept")))


def _command(command: Command, top: Thread | None, facts: Facts) -> Decision:
    if command in {Command.HUMAN, Command.MANAGER}:
        return _human(top, in_person=command is Command.MANAGER)
    if top is None and command is Command.CANCEL and facts.spoken_of is not None:
        return Started(Begin(Talk.WITHDRAWAL))
    if top is None or command is Command.HELP:
        return Helped()
    match command:
        case Command.CANCEL:
            return _left(top) if top.begun_by_house else Cancelled()
        case Command.BACK:
            progress = back(top.flow(), top.answers)
            is_first = progress.answers == top.answers
            return Stepped(_standing(top, say("hint.first_question")) if is_first else progress)
        case Command.SKIP:
            return Stepped(skip(top.flow(), top.answers, top.asked))
        case Command.RESTART:
            return Stepped(advance(top.flow(), {}))


def _human(top: Thread | None, *, in_person: bool) -> Decision:
    begin = Begin(Talk.HAND_OVER, in_person=in_person)
    if top is None:
        return Started(begin)
    told, media = told_so_far(top), collected_photos(top.answers)
    if told or media or (_is(top, Talk.HAND_OVER) and not in_person):
        return CallHuman(all_said(top), media, in_person)
    return Started(begin, instead=top.talk in {*LIGHT, Talk.REPORT})


def _left(top: Thread) -> Decision:
    """取消 to what the house asked: what can be left out is, what it must know stays open.

    Of a questionnaire nothing is left out by that: it waits, and goes on where it stood.
    """
    if _is(top, Talk.QUESTIONNAIRE):
        return PutOff()
    progress = skip(top.flow(), top.answers, None)
    answered = progress.answered
    while progress.answered and isinstance(progress.at, Waiting):
        progress = skip(top.flow(), progress.answers, None)
        answered += progress.answered
    return Stepped(replace(progress, answered=answered)) if answered else PutOff()


def _is(top: Thread | None, talk: Talk) -> bool:
    return top is not None and top.talk == talk


def _says_something_else(top: Thread, reply: Reply) -> bool:
    """Whether a message is none of the items offered, but a matter of its own."""
    if top.talk not in {Talk.MENU, Talk.STATUS} or _can_read(top, reply):
        return False
    return _is(top, Talk.MENU) or read_intent(reply.text) is not None


def _is_place_of_emergency(top: Thread | None, reply: Reply) -> bool:
    """Where an emergency is may be told in words of danger: 3栋电梯里，冒烟很大."""
    return _is(top, Talk.EMERGENCY_PLACE) and names_spot(reply.text)


def _can_read(top: Thread, reply: Reply) -> bool:
    return bool(advance(top.flow(), top.answers, top.asked, reply).answered)


def _shows(progress: Progress[Result], top: Thread) -> bool:
    """Whether the question that is open now is the one that was shown."""
    if progress.asked is None or top.asked is None:
        return False
    return progress.asked.key == top.asked.key


def _open_question(top: Thread) -> Ask[Any] | None:
    at = _standing(top).at
    return at.question if isinstance(at, Waiting) else None


def _has_options(top: Thread) -> bool:
    question = _open_question(top)
    return question is not None and bool(question.options)


def _standing(top: Thread, hint: Say | None = None) -> Progress[Result]:
    progress = advance(top.flow(), top.answers, top.asked)
    if isinstance(progress.at, Waiting):
        return replace(progress, at=Waiting(progress.at.question, hint))
    return progress
