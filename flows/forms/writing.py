"""A form as it is kept: one JSON text per version, the same for the same form, and its digest."""

import hashlib
import json
from typing import Any

from flows.forms.form import Condition, Form, Item, ItemKind, Section, Texts

_HOUSE_OPTIONS = (ItemKind.YES_NO, ItemKind.SCORE)


def form_content(form: Form) -> str:
    """The whole form as JSON, which `load_form` reads; the order of its keys is always the same."""
    values = {
        "id": form.id,
        "version": form.version,
        "title": _texts(form.title),
        "intro": _texts(form.intro),
        "thanks": _texts(form.thanks),
        "summary": form.summary,
        "sections": [_section(section) for section in form.sections],
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def form_digest(form: Form) -> str:
    """SHA-256 of the content, in hex: two versions with one digest ask the same."""
    return hashlib.sha256(form_content(form).encode()).hexdigest()


def _section(section: Section) -> dict[str, Any]:
    title = {} if section.title is None else {"title": _texts(section.title)}
    return {"id": section.id, "items": [_item(item) for item in section.items]} | title


def _item(item: Item) -> dict[str, Any]:
    values: dict[str, Any] = {"id": item.id, "kind": item.kind.value, "text": _texts(item.text)}
    if item.label != item.text:
        values["label"] = _texts(item.label)
    if item.options and item.kind in _HOUSE_OPTIONS:
        values["grades"] = {option.value: option.grade.value for option in item.options}
    elif item.options:
        values["options"] = [
            {"value": option.value, "grade": option.grade.value, "text": _texts(option.text)}
            for option in item.options
            if option.text is not None
        ]
    for name in ("least", "most"):
        bound = getattr(item, name)
        if bound is not None:
            values[name] = _number(bound)
    for name in ("earliest", "latest"):
        day = getattr(item, name)
        if day is not None:
            values[name] = day.isoformat()
    values |= {name: True for name in ("required", "overall") if getattr(item, name)}
    if not item.whole:
        values["whole"] = False
    if item.when:
        values["when"] = [_condition(condition) for condition in item.when]
    return values


def _condition(condition: Condition) -> dict[str, Any]:
    values: dict[str, Any] = {"item": condition.item}
    if condition.values:
        values["is"] = list(condition.values)
    if condition.least is not None:
        values["at_least"] = _number(condition.least)
    if condition.most is not None:
        values["at_most"] = _number(condition.most)
    return values


def _texts(texts: Texts) -> dict[str, str]:
    return {language.value: words for language, words in texts.by_language().items()}


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
