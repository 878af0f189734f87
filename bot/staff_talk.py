"""完成 and 回复, asked for in chat: the same engine that asks residents asks staff (R41)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.staff_lines import ChatVerb
from bot.staff_refusals import in_words_of
from bot.staff_register import finish_registration, known_answers, with_name_of_home
from bot.staff_which import with_options
from flows.engine.ask import Flow, Reply
from flows.engine.questions import TEXT_LONGEST
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance, back, skip
from flows.rules.case_life import StaffFacts, check, may
from flows.rules.policy import Policy
from flows.rules.refusals import NotAllowed, Why
from flows.rules.vocabulary import Verb
from flows.talks.registry import Seed, dump_seed, flow_of
from flows.talks.results import Registered, Resolution, Result, StaffAnswer, Talk
from flows.talks.staff_answer import AnswerSeed
from flows.talks.staff_register import RegisterSeed
from flows.talks.staff_resolve import ResolveSeed
from flows.understanding.registrations import RegistrationLine
from flows.understanding.short_answers import Command, read_command
from flows.wording.say import Say, plain, say
from storage.case_verbs import case_facts, perform
from storage.cases import Case, find_case, lock_found
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    close,
    keep_answers,
    seal_document,
    seal_seed,
    seed_of,
    stack_of_staff,
)
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.staff import Staff, in_chain

REGISTRATION_LASTS = timedelta(hours=12)


@dataclass
class Talking:
    """A member of staff in the middle of a conversation."""

    session: Session
    member: Staff
    conversation: Conversation
    now: datetime


def begin_resolution(
    session: Session, member: Staff, case: Case, now: datetime, *, result: str = ""
) -> Say:
    """Ask for the first field, or say why the case cannot be done now. Raises NotAllowed.

    A `result` that was typed with the verb is not asked for again.
    """
    policy = policy_in_force(session, case.estate_id, now)
    _check(session, Verb.RESOLVE, case, member, policy)
    until = now + timedelta(hours=policy.conversation.expiry_hours)
    seed = ResolveSeed(case.number)
    told = {"result": result[:TEXT_LONGEST]} if result else {}
    question = _begin(session, member, case, Talk.STAFF_RESOLVE, seed, told, now=now, until=until)
    if not result:
        return question
    return say("lines", lines=(say("resolve.result_taken", result=plain(result)), question))


def begin_answer(session: Session, member: Staff, case: Case, now: datetime) -> Say:
    """Ask what the resident is to be told, or say why nothing can be now. Raises NotAllowed.

    Only for a short while: what the member writes later is hardly meant for the resident.
    """
    policy = policy_in_force(session, case.estate_id, now)
    _check(session, Verb.RESPOND, case, member, policy)
    until = now + timedelta(minutes=policy.conversation.idle_minutes)
    seed = AnswerSeed(case.number)
    return _begin(session, member, case, Talk.STAFF_ANSWER, seed, {}, now=now, until=until)


def leave_answer(session: Session, talks: Iterable[Conversation], now: datetime) -> None:
    """Wait no longer for an answer that was asked for: the member has turned to something else."""
    for conversation in talks:
        if conversation.flow == Talk.STAFF_ANSWER:
            close(session, conversation, ConversationState.CANCELLED, now)


def begin_registration(
    session: Session, member: Staff, line: RegistrationLine, now: datetime
) -> Say:
    """登记: register what the line tells whole, or ask for what is missing."""
    if not may(member.role, Verb.RESPOND):
        verb, role = say("register.verb"), say(f"Role.{member.role.value}")
        return say("refused.role", verb=verb, role=role, needed=say("Role.assistant"))
    _close_talks(session, member, now)
    told = with_name_of_home(session, member, line, now)
    conversation = Conversation(
        staff_id=member.id,
        flow=Talk.STAFF_REGISTER,
        seed_sealed=seal_seed(session, dump_seed(RegisterSeed())),
        answers_sealed=seal_document(session, known_answers(told)),
        state=ConversationState.OPEN,
        starter=Starter.RESIDENT,
        opened_at=now,
        touched_at=now,
        expires_at=now + REGISTRATION_LASTS,
    )
    session.add(conversation)
    session.flush()
    talking = Talking(session, member, conversation, now)
    return _step(talking, advance(_flow(talking), answers_of(session, conversation)))


def _check(session: Session, verb: Verb, case: Case, member: Staff, policy: Policy) -> None:
    if not in_chain(member, case.estate_id):
        raise NotAllowed(Why.OTHER_ESTATE)
    actor = StaffFacts(member.userid, member.role)
    check(verb, case_facts(session, case), actor, policy=policy)


def _begin(
    session: Session,
    member: Staff,
    case: Case,
    talk: Talk,
    seed: Seed,
    told: Mapping[str, Any],
    *,
    now: datetime,
    until: datetime,
) -> Say:
    _close_talks(session, member, now)
    conversation = Conversation(
        staff_id=member.id,
        flow=talk,
        seed_sealed=seal_seed(session, dump_seed(seed)),
        answers_sealed=seal_document(session, dict(told)),
        state=ConversationState.OPEN,
        starter=Starter.RESIDENT,
        case_id=case.id,
        opened_at=now,
        touched_at=now,
        expires_at=until,
    )
    session.add(conversation)
    session.flush()
    talking = Talking(session, member, conversation, now)
    return _step(talking, advance(_flow(talking), answers_of(session, conversation)))


def _close_talks(session: Session, member: Staff, now: datetime) -> None:
    """What the member was in the middle of ends: one thing is asked at a time."""
    for older in stack_of_staff(session, member.id):
        close(session, older, ConversationState.CANCELLED, now)


def asked_again(talking: Talking, answer: Say) -> Say:
    """An answer to something else, and under it what the member is still being asked."""
    if talking.conversation.state is not ConversationState.OPEN:
        return answer
    standing = advance(_flow(talking), answers_of(talking.session, talking.conversation)).at
    if not isinstance(standing, Waiting):
        return answer
    still = say("chat.still_asked", question=with_options(standing.question))
    return say("lines", lines=(answer, still))


def continue_talk(talking: Talking, text: str) -> Say:
    """Take the next field, or a command."""
    answers = answers_of(talking.session, talking.conversation)
    command = read_command(text)
    if command in {Command.CANCEL, Command.HUMAN}:
        close(talking.session, talking.conversation, ConversationState.CANCELLED, talking.now)
        return say("chat.stopped")
    if command is Command.BACK:
        return _step(talking, back(_flow(talking), answers))
    if command is Command.RESTART:
        return _step(talking, advance(_flow(talking), {}))
    if command is Command.SKIP:
        asked = Asked.load(talking.conversation.asked)
        return _step(talking, skip(_flow(talking), answers, asked))
    if command is Command.HELP:
        return asked_again(talking, say("chat.help"))
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
            prompt = with_options(question)
            return prompt if hint is None else say("hint.then", hint=hint, question=prompt)
        case Finished(Resolution() as resolution):
            close(talking.session, conversation, ConversationState.DONE, talking.now)
            return _resolve(talking, resolution)
        case Finished(StaffAnswer(number, text)):
            close(talking.session, conversation, ConversationState.DONE, talking.now)
            done = say("chat.done", number=number, verb=plain(ChatVerb.RESPOND.value))
            return _perform(talking, Verb.RESPOND, number, {"text": text}, done)
        case Finished(Registered() as told):
            close(talking.session, conversation, ConversationState.DONE, talking.now)
            return finish_registration(talking.session, talking.member, told, talking.now)
        case _:
            message = "a staff conversation comes to a resolution, an answer or a registration"
            raise TypeError(message)


def _resolve(talking: Talking, resolution: Resolution) -> Say:
    fields = {
        "result": resolution.result,
        "measures": resolution.measures,
        "improvement": resolution.improvement,
    }
    done = say("chat.resolved", number=resolution.number)
    return _perform(talking, Verb.RESOLVE, resolution.number, fields, done)


def _perform(
    talking: Talking, verb: Verb, number: str, fields: Mapping[str, object], done: Say
) -> Say:
    session = talking.session
    found = find_case(session, number)
    if found is None:
        return say("chat.unknown_case", number=number)
    case = lock_found(session, found)
    try:
        with session.begin_nested():
            perform(session, verb, case, talking.member, fields, talking.now)
    except NotAllowed as refusal:
        return in_words_of(refusal)
    if verb is Verb.RESPOND and case.reporter_id is None:
        return say("chat.nobody_to_write", number=number)
    return done


def _flow(talking: Talking) -> Callable[[], Flow[Result]]:
    return flow_of(talking.conversation.flow, seed_of(talking.session, talking.conversation))
