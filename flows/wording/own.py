"""What an estate may say in words of its own, and how its words take the place of the house's."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from flows.rules.vocabulary import Language
from flows.wording.catalogue import sentences
from flows.wording.say import Say

OwnWords = Mapping[tuple[str, Language], str]
"""Wordings of an estate, by the key of a sentence and the language."""

OF_TALKS = (
    "welcome",
    "menu.greeting",
    "report.sorry",
    "report.what_complaint",
    "report.what_repair",
    "report.receipt",
    "hand_over.receipt",
    "case.accepted",
    "case.resolved",
    "revisit.fixed",
    "revisit.satisfaction",
    "revisit.remark",
    "revisit.thanks",
    "case.confirmed",
    "case.unconfirmed",
    "survey.invitation",
    "survey.reminder",
    "survey.published",
    "conversation.thanked",
)
"""What residents read in the main talks, in their order; words of danger are the house's alone."""
_PLACE = re.compile(r"\{(\w*)\}|[{}]")


def places(text: str) -> tuple[str, ...]:
    """What is filled in where a text has braces, sorted; a brace that is no place stands alone."""
    return tuple(sorted(found[0] for found in _PLACE.finditer(text)))


def loses(key: str, language: Language, text: str) -> tuple[str, ...]:
    """The places that a wording of a sentence has to have, if it has not just these; else none."""
    wanted = places(sentences(language)[key])
    return () if places(text) == wanted else wanted or ("",)


def may_be_reworded(sentence: Say) -> bool:
    """Whether an estate may word the sentence, or one that stands in it."""
    return sentence.key in OF_TALKS or any(map(may_be_reworded, _within(sentence)))


def reworded(sentence: Say, own: OwnWords) -> Say:
    """The sentence as an estate says it, and whatever stands in it."""
    words = {one: own[sentence.key, one] for one in Language if (sentence.key, one) in own}
    parameters = {name: _reworded(value, own) for name, value in sentence.parameters.items()}
    return Say(sentence.key, MappingProxyType(parameters), MappingProxyType(words))


def _reworded(value: object, own: OwnWords) -> object:
    match value:
        case Say():
            return reworded(value, own)
        case tuple():
            return tuple(_reworded(one, own) for one in value)
        case _:
            return value


def _within(sentence: Say) -> list[Say]:
    several = (
        value if isinstance(value, tuple) else (value,) for value in sentence.parameters.values()
    )
    return [one for values in several for one in values if isinstance(one, Say)]
