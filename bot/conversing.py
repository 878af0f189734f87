"""Carry one message through the person's conversations, inside the reception's transaction."""

from dataclasses import replace

from bot.desk import Desk, as_thread, standing, step, top
from bot.outcomes import (
    add_to_case,
    hear_answer,
    hear_still_broken,
    seed_for,
    show_case,
    take_emergency,
    write_down,
)
from bot.person import Person
from flows.engine.ask import Reply
from flows.engine.replay import Waiting
from flows.talks import dialogue
from flows.talks.dialogue import Decision, decide
from flows.talks.results import Begin, HumanWanted, Talk
from flows.wording.say import say
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    close,
)


_OPENINGS = (Talk.REPORT, Talk.MENU, Talk.HAND_OVER)


def desk_for(person: Person) -> Desk:
    """A desk with everything wired that a resident's conversations come to."""
    return Desk(person, seed_for, write_down, hear_answer)


def converse(desk: Desk, reply: Reply, *, stale_tap: bool) -> None:
    """Say and do what the message asks for, then offer again what it interrupted."""
    conversation = top(desk.person)
    thread = None if conversation is None else as_thread(desk.person.session, conversation)
    decision = decide(thread, reply, desk.person.facts(), stale_tap=stale_tap)
    _do(desk, conversation, decision, reply)
    _offer_again(desk)


def fail(person: Person, conversation: Conversation, error: Exception) -> None:
    """Close a conversation that a programmer's mistake broke; it keeps its whole reproduction."""
    close(conversation, ConversationState.FAILED, person.now)
    conversation.failure = f"{type(error).__name__}: {error}"
    person.session.add(conversation)
    person.session.flush()


def call_human(desk: Desk, text: str) -> None:
    """Call a person, whatever the conversations are."""
    desk.outcome(desk, None, HumanWanted(text))


def _do(
    desk: Desk, conversation: Conversation | None, decision: Decision, reply: Reply
) -> None:
    match decision:
        case dialogue.Stepped(progress) if conversation is not None:
            step(desk, conversation, progress)
        case dialogue.StaleTap() if conversation is not None:
            desk.say(say("hint.old_option"))
            step(desk, conversation, standing(desk.person.session, conversation))
        case dialogue.Cancelled() if conversation is not None:
            close(conversation, ConversationState.CANCELLED, desk.person.now)
            desk.say(say("conversation.cancelled"))
        case dialogue.Helped():
            _help(desk, conversation)
        case dialogue.Thanked():
            desk.say(say("conversation.thanked"))
        case dialogue.Started(begin, instead):
            if instead and conversation is not None:
                close(conversation, ConversationState.CANCELLED, desk.person.now)
            media = {"photo.1": list(reply.media)} if reply.media else {}
            desk.begin(begin, **(media if begin.talk is Talk.REPORT else {}))
        case dialogue.CallHuman(text):
            if conversation is not None and conversation.starter is Starter.RESIDENT:
                close(conversation, ConversationState.CANCELLED, desk.person.now)
            desk.outcome(desk, conversation, HumanWanted(text))
        case _:
            _act(desk, conversation, decision, reply)


def _act(
    desk: Desk, conversation: Conversation | None, decision: Decision, reply: Reply
) -> None:
    match decision:
        case dialogue.Emergency():
            if conversation is not None and _is_same_matter(desk, conversation):
                close(conversation, ConversationState.CANCELLED, desk.person.now)
            take_emergency(desk, reply)
        case dialogue.CaseAsked(number):
            show_case(desk, number)
        case dialogue.StillBroken(number):
            hear_still_broken(desk, number, reply.text)
        case dialogue.Addition(number):
            add_to_case(desk, number, reply)
        case _:
            message = f"{type(decision).__name__} without a conversation"
            raise TypeError(message)


def _is_same_matter(desk: Desk, conversation: Conversation) -> bool:
    """A report whose first question is still open is what the emergency is about."""
    told = answers_of(desk.person.session, conversation)
    return conversation.flow in _OPENINGS and "details" not in told


def _help(desk: Desk, conversation: Conversation | None) -> None:
    if conversation is None or conversation.flow == Talk.MENU:
        if conversation is not None:
            close(conversation, ConversationState.CANCELLED, desk.person.now)
        desk.say(say("conversation.help"))
        desk.begin(Begin(Talk.MENU))
        return
    progress = standing(desk.person.session, conversation)
    desk.say(say("conversation.help"))
    if isinstance(progress.at, Waiting):
        concrete = progress.at.question.hint(2)
        progress = replace(progress, at=Waiting(progress.at.question, concrete))
    step(desk, conversation, progress)


def _offer_again(desk: Desk) -> None:
    """Whatever lies on top now and was not just asked was interrupted: it is asked again."""
    conversation = top(desk.person)
    if conversation is None or conversation.id in desk.asked:
        return
    desk.say(say("conversation.back_to"))
    step(desk, conversation, standing(desk.person.session, conversation))
