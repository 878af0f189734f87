"""How a wording reads once it is filled in: with an example in each of its places."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlmodel import Session

from bot.console.words import Words
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render, sentences
from flows.wording.own import loses, places
from flows.wording.say import Say, plain, say
from storage.database import zone_of

TO_COME = timedelta(days=1)
LINK = "https://example.com/f/…"
SAID: Mapping[str, Say] = MappingProxyType(
    {"page": say("survey.here"), "question": say("revisit.satisfaction")}
)
"""Places that hold a sentence of the house, in the language of the wording."""


def preview(
    session: Session, words: Words, key: str, language: Language, text: str, now: datetime
) -> str:
    """A wording as a resident would read it; empty where nothing is filled in, or not well."""
    needed = places(sentences(language)[key])
    if not needed or (text and loses(key, language, text)):
        return ""
    names = [one.strip("{}") for one in needed]
    examples = {name: _example(name, words, now) for name in names}
    own = MappingProxyType({language: text} if text else {})
    return render(Say(key, MappingProxyType(examples), own), language, zone_of(session))


def _example(name: str, words: Words, now: datetime) -> object:
    if name in SAID:
        return SAID[name]
    if name in {"due", "until"}:
        return now + TO_COME
    if name == "number":
        return f"TS-{now:%Y%m%d}-0001"
    if name == "link":
        return LINK
    return plain(words(f"wording.example_{name}"))
