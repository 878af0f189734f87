"""What the bot says back: parts of text with numbered options, as they are stored and rendered."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flows.engine.ask import Option as AskOption
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.say import Say
from storage.conversations import Conversation


@dataclass(frozen=True)
class Part:
    """One text with the options under it: label and token of each."""

    text: str
    options: tuple[tuple[str, str], ...] = ()

    def dump(self) -> dict[str, Any]:
        """As it is stored with the inbound row."""
        return {"text": self.text, "options": [list(option) for option in self.options]}

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "Part":
        """As it was stored."""
        return cls(stored["text"], tuple((label, token) for label, token in stored["options"]))


def spoken(sentence: Say, language: Language, zone: ZoneInfo) -> Part:
    """A sentence without options."""
    return Part(render(sentence, language, zone))


def asked(
    sentence: Say,
    options: tuple[AskOption, ...],
    conversation: Conversation,
    key: str,
    language: Language,
    zone: ZoneInfo,
) -> Part:
    """A question with its options; a tap on one names conversation, question and value."""
    labels = tuple(
        (render(option.label, language, zone), f"{conversation.id}.{key}.{option.value}")
        for option in options
    )
    return Part(render(sentence, language, zone), labels)
