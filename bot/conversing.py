"""Carry one message through the person's conversations, inside the reception's transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.contact_card import contact_card
from bot.contact_wishes import change_contact
from bot.desk import Desk, as_thread, come_to, stack, standing, step, top
from bot.emergencies import take_emergency
from bot.handing_over import ask_estate_first, hand_over
from bot.languages import choose_language
from bot.outcomes import hear_answer, seed_for, write_down
from bot.own_cases import ask_about_own
from bot.person import Person
from bot.progress import show_case
from bot.rating import begin_rating
from bot.reporting import add_to_case
from bot.revisiting import hear_found_fixed, hear_still_broken
from bot.surveying import decline_survey
from bot.surveys_over import end_surveys
from bot.visit_changes import change_visit
from flows.engine.ask import Json, Reply
from flows.engine.photos import collected_photos
from flows.engine.replay import Waiting
from flows.rules.policy_privacy import Keeping, days_of
from flows.talks import decisions
from flows.talks.decisions import Decision
from flows.talks.dialogue import decide, gives_way
from flows.talks.privacy_notice import privacy_notice
from flows.talks.results import Begin, HumanWanted, Talk
from flows.wording.say import say
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    close,
    seed_of,
)

_OPENINGS = (Talk.REPORT, Talk.MENU, Talk.HAND_OVER)


def desk_for(person: Person) -> Desk:
    """A desk with everything wired that a resident's conversations come to."""
    return Desk(person, seed_for, write_down, hear_answer)


def converse(desk: Desk, reply: Reply, token: str = "") -> None:
    """Say and do what the message asks for, then offer again what it interrupted.

    `token` names the option that was tapped: it answers its question as long as that is open.
    """
    if end_surveys(desk, reply, token):
        _offer_again(desk)
        return
    conversation, value = _tapped(desk.person, token)
    if conversation is not None:
        _bring_up(desk.person, conversation)
    reply = replace(reply, choice=reply.choice if value is None else value)
    is_stale = conversation is None and _names_question(token)
    if conversation is None:
        conversation = _spoken_with(desk, reply)
    if reply.is_voice and not reply.text:
        desk.say(say("hint.voice"))
    thread = None if conversation is None else as_thread(desk.person.session, conversation)
    decision = decide(thread, reply, desk.person.facts(), stale_tap=is_stale)
    _do(desk, conversation, decision, reply)
    _offer_again(desk)


def fail(person: Person, conversation: Conversation, error: Exception) -> None:
    """Close a conversation that a programmer's mistake broke; it keeps its whole reproduction."""
    close(person.session, conversation, ConversationState.FAILED, person.now)
    conversation.failure = f"{type(error).__name__}: {error}"
    person.session.add(conversation)
    person.session.flush()


def _tapped(person: Person, token: str) -> tuple[Conversation | None, str | None]:
    """The open conversation whose question was tapped, and the value of the option."""
    for conversation in stack(person):
        key = (conversation.asked or {}).get("key")
        prefix = f"{conversation.id}.{key}."
        if token.startswith(prefix):
            return conversation, token.removeprefix(prefix)
    return None, None


def _bring_up(person: Person, conversation: Conversation) -> None:
    """Whoever taps an option further down is talking about that now."""
    open_ones = stack(person)
    if open_ones[-1] is not conversation:
        conversation.position = open_ones[-1].position + 1
        person.session.add(conversation)
        person.session.flush()


def _names_question(token: str) -> bool:
    return token.partition(".")[0].isdecimal() and token.count(".") > 1


def _spoken_with(desk: Desk, reply: Reply) -> Conversation | None:
    """The conversation on top; the menu leaves to the one beneath what is no item of its own."""
    open_ones = stack(desk.person)
    while len(open_ones) > 1 and gives_way(as_thread(desk.person.session, open_ones[-1]), reply):
        _close(desk, open_ones.pop())
    return open_ones[-1] if open_ones else None


def _do(desk: Desk, conversation: Conversation | None, decision: Decision, reply: Reply) -> None:
    match decision:
        case decisions.Emergency():
            _close(desk, conversation if _is_same_matter(desk, conversation) else None)
            take_emergency(desk, reply)
        case decisions.Started(begin, instead, known):
            _close(desk, conversation if instead else None)
            _begin(desk, begin, known, reply)
        case decisions.CallHuman(text, media, in_person):
            is_theirs = conversation is not None and conversation.starter is Starter.RESIDENT
            _close(desk, conversation if is_theirs else None)
            _call(desk, conversation, HumanWanted(text, media, in_person=in_person))
        case decisions.CaseAsked(number, instead):
            _close(desk, conversation if instead else None)
            show_case(desk, number)
        case decisions.StillBroken() | decisions.FoundFixed():
            _hear_verdict(desk, conversation, decision, reply)
        case decisions.Addition(number, progress):
            add_to_case(desk, number, reply)
            if progress is not None and conversation is not None:
                step(desk, conversation, progress)
        case decisions.Helped():
            _help(desk, conversation)
        case decisions.ContactsAsked():
            desk.say(contact_card(desk.person))
        case decisions.PrivacyAsked():
            rules = desk.person.policy.retention
            desk.say(privacy_notice({kind: days_of(rules, kind) for kind in Keeping}))
        case decisions.ContactChanged(wish):
            change_contact(desk, wish)
        case decisions.LanguageChanged(language):
            choose_language(desk, language)
        case decisions.Thanked():
            desk.say(say("conversation.thanked"))
        case _:
            _go_on(desk, _open(conversation, decision), decision)


