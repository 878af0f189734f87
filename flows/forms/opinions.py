"""What was said in words, after the items of a questionnaire and beside them (R15)."""

from collections.abc import Iterable

from flows.forms.answers import Answer, Given
from flows.forms.form import Form, ItemKind


def opinions(form: Form, answers: Iterable[tuple[str, Answer]]) -> list[tuple[str, str]]:
    """The ids of the items with what was said, in the order of the answers."""
    return [
        (item, words)
        for item, answer in answers
        if isinstance(answer, Given) and (words := _words(form, item, answer))
    ]


def _words(form: Form, item: str, answer: Given) -> str:
    is_text = form.item(item).kind is ItemKind.TEXT
    return (str(answer.value) if is_text else answer.remark).strip()
