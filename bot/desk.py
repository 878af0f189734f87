"""The desk that one message is handled at: conversations begun and stepped, and what was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from bot.parts import Part, asked, spoken
from bot.person import Person, person_of
from flows.engine.photos import collected_photos
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance
from flows.talks.decisions import Thread
from flows.talks.registry import Seed, dump_seed
from flows.talks.report import apologised
from flows.talks.results import Begin, CodeTyped, HumanWanted, Result, Talk
from flows.talks.told import ENROLMENTS, all_said
from flows.wording.say import Say, say
from storage.conversations import (
    Conversation,
    ConversationState,
    Starter,
    answers_of,
    begin,
    close,
    keep_answers,
    seal_document,
    seal_seed,
    seed_of,
    stack_of_resident,
)
from storage.inbound import about_case, link_talk
from storage.outgoing import cancel_queued
from storage.residents import Resident

BEGUN_IN_ONE_MESSAGE = 5
"""More conversations than this begun by one message is a circle."""


@dataclass
class Desk:
    """What the conversations of one message need: the person, what was said, what it comes to.

    `seed_for` gives a conversation what it needs from outside; `outcome` writes down a result and
    may begin another conversation; `answered` hears of single answers that the house acts on.
    `in_danger`: the message was about an emergency, so nothing else is pressing.
    """

    person: Person
    seed_for: Callable[[Person, Begin], Seed]
    outcome: Callable[["Desk", Conversation | None, Result], None]
    answered: Callable[["Desk", Conversation, str], None]
    parts: list[Part] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    begun: int = 0
    in_danger: bool = False

    def say(self, sentence: Say) -> None:
        """Say a sentence to the person."""
        self.parts.append(
            spoken(self.person.hears(sentence), self.person.language, self.person.zone)
        )

    def in_words(self, sentence: Say) -> str:
        """A sentence in the person's language, to be kept as their words."""
        return spoken(self.person.hears(sentence), self.person.language, self.person.zone).text

    def look_again(self) -> None:
        """Look the person up anew: an enrolment has tied the address to somebody else."""
        person = self.person
        resident = person.session.get_one(Resident, person.identity.resident_id)
        self.person = person_of(
            person.session, person.identity, resident, person.inbound_id, person.now
        )

    def begin(self, begin: Begin, known: Mapping[str, Any] | None = None) -> None:
        """Begin a conversation on top of the others, with answers that are known already."""
        self.begun += 1
        if self.begun > BEGUN_IN_ONE_MESSAGE:
            message = f"one message began {self.begun} conversations, the last {begin.talk}"
            raise RecursionError(message)
        answers = dict(known or {})
        if begin.details:
            answers["details"] = begin.details
        self.begin_with(begin.talk, self.seed_for(self.person, begin), answers)

    def begin_with(
        self, talk: Talk, seed: Seed, answers: dict[str, Any] | None = None
    ) -> Conversation:
        """Begin a conversation whose seed is at hand."""
        conversation = open_conversation(self.person, talk, seed, answers or {})
        progress = standing(self.person.session, conversation)
        step(self, conversation, apologised(progress) if talk is Talk.REPORT else progress)
        return conversation


def top(person: Person) -> Conversation | None:
    """The conversation that the person is having."""
    open_ones = stack(person)
    return open_ones[-1] if open_ones else None


def stack(person: Person) -> list[Conversation]:
    """The open conversations of the person, the one they are having last."""
    return stack_of_resident(person.session, person.resident.id)


def as_thread(session: Session, conversation: Conversation) -> Thread:
    """A stored conversation as the flows see it."""
    return Thread(
        conversation.flow,
        seed_of(session, conversation),
        answers_of(session, conversation),
        Asked.load(conversation.asked),
        conversation.starter is Starter.HOUSE,
    )


