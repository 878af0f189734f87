"""What somebody enters into an item on a page: its answer, nothing yet, or what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.engine.ask import Reply, Unreadable
from flows.engine.questions import TEXT_LONGEST
from flows.forms.answers import Answer, Given
from flows.forms.form import YES, Form, Item, ItemKind
from flows.rules.survey.words import Abstention
from flows.talks.answers_kept import asked_items
from flows.talks.item_options import item_options
from flows.talks.item_readings import read_item
from flows.talks.questionnaire import photos_most
from flows.wording.say import Say, say

TYPED_LONGEST = 60
"""Characters of a number or a day, as people write them."""


@dataclass(frozen=True)
class Entry:
    """What a page sends for an item: the values chosen or typed, or the names of new photos.

    `is_skipped`: it shall be left out. `was_shown`: the page showed an answer to begin with.
    `is_wiped`: the photos that are there shall go.
    """

    values: tuple[str, ...] = ()
    is_skipped: bool = False
    was_shown: bool = False
    is_wiped: bool = False


class WrongEntry(Exception):
    """An entry is no answer; `why` says what would be one."""

    def __init__(self, why: Say) -> None:
        super().__init__(why.key)
        self.why = why


def read_entry(item: Item, entry: Entry, at: datetime) -> Answer | None:
    """The answer; None where nothing is entered. Raises WrongEntry.

    Words win over a cross at "skip": whoever wrote something wants it read. `at` is when it was
    entered, in the estate's zone: "tomorrow" counts from there. Photos are no entries.
    """
    values = tuple(value for value in entry.values if value.strip())
    if values:
        return _read(item, values, at)
    if not entry.is_skipped:
        return None
    if item.required:
        raise WrongEntry(say("survey_page.required"))
    return Abstention.SKIPPED


def text_longest(item: Item) -> int:
    """How many characters a text may have."""
    return TEXT_LONGEST if item.most is None else int(item.most)


def choices_most(item: Item) -> int:
    """How many options of a multiple choice may be chosen."""
    return len(item.options) if item.most is None else int(item.most)


def _read(item: Item, values: tuple[str, ...], at: datetime) -> Given:
    match item.kind:
        case ItemKind.TEXT:
            return Given(_text(item, values[0]))
        case ItemKind.NUMBER | ItemKind.DATE:
            return _typed(item, values[0], at)
        case ItemKind.CHOICES:
            return Given(_several(item, values))
        case ItemKind.YES_NO:
            return Given(_one(item, values[0]) == YES)
        case _:
            return Given(_one(item, values[0]))


def _one(item: Item, value: str) -> str:
    if value not in {option.value for option in item_options(item)}:
        raise WrongEntry(say("survey_page.choose"))
    return value


def _several(item: Item, values: tuple[str, ...]) -> tuple[str, ...]:
    chosen = {_one(item, value) for value in values}
    if len(chosen) > choices_most(item):
        raise WrongEntry(say("survey_page.too_many", most=choices_most(item), count=len(chosen)))
    return tuple(value for value in item.values if value in chosen)


def _text(item: Item, typed: str) -> str:
    text = typed.replace("\r\n", "\n").strip()
    longest = text_longest(item)
    if len(text) > longest:
        raise WrongEntry(say("survey_page.too_long", most=longest, count=len(text)))
    return text


def _typed(item: Item, typed: str, at: datetime) -> Given:
    """A number or a day, however it is written: １２, 十二, 12月5日."""
    if len(typed) > TYPED_LONGEST:
        raise WrongEntry(_example(item))
    try:
        return read_item(item, (), Reply(at, typed), ())
    except Unreadable as unreadable:
        raise WrongEntry(unreadable.hint or _example(item)) from unreadable


def _example(item: Item) -> Say:
    if item.kind is ItemKind.DATE:
        return say("survey_page.day")
    return say("survey_page.number", least=f"{item.least:g}", most=f"{item.most:g}")


@dataclass(frozen=True)
class Heard:
    """What a page was told: what is to be kept, None for what was wiped out, and what is wrong."""

    entered: Mapping[str, Answer | None]
    wrong: Mapping[str, Say]


def hear_entries(
    form: Form,
    items: Sequence[Item],
    answers: Mapping[str, Answer],
    entries: Mapping[str, Entry],
    at: datetime,
) -> Heard:
    """Read the entries of some items, in the order of the form.

    `answers` are those so far. Items that are not asked after what was entered above them are
    passed over, and what an item had before stays as long as its entry is wrong.
    """
    known = dict(answers)
    entered: dict[str, Answer | None] = {}
    wrong: dict[str, Say] = {}
    for item in items:
        if item not in asked_items(form, known):
            continue
        try:
            answer = _heard(item, entries.get(item.id, Entry()), known.get(item.id), at)
        except WrongEntry as error:
            wrong[item.id] = error.why
            continue
        if answer != known.pop(item.id, None):
            entered[item.id] = answer
        if answer is not None:
            known[item.id] = answer
    return Heard(entered, wrong)


def _heard(item: Item, entry: Entry, before: Answer | None, at: datetime) -> Answer | None:
    """The answer after an entry: one that was shown and is empty now was wiped out."""
    if item.kind is ItemKind.PHOTO:
        return _photos(item, entry, before)
    answer = read_entry(item, entry, at)
    if answer is None and not entry.was_shown:
        answer = before
    if answer is None and item.required:
        raise WrongEntry(say("survey_page.required"))
    if isinstance(answer, Given) and isinstance(before, Given) and answer.value == before.value:
        return before  # with what was said beside it in chat
    return answer


def _photos(item: Item, entry: Entry, before: Answer | None) -> Answer | None:
    there = before.value if isinstance(before, Given) and not entry.is_wiped else ()
    names = (*(there if isinstance(there, tuple) else ()), *entry.values)
    if names:
        return Given(names[: photos_most(item)])
    if entry.is_skipped:
        return Abstention.SKIPPED
    return None if entry.is_wiped else before
