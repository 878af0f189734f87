"""The words of the console's pages: one small gettext file per page and language."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

from flows.rules.vocabulary import Language

FOLDERS: Mapping[Language, str] = {Language.SIMPLIFIED: "zh_Hans", Language.ENGLISH: "en"}
"""The languages of the console, in the order in which they are offered."""
NAMES: Mapping[Language, str] = {Language.SIMPLIFIED: "中文", Language.ENGLISH: "English"}

Words = Callable[..., str]


@cache
def all_words(language: Language) -> dict[str, str]:
    """Every sentence of a language by its key: the file's name, a dot, the key in the file."""
    folder = files("bot.console") / "words" / FOLDERS[language]
    found = {}
    for file in folder.iterdir():
        page, _, ending = file.name.partition(".")
        if ending != "po":
            continue
        for entry in read_po(BytesIO(file.read_bytes()), abort_invalid=True):
            if entry.id:
                found[f"{page}.{entry.id}"] = str(entry.string)
    return found


def words_in(language: Language) -> Words:
    """What gives the sentence of a key, with its parameters filled in; KeyError for none such."""
    sentences = all_words(language)

    def words(key: str, **parameters: object) -> str:
        return sentences[key].format_map(parameters)

    return words


def console_language(wanted: Language) -> Language:
    """The nearest language that the console has."""
    return wanted if wanted in FOLDERS else Language.SIMPLIFIED
