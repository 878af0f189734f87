"""What a reply says to an item of a form: its canonical value, and what is said beside it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import assert_never

from flows.engine.ask import Option, Reply, Unreadable, begins_with_number, chosen
from flows.engine.questions import TEXT_LONGEST
from flows.engine.said import NEVER_SHOWN, understood, unreadable
from flows.forms.answers import Given
from flows.forms.form import YES, Item, ItemKind
from flows.rules.vocabulary import Language
from flows.understanding.answers import satisfaction
from flows.understanding.answers.choices import read_choices
from flows.understanding.answers.question import Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from flows.understanding.words import half_width
from flows.wording.say import Say, say

Options = tuple[Option, ...]
Shown = tuple[str, ...]

_WRITTEN_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)


def read_item(item: Item, options: Options, reply: Reply, shown: Shown) -> Given:
    """The answer in a reply. Raises Unreadable, with a hint where one would help."""
    match item.kind:
        case ItemKind.SATISFACTION:
            return _satisfaction(options, reply, shown)
        case ItemKind.SCORE:
            return _score(options, reply, shown)
        case ItemKind.CHOICE:
            return _choice(item, options, reply, shown)
        case ItemKind.CHOICES:
            return _choices(item, reply, shown)
        case ItemKind.YES_NO:
            return _yes_no(item, options, reply, shown)
        case ItemKind.NUMBER:
            return _number(item, reply)
        case ItemKind.DATE:
            return _day(item, reply)
        case ItemKind.TEXT | ItemKind.PHOTO:
            return _text(item, reply)
    assert_never(item.kind)


def _satisfaction(options: Options, reply: Reply, shown: Shown) -> Given:
    value = chosen(options, reply, shown)
    if value is not None:
        return Given(value)
    answer = understood(QuestionKind.SATISFACTION, reply, options, shown)
    label = satisfaction.label_of(answer)
    if label is None:
        raise unreadable(answer, options)
    return Given(label.value, answer.remark)


def _score(options: Options, reply: Reply, shown: Shown) -> Given:
    value = chosen(options, reply, shown)
    if value is not None:
        return Given(value)
    answer = understood(QuestionKind.SCALE5, reply, options, shown)
    if answer.value is None:
        raise unreadable(answer, options)
    return Given(str(answer.value), answer.remark)


def _choice(item: Item, options: Options, reply: Reply, shown: Shown) -> Given:
    value = chosen(options, reply, shown)
    if value is not None:
        return Given(value)
    why = None
    for labels in _labels(item, shown):
        answer = read_answer(Question(QuestionKind.CHOICE, options=labels), reply.text)
        if answer.value is not None and answer.value != NEVER_SHOWN:
            return Given(shown[labels.index(str(answer.value))], answer.remark)
        why = why or answer
    raise Unreadable if why is None else unreadable(why, options)


def _choices(item: Item, reply: Reply, shown: Shown) -> Given:
    named = frozenset({reply.choice}) if reply.choice in item.values else _named(item, reply, shown)
    values = tuple(value for value in item.values if value in named)
    if not values:
        raise Unreadable
    if item.most is not None and len(values) > item.most:
        raise Unreadable(say("hint.too_many", most=int(item.most)))
    return Given(values)


def _named(item: Item, reply: Reply, shown: Shown) -> frozenset[str]:
    """What is named of the labels of the language of which most are."""
    found = []
    for labels in _labels(item, shown):
        texts = read_choices(Question(QuestionKind.CHOICE, options=labels), reply.text)
        found.append(frozenset(shown[labels.index(text)] for text in texts))
    return max(found, key=len)


def _labels(item: Item, shown: Shown) -> Iterator[tuple[str, ...]]:
    """The options as they were shown, in one language after the other; people mix them."""
    texts = {option.value: option.text for option in item.options if option.text is not None}
    for language in Language:
        yield tuple(
            texts[value].by_language()[language] if value in texts else NEVER_SHOWN
            for value in shown
        )


def _yes_no(item: Item, options: Options, reply: Reply, shown: Shown) -> Given:
    value = chosen(options, reply, shown)
    if value is not None:
        return Given(value == YES)
    if begins_with_number(reply.text):  # and its words mean another option
        raise Unreadable
    answer = understood(QuestionKind.YESNO, reply, about=item.text.simplified)
    if answer.value is None:
        raise unreadable(answer, options)
    return Given(answer.value == YES, answer.remark)


def _number(item: Item, reply: Reply) -> Given:
    answer = read_answer(Question(QuestionKind.NUMBER, item.text.simplified), reply.text)
    if not isinstance(answer.value, int | float):
        raise Unreadable
    is_low = item.least is not None and answer.value < item.least
    is_high = item.most is not None and answer.value > item.most
    if is_low or is_high or (item.whole and answer.value != int(answer.value)):
        raise Unreadable
    return Given(int(answer.value) if item.whole else answer.value, answer.remark)


def _day(item: Item, reply: Reply) -> Given:
    """A day that is written out, past or to come, or one that is counted from the reply."""
    day, remark = _written_day(reply.text), ""
    if day is None:
        question = Question(
            QuestionKind.DATE, item.text.simplified, now=reply.at.replace(tzinfo=None)
        )
        answer = read_answer(question, reply.text)
        if not isinstance(answer.value, str):
            raise Unreadable
        day = date.fromisoformat(answer.value[:10])
        has_hour = "T" in answer.value or answer.part is not None
        remark = reply.text.strip() if has_hour else answer.remark
    is_early = item.earliest is not None and day < item.earliest
    if is_early or (item.latest is not None and day > item.latest):
        raise Unreadable(_bounds(item))
    return Given(day.isoformat(), remark)


def _bounds(item: Item) -> Say | None:
    if item.earliest is None or item.latest is None:
        return None
    return say("hint.day_between", earliest=item.earliest, latest=item.latest)


def _written_day(text: str) -> date | None:
    found = list(_WRITTEN_DAY.finditer(half_width(text)))
    if len(found) != 1:
        return None
    try:
        return date(int(found[0]["year"]), int(found[0]["month"]), int(found[0]["day"]))
    except ValueError:
        return None


def _text(item: Item, reply: Reply) -> Given:
    text = reply.text.strip()
    if not text:
        raise Unreadable(say("hint.please_write"))
    return Given(text[: TEXT_LONGEST if item.most is None else int(item.most)])
