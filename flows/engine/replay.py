"""Walk a flow from the top, fed with its stored answers, to the first question without one.

State is `answers` and `asked`; there is no state machine. A deploy may add, remove or reorder
questions between any two messages: what is answered stays answered, what was not shown is shown
and does not consume the reply. A question whose meaning changes gets a new key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from flows.engine.ask import Ask, Flow, Json, Reply, Stale, Unreadable
from flows.wording.say import Say, say

R = TypeVar("R")

QUESTIONS_LIMIT = 200
"""More questions than this in one run is a loop that never ends."""


class RepeatedKey(Exception):
    """A flow asked two questions under one key: a programmer's mistake."""


class EndlessFlow(Exception):
    """A flow asked more than QUESTIONS_LIMIT questions: a programmer's mistake."""


@dataclass(frozen=True)
class Asked:
    """What was shown last: the key, the values in the order shown, and wrong replies since."""

    key: str
    shown: tuple[str, ...] = ()
    wrong: int = 0

    def dump(self) -> dict[str, Any]:
        """As it is stored."""
        return {"key": self.key, "shown": list(self.shown), "wrong": self.wrong}

    @classmethod
    def load(cls, stored: Mapping[str, Any] | None) -> "Asked | None":
        """As it was stored; None where nothing was asked yet."""
        if stored is None:
            return None
        return cls(str(stored["key"]), tuple(stored["shown"]), int(stored["wrong"]))


@dataclass(frozen=True)
class Waiting:
    """The flow stands at a question. `hint` helps after a reply that could not be read."""

    question: Ask[Any]
    hint: Say | None = None


@dataclass(frozen=True)
class Finished(Generic[R]):
    """The flow has come to its end."""

    result: R


@dataclass(frozen=True)
class Progress(Generic[R]):
    """Where a flow stands after one step.

    `answers` are the answers as they are to be stored; `path` the keys of the walked path in order;
    `answered` the keys that this step answered. When the limit of unreadable replies is met, a
    question that may be is `given_up`, and any other has `exhausted` the resident.
    """

    answers: dict[str, Json]
    asked: Asked | None
    at: Waiting | Finished[R]
    path: tuple[str, ...]
    answered: tuple[str, ...] = ()
    given_up: bool = False
    exhausted: bool = False


def advance(
    flow: Callable[[], Flow[R]],
    answers: Mapping[str, Json],
    asked: Asked | None = None,
    reply: Reply | None = None,
    *,
    tries: int = 3,
) -> Progress[R]:
    """Take one reply, or with none just look where the flow stands.

    A reply is read only by the question that was shown last. After `tries` unreadable replies in a
    row a question that may be given up is abstained from (R10); any other reports `exhausted`.
    """
    walk = _walk(flow, answers)
    if reply is None or asked is None or not _was_shown(walk, asked):
        return _standing(walk, asked)
    question = _question(walk)
    try:
        answer = question.read(reply, asked.shown)
    except Unreadable as unreadable:
        return _misread(flow, walk, asked, unreadable, tries)
    kept = {**walk.answers, question.key: question.dump(answer)}
    return _standing(_walk(flow, kept), None, answered=(question.key,))


def back(flow: Callable[[], Flow[R]], answers: Mapping[str, Json]) -> Progress[R]:
    """Ask the question before the present one again: the last key of the replayed path goes."""
    path = _walk(flow, answers).path
    kept = {key: value for key, value in answers.items() if key not in path[-1:]}
    return _standing(_walk(flow, kept), None)


def skip(
    flow: Callable[[], Flow[R]], answers: Mapping[str, Json], asked: Asked | None
) -> Progress[R]:
    """Abstain from the question that was shown, or say that it needs an answer."""
    walk = _walk(flow, answers)
    if isinstance(walk.at, Finished) or (asked is not None and not _was_shown(walk, asked)):
        return _standing(walk, asked)
    if not walk.at.question.skippable:
        standing = _standing(walk, asked)
        hint = Waiting(walk.at.question, say("hint.cannot_skip"))
        return Progress(standing.answers, standing.asked, hint, standing.path)
    return _abstain(flow, walk, walk.at.question.abstention)


@dataclass(frozen=True)
class _Walk(Generic[R]):
    answers: dict[str, Json]
    at: Waiting | Finished[R]
    path: tuple[str, ...]


def _walk(flow: Callable[[], Flow[R]], answers: Mapping[str, Json]) -> _Walk[R]:
    kept = dict(answers)
    path: list[str] = []
    met: set[str] = set()
    running = flow()
    answer: Any = None
    try:
        while True:
            question = running.send(answer)
            _count(question, met)
            if question.key in kept:
                try:
                    answer = question.load(kept[question.key])
                except Stale:
                    del kept[question.key]
            if question.key in kept:
                path.append(question.key)
            elif question.taken_for_granted is not None:
                answer = question.taken_for_granted
            else:
                return _Walk(kept, Waiting(question), tuple(path))
    except StopIteration as stop:
        return _Walk(kept, Finished(stop.value), tuple(path))
    finally:
        running.close()


def _count(question: Ask[Any], met: set[str]) -> None:
    if question.key in met:
        raise RepeatedKey(question.key)
    if len(met) >= QUESTIONS_LIMIT:
        raise EndlessFlow(question.key)
    met.add(question.key)


def _was_shown(walk: _Walk[R], asked: Asked) -> bool:
    return isinstance(walk.at, Waiting) and walk.at.question.key == asked.key


def _question(walk: _Walk[R]) -> Ask[Any]:
    if not isinstance(walk.at, Waiting):
        message = "a finished flow has no question"
        raise TypeError(message)
    return walk.at.question


def _standing(walk: _Walk[R], asked: Asked | None, answered: tuple[str, ...] = ()) -> Progress[R]:
    if isinstance(walk.at, Finished):
        return Progress(walk.answers, None, walk.at, walk.path, answered)
    question = walk.at.question
    wrong = asked.wrong if asked is not None and asked.key == question.key else 0
    shown = tuple(option.value for option in question.options)
    return Progress(walk.answers, Asked(question.key, shown, wrong), walk.at, walk.path, answered)


def _misread(
    flow: Callable[[], Flow[R]],
    walk: _Walk[R],
    asked: Asked,
    unreadable: Unreadable,
    tries: int,
) -> Progress[R]:
    question = _question(walk)
    wrong = asked.wrong + unreadable.is_wrong
    if wrong >= tries and question.may_be_given_up:
        return _told(replace(_abstain(flow, walk, question.given_up), given_up=True))
    is_apt = unreadable.hint is not None and (wrong == 1 or not unreadable.is_wrong)
    hint = unreadable.hint if is_apt else question.hint(wrong)
    shown = tuple(option.value for option in question.options)
    return Progress(
        walk.answers,
        Asked(question.key, shown, wrong),
        Waiting(question, hint),
        walk.path,
        exhausted=wrong >= tries,
    )


def _told(progress: Progress[R]) -> Progress[R]:
    """A question that was given up is left with a word, before the next one is asked."""
    if isinstance(progress.at, Finished):
        return progress
    return replace(progress, at=Waiting(progress.at.question, say("hint.left_out")))


def _abstain(flow: Callable[[], Flow[R]], walk: _Walk[R], stored: Json) -> Progress[R]:
    question = _question(walk)
    kept = {**walk.answers, question.key: stored}
    return _standing(_walk(flow, kept), None, answered=(question.key,))
