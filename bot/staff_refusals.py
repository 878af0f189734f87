"""A refused verb in the words of the one who typed it."""

from enum import StrEnum

from flows.rules.refusals import NotAllowed
from flows.wording.say import Say, say


def in_words_of(refusal: NotAllowed) -> Say:
    """The sentence that says what is wrong and what would be right."""
    parameters = {name: _labelled(name, value) for name, value in refusal.params.items()}
    return say(refusal.key, **parameters)  # type: ignore[arg-type]


def _labelled(name: str, value: object) -> object:
    if name == "field":
        return say(f"field.{value}")
    if isinstance(value, StrEnum):
        return say(f"{type(value).__name__}.{value.value}")
    return value
