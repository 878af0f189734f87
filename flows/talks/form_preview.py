"""A form as its reader will see it, question after question, before anybody is asked."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flows.forms.form import Condition, Form, Item
from flows.rules.vocabulary import Language
from flows.talks.item_options import in_words, item_options, options_in_words
from flows.talks.questionnaire import item_prompt, opening
from flows.wording.catalogue import render
from flows.wording.say import Say, say

INDENT = "      "
NO_TIMES = ZoneInfo("UTC")
"""A form says days, and no moment whose zone would matter."""


def preview(form: Form, language: Language) -> str:
    """The whole dialogue as text: each question with its options, and when it is asked."""
    return "\n".join(_lines(form, language)) + "\n"


def _lines(form: Form, language: Language) -> Iterator[str]:
    yield _said(opening(form), language)
    for section in form.sections:
        if section.title is not None:
            yield ""
            yield _said(in_words(section.title), language)
        for item in section.items:
            yield ""
            yield from _item(form, item, language)
    yield ""
    if form.summary:
        yield _said(say("hint.review"), language)
    yield _said(in_words(form.thanks), language)


def _item(form: Form, item: Item, language: Language) -> Iterator[str]:
    places = {one.id: place for place, one in enumerate(form.items, start=1)}
    for condition in item.when:
        yield _said(_condition(form, condition, places[condition.item]), language)
    yield _said(item_prompt(item, places[item.id], len(places)), language)
    for number, option in enumerate(item_options(item), start=1):
        yield f"{INDENT}{number} {_said(option.label, language)}"
    if item.required:
        yield _said(say("preview.required"), language)


def _condition(form: Form, condition: Condition, number: int) -> Say:
    earlier = form.item(condition.item)
    if not condition.values:
        least = condition.least if condition.least is not None else earlier.least or 1
        most = condition.most if condition.most is not None else earlier.most or 5
        return say("preview.only_between", number=number, least=f"{least:g}", most=f"{most:g}")
    answers = options_in_words(earlier, condition.values)
    return say("preview.only_if", number=number, answers=answers)


def _said(sentence: Say, language: Language) -> str:
    return render(sentence, language, NO_TIMES)