def _hear_verdict(
    desk: Desk,
    conversation: Conversation | None,
    verdict: decisions.StillBroken | decisions.FoundFixed,
    reply: Reply,
) -> None:
    match verdict:
        case decisions.StillBroken(number, instead):
            _close(desk, conversation if instead else None)
            hear_still_broken(desk, number, reply.text)
        case decisions.FoundFixed(number, answers):
            hear_found_fixed(desk, number, answers, reply)


def _call(desk: Desk, conversation: Conversation | None, wanted: HumanWanted) -> None:
    """A person takes over from a conversation, once it is known in which estate."""
    if conversation is None or conversation.flow != Talk.HAND_OVER:
        begin = Begin(Talk.HAND_OVER, wanted.text, in_person=wanted.in_person)
        if ask_estate_first(desk, begin, wanted.media):
            return
    come_to(desk, conversation, wanted)


def _begin(desk: Desk, begin: Begin, known: Mapping[str, Json], reply: Reply) -> None:
    if begin.talk is Talk.HAND_OVER:
        hand_over(desk, begin, collected_photos(known))
    elif begin.talk in {Talk.WITHDRAWAL, Talk.REVIEW}:
        ask_about_own(desk, begin)
    elif begin.talk is Talk.QUESTIONNAIRE:
        begin_rating(desk, reply.text)
    elif begin.talk is Talk.VISIT_CHANGE:
        change_visit(desk, begin, reply)
    else:
        desk.begin(begin, known)


def _go_on(
    desk: Desk,
    conversation: Conversation,
    decision: decisions.Stepped
    | decisions.StaleTap
    | decisions.Cancelled
    | decisions.PutOff
    | decisions.Declined,
) -> None:
    match decision:
        case decisions.Stepped(progress):
            step(desk, conversation, progress)
        case decisions.StaleTap():
            desk.say(say("hint.old_option"))
            step(desk, conversation, standing(desk.person.session, conversation))
        case decisions.Cancelled():
            _close(desk, conversation)
            _say_cancelled(desk, conversation)
        case decisions.Declined():
            decline_survey(desk, conversation)
        case decisions.PutOff():
            desk.asked.add(conversation.id)
            desk.say(say("conversation.put_off"))
        case _:
            assert_never(decision)


def _say_cancelled(desk: Desk, conversation: Conversation) -> None:
    """An emergency does not end because its caller says 取消: somebody looks all the same."""
    if conversation.flow != Talk.EMERGENCY_PLACE:
        desk.say(say("conversation.cancelled"))
        return
    number = str(seed_of(desk.person.session, conversation)["number"])
    word = Reply(desk.person.now, desk.in_words(say("emergency.taken_back")))
    add_to_case(desk, number, word, say("emergency.goes_on", number=number))


def _open(conversation: Conversation | None, decision: Decision) -> Conversation:
    if conversation is None:
        message = f"{type(decision).__name__} without a conversation"
        raise TypeError(message)
    return conversation


def _is_same_matter(desk: Desk, conversation: Conversation | None) -> bool:
    """A report whose first question is still open is what the emergency is about."""
    if conversation is None:
        return False
    told = answers_of(desk.person.session, conversation)
    return conversation.flow in _OPENINGS and "details" not in told


def _help(desk: Desk, conversation: Conversation | None) -> None:
    desk.say(say("conversation.help"))
    if conversation is None or conversation.flow == Talk.MENU:
        if conversation is not None:
            _close(desk, conversation)
        desk.begin(Begin(Talk.MENU))
        return
    progress = standing(desk.person.session, conversation)
    if isinstance(progress.at, Waiting):
        concrete = progress.at.question.hint(2)
        progress = replace(progress, at=Waiting(progress.at.question, concrete))
    step(desk, conversation, progress)


def _offer_again(desk: Desk) -> None:
    """Whatever lies on top now and was not just asked was interrupted: it is asked again.

    Not so when a visit suits: the offer was sent once, and waits in silence for its answer. Nobody
    in danger is asked how satisfied they are.
    """
    conversation = top(desk.person)
    if conversation is not None and conversation.flow == Talk.APPOINTMENT:
        return
    if conversation is not None and desk.in_danger and conversation.flow == Talk.QUESTIONNAIRE:
        desk.say(say("survey.when_safe"))
        return
    while conversation is not None and conversation.id not in desk.asked:
        if conversation.flow not in {Talk.MENU, Talk.STATUS, Talk.LANGUAGE}:
            if conversation.flow != Talk.EMERGENCY_PLACE:
                desk.say(say(f"conversation.{'when_safe' if desk.in_danger else 'back_to'}"))
            step(desk, conversation, standing(desk.person.session, conversation))
            return
        _close(desk, conversation)
        conversation = top(desk.person)


def _close(desk: Desk, conversation: Conversation | None) -> None:
    if conversation is None:
        return
    close(desk.person.session, conversation, ConversationState.CANCELLED, desk.person.now)
    desk.person.session.flush()
