"""The kinds of question: text, choice, yes or no, rating, number, time, place, photos."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from flows.engine.ask import ABSTAINED, Ask, Flow, Json, Option, Reply, Stale, Unreadable, chosen
from flows.understanding.answers import read_satisfaction, read_yes_no
from flows.understanding.numbers import read_integer, read_number
from flows.understanding.places import read_home
from flows.understanding.times import UnreadableTime, read_moment
from flows.understanding.words import bare
from flows.wording.labels import words_for
from flows.wording.say import Say, say

E = TypeVar("E", bound=StrEnum)
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
        return self.hints[min(wrong, len(self.hints)) - 1] if self.hints else say("hint.text")


@dataclass(frozen=True)
class Choice(Ask[E], Generic[E]):
    """One member of an enum. `suggest` stands first, so that `1` and a plain yes confirm it."""

    words: type[E]
    suggest: E | None = None
    without: tuple[E, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        members = [member for member in self.words if member not in self.without]
        if self.suggest in members:
            members.remove(self.suggest)
            members.insert(0, self.suggest)
        return tuple(_option(self.words, member) for member in members)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> E:
        value = chosen(self.options, reply, shown)
        if value is None and self.suggest is not None and read_yes_no(reply.text):
            value = self.suggest.value
        if value is None:
            raise Unreadable
        return self.words(value)

    def load(self, stored: Json) -> E:
        try:
            return self.words(stored)
        except ValueError as error:
            raise Stale from error

    def dump(self, answer: E) -> Json:
        return answer.value

    def hint(self, wrong: int) -> Say:
        if self.hints:
            return self.hints[min(wrong, len(self.hints)) - 1]
        if wrong == 1:
            return say("hint.choice")
        first = self.options[0]
        return say("hint.choice_example", count=len(self.options), label=first.label)


@dataclass(frozen=True)
class Pick(Ask[str]):
    """One of a list that the seed gave, such as a person's own cases or homes."""

    choices: tuple[tuple[str, Say], ...]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(
            Option(value, label, (value, *_spoken(label))) for value, label in self.choices
        )

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        value = chosen(self.options, reply, shown)
        if value is None:
            raise Unreadable
        return value

    def load(self, stored: Json) -> str:
        if stored not in {value for value, _ in self.choices}:
            raise Stale
        return str(stored)

    def hint(self, wrong: int) -> Say:
        if wrong == 1:
            return say("hint.choice")
        first = self.options[0]
        return say("hint.choice_example", count=len(self.options), label=first.label)


@dataclass(frozen=True)
class YesNo(Ask[bool]):
    """Yes or no; `yes` and `no` label the two options."""

    yes: Say = say("answer.yes")
    no: Say = say("answer.no")

    @property
    def options(self) -> tuple[Option, ...]:
        return (Option("yes", self.yes, _spoken(self.yes)), Option("no", self.no, _spoken(self.no)))

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        value = chosen(self.options, reply, shown)
        if value is not None:
            return value == "yes"
        answer = read_yes_no(reply.text)
        if answer is None:
            raise Unreadable
        return answer

    def load(self, stored: Json) -> bool:
        if not isinstance(stored, bool):
            raise Stale
        return stored

    def hint(self, wrong: int) -> Say:
        return say("hint.yes_no") if wrong == 1 else say("hint.yes_no_example")


@dataclass(frozen=True)
class Rating(Ask[E], Generic[E]):
    """A label of a scale, read by its number, its name or a close everyday form of it."""

    words: type[E]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(_option(self.words, member) for member in self.words)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> E:
        value = chosen(self.options, reply, shown)
        if value is not None:
            return self.words(value)
        label = read_satisfaction(reply.text)
        if label is None or not isinstance(label, self.words):
            raise Unreadable
        return label

    def load(self, stored: Json) -> E:
        try:
            return self.words(stored)
        except ValueError as error:
            raise Stale from error

    def dump(self, answer: E) -> Json:
        return answer.value

    def hint(self, wrong: int) -> Say:
        return say("hint.rating", count=len(self.words))


