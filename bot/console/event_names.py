"""How the lines of a timeline are named, and who wrote them, in the reader's language."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from flows.rules.vocabulary import Language
from flows.wording.catalogue import render, sentences
from flows.wording.say import say
from storage.cases import CaseEvent

WORDS_OF_EVENTS = {"revisited": "Via", "revisit_satisfaction": "Satisfaction"}
"""The lines whose text is a word of the house."""


def names_of_events(language: Language, zone: ZoneInfo) -> Mapping[str, object]:
    """What a template names lines by: `event_name`, `by_name`, and `event_text` of each."""

    def named(family: str, value: str) -> str:
        name = say(f"{family}.{value}")
        return render(name, language, zone) if name.key in sentences(language) else value

    def text(event: CaseEvent) -> str:
        is_deadline = event.kind.startswith("deadline_")
        family = "DeadlineKind" if is_deadline else WORDS_OF_EVENTS.get(event.kind)
        return event.text if family is None else named(family, event.text)

    return {
        "event_name": lambda kind: named("event", kind),
        "by_name": lambda by: named("By", by),
        "event_text": text,
    }
