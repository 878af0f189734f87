"""What the tests of the engine have in common: a moment, replies, and JSON there and back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flows.engine.ask import Ask, Flow, Json, Reply
from flows.engine.replay import Asked, Finished, Progress, Waiting, advance

T = TypeVar("T")
R = TypeVar("R")

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
"""A Monday morning."""


def words(text: str) -> Reply:
    """A resident writes."""
    return Reply(AT, text)


def tap(value: str) -> Reply:
    """A resident taps an option."""
    return Reply(AT, choice=value)


def through_json(stored: Json) -> Json:
    """What a row gives back: text and nothing else lies between two messages."""
    return json.loads(json.dumps(stored, ensure_ascii=False))


def kept(question: Ask[T], answer: T) -> T:
    """The answer as every later replay reads it from the row."""
    return question.load(through_json(question.dump(answer)))


def values(question: Ask[Any]) -> tuple[str, ...]:
    """What is offered under a question, in the order shown."""
    return tuple(option.value for option in question.options)


@dataclass
class Talk:
    """A conversation whose whole state is JSON between any two messages, as in the row."""

    flow: Callable[[], Flow[Any]]
    answers: Json
    asked: Json = None

    def look(self) -> Progress[Any]:
        """See where it stands, and show that."""
        return self._step(None)

    def say(self, reply: str | Reply) -> Progress[Any]:
        """A reply comes in."""
        return self._step(words(reply) if isinstance(reply, str) else reply)

    def _step(self, reply: Reply | None) -> Progress[Any]:
        asked = Asked.load(through_json(self.asked))
        progress = advance(self.flow, through_json(self.answers), asked, reply)
        self.keep(progress)
        return progress

    def keep(self, progress: Progress[Any]) -> None:
        """Write the state down."""
        self.answers = progress.answers
        self.asked = None if progress.asked is None else progress.asked.dump()


def question_of(progress: Progress[R]) -> Ask[Any]:
    """The question that a conversation waits at."""
    assert isinstance(progress.at, Waiting)
    return progress.at.question


def result_of(progress: Progress[R]) -> R:
    """What a conversation came to."""
    assert isinstance(progress.at, Finished)
    return progress.at.result
