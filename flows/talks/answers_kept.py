"""What a questionnaire's talk has been told so far, item by item, for whoever else shows it.

The talk keeps an answer that was changed at its end under another key than the first one. A page,
and staff who key answers in, see and change the answers as they stand.
"""

from collections.abc import Iterable, Mapping

from flows.engine.ask import Json, Stale
from flows.forms.answers import Answer, Given, Response, is_asked
from flows.forms.form import Form, Item, ItemKind
from flows.forms.writing import form_digest
from flows.rules.survey.words import Abstention
from flows.talks.item_questions import ItemQuestion
from flows.talks.questionnaire import CHANGES_MAX, again, photos_most
from flows.talks.review import CHANGE
from flows.wording.say import say


class LacksAnswers(Exception):
    """Items that must be answered have none; `items` are their ids, in order."""

    def __init__(self, items: tuple[str, ...]) -> None:
        super().__init__(", ".join(items))
        self.items = items


def answers_kept(form: Form, stored: Mapping[str, Json]) -> dict[str, Answer]:
    """The answers as they stand after every change, by item; also to items not asked any more."""
    keys = {item.id: item.id for item in form.items}
    for turn in range(1, CHANGES_MAX + 1):
        changed = stored.get(f"review.{turn}")
        changed = stored.get(f"which.{turn}") if changed == CHANGE else changed
        if changed in keys and _is_answered(form.item(changed), again(changed, turn), stored):
            keys[changed] = again(changed, turn)
    read = ((item, _answer(item, keys[item.id], stored)) for item in form.items)
    return {item.id: answer for item, answer in read if answer is not None}


def as_stored(form: Form, answers: Mapping[str, Answer]) -> dict[str, Json]:
    """The answers as the talk keeps them, as if none had ever been changed."""
    stored: dict[str, Json] = {}
    for item in form.items:
        if item.id in answers:
            stored |= _dumped(item, answers[item.id])
    return stored


def asked_items(form: Form, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """The items that are asked after these answers, answered or not, in order."""
    heard: dict[str, Answer] = {}
    asked = []
    for item in form.items:
        if is_asked(item, heard):
            asked.append(item)
            if item.id in answers:
                heard[item.id] = answers[item.id]
    return tuple(asked)


def lacking(form: Form, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The items that are asked, must be answered and are not."""
    asked = asked_items(form, answers)
    return tuple(item.id for item in asked if item.required and item.id not in answers)


def response_of(form: Form, answers: Mapping[str, Answer]) -> Response:
    """The form as it is handed in: what is left out is an abstention (R10). Raises LacksAnswers."""
    missing = lacking(form, answers)
    if missing:
        raise LacksAnswers(missing)
    asked = asked_items(form, answers)
    given = tuple((item.id, answers.get(item.id, Abstention.SKIPPED)) for item in asked)
    return Response(form.id, form.version, form_digest(form), given)


def _answer(item: Item, key: str, stored: Mapping[str, Json]) -> Answer | None:
    if item.kind is ItemKind.PHOTO:
        return _photos(item, key, stored)
    if key not in stored:
        return None
    try:
        return ItemQuestion(key, say("questionnaire.which"), item).load(stored[key])
    except Stale:
        return None


def _photos(item: Item, key: str, stored: Mapping[str, Json]) -> Answer | None:
    """Photos that came one message after the other; fewer than the talk asks for are some too."""
    parts = [stored.get(f"{key}.{number}") for number in range(1, photos_most(item) + 1)]
    names = tuple(str(name) for name in _each(parts))
    if names:
        return Given(names[: photos_most(item)])
    return None if parts[0] is None else Abstention.SKIPPED


def _each(parts: Iterable[Json]) -> Iterable[Json]:
    return (name for part in parts if isinstance(part, list) for name in part)


def _is_answered(item: Item, key: str, stored: Mapping[str, Json]) -> bool:
    return _answer(item, key, stored) is not None


def _dumped(item: Item, answer: Answer) -> dict[str, Json]:
    if item.kind is not ItemKind.PHOTO:
        return {item.id: ItemQuestion(item.id, say("questionnaire.which"), item).dump(answer)}
    value = answer.value if isinstance(answer, Given) else ()
    names = list(value) if isinstance(value, tuple) else []
    dumped: dict[str, Json] = {f"{item.id}.1": names}
    if names and len(names) < photos_most(item):
        dumped[f"{item.id}.2"] = []
    return dumped
