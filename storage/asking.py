"""A question that the house asks first: the conversation that waits for its answer."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from flows.engine.ask import Ask
from flows.engine.replay import advance
from flows.talks.registry import Seed, dump_seed, flow_of
from flows.talks.results import Talk
from storage.cases import Case
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    begin,
    seal_document,
    seal_seed,
    stack_of_resident,
)
from storage.telling import Options, in_words, language_of


def begin_to_ask(
    session: Session, case: Case, talk: Talk, seed: Seed, now: datetime, *, beneath: bool = False
) -> Conversation:
    """Open a conversation about a case with whoever reported it, on top of their others.

    `beneath` those, it waits until what they are in the middle of is done.
    """
    if case.reporter_id is None:
        message = f"nobody can be asked about {case.number}"
        raise TypeError(message)
    places = [one.position for one in stack_of_resident(session, case.reporter_id)]
    progress = advance(flow_of(talk, dump_seed(seed)), {})
    conversation = Conversation(
        resident_id=case.reporter_id,
        identity_id=case.identity_id,
        flow=talk,
        seed_sealed=seal_seed(session, dump_seed(seed)),
        answers_sealed=seal_document(session, {}),
        asked=None if progress.asked is None else progress.asked.dump(),
        state=ConversationState.OPEN,
        starter=Starter.HOUSE,
        position=min(places, default=1) - 1 if beneath else max(places, default=0) + 1,
        case_id=case.id,
        opened_at=now,
        touched_at=now,
    )
    return begin(session, conversation)


def labels_of(session: Session, conversation: Conversation, question: Ask[Any]) -> Options:
    """The options of the open question as the resident reads them, each with its token."""
    language = language_of(session, conversation.resident_id)
    return tuple(
        (
            in_words(session, option.label, language),
            f"{conversation.id}.{question.key}.{option.value}",
        )
        for option in question.options
    )
