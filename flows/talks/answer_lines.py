"""Answers in words, as they are shown once more before a form is handed in."""

from datetime import date

from flows.forms.answers import Answer
from flows.forms.form import NO, YES, Item, ItemKind
from flows.rules.survey.words import Abstention
from flows.talks.item_options import in_words, options_in_words
from flows.wording.say import Say, plain, say

SHOWN_LONGEST = 40


def answer_line(number: int, item: Item, answer: Answer) -> Say:
    """One line: which item, what it is about, what was answered."""
    label = in_words(item.label)
    return say(
        "questionnaire.line", number=number, label=label, answer=answer_in_words(item, answer)
    )


def answer_in_words(item: Item, answer: Answer, longest: int = SHOWN_LONGEST) -> Say:
    """An answer as it is read; of a text so many characters at most."""
    if isinstance(answer, Abstention):
        return say("questionnaire.abstained")
    match answer.value:
        case bool() as agrees:
            return options_in_words(item, (YES if agrees else NO,))
        case tuple() as names if item.kind is ItemKind.PHOTO:
            return say("questionnaire.photos", count=len(names))
        case tuple() as values:
            return options_in_words(item, values)
        case str() as value if value in item.values:
            return options_in_words(item, (value,))
        case str() as day if item.kind is ItemKind.DATE:
            return say("questionnaire.day", day=date.fromisoformat(day))
        case value:
            text = str(value)
            return plain(text if len(text) <= longest else f"{text[:longest]}…")
