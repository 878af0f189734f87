"""What the templates of a questionnaire show: its items with their answers, in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from zoneinfo import ZoneInfo

from bot.pages.questionnaire_steps import Step, on_this_page
from flows.engine.ask import Option
from flows.forms.answers import Answer, Given
from flows.forms.form import NO, YES, Condition, Form, Item, ItemKind
from flows.rules.policy_contact import Uploads
from flows.rules.survey.words import Abstention
from flows.rules.vocabulary import Language
from flows.talks.answer_lines import answer_in_words
from flows.talks.answers_kept import asked_items
from flows.talks.item_entries import Entry, choices_most, text_longest
from flows.talks.item_options import in_words, item_options, options_in_words
from flows.talks.questionnaire import photos_most
from flows.wording.catalogue import render
from flows.wording.say import Say, say

SKIP = "~skip"
SHOWN, WIPE = "~shown", "~wipe"
"""What the page sends beside the values of items; no item can be called so."""
SELECT_FROM = 9
"""So many options are a list to pull down; fewer are all shown at once."""
ALL_CHARACTERS = 100_000

Shown = dict[str, object]


@dataclass(frozen=True)
class View:
    """A questionnaire as it is shown: `entries` and `wrong` are of a page that was not right."""

    form: Form
    answers: Mapping[str, Answer]
    language: Language
    zone: ZoneInfo
    uploads: Uploads
    entries: Mapping[str, Entry] = field(default_factory=dict)
    wrong: Mapping[str, Say] = field(default_factory=dict)

    def words(self, sentence: Say) -> str:
        """A sentence in the reader's language."""
        return render(sentence, self.language, self.zone)

    def items(self, step: Step) -> list[Shown]:
        """The items of a page, numbered on from those that are asked before it."""
        here = {item.id for item in step.section.items}
        asked = asked_items(self.form, self.answers)
        order = [item.id for item in self.form.items]
        first = order.index(step.section.items[0].id)
        before = sum(one.id not in here and order.index(one.id) < first for one in asked)
        return [
            self._item(step, item, number)
            for number, item in enumerate(step.items, start=before + 1)
        ]

    def problems(self, step: Step) -> list[Shown]:
        """What is wrong with a page, in the order of its items."""
        return [
            {
                "target": self._first_control(item),
                "words": self.words(
                    say(
                        "survey_page.problem",
                        label=in_words(item.label),
                        why=self.wrong[item.id],
                    )
                ),
            }
            for item in step.items
            if item.id in self.wrong
        ]

    def lines(self, sections: Mapping[str, str]) -> list[Shown]:
        """All items that are asked, with their answers; `sections` are their pages by item."""
        return [
            {
                "number": number,
                "text": self.words(in_words(item.text)),
                "answer": self._answer(item),
                "is_lacking": item.required and item.id not in self.answers,
                "change": self.words(say("survey_page.change_item", label=in_words(item.label))),
                "part": sections[item.id],
                "id": item.id,
                "target": self._first_control(item),
            }
            for number, item in enumerate(asked_items(self.form, self.answers), start=1)
        ]

    def _item(self, step: Step, item: Item, number: int) -> Shown:
        answer = self.answers.get(item.id)
        entry = self.entries.get(item.id)
        given = _values(answer) if item.id not in self.wrong or entry is None else entry.values
        here = on_this_page(item, step.section)
        return {
            "id": item.id,
            "number": number,
            "control": _control(item),
            "text": self.words(in_words(item.text)),
            "is_required": item.required,
            "hints": [self.words(one) for one in self._hints(item)],
            "notes": [self.words(self._condition(one)) for one in here],
            "when": json.dumps([_condition_data(one) for one in here]) if here else "",
            "options": [self._option(option, given) for option in item_options(item)],
            "value": "" if not given else given[0],
            "is_skipped": answer is Abstention.SKIPPED or (entry is not None and entry.is_skipped),
            "was_shown": isinstance(answer, Given),
            "photos": len(given) if item.kind is ItemKind.PHOTO else 0,
            "earliest": _iso(item.earliest),
            "latest": _iso(item.latest),
            "wrong": self.words(self.wrong[item.id]) if item.id in self.wrong else "",
        }

    def _option(self, option: Option, given: tuple[str, ...]) -> Shown:
        label = self.words(option.label)
        return {"value": option.value, "label": label, "is_chosen": option.value in given}

    def _hints(self, item: Item) -> list[Say]:
        match item.kind:
            case ItemKind.CHOICES if choices_most(item) < len(item.options):
                return [say("survey_page.several_most", most=choices_most(item))]
            case ItemKind.CHOICES:
                return [say("survey_page.several")]
            case ItemKind.NUMBER:
                bounds = {"least": f"{item.least:g}", "most": f"{item.most:g}"}
                return [say("survey_page.number", **bounds)]
            case ItemKind.DATE if item.earliest is not None and item.latest is not None:
                return [say("hint.day_between", earliest=item.earliest, latest=item.latest)]
            case ItemKind.TEXT:
                return [say("survey_page.characters", most=text_longest(item))]
            case ItemKind.PHOTO:
                size = self.uploads.megabytes_max
                return [say("survey_page.photos", most=photos_most(item), megabytes=size)]
            case _:
                return []

    def _condition(self, condition: Condition) -> Say:
        earlier = self.form.item(condition.item)
        label = in_words(earlier.label)
        if condition.values:
            return say("survey_page.if", label=label, answers=_any_of(earlier, condition.values))
        least, most = condition.least, condition.most
        if least is not None and most is not None:
            return say("survey_page.if_between", label=label, least=f"{least:g}", most=f"{most:g}")
        if least is not None:
            return say("survey_page.if_least", label=label, least=f"{least:g}")
        return say("survey_page.if_most", label=label, most=f"{most:g}")

    def _answer(self, item: Item) -> str:
        if item.id in self.answers:
            return self.words(answer_in_words(item, self.answers[item.id], ALL_CHARACTERS))
        return self.words(
            say("survey_page.lacking") if item.required else say("survey_page.left_out")
        )

    def _first_control(self, item: Item) -> str:
        has_several = _control(item) in {"radios", "boxes"}
        return f"q-{item.id}-1" if has_several else f"q-{item.id}"


def _control(item: Item) -> str:
    match item.kind:
        case ItemKind.CHOICES:
            return "boxes"
        case ItemKind.NUMBER:
            return "number" if item.whole else "decimal"
        case ItemKind.DATE | ItemKind.TEXT | ItemKind.PHOTO:
            return item.kind.value
        case _:
            return "select" if len(item_options(item)) >= SELECT_FROM else "radios"


def _values(answer: Answer | None) -> tuple[str, ...]:
    if not isinstance(answer, Given):
        return ()
    match answer.value:
        case bool() as agrees:
            return (YES if agrees else NO,)
        case tuple() as values:
            return values
        case value:
            return (str(value),)


def _any_of(item: Item, values: tuple[str, ...]) -> Say:
    labels = [options_in_words(item, (value,)) for value in item.values if value in values]
    return reduce(lambda said, label: say("survey_page.or", said=said, label=label), labels)


def _condition_data(condition: Condition) -> dict[str, object]:
    return {
        "item": condition.item,
        "values": list(condition.values),
        "least": condition.least,
        "most": condition.most,
    }


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
