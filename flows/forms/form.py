"""What a questionnaire is: sections of items, in three languages, one frozen version at a time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flows.rules.survey.words import Grade
from flows.rules.vocabulary import Language, Satisfaction

YES, NO = "yes", "no"
SCORES = ("1", "2", "3", "4", "5")


class ItemKind(StrEnum):
    """What an item asks for; the names stand in rows and files, so they never change."""

    SATISFACTION = "satisfaction"
    SCORE = "score"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    PHOTO = "photo"


@dataclass(frozen=True)
class Texts:
    """The same words in each language."""

    simplified: str
    traditional: str
    english: str

    def by_language(self) -> dict[Language, str]:
        """The words by the language of their reader."""
        return dict(zip(Language, (self.simplified, self.traditional, self.english), strict=True))


@dataclass(frozen=True)
class FormOption:
    """One answer that an item offers; `text` is None where the house has words for it (是, 否)."""

    value: str
    grade: Grade
    text: Texts | None = None


@dataclass(frozen=True)
class Condition:
    """What an earlier answer must be: one of `values`, or a number from `least` to `most`."""

    item: str
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Item:
    """One question. All conditions of `when` must hold, else it is not asked.

    `least` and `most` bound a number, `most` also the options of a multiple choice, the characters
    of a text and the photos. `label` is what it is about in a
    word or two. `overall` marks the item that the others are compared with (R12).
    """

    id: str
    kind: ItemKind
    text: Texts
    label: Texts
    required: bool = False
    options: tuple[FormOption, ...] = ()
    when: tuple[Condition, ...] = ()
    least: float | None = None
    most: float | None = None
    whole: bool = True
    earliest: date | None = None
    latest: date | None = None
    overall: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The values that an answer may have where they can be listed; else none."""
        if self.kind is ItemKind.SATISFACTION:
            return tuple(Satisfaction)
        return tuple(option.value for option in self.options)


@dataclass(frozen=True)
class Section:
    """Items that belong together, under a title."""

    id: str
    items: tuple[Item, ...]
    title: Texts | None = None


@dataclass(frozen=True)
class Form:
    """One version of a questionnaire, which never changes once it was published.

    `summary`: before it is handed in, all answers are shown once more and may be changed.
    """

    id: str
    version: int
    title: Texts
    intro: Texts
    thanks: Texts
    sections: tuple[Section, ...]
    summary: bool = True

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order in which they are asked."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, item_id: str) -> Item:
        """The item of this id. Raises KeyError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
