"""Sentences in the reader's language, from the packaged gettext catalogues."""

from datetime import date, datetime
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po

from flows.resources import read_bytes
from flows.rules.vocabulary import Language
from flows.wording.say import IN_EACH, Say

FILES = {
    Language.SIMPLIFIED: "zh_Hans.po",
    Language.TRADITIONAL: "zh_Hant.po",
    Language.ENGLISH: "en.po",
}
LOCALES = {
    Language.SIMPLIFIED: "zh_Hans_CN",
    Language.TRADITIONAL: "zh_Hant_HK",
    Language.ENGLISH: "en_GB",
}
MOMENTS = {
    Language.SIMPLIFIED: "M月d日（E）HH:mm",
    Language.TRADITIONAL: "M月d日（E）HH:mm",
    Language.ENGLISH: "EEE d MMM, HH:mm",
}
DAYS = {
    Language.SIMPLIFIED: "y年M月d日",
    Language.TRADITIONAL: "y年M月d日",
    Language.ENGLISH: "d MMM y",
}


@cache
def sentences(language: Language) -> dict[str, str]:
    """All sentences of a language by their keys."""
    text = read_bytes("flows.wording", FILES[language])
    catalogue = read_po(BytesIO(text), locale=LOCALES[language], abort_invalid=True)
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def render(sentence: Say, language: Language, zone: ZoneInfo) -> str:
    """The sentence as its reader reads it; times are shown in the estate's zone.

    Raises KeyError for a key or parameter that is missing: the catalogue is incomplete.
    """
    if sentence.key == "plain":
        return str(sentence.parameters["text"])
    if sentence.key == IN_EACH:
        return str(sentence.parameters[language])
    values = {name: shown(value, language, zone) for name, value in sentence.parameters.items()}
    words = sentence.own.get(language) or sentences(language)[sentence.key]
    return words.format_map(values)


def shown(value: object, language: Language, zone: ZoneInfo) -> str:
    """A value as it stands in a sentence: a moment or a day as people write it."""
    match value:
        case Say():
            return render(value, language, zone)
        case tuple():
            return "\n".join(shown(line, language, zone) for line in value)
        case datetime():
            local = value.astimezone(zone)
            return format_datetime(local, MOMENTS[language], locale=LOCALES[language])
        case date():
            return format_date(value, DAYS[language], locale=LOCALES[language])
        case _:
            return str(value)
