"""What a question is: it is asked with `yield from`, and knows how to read and keep its answer."""

import re
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from flows.understanding.numbers import read_position
from flows.understanding.words import asks_back, bare, trimmed, without_courtesy
from flows.wording.say import Say, say

T = TypeVar("T")
ABSTAINED: Any = {"abstained": True}
Json = Any
Flow = Generator["Ask[Any]", Any, T]

_NUMBER_AND_WORDS = re.compile(r"^(?P<number>\d{1,2})\s*[.、,，:：)）。-]?\s*(?P<words>[^\W\d].*)$")
_LEADS = re.compile(r"^(?:我?想?要|我想|我?选择?|我是|应该是|属于|就?是|就)")
_GRUMBLE = re.compile(
    r"^(?:吧|啊|呀|了|啦|嘛|呗|哦|喇|应该|快|赶紧|急|烦|麻烦|谢|多谢|唔该|哎|唉|都说|说了|我说|你们|please|pls|hurry|thank)"
    r"[^0-9不没未错改别但还？?]{0,16}$"
)
WORDS_KEPT = 4096


@dataclass(frozen=True)
class Reply:
    """What the resident sent: words, photos (names of stored media), a point on the map, a tap.

    `choice` is the value of an option of this very question that was tapped. `at` is when it was
    said, in the estate's zone: "tomorrow" counts from there. `is_voice` marks media that is speech.
    """

    at: datetime
    text: str = ""
    media: tuple[str, ...] = ()
    position: str = ""
    choice: str | None = None
    is_voice: bool = False


@dataclass(frozen=True)
class Option:
    """One numbered answer: the value that is kept, the label that is read, other words for it."""

    value: str
    label: Say
    words: tuple[str, ...] = ()


class Unreadable(Exception):
    """The reply does not answer this question; `hint`, where there is one, says what would.

    One that only announces an answer `is_wrong` not, and may come as often as it likes.
    """

    def __init__(self, hint: Say | None = None, *, is_wrong: bool = True) -> None:
        super().__init__("the reply does not answer the question")
        self.hint = hint
        self.is_wrong = is_wrong


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

    @property
    def may_be_given_up(self) -> bool:
        """Whether it is abstained from when no reply could be read; else a person takes over."""
        return self.skippable

    @property
    def given_up(self) -> Json:
        """What is stored where no reply could be read."""
        return self.abstention

    @property
    def taken_for_granted(self) -> T | None:
        """An answer that was said before, so that nobody needs to be asked; a stored one wins."""
        return None

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
    """The value of the option that a reply names by tap, number or words of its own; or None.

    A number counts the values as they were last shown, whatever their order is now. Number and
    words together (`1、报修`) must mean the same, unless the words only grumble (`1 快点来人`).
    Words with a question mark choose nothing.
    """
    values = {option.value for option in options}
    if reply.choice is not None and reply.choice in values:
        return reply.choice
    number = read_position(reply.text)
    if number is not None and 1 <= number <= len(shown):
        return shown[number - 1] if shown[number - 1] in values else None
    both = _NUMBER_AND_WORDS.match(trimmed(reply.text))
    if both is not None and 1 <= int(both["number"]) <= len(shown):
        meant, named = shown[int(both["number"]) - 1], _named(options, both["words"])
        is_meant = named == meant or (named is None and is_grumble(both["words"]))
        return meant if is_meant and meant in values else None
    return None if asks_back(reply.text) else _named(options, reply.text)


def is_grumble(words: str) -> bool:
    """Whether words behind a number only urge, thank or sigh, and take nothing back."""
    return _GRUMBLE.match(words) is not None


def begins_with_number(text: str) -> bool:
    """Whether a text is a number and words behind it."""
    return _NUMBER_AND_WORDS.match(trimmed(text)) is not None


def is_grumbled_number(text: str) -> bool:
    """Whether a text is a number and a sigh: it tells nothing of its own."""
    both = _NUMBER_AND_WORDS.match(trimmed(text))
    return both is not None and is_grumble(both["words"])


def _named(options: tuple[Option, ...], text: str) -> str | None:
    for form in without_courtesy(text):
        for word in (form, _LEADS.sub("", form)):
            for option in options:
                if word and word in _bare_words(option.words):
                    return option.value
    return None


@lru_cache(maxsize=WORDS_KEPT)
def _bare_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(word) for word in words)
