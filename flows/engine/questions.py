"""Open questions: a text, a number, a moment to come; and what makes a question skippable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from flows.engine.ask import ABSTAINED, Ask, Json, Option, Reply, Stale, Unreadable
from flows.understanding.answers import number
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.short_answers import read_yes_no
from flows.understanding.time_figures import UnreadableTime
from flows.understanding.times import read_moment_meant
from flows.wording.say import Say, say

T = TypeVar("T")

TEXT_LONGEST = 2000


@dataclass(frozen=True)
class Text(Ask[str]):
    """Anything that is written. A voice message or a picture alone is no text."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        text = reply.text.strip()
        if not text:
            raise Unreadable(say("hint.please_write"))
        return text[:TEXT_LONGEST]

    def load(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise Stale
        return stored

    def hint(self, wrong: int) -> Say:
        return super().hint(wrong) if self.hints else say("hint.text")


@dataclass(frozen=True)
class Number(Ask[float]):
    """A number between two bounds, both included."""

    least: float
    most: float
    whole: bool = False

    def read(self, reply: Reply, shown: tuple[str, ...]) -> float:
        value = number.read(Question(QuestionKind.NUMBER), reply.text).value
        if not isinstance(value, int | float) or not self.least <= value <= self.most:
            raise Unreadable
        if self.whole and value != int(value):
            raise Unreadable
        return float(value)

    def load(self, stored: Json) -> float:
        if isinstance(stored, bool) or not isinstance(stored, int | float):
            raise Stale
        if not self.least <= stored <= self.most:
            raise Stale
        return float(stored)

    def hint(self, wrong: int) -> Say:
        return say("hint.number", least=f"{self.least:g}", most=f"{self.most:g}")


@dataclass(frozen=True)
class When(Ask[datetime]):
    """A moment to come, counted from when the reply was said; kept with its offset."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> datetime:
        try:
            return read_moment_meant(reply.text, reply.at)
        except UnreadableTime as error:
            raise Unreadable(say(f"hint.when_{error.reason}")) from error

    def dump(self, answer: datetime) -> Json:
        return answer.isoformat()

    def load(self, stored: Json) -> datetime:
        try:
            moment = datetime.fromisoformat(stored)
        except (TypeError, ValueError) as error:
            raise Stale from error
        if moment.tzinfo is None:
            raise Stale
        return moment

    def hint(self, wrong: int) -> Say:
        return say("hint.when") if wrong == 1 else say("hint.when_example")


@dataclass(frozen=True)
class Skippable(Ask[T | None], Generic[T]):
    """A question that may be left out: 跳过 is kept as an abstention and read as None (R10).

    Whoever has nothing to write says 没有 as often as 跳过.
    """

    inner: Ask[T]

    @property
    def options(self) -> tuple[Option, ...]:
        return self.inner.options

    @property
    def skippable(self) -> bool:
        return True

    def read(self, reply: Reply, shown: tuple[str, ...]) -> T | None:
        if isinstance(self.inner, Text) and read_yes_no(reply.text) is False:
            return None
        return self.inner.read(reply, shown)

    def dump(self, answer: T | None) -> Json:
        return ABSTAINED if answer is None else self.inner.dump(answer)

    def load(self, stored: Json) -> T | None:
        return None if stored == ABSTAINED else self.inner.load(stored)

    def hint(self, wrong: int) -> Say:
        return self.inner.hint(wrong)


def skippable(question: Ask[T]) -> Skippable[T]:
    """The same question, with 跳过 as an answer."""
    return Skippable(question.key, question.prompt, question)
