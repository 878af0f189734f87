"""A refused verb in the words of the one who typed it."""

from enum import StrEnum

from flows.rules.refusals import NotAllowed
from flows.wording.say import Say, say


def in_words_of(refusal: NotAllowed) -> Say:
    """The sentence that says what is wrong and what would be right."""
    parameters = {name: _labelled(value) for name, value in refusal.params.items()}
    return say(refusal.key, **parameters)  # type: ignore[arg-type]


def _labelled(value: object) -> object:
    if isinstance(value, StrEnum):
        return say(f"{type(value).__name__}.{value.value}")
    return value
