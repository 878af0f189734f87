"""Staff's verbs in chat (WeCom or simulator): one line, one transaction, an answer that helps."""

import logging
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.channels import Incoming
from bot.filing import (
    Answer,
    InTime,
    answer_with,
    answered_before,
    at_any_time,
    file_message,
)
from bot.parts import Part, spoken
from bot.staff_lines import ChatVerb, StaffLine, is_praise_list, read_line
from bot.staff_lists import Reader, take_list_line
from bot.staff_praise import praise_list
from bot.staff_press import take_press
from bot.staff_residents import take_resident_line
from bot.staff_talk import (
    Talking,
    asked_again,
    begin_registration,
    continue_talk,
    leave_answer,
)
from bot.staff_tasks import show_call, take_record
from bot.staff_verbs import do_line
from bot.staff_which import line_meant
from bot.texts import legible
from flows.rules.vocabulary import Language
from flows.talks.results import Talk
from flows.understanding.intents import Intent, read_courtesy
from flows.understanding.registrations import read_registration
from flows.understanding.resident_lines import read_resident_line
from flows.understanding.staff_lists import read_list_line
from flows.understanding.task_records import read_task_line, read_task_view
from flows.wording.say import Say, say
from storage.conversations import Conversation, ConversationState, close, stack_of_staff
from storage.database import Database, zone_of
from storage.staff import Staff, hold_staff

log = logging.getLogger(__name__)

TALK_FORGOTTEN = timedelta(hours=12)
LINE_LONGEST = 4000


def hear_staff(
    database: Database, incoming: Incoming, now: datetime, *, in_time: InTime = at_any_time
) -> Answer:
    """Take one line of a member of staff. Blocking: one call, one transaction."""
    take = partial(_hear, database, incoming, now, in_time)
    try:
        return take(broken=None)
    except SQLAlchemyError:
        raise
    except Exception as error:
        # The transaction is gone with all it wrote; the line must not be. It is filed once more,
        # and nothing else is done with it.
        log.exception("a line of staff by %s failed", incoming.channel)
        return take(broken=error)


def _hear(
    database: Database,
    incoming: Incoming,
    now: datetime,
    in_time: InTime,
    broken: Exception | None,
) -> Answer:
    with database.transaction() as session:
        # Two lines of one member, typed in a hurry, are taken one after the other.
        member = hold_staff(session, legible(incoming.sender))
        staff_id = None if member is None else member.id
        row_id = file_message(session, incoming, now, staff_id=staff_id)
        if row_id is None:
            return answered_before(session, incoming)
        if incoming.press is not None and broken is None:
            take_press(session, incoming.sender, incoming.press, row_id, now)
        if not incoming.understood or incoming.event is not None:
            return Answer()
        if broken is None:
            part = _answer(session, member, incoming, row_id, now)
        else:
            part = _apologise(session, member, broken, now)
        return answer_with(session, row_id, [part], now, in_time)


def _apologise(session: Session, member: Staff | None, broken: Exception, now: datetime) -> Part:
    """Close the talk that may have been the reason, and keep what broke it."""
    if member is not None:
        for conversation in stack_of_staff(session, member.id)[-1:]:
            close(session, conversation, ConversationState.FAILED, now)
            conversation.failure = f"{type(broken).__name__}: {broken}"
            session.add(conversation)
    return _part(session, say("chat.failed"))


def _answer(
    session: Session, member: Staff | None, incoming: Incoming, row_id: int, now: datetime
) -> Part:
    if member is None:
        return _part(session, say("chat.not_staff", userid=incoming.sender))
    text = legible(incoming.text)[:LINE_LONGEST]
    talks = _talks(session, member, now)
    if talks and talks[-1].flow == Talk.STAFF_WHICH:
        meant = line_meant(session, talks.pop(), text, now)
        if meant == "":
            return _part(session, say("which.kept_apart"))
        text = meant or text
    talking = Talking(session, member, talks[-1], now) if talks else None
    line = read_line(text)
    sentence = _without_case(session, Reader(member, row_id, now), text)
    if sentence is None and talking and (line is None or not line.is_plain):
        asked_for = _asked_for(talking.conversation, line, text)
        return _part(session, continue_talk(talking, asked_for))
    if sentence is None and line is not None:
        leave_answer(session, talks, now)
        sentence = do_line(session, member, line, now)
    answer = sentence or _without_verb(text)
    return _part(session, answer if talking is None else asked_again(talking, answer))


def _without_case(session: Session, reader: Reader, text: str) -> Say | None:
    """What a line that is about no case, or only looks at some, is answered; None for others."""
    member, now = reader.member, reader.now
    if is_praise_list(text):
        return praise_list(session, member, now)
    list_line = read_list_line(text)
    if list_line is not None:
        return take_list_line(session, reader, list_line)
    registration = read_registration(text)
    if registration is not None:
        return begin_registration(session, member, registration, now)
    task_line = read_task_line(text)
    if task_line is not None:
        return take_record(session, member, task_line, now)
    task_id = read_task_view(text)
    if task_id is not None:
        return show_call(session, member, task_id)
    resident_line = read_resident_line(text)
    if resident_line is not None:
        return take_resident_line(session, member, resident_line, now)
    return None


def _without_verb(text: str) -> Say:
    """A kind word for a greeting or a 收到; the list of verbs for anything else."""
    match read_courtesy(text):
        case None:
            return say("chat.help")
        case Intent.GREETING:
            return say("chat.hello")
        case _:
            return say("chat.acknowledged")


def _talks(session: Session, member: Staff, now: datetime) -> list[Conversation]:
    """What the member is in the middle of; a talk long forgotten must not swallow a new line."""
    going_on = []
    for conversation in stack_of_staff(session, member.id):
        until = conversation.touched_at + TALK_FORGOTTEN
        if min(until, conversation.expires_at or until) <= now:
            close(session, conversation, ConversationState.EXPIRED, now)
        else:
            going_on.append(conversation)
    return going_on


def _asked_for(talking: Conversation, line: StaffLine | None, text: str) -> str:
    """What the member says in a talk; to "回复" the text that follows it, should they type it."""
    is_led_by_verb = line is not None and line.verb is ChatVerb.RESPOND and not line.number
    if line is not None and is_led_by_verb and talking.flow == Talk.STAFF_ANSWER:
        return line.rest
    return text


def _part(session: Session, sentence: Say) -> Part:
    return spoken(sentence, Language.SIMPLIFIED, zone_of(session))
