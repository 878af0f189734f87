"""What a question is: it is asked with `yield from`, and knows how to read and keep its answer."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from flows.understanding.numbers import read_position
from flows.understanding.words import bare
from flows.wording.say import Say, say

T = TypeVar("T")
ABSTAINED: Any = {"abstained": True}
Json = Any
Flow = Generator["Ask[Any]", Any, T]


@dataclass(frozen=True)
class Reply:
    """What the resident sent: words, photos (names of stored media), a point on the map, a tap.

    `choice` is the value of an option of this very question that was tapped. `at` is when it was
    said, in the estate's zone: "tomorrow" counts from there.
    """

    at: datetime
    text: str = ""
    media: tuple[str, ...] = ()
    position: str = ""
    choice: str | None = None


@dataclass(frozen=True)
class Option:
    """One numbered answer: the value that is kept, the label that is read, other words for it."""

    value: str
    label: Say
    words: tuple[str, ...] = ()


class Unreadable(Exception):
    """The reply does not answer this question; `hint` says what would, where there is more to say."""

    def __init__(self, hint: Say | None = None) -> None:
        super().__init__("the reply does not answer the question")
        self.hint = hint


class Stale(Exception):
    """A stored answer no longer fits its question, which is then asked again."""


@dataclass(frozen=True)
class Ask(Generic[T]):
    """One question. `yield from Ask(...)` has the type of its answer.

    `read` is lenient and used once; `load` is strict and used at every replay. `hints` grow more
    concrete with each reply that could not be read.
    """

    key: str
    prompt: Say
    hints: tuple[Say, ...] = field(default=(), kw_only=True)

    def __iter__(self) -> Generator["Ask[Any]", Any, T]:
        answer: T = yield self
        return answer

    @property
    def options(self) -> tuple[Option, ...]:
        """What is offered under the question; empty for an open one."""
        return ()

    @property
    def skippable(self) -> bool:
        """Whether 跳过 is an answer."""
        return False

    @property
    def abstention(self) -> Json:
        """What is stored for 跳过: an abstention, never a silent null (R10)."""
        return ABSTAINED

    def read(self, reply: Reply, shown: tuple[str, ...]) -> T:
        """The answer in a reply; a bare number counts the values last shown. Raises Unreadable."""
        raise NotImplementedError

    def dump(self, answer: T) -> Json:
        """The canonical value that is stored, never the reply itself."""
        return answer

    def load(self, stored: Json) -> T:
        """The answer in a stored value. Raises Stale."""
        raise NotImplementedError

    def hint(self, wrong: int) -> Say:
        """Help after the `wrong`-th reply in a row that could not be read, counted from 1."""
        if self.hints:
            return self.hints[min(wrong, len(self.hints)) - 1]
        return say("hint.again")


def chosen(options: tuple[Option, ...], reply: Reply, shown: tuple[str, ...]) -> str | None:
    """The value of the option that a reply names by tap, number, or word of its own; or None."""
    values = {option.value for option in options}
    if reply.choice is not None and reply.choice in values:
        return reply.choice
    number = read_position(reply.text)
    if number is not None and 1 <= number <= len(shown):
        return shown[number - 1] if shown[number - 1] in values else None
    word = bare(reply.text)
    for option in options:
        if word and word in {bare(known) for known in option.words}:
            return option.value
    return None
