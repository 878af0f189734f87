"""Which case a line means, or whether two reports are about the same: answered by a digit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.staff_case_words import in_one_line, most_urgent_first
from flows.engine.ask import Ask, Reply
from flows.engine.replay import Asked, Finished, Waiting, advance
from flows.talks.registry import dump_seed, flow_of
from flows.talks.results import LineMeant, Talk
from flows.talks.staff_which import WhichSeed
from flows.wording.say import Say, say
from storage.cases import Case
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    close,
    seal_document,
    seed_of,
)
from storage.database import zone_of
from storage.estates import policy_in_force
from storage.staff import Staff
from storage.telling import STAFF_LANGUAGE, in_words

CASES_LISTED = 9
"""So many that one digit tells them apart."""
ON_TOP = 1
"""What the member was in the middle of goes on below this question."""


@dataclass(frozen=True)
class Which:
    """Several cases that a line may mean, the most urgent first."""

    cases: tuple[Case, ...]


def several(session: Session, cases: Sequence[Case]) -> Which:
    """The cases to choose from."""
    return Which(tuple(case for case, _ in most_urgent_first(session, cases)[:CASES_LISTED]))


def ask_which(
    session: Session, member: Staff, which: Which, verb: str, rest: str, now: datetime
) -> Say:
    """Ask which case a line means; the digit in answer does the whole line."""
    lines = [
        (f"{verb} {case.number} {rest}".strip(), _shown(session, case)) for case in which.cases
    ]
    return _ask(session, member, WhichSeed(tuple(lines)), which.cases[0], now)


def ask_whether_same(
    session: Session, member: Staff, verb: str, case: Case, similar: Sequence[Case], now: datetime
) -> Say:
    """Ask whether a case is the same as one of others; the last option is none of them."""
    lines = [
        (f"{verb} {case.number} {one.number}", _shown(session, one))
        for one in similar[: CASES_LISTED - 1]
    ]
    neither = ("", in_words(session, say("which.neither"), STAFF_LANGUAGE))
    return _ask(session, member, WhichSeed((*lines, neither), is_same=True), case, now)


def line_meant(
    session: Session, conversation: Conversation, text: str, now: datetime
) -> str | None:
    """The line that a digit stands for; None for any other words. The question is over then."""
    flow = flow_of(conversation.flow, seed_of(session, conversation))
    # 0001 is the number of a case and no option's.
    reply = Reply(now.astimezone(zone_of(session)), "" if text.startswith("0") else text)
    asked = Asked.load(conversation.asked)
    at = advance(flow, answers_of(session, conversation), asked, reply).at
    close(session, conversation, ConversationState.DONE, now)
    match at:
        case Finished(LineMeant(line)):
            return line
        case _:
            return None


def _shown(session: Session, case: Case) -> str:
    return in_words(session, in_one_line(case), STAFF_LANGUAGE)


def _ask(session: Session, member: Staff, seed: WhichSeed, case: Case, now: datetime) -> Say:
    idle = policy_in_force(session, case.estate_id, now).conversation.idle_minutes
    conversation = Conversation(
        staff_id=member.id,
        flow=Talk.STAFF_WHICH,
        seed_sealed=seal_document(session, dump_seed(seed)),
        answers_sealed=seal_document(session, {}),
        state=ConversationState.OPEN,
        starter=Starter.RESIDENT,
        position=ON_TOP,
        opened_at=now,
        touched_at=now,
        expires_at=now + timedelta(minutes=idle),
    )
    progress = advance(flow_of(conversation.flow, dump_seed(seed)), {})
    if not isinstance(progress.at, Waiting) or progress.asked is None:
        raise TypeError("the question which case is meant has not been asked")
    conversation.asked = progress.asked.dump()
    session.add(conversation)
    session.flush()
    return with_options(progress.at.question)


def with_options(question: Ask[Any]) -> Say:
    """A question of staff, and under it its options with their numbers."""
    if not question.options:
        return question.prompt
    numbered = enumerate(question.options, start=1)
    options = (say("chat.option", number=number, label=one.label) for number, one in numbered)
    return say("lines", lines=(question.prompt, *options))