def open_conversation(
    person: Person, talk: Talk, seed: Seed, answers: Mapping[str, Any]
) -> Conversation:
    """A new conversation on top of the person's stack."""
    conversation = Conversation(
        resident_id=person.resident.id,
        identity_id=person.identity.id,
        flow=talk,
        seed_sealed=seal_seed(person.session, dump_seed(seed)),
        answers_sealed=seal_document(person.session, answers),
        state=ConversationState.OPEN,
        starter=Starter.RESIDENT,
        position=max((one.position for one in stack(person)), default=0) + 1,
        opened_at=person.now,
        touched_at=person.now,
    )
    _touch(person, conversation)
    return begin(person.session, conversation)


def step(desk: Desk, conversation: Conversation, progress: Progress[Result]) -> None:
    """Store where a conversation stands after a step, act on it, and say what comes next."""
    was_offered = _may_be_offered(conversation)
    keep_answers(desk.person.session, conversation, progress.answers)
    conversation.asked = None if progress.asked is None else progress.asked.dump()
    _touch(desk.person, conversation)
    desk.person.session.add(conversation)
    desk.person.session.flush()
    if was_offered:
        cancel_queued(desk.person.session, f"conversation {conversation.id} offer ")
    if conversation.case_id is not None and progress.answered:
        about_case(desk.person.session, desk.person.inbound_id, conversation.case_id)
    for key in progress.answered:
        desk.answered(desk, conversation, key)
    match progress.at:
        case Waiting() if progress.exhausted:
            _hand_over(desk, conversation)
        case Waiting() as waiting:
            _ask(desk, conversation, waiting)
        case Finished(result):
            close(desk.person.session, conversation, ConversationState.DONE, desk.person.now)
            come_to(desk, conversation, result)


def _ask(desk: Desk, conversation: Conversation, waiting: Waiting) -> None:
    question, hint = waiting.question, waiting.hint
    sentence = question.prompt
    if hint is not None:
        sentence = say("hint.then", hint=hint, question=question.prompt)
    desk.asked.add(conversation.id)
    desk.parts.append(
        asked(
            desk.person.hears(sentence),
            question.options,
            conversation,
            question.key,
            desk.person.language,
            desk.person.zone,
        )
    )


def _hand_over(desk: Desk, conversation: Conversation) -> None:
    """After too many replies that could not be read, a person takes over; nothing said is lost."""
    thread = as_thread(desk.person.session, conversation)
    close(desk.person.session, conversation, ConversationState.CANCELLED, desk.person.now)
    desk.say(say("hint.give_up"))
    if conversation.flow == Talk.ENROLMENT_CODE:
        desk.outcome(desk, conversation, CodeTyped(""))
        return
    said = all_said(thread)
    if conversation.flow in ENROLMENTS:
        said = desk.in_words(say("hand_over.enrolling", said=said))
    come_to(desk, conversation, HumanWanted(said, collected_photos(thread.answers)))


def come_to(desk: Desk, conversation: Conversation | None, result: Result) -> None:
    """Act on the result; all that was written for it goes into the file of its case (R25)."""
    desk.outcome(desk, conversation, result)
    if conversation is None:
        return
    person = desk.person
    link_talk(person.session, person.inbound_id, person.resident.id, conversation.opened_at)


def standing(session: Session, conversation: Conversation) -> Progress[Result]:
    """Where a conversation stands, without a reply."""
    thread = as_thread(session, conversation)
    return advance(thread.flow(), thread.answers, thread.asked)


def _may_be_offered(conversation: Conversation) -> bool:
    """Whether it may have been offered again: what falls silent is idle no more from then on."""
    begun_by_them = conversation.starter is Starter.RESIDENT and conversation.flow != Talk.MENU
    return begun_by_them and conversation.idle_at is None


def _touch(person: Person, conversation: Conversation) -> None:
    conversation.touched_at = person.now
    if conversation.state is not ConversationState.OPEN or conversation.starter is Starter.HOUSE:
        return
    rules = person.policy.conversation
    conversation.idle_at = person.now + timedelta(minutes=rules.idle_minutes)
    conversation.expires_at = person.now + timedelta(hours=rules.expiry_hours)
    if conversation.flow == Talk.MENU:
        conversation.idle_at = None
