"""Why a row of the directory is refused: in English for commands, in any language at the desk."""

from typing import Self

from bot.console.words import Words, words_in
from flows.rules.vocabulary import Language

PAGE = "reason"
"""The file of words, under bot/console/words."""


class Reason(str):
    """A sentence in English, as a command prints it, that knows how it is said elsewhere."""

    __slots__ = ("key", "parameters")

    def __new__(cls, key: str, **parameters: object) -> Self:
        """Say it in English; raises KeyError for a key that has no words."""
        made = super().__new__(cls, words_in(Language.ENGLISH)(f"{PAGE}.{key}", **parameters))
        made.key = key
        made.parameters = parameters
        return made

    key: str
    parameters: dict[str, object]


def reason_in(words: Words, reason: str) -> str:
    """The reason in the language of the words; one that is no Reason, as it is."""
    if isinstance(reason, Reason):
        return words(f"{PAGE}.{reason.key}", **reason.parameters)
    return reason
