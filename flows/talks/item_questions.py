"""From an item of a form to the question in chat: what is offered, and how a reply is read."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.engine.ask import ABSTAINED, Ask, Json, Option, Reply, Stale
from flows.forms.answers import Answer, Given, Value
from flows.forms.form import Item, ItemKind
from flows.rules.survey.words import Abstention
from flows.rules.vocabulary import Satisfaction
from flows.talks.item_options import item_options
from flows.talks.item_readings import read_item
from flows.understanding.words import without_courtesy
from flows.wording.say import Say, say

GIVEN_UP: Json = {"abstained": Abstention.UNCLEAR.value}
"""What is stored where no reply could be read: an abstention of another kind (R10)."""

_NO_ANSWER = frozenset(
    "弃权 不想答 不想回答 不回答 不答 不清楚 不知道 不了解 不好说 不确定 没用过 没修过 没注意 "
    "没有用过 没留意 唔知 唔清楚 唔知道 冇用过 dontknow idontknow notsure noidea noopinion "
    "noanswer na notapplicable abstain iabstain nocomment".split()
)
_NOTHING_TO_WRITE = frozenset(
    "没有 没 没了 没有了 无 冇 冇啦 冇喇 no none nothing nope nothanks 交卷 提交 "
    "就这些 没意见 没啥 submit thatsall".split()
)
_APOSTROPHES = re.compile("['’‘]")


@dataclass(frozen=True)
class ItemQuestion(Ask[Answer]):
    """One item of a form. Whatever is left out or stays unclear is an abstention (R10)."""

    item: Item

    @property
    def options(self) -> tuple[Option, ...]:
        return item_options(self.item)

    @property
    def skippable(self) -> bool:
        return not self.item.required

    @property
    def may_be_given_up(self) -> bool:
        return True

    @property
    def given_up(self) -> Json:
        return GIVEN_UP

    def read(self, reply: Reply, shown: tuple[str, ...]) -> Answer:
        if self.skippable and self._is_no_answer(reply.text):
            return Abstention.SKIPPED
        return read_item(self.item, self.options, reply, shown)

    def dump(self, answer: Answer) -> Json:
        match answer:
            case Abstention.SKIPPED:
                return ABSTAINED
            case Abstention.UNCLEAR:
                return GIVEN_UP
            case Given(value, remark):
                kept = list(value) if isinstance(value, tuple) else value
                return {"value": kept} | ({"remark": remark} if remark else {})

    def load(self, stored: Json) -> Answer:
        if stored == ABSTAINED and self.skippable:
            return Abstention.SKIPPED
        if stored == GIVEN_UP:
            return Abstention.UNCLEAR
        if not isinstance(stored, dict) or not isinstance(stored.get("remark", ""), str):
            raise Stale
        return Given(_loaded(self.item, stored.get("value")), stored.get("remark", ""))

    def hint(self, wrong: int) -> Say:
        hint = self._hint()
        return say("questionnaire.or_skip", hint=hint) if wrong > 1 and self.skippable else hint

    def _is_no_answer(self, text: str) -> bool:
        words = _NO_ANSWER
        if self.item.kind is ItemKind.TEXT:
            words = words | _NOTHING_TO_WRITE
        return any(form in words for form in without_courtesy(_APOSTROPHES.sub("", text)))

    def _hint(self) -> Say:
        match self.item.kind:
            case ItemKind.SATISFACTION:
                return say("hint.rating", count=len(Satisfaction))
            case ItemKind.SCORE:
                return say("hint.score")
            case ItemKind.YES_NO:
                return say("hint.yes_no", yes=say("answer.yes"), no=say("answer.no"))
            case ItemKind.CHOICE:
                return say("hint.choice")
            case ItemKind.CHOICES:
                return say("hint.choices")
            case ItemKind.NUMBER:
                return say("hint.number", least=f"{self.item.least:g}", most=f"{self.item.most:g}")
            case ItemKind.DATE:
                return say("hint.date")
            case _:
                return say("hint.text")


def _loaded(item: Item, value: Any) -> Value:  # noqa: ANN401 - what a row holds
    """The value as it was stored. Raises Stale for one that the item cannot have."""
    match item.kind, value:
        case ItemKind.YES_NO, bool():
            return value
        case ItemKind.CHOICES, [*chosen] if chosen and all(one in item.values for one in chosen):
            return tuple(chosen)
        case ItemKind.PHOTO, [*names] if names and all(isinstance(one, str) for one in names):
            return tuple(names)
        case ItemKind.NUMBER, int() | float() if not isinstance(value, bool):
            return value
        case ItemKind.TEXT, str() if value:
            return value
        case ItemKind.DATE, str() if _is_day(value):
            return value
        case ItemKind.SATISFACTION | ItemKind.SCORE | ItemKind.CHOICE, str():
            if value in item.values:
                return value
    raise Stale


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
