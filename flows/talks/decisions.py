"""What a message can come to where the person stands; `dialogue.decide` chooses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.engine.ask import Flow, Json
from flows.engine.replay import Asked, Progress
from flows.rules.knowledge import Entry
from flows.rules.vocabulary import Language
from flows.talks.registry import flow_of
from flows.talks.results import Begin, Result
from flows.understanding.wishes import ContactWish


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
class NamedCase:
    """A case that the person may speak about, and in what words it was told."""

    number: str
    text: str
    is_closed: bool = False


@dataclass(frozen=True)
class Facts:
    """What deciding needs to know about the person: the cases they may speak about.

    `spoken_of` is the open case that a loose message belongs to; `in_hand` are those that staff
    are at work on, `done` those that may turn out not to be fixed, both newest first. `known` is
    what the estate can answer by itself today. `has_visit`: a visit is agreed on with them.
    """

    spoken_of: str | None = None
    in_hand: tuple[NamedCase, ...] = ()
    done: tuple[NamedCase, ...] = ()
    tries: int = 3
    known: tuple[Entry, ...] = ()
    has_visit: bool = False


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
class PutOff:
    """What the house asked is not answered now; it stays open and is not repeated at once."""


@dataclass(frozen=True)
class Declined:
    """The home does not take part in the survey whose questionnaire is open."""


@dataclass(frozen=True)
class Started:
    """Another conversation begins, on top of the open one unless `instead` of it.

    `known` are answers to it that the message has given already.
    """

    begin: Begin
    instead: bool = False
    known: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class StaleTap:
    """An option of an older question was tapped; the open one is shown again."""


@dataclass(frozen=True)
class CaseAsked:
    """How does this case stand? Asked `instead` of going on with the open conversation."""

    number: str
    instead: bool = False


@dataclass(frozen=True)
class StillBroken:
    """Said after `resolve`, outside the revisit's question: it is not fixed (R42).

    `instead`: the open conversation was begun to say so, and ends.
    """

    number: str
    instead: bool = False


@dataclass(frozen=True)
class FoundFixed:
    """Said after `resolve`, before the revisit has asked: it is fixed, or satisfies (R48)."""

    number: str
    answers: Mapping[str, Json]


@dataclass(frozen=True)
class Addition:
    """A word or photo about a case in hand, passed on to who handles it.

    With `progress` the same message has answered the open question too.
    """

    number: str
    progress: Progress[Result] | None = None


@dataclass(frozen=True)
class CallHuman:
    """A person is wanted, or the manager `in_person`; what is already known goes along."""

    text: str
    media: tuple[str, ...] = ()
    in_person: bool = False


@dataclass(frozen=True)
class Helped:
    """Help was asked for: the menu, or the open question with an example."""


@dataclass(frozen=True)
class ContactsAsked:
    """How the service office is reached, and when (R27)."""


@dataclass(frozen=True)
class PrivacyAsked:
    """What is kept of people, and why (R66)."""


@dataclass(frozen=True)
class ContactChanged:
    """Something that the house sends is wanted, or wanted no more (P4)."""

    wish: ContactWish


@dataclass(frozen=True)
class LanguageChanged:
    """From now on everything is written in this language."""

    language: Language


@dataclass(frozen=True)
class Thanked:
    """Nothing to do but to be friendly."""


Decision = (
    Emergency
    | Stepped
    | Cancelled
    | PutOff
    | Declined
    | Started
    | StaleTap
    | CaseAsked
    | StillBroken
    | FoundFixed
    | Addition
    | CallHuman
    | Helped
    | ContactsAsked
    | PrivacyAsked
    | ContactChanged
    | LanguageChanged
    | Thanked
)
