"""The revisit's question on its way: asked in a conversation that the house begins, and again."""

from datetime import datetime

from sqlmodel import Session

from flows.engine.ask import Option
from flows.engine.replay import Waiting, advance
from flows.rules.policy import Policy
from flows.talks.registry import dump_seed, flow_of
from flows.talks.results import Talk
from flows.talks.revisit import RevisitSeed
from flows.wording.say import say
from storage.case_ending import REVISIT_KEY
from storage.cases import Case, note
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    open_about,
    seal_document,
    seed_of,
    stack_of_resident,
)
from storage.deadlines import Deadline
from storage.telling import Options, ask_reporter, in_words, language_of, shortened

ABOUT_LONGEST = 60


def ask(session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime) -> None:
    """Ask whoever reported the case whether it is really fixed (R48)."""
    note(session, case, "revisit_asked", by="huiyin", now=now)
    if case.reporter_id is None:
        return
    seed = RevisitSeed(case.number, shortened(case.text, ABOUT_LONGEST), case.result or "—")
    stack = stack_of_resident(session, case.reporter_id)
    progress = advance(flow_of(Talk.REVISIT, dump_seed(seed)), {})
    conversation = Conversation(
        resident_id=case.reporter_id,
        identity_id=case.identity_id,
        flow=Talk.REVISIT,
        seed_sealed=seal_document(session, dump_seed(seed)),
        answers_sealed=seal_document(session, {}),
        asked=None if progress.asked is None else progress.asked.dump(),
        state=ConversationState.OPEN,
        starter=Starter.HOUSE,
        position=max((one.position for one in stack), default=0) + 1,
        case_id=case.id,
        opened_at=now,
        touched_at=now,
    )
    session.add(conversation)
    session.flush()
    _send_question(session, case, conversation, _ask_key(deadline), policy, now)


def remind(session: Session, case: Case, deadline: Deadline, policy: Policy, now: datetime) -> None:
    """Ask once more what is not answered yet, by the next channel."""
    note(session, case, "revisit_reminded", by="huiyin", now=now)
    key = f"{REVISIT_KEY}remind {deadline.id}"
    reminds = _ask_key(deadline)
    for conversation in open_about(session, case.id, Talk.REVISIT):
        _send_question(session, case, conversation, key, policy, now, reminds=reminds)


def _ask_key(deadline: Deadline) -> str:
    return f"{REVISIT_KEY}ask {deadline.id}"


def _send_question(
    session: Session,
    case: Case,
    conversation: Conversation,
    key: str,
    policy: Policy,
    now: datetime,
    *,
    reminds: str = "",
) -> None:
    flow = flow_of(conversation.flow, seed_of(session, conversation))
    progress = advance(flow, answers_of(session, conversation))
    if not isinstance(progress.at, Waiting):
        return
    question = progress.at.question
    # A deploy may have reordered the options: a number counts them as they are shown now.
    conversation.asked = None if progress.asked is None else progress.asked.dump()
    session.add(conversation)
    ask_reporter(
        session,
        case,
        say("revisit.reminder", question=question.prompt) if reminds else question.prompt,
        _labels(session, case, conversation, question.key, question.options),
        key=key,
        policy=policy,
        now=now,
        reminds=reminds,
    )


def _labels(
    session: Session,
    case: Case,
    conversation: Conversation,
    key: str,
    options: tuple[Option, ...],
) -> Options:
    language = language_of(session, case.reporter_id)
    return tuple(
        (in_words(session, option.label, language), f"{conversation.id}.{key}.{option.value}")
        for option in options
    )
