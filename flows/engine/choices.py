"""Questions with numbered options: a choice, one of a list, yes or no, a label of a scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flows.engine.ask import (
    Ask,
    Json,
    Option,
    Reply,
    Stale,
    Unreadable,
    begins_with_number,
    chosen,
)
from flows.engine.said import read_option, understood, unreadable
from flows.understanding.answers import satisfaction
from flows.understanding.answers.question import QuestionKind
from flows.understanding.places import named_in
from flows.understanding.short_answers import read_yes_no
from flows.understanding.words import bare
from flows.wording.labels import words_for
from flows.wording.say import Say, say

PART_SHORTEST = 2

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Choice(Ask[E], Generic[E]):
    """One member of an enum. `suggest` stands first, so that `1` and a plain yes confirm it.

    `also` are other words that a member is chosen by.
    """

    words: type[E]
    suggest: E | None = None
    without: tuple[E, ...] = ()
    also: tuple[tuple[E, str], ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        members = [member for member in self.words if member not in self.without]
        if self.suggest in members:
            members.remove(self.suggest)
            members.insert(0, self.suggest)
        return tuple(_option(self.words, member, dict(self.also)) for member in members)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> E:
        value = chosen(self.options, reply, shown)
        is_suggested = self.suggest is not None and self.suggest not in self.without
        if value is None and is_suggested and read_yes_no(reply.text):
            value = self.suggest
        value = value or read_option(self.options, reply, shown)
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
            Option(value, label, (value, *words_for(label))) for value, label in self.choices
        )

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        value = chosen(self.options, reply, shown) or self._partly_named(reply.text)
        return value or read_option(self.options, reply, shown)

    def load(self, stored: Json) -> str:
        if not isinstance(stored, str) or stored not in {value for value, _ in self.choices}:
            raise Stale
        return stored

    def hint(self, wrong: int) -> Say:
        if wrong == 1:
            return say("hint.choice")
        first = self.options[0]
        return say("hint.choice_example", count=len(self.options), label=first.label)

    def _partly_named(self, text: str) -> str | None:
        """山水 is enough for 山水居, where no other has it in its name."""
        word = bare(text)
        if len(word) < PART_SHORTEST or word.isdecimal():
            return None
        fitting = [
            option.value
            for option in self.options
            if any(word in bare(known) for known in option.words)
        ]
        return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True)
class PickName(Pick):
    """One of a list of names, which may also stand in a longer sentence: 我是山水居的."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The name that is chosen, or the one that the words hold. Raises Unreadable."""
        named = named_in(reply.text, (value for value, _ in self.choices))
        return named or super().read(reply, shown)


@dataclass(frozen=True)
class YesNo(Ask[bool]):
    """Yes or no; `yes` and `no` label the two options.

    `about` is what is asked, in Simplified words: 在家 is a yes to 方便吗 and to nothing else.
    """

    yes: Say = say("answer.yes")
    no: Say = say("answer.no")
    about: str = ""

    @property
    def options(self) -> tuple[Option, ...]:
        return (
            Option("yes", self.yes, words_for(self.yes)),
            Option("no", self.no, words_for(self.no)),
        )

    def read(self, reply: Reply, shown: tuple[str, ...]) -> bool:
        value = chosen(self.options, reply, shown)
        if value is not None:
            return value == "yes"
        if begins_with_number(reply.text):  # and its words mean another option
            raise Unreadable
        answer = understood(QuestionKind.YESNO, reply, about=self.about)
        if answer.value is None:
            raise unreadable(answer, self.options)
        return answer.value == "yes"

    def load(self, stored: Json) -> bool:
        if not isinstance(stored, bool):
            raise Stale
        return stored

    def hint(self, wrong: int) -> Say:
        key = "hint.yes_no" if wrong == 1 else "hint.yes_no_example"
        return say(key, yes=self.yes, no=self.no)


@dataclass(frozen=True)
class Rating(Ask[E], Generic[E]):
    """A label of a scale, read by its number, its name or a close everyday form of it."""

    words: type[E]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(_option(self.words, member, {}) for member in self.words)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> E:
        value = chosen(self.options, reply, shown)
        if value is not None:
            return self.words(value)
        answer = understood(QuestionKind.SATISFACTION, reply, self.options, shown)
        label = satisfaction.label_of(answer)
        if label is None or not isinstance(label, self.words):
            raise unreadable(answer, self.options)
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


def _option(words: type[StrEnum], member: E, also: Mapping[E, str]) -> Option:
    label = say(f"{words.__name__}.{member.value}")
    return Option(
        member.value, label, (member.value, *words_for(label), *also.get(member, "").split())
    )
