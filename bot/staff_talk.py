"""完成, asked one by one: the same engine that asks residents asks staff (R41)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.staff_refusals import in_words_of
from flows.engine.ask import Flow, Reply
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance, back
from flows.rules.case_life import StaffFacts, check
from flows.rules.refusals import NotAllowed
from flows.rules.vocabulary import Verb
from flows.talks.registry import dump_seed, flow_of
from flows.talks.results import Resolution, Result, Talk
from flows.talks.staff_resolve import ResolveSeed
from flows.understanding.answers import Command, read_command
from flows.wording.say import Say, say
from storage.case_verbs import case_facts, perform
from storage.cases import Case, find_case, lock_case
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    close,
    keep_answers,
    seal_document,
    seed_of,
    stack_of_staff,
)
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.staff import Staff


@dataclass
class Talking:
    """A member of staff in the middle of a conversation."""

    session: Session
    member: Staff
    conversation: Conversation
    now: datetime


def begin_resolution(session: Session, member: Staff, case: Case, now: datetime) -> Say:
    """Ask for the first field, or say why the case cannot be done now. Raises NotAllowed."""
    policy = policy_in_force(session, case.estate_id, now)
    actor = StaffFacts(member.userid, member.role)
    check(Verb.RESOLVE, case_facts(session, case), actor, policy=policy)
    for older in stack_of_staff(session, member.id):
        close(older, ConversationState.CANCELLED, now)
        session.add(older)
    conversation = Conversation(
        staff_id=member.id,
        flow=Talk.STAFF_RESOLVE,
        seed_sealed=seal_document(session, dump_seed(ResolveSeed(case.number))),
        answers_sealed=seal_document(session, {}),
        state=ConversationState.OPEN,
        starter=Starter.RESIDENT,
        case_id=case.id,
        opened_at=now,
        touched_at=now,
        expires_at=now + timedelta(hours=policy.conversation.expiry_hours),
    )
    session.add(conversation)
    session.flush()
    talking = Talking(session, member, conversation, now)
    return _step(talking, advance(_flow(talking), {}))


def continue_talk(talking: Talking, text: str) -> Say:
    """Take the next field, or a command."""
    answers = answers_of(talking.session, talking.conversation)
    command = read_command(text)
    if command in {Command.CANCEL, Command.HUMAN}:
        close(talking.conversation, ConversationState.CANCELLED, talking.now)
        talking.session.add(talking.conversation)
        return say("chat.stopped")
    if command is Command.BACK:
        return _step(talking, back(_flow(talking), answers))
    if command is Command.RESTART:
        return _step(talking, advance(_flow(talking), {}))
    if command is Command.HELP:
        return say("chat.help")
    reply = Reply(talking.now.astimezone(zone_of(talking.session)), text)
    asked = Asked.load(talking.conversation.asked)
    return _step(talking, advance(_flow(talking), answers, asked, reply))


def _step(talking: Talking, progress: Progress[Result]) -> Say:
    conversation = talking.conversation
    keep_answers(talking.session, conversation, progress.answers)
    conversation.asked = None if progress.asked is None else progress.asked.dump()
    conversation.touched_at = talking.now
    match progress.at:
        case Waiting(question, hint):
            if hint is not None:
                return say("hint.then", hint=hint, question=question.prompt)
            return question.prompt
        case Finished(Resolution() as resolution):
            close(conversation, ConversationState.DONE, talking.now)
            return _resolve(talking, resolution)
        case _:
            message = "a staff conversation comes to a resolution"
            raise TypeError(message)


def _resolve(talking: Talking, resolution: Resolution) -> Say:
    session = talking.session
    found = find_case(session, resolution.number)
    if found is None:
        return say("chat.unknown_case", number=resolution.number)
    case = lock_case(session, found.id)
    fields = {
        "result": resolution.result,
        "measures": resolution.measures,
        "improvement": resolution.improvement,
    }
    try:
        with session.begin_nested():
            perform(session, Verb.RESOLVE, case, talking.member, fields, talking.now)
    except NotAllowed as refusal:
        return in_words_of(refusal)
    return say("chat.resolved", number=case.number)


def _flow(talking: Talking) -> Callable[[], Flow[Result]]:
    return flow_of(talking.conversation.flow, seed_of(talking.session, talking.conversation))
