"""What is wrong with a file somebody wrote: in English for commands, in Chinese at the desk."""

from functools import cache
from io import BytesIO
from typing import Self

from babel.messages.pofile import read_po

from flows.resources import read_bytes
from flows.rules.vocabulary import Language

FILE = "mistakes.po"
"""By its English words, each mistake in Chinese."""


class Mistake(str):
    """A reason in English that knows what it was put together from; it may hold another."""

    __slots__ = ("parameters", "template")

    def __new__(cls, template: str, /, **parameters: object) -> Self:
        """Fill in the template; raises KeyError for a place that nothing is given for."""
        made = super().__new__(cls, template.format_map(parameters))
        made.template = template
        made.parameters = parameters
        return made

    template: str
    parameters: dict[str, object]


def refusal(template: str, /, **parameters: object) -> ValueError:
    """What a reader of one value raises: `mistake_of` takes it apart."""
    return ValueError(Mistake(template, **parameters))


def mistake_of(wrong: ValueError) -> str:
    """The reason that a ValueError was raised with, whole."""
    (reason,) = wrong.args
    return reason if isinstance(reason, str) else str(reason)


def mistake_in(reason: str, language: Language) -> str:
    """The reason as its reader reads it; one that is no Mistake, as it is."""
    if not isinstance(reason, Mistake) or language is Language.ENGLISH:
        return reason
    values = {
        name: mistake_in(value, language) if isinstance(value, str) else value
        for name, value in reason.parameters.items()
    }
    return in_chinese()[reason.template].format_map(values)


@cache
def in_chinese() -> dict[str, str]:
    """Every mistake in Chinese, by its English template."""
    catalogue = read_po(BytesIO(read_bytes("flows.wording", FILE)), abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
