"""A refused verb in the words of the one who typed it."""

from enum import StrEnum

from flows.rules.refusals import NotAllowed
from flows.rules.verb_fields import FIELD_NAMES
from flows.wording.say import Say, plain, say


def in_words_of(refusal: NotAllowed) -> Say:
    """The sentence that says what is wrong and what would be right."""
    parameters = {name: _labelled(name, value) for name, value in refusal.params.items()}
    return say(refusal.key, **parameters)  # type: ignore[arg-type]


def _labelled(name: str, value: object) -> object:
    match value:
        case tuple():
            return tuple(_choice(one) for one in value)
        case StrEnum():
            return _choice(value)
        case str() if name == "field" and value in FIELD_NAMES:
            return say(f"field.{value}")
        case _:
            return value


def _choice(value: object) -> Say:
    match value:
        case StrEnum():
            return say(f"{type(value).__name__}.{value.value}")
        case bool():
            return say("answer.yes" if value else "answer.no")
        case _:
            return plain(str(value))
