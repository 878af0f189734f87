"""The last question of a form: whether all is right, or which answer is to be changed."""

import re
from dataclasses import dataclass

from flows.engine.ask import Ask, Json, Option, Reply, Stale, Unreadable, chosen
from flows.forms.form import Item
from flows.understanding.numbers import read_position
from flows.understanding.short_answers import read_yes_no
from flows.understanding.words import bare
from flows.wording.labels import words_for
from flows.wording.say import Say, in_each, say

SUBMIT, CHANGE = "submit", "change"
SUBMIT_WORDS = tuple("交 提交 交上去 都对 不改 不改了 不用改 send done".split())
CHANGE_WORDS = tuple("改 要改 我要改 修改 改一下 不对 有错 edit wrong".split())

_BEGINS_WISH = re.compile(r"我?[想要]*再?(?:修改|更改|改|change)(?:一?下)?(?:我的)?")
_NAMES_NONE = frozenset(["", "答案", "回答", "问卷", "答卷", "myanswer", "myanswers"])
_WISH = re.compile(
    r"^(?:我?[想要]*(?:修改|改)(?:一?下)?|change)?(?:第|question|no)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:题|项|个)?$"
)


@dataclass(frozen=True)
class Review(Ask[str]):
    """SUBMIT, CHANGE, or the id of the item to be changed: 改3, 第3题, 绿化."""

    items: tuple[Item, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        submit, change = say("questionnaire.submit"), say("questionnaire.change")
        return (
            Option(SUBMIT, submit, (SUBMIT, *words_for(submit), *SUBMIT_WORDS)),
            Option(CHANGE, change, (CHANGE, *words_for(change), *CHANGE_WORDS)),
        )

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        value = chosen(self.options, reply, shown)
        if value is not None:
            return value
        if read_yes_no(reply.text):
            return SUBMIT
        found = named_item(self.items, reply.text)
        if found is None:
            raise Unreadable
        return found

    def load(self, stored: Json) -> str:
        if stored not in [SUBMIT, CHANGE, *(item.id for item in self.items)]:
            raise Stale
        return str(stored)

    def hint(self, wrong: int) -> Say:
        return say("hint.review")


@dataclass(frozen=True)
class Which(Ask[str]):
    """The item whose answer is to be changed, by its number or its name."""

    items: tuple[Item, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        labels = ((item.id, in_each(item.label.by_language())) for item in self.items)
        return tuple(Option(item, label, words_for(label)) for item, label in labels)

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        found = chosen(self.options, reply, shown) or named_item(self.items, reply.text)
        if found is None:
            raise Unreadable
        return found

    def load(self, stored: Json) -> str:
        if stored not in [item.id for item in self.items]:
            raise Stale
        return str(stored)

    def hint(self, wrong: int) -> Say:
        return say("hint.choice")


def wants_change(items: tuple[Item, ...], text: str) -> bool:
    """Whether words by themselves, with no review to answer, ask for another answer: 改3, 修改."""
    said = bare(text)
    wish = _BEGINS_WISH.match(said)
    if wish is None:
        return said in CHANGE_WORDS
    return said[wish.end() :] in _NAMES_NONE or named_item(items, text) is not None


def named_item(items: tuple[Item, ...], text: str) -> str | None:
    """The item that words name: by its place, or by the words that it is called by."""
    said = bare(text)
    wish = _WISH.match(said)
    number = read_position(text if wish is None else wish["number"])
    if number is not None:
        return items[number - 1].id if 1 <= number <= len(items) else None
    named = [item.id for item in items if _is_named(item, said)]
    return named[0] if len(named) == 1 else None


def _is_named(item: Item, said: str) -> bool:
    return any(bare(words) in said for words in item.label.by_language().values())
