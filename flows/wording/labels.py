"""The words that a label has in every language: a resident may answer in any of them."""

import re
from functools import cache

from flows.rules.vocabulary import Language
from flows.wording.catalogue import sentences
from flows.wording.say import IN_EACH, Say, plain, say

_EXPLANATION = re.compile(r"\s*[（(，,：:].*$")


def words_for(label: Say) -> tuple[str, ...]:
    """A label in all languages, also without what explains it; a person's own words as they are."""
    if label.key == IN_EACH:
        said = (str(label.parameters[language]) for language in Language)
        return tuple(dict.fromkeys(form for text in said for form in (text, _head(text))))
    if label.parameters:
        text = label.parameters.get("text")
        return (text,) if label.key == "plain" and isinstance(text, str) else ()
    return _everywhere(label.key)


def label_of(family: str, word: str) -> Say:
    """The name of a word of the house; one that has none stands for itself."""
    name = say(f"{family}.{word}")
    return name if name.key in sentences(Language.SIMPLIFIED) else plain(word)


@cache
def _everywhere(key: str) -> tuple[str, ...]:
    labels = (sentences(language)[key] for language in Language)
    return tuple(dict.fromkeys(form for label in labels for form in (label, _head(label))))


def _head(label: str) -> str:
    """设施（水电、电梯、公共设备） → 设施."""
    return _EXPLANATION.sub("", label)
