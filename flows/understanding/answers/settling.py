"""Which of the values that a message names is its answer: the present, the corrected one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.understanding.answers.parts import (
    ALTHOUGH,
    BEFORE,
    BUT,
    CONDITION,
    EXCEPT,
    FUTURE,
    LATELY,
    OVERALL,
    RATHER,
    REPORTED,
    TAKEN_BACK,
    Part,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Candidate(Generic[T]):
    """A value that stands in a part from `start` up to `end` of the plain words."""

    value: T
    start: int
    end: int
    part: Part


class Doubtful(Exception):
    """No value may be taken from what was said; `why` is the rule that forbids it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def settled(candidates: Sequence[Candidate[T]], parts: Sequence[Part]) -> tuple[Candidate[T], ...]:
    """The candidates that count, by how their parts are joined. Raises Doubtful where none does."""
    return weighed(certain(candidates, parts), parts)


def certain(candidates: Sequence[Candidate[T]], parts: Sequence[Part]) -> tuple[Candidate[T], ...]:
    """Those that are meant: not asked, wished for, taken back or past. Raises Doubtful."""
    if not candidates:
        raise Doubtful("asks_back" if any(part.is_asked for part in parts) else "no_value")
    left = _corrected(_real(candidates, parts), parts)
    for heading in (BEFORE, LATELY):
        left = _without(left, heading)
    if all(BEFORE in one.part.links for one in left):
        raise Doubtful("past")
    return left


def weighed(
    candidates: tuple[Candidate[T], ...], parts: Sequence[Part]
) -> tuple[Candidate[T], ...]:
    """Those of the meant ones that count most: the sum of it, what stands behind 但."""
    left = _preferred(candidates, lambda one: OVERALL in one.part.links)
    for heading in (REPORTED, ALTHOUGH, EXCEPT):
        left = _without(left, heading)
    last = max((part.start for part in parts if BUT in part.links), default=0)
    return _preferred(left, lambda one: one.start >= last)


def _real(candidates: Sequence[Candidate[T]], parts: Sequence[Part]) -> tuple[Candidate[T], ...]:
    """Those that are neither asked, nor wished for, nor bound to a condition."""
    unasked = tuple(one for one in candidates if not one.part.is_asked)
    if not unasked:
        raise Doubtful("asks_back")
    conditions = [part for part in parts if CONDITION in part.links]
    real = tuple(
        one
        for one in unasked
        if FUTURE not in one.part.links
        and not any(
            part.sentence == one.part.sentence and part.start <= one.start for part in conditions
        )
    )
    if not real:
        raise Doubtful("condition")
    return real


def _corrected(
    candidates: tuple[Candidate[T], ...], parts: Sequence[Part]
) -> tuple[Candidate[T], ...]:
    """What stands behind the last correction; what was taken back and not said anew is nothing."""
    for part in reversed(parts):
        if part.links.isdisjoint((TAKEN_BACK, RATHER)):
            continue
        behind = tuple(one for one in candidates if one.start >= part.start)
        if behind:
            return behind
        if TAKEN_BACK in part.links:
            raise Doubtful("taken_back")
    return candidates


def _without(candidates: tuple[Candidate[T], ...], link: str) -> tuple[Candidate[T], ...]:
    """Without those whose part is opened by such a link, unless all are."""
    return tuple(one for one in candidates if link not in one.part.links) or candidates


def _preferred(
    candidates: tuple[Candidate[T], ...], is_major: Callable[[Candidate[T]], bool]
) -> tuple[Candidate[T], ...]:
    """The major ones alone, where there are any."""
    return tuple(one for one in candidates if is_major(one)) or candidates