@dataclass(frozen=True)
class Number(Ask[float]):
    """A number between two bounds, both included."""

    least: float
    most: float
    whole: bool = False

    def read(self, reply: Reply, shown: tuple[str, ...]) -> float:
        number = read_integer(reply.text) if self.whole else read_number(reply.text)
        if number is None or not self.least <= number <= self.most:
            raise Unreadable
        return float(number)

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
            return read_moment(reply.text, reply.at)
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
class Whereabouts:
    """Where something is: a home of the estate, or a spot in words; both where both are known."""

    text: str
    home: str | None = None


@dataclass(frozen=True)
class Place(Ask[Whereabouts]):
    """Where: one of the resident's homes by number, another home by its code, or words."""

    homes: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        labels = ((home, say("place.my_home", home=home)) for home in self.homes)
        mine = ("我家", "家里", "屋里", "home", "my home", "屋企") if len(self.homes) == 1 else ()
        return tuple(Option(home, label, (home, *mine)) for home, label in labels)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> Whereabouts:
        if reply.position:
            return Whereabouts(reply.position[:TEXT_LONGEST])
        value = chosen(self.options, reply, shown)
        if value is not None:
            return Whereabouts(value, value)
        text = reply.text.strip()[:TEXT_LONGEST]
        if len(bare(text)) < 2:  # noqa: PLR2004 - one character or digit names no place
            raise Unreadable
        return Whereabouts(text, read_home(text))

    def dump(self, answer: Whereabouts) -> Json:
        return {"text": answer.text, "home": answer.home}

    def load(self, stored: Json) -> Whereabouts:
        if not isinstance(stored, dict) or not isinstance(stored.get("text"), str):
            raise Stale
        home = stored.get("home")
        return Whereabouts(stored["text"], home if isinstance(home, str) else None)

    def hint(self, wrong: int) -> Say:
        return say("hint.place") if wrong == 1 else say("hint.place_example")


@dataclass(frozen=True)
class Photos(Ask[tuple[str, ...]]):
    """Some media, or nothing more: 好了, 没有, 跳过. The answer names stored media."""

    @property
    def options(self) -> tuple[Option, ...]:
        words = ("好了", "没有", "没有了", "发完了", "完了", "无", "done", "no", "none", "冇", "不用")
        return (Option("done", say("photos.done"), (*words, *_spoken(say("photos.done")))),)

    @property
    def skippable(self) -> bool:
        return True

    @property
    def abstention(self) -> Json:
        return []

    def read(self, reply: Reply, shown: tuple[str, ...]) -> tuple[str, ...]:
        if reply.media:
            return reply.media
        done = chosen(self.options, reply, shown) or read_yes_no(reply.text) is not None
        if not done:
            raise Unreadable
        return ()

    def dump(self, answer: tuple[str, ...]) -> Json:
        return list(answer)

    def load(self, stored: Json) -> tuple[str, ...]:
        if not isinstance(stored, list) or not all(isinstance(one, str) for one in stored):
            raise Stale
        return tuple(stored)

    def hint(self, wrong: int) -> Say:
        return say("hint.photos")


@dataclass(frozen=True)
class Skippable(Ask[T | None], Generic[T]):
    """A question that may be left out: 跳过 is kept as an abstention and read as None (R10)."""

    inner: Ask[T]

    @property
    def options(self) -> tuple[Option, ...]:
        return self.inner.options

    @property
    def skippable(self) -> bool:
        return True

    def read(self, reply: Reply, shown: tuple[str, ...]) -> T | None:
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


def collect_photos(limit: int, first: Say, more: str) -> Flow[tuple[str, ...]]:
    """Photos one message after the other, until the resident says that there are no more (R30)."""
    collected: tuple[str, ...] = ()
    while len(collected) < limit:
        prompt = first if not collected else say(more, count=len(collected))
        added = yield from Photos(f"photo.{len(collected) + 1}", prompt)
        if not added:
            break
        collected += added
    return collected[:limit]


def _option(words: type[StrEnum], member: StrEnum) -> Option:
    label = say(f"{words.__name__}.{member.value}")
    return Option(member.value, label, (member.value, *_spoken(label)))


def _spoken(label: Say) -> tuple[str, ...]:
    return words_for(label)
