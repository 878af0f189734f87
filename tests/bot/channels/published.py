"""What providers publish of their answers, beside the fakes that answer in their place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.channels import Accepted, Outcome, Refused
from tests.fakes.faults import Answer

DATA = Path(__file__).parents[2] / "data" / "platforms"

Document = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """One published answer to a call; `means` is the code of a refusal, or "accepted"."""

    call: str
    means: str
    answer: Document
    status: int = 200

    def fault(self) -> Answer:
        """Let a fake answer exactly this."""
        return Answer(self.status, json.dumps(self.answer).encode())


class Fake(Protocol):
    """The fake of a provider."""

    violations: list[str]


class Provider(Protocol):
    """Our side of each call to one provider, and the fake on the other side."""

    @property
    def fake(self) -> Fake:
        """The other side."""

    async def hear(self, call: str) -> Outcome:
        """What we make of the answer to a call."""

    def answer_next(self, example: Example) -> None:
        """Let the fake answer the next such call exactly so."""

    async def answers(self) -> list[tuple[str, Document]]:
        """One answer of the fake for each thing that can come of a call."""


def published(provider: str) -> list[Example]:
    """All that is kept of a provider's own pages."""
    text = (DATA / f"{provider}_answers.json").read_text(encoding="utf-8")
    return [Example(**one) for one in json.loads(text)]


def meaning(outcome: Outcome) -> str:
    """The outcome in the words of `Example.means`."""
    if isinstance(outcome, Accepted):
        return "accepted"
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def shape(value: object, path: str = "") -> Iterator[tuple[str, type]]:
    """Every field of a document with its type; what is null says nothing about its type."""
    match value:
        case None:
            return
        case dict():
            for name, inner in value.items():
                yield from shape(inner, f"{path}.{name}")
        case list():
            for inner in value:
                yield from shape(inner, f"{path}[]")
        case _:
            yield path, type(value)
