"""What one message means where the person stands: the traffic rules of all conversations.

A reply that the open question can read is its answer; only an emergency goes first. The commands
work everywhere. What no question reads may begin another conversation on top; what has no intent
either is a word about a case in hand, or gets help.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.engine.ask import Flow, Reply
from flows.engine.replay import Asked, Progress, Waiting, advance, back, skip
from flows.rules.vocabulary import CaseKind
from flows.talks.registry import flow_of
from flows.talks.results import Begin, Result, Talk
from flows.understanding.answers import Command, read_command
from flows.understanding.classify import is_emergency
from flows.understanding.intents import Intent, read_case_number, read_intent

TELLING_SHORTEST = 6
"""A message without intent of at least so many characters is taken for a report, not for chat."""


@dataclass(frozen=True)
class Thread:
    """One open conversation, as it is stored."""

    talk: str
    seed: Mapping[str, Any]
    answers: Mapping[str, Any]
    asked: Asked | None
    begun_by_house: bool = False

    def flow(self) -> Callable[[], Flow[Result]]:
        """Its flow, ready to be replayed. Raises UnknownTalk."""
        return flow_of(self.talk, self.seed)


@dataclass(frozen=True)
class Facts:
    """What deciding needs to know about the person: the cases they may speak about.

    `spoken_of` is the open case that a loose message belongs to; `fixed_doubtful` a resolved one.
    """

    spoken_of: str | None = None
    fixed_doubtful: str | None = None
    tries: int = 3


@dataclass(frozen=True)
class Emergency:
    """Danger: take it at once."""


@dataclass(frozen=True)
class Stepped:
    """The open conversation has moved, or stays with a hint."""

    progress: Progress[Result]


@dataclass(frozen=True)
class Cancelled:
    """The open conversation ends without a result."""


@dataclass(frozen=True)
class Started:
    """Another conversation begins, on top of the open one unless `instead` of it."""

    begin: Begin
    instead: bool = False


@dataclass(frozen=True)
class StaleTap:
    """An option of an older question was tapped; the open one is shown again."""


@dataclass(frozen=True)
class CaseAsked:
    """How does this case stand?"""

    number: str


@dataclass(frozen=True)
class StillBroken:
    """Said after `resolve`, outside the revisit: it is not fixed (R42)."""

    number: str


@dataclass(frozen=True)
class Addition:
    """A word about a case in hand, passed on to who handles it."""

    number: str


@dataclass(frozen=True)
class CallHuman:
    """A person is wanted; what is already known goes along."""

    text: str


@dataclass(frozen=True)
class Helped:
    """Help was asked for: the menu, or the open question with an example."""


@dataclass(frozen=True)
class Thanked:
    """Nothing to do but to be friendly."""


Decision = (
    Emergency
    | Stepped
    | Cancelled
    | Started
    | StaleTap
    | CaseAsked
    | StillBroken
    | Addition
    | CallHuman
    | Helped
    | Thanked
)


def decide(top: Thread | None, reply: Reply, facts: Facts, *, stale_tap: bool = False) -> Decision:
    """What to do with a message. Pure: the same message in the same place means the same."""
    if is_emergency(reply.text) and (top is None or top.talk != Talk.EMERGENCY_PLACE):
        return Emergency()
    command = read_command(reply.text)
    if command is not None:
        return _command(command, top)
    if stale_tap:
        return StaleTap()
    if top is None:
        return _loose(reply, facts)
    progress = advance(top.flow(), top.answers, top.asked, reply, tries=facts.tries)
    if progress.answered or top.asked is None or progress.asked is None:
        return Stepped(progress)
    if progress.asked.key != top.asked.key:
        return Stepped(progress)
    return _interruption(top, reply, facts) or Stepped(progress)


def standing(thread: Thread) -> Progress[Result]:
    """Where a conversation stands, without a reply."""
    return advance(thread.flow(), thread.answers, thread.asked)


def told_so_far(thread: Thread) -> str:
    """The words that a conversation has gathered, for a person who takes over."""
    texts = (value for value in thread.answers.values() if isinstance(value, str))
    places = (
        value["text"]
        for value in thread.answers.values()
        if isinstance(value, dict) and isinstance(value.get("text"), str)
    )
    return " / ".join((*texts, *places))


def _command(command: Command, top: Thread | None) -> Decision:
    match command:
        case Command.HUMAN:
            told = told_so_far(top) if top is not None and "details" in top.answers else ""
            return CallHuman(told) if told else Started(Begin(Talk.HAND_OVER), _is_menu(top))
        case Command.HELP:
            return Helped()
        case Command.CANCEL:
            return Cancelled() if top is not None else Helped()
        case Command.BACK if top is not None:
            return Stepped(back(top.flow(), top.answers))
        case Command.SKIP if top is not None:
            return Stepped(skip(top.flow(), top.answers, top.asked))
        case Command.RESTART if top is not None:
            return Stepped(advance(top.flow(), {}))
        case _:
            return Helped()


def _interruption(top: Thread, reply: Reply, facts: Facts) -> Decision | None:
    """What else an unread reply may be; None when the question should just help."""
    if _is_menu(top):
        return _loose(reply, facts)
    number = read_case_number(reply.text)
    if number is not None:
        return CaseAsked(number)
    reading = read_intent(reply.text)
    if reading is None:
        return None
    begin = _begin(reading.intent, reading.details)
    if begin is None or begin.talk == top.talk:
        return None
    return Started(begin)


def _loose(reply: Reply, facts: Facts) -> Decision:
    number = read_case_number(reply.text)
    if number is not None:
        return CaseAsked(number)
    reading = read_intent(reply.text)
    if reading is not None and reading.intent is Intent.NOT_FIXED and facts.fixed_doubtful:
        return StillBroken(facts.fixed_doubtful)
    if reading is not None and reading.intent is Intent.THANKS:
        return Thanked()
    begin = _begin(reading.intent, reading.details) if reading is not None else None
    if begin is not None:
        return Started(begin, instead=True)
    if facts.spoken_of is not None and (reply.text.strip() or reply.media or reply.position):
        return Addition(facts.spoken_of)
    if reply.media or len(reply.text.strip()) >= TELLING_SHORTEST:
        return Started(Begin(Talk.REPORT, details=reply.text.strip()), instead=True)
    return Started(Begin(Talk.MENU), instead=True)


def _begin(intent: Intent, details: str) -> Begin | None:
    match intent:
        case Intent.COMPLAINT:
            return Begin(Talk.REPORT, details, CaseKind.COMPLAINT)
        case Intent.REPAIR | Intent.NOT_FIXED:
            return Begin(Talk.REPORT, details, CaseKind.REPAIR)
        case Intent.STATUS:
            return Begin(Talk.STATUS)
        case Intent.BIND:
            return Begin(Talk.ENROLMENT)
        case Intent.GREETING:
            return Begin(Talk.MENU)
        case Intent.THANKS:
            return None


def _is_menu(top: Thread | None) -> bool:
    return top is not None and top.talk == Talk.MENU


def is_waiting(progress: Progress[Result]) -> bool:
    """Whether a question is open after a step."""
    return isinstance(progress.at, Waiting)
