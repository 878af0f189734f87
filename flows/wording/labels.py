"""The words that a label has in every language: a resident may answer in any of them."""

from functools import cache

from flows.rules.vocabulary import Language
from flows.wording.catalogue import sentences
from flows.wording.say import Say


def words_for(label: Say) -> tuple[str, ...]:
    """A label in all languages; nothing for one that is made of a person's own words."""
    if label.parameters:
        text = label.parameters.get("text")
        return (text,) if label.key == "plain" and isinstance(text, str) else ()
    return _everywhere(label.key)


@cache
def _everywhere(key: str) -> tuple[str, ...]:
    return tuple(sentences(language)[key] for language in Language)
