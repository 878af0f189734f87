"""What people tell in their own words: a matter, and how they want to be called."""

import re
from dataclasses import dataclass

from flows.engine.ask import Reply, Unreadable
from flows.engine.questions import Text
from flows.understanding.intents import is_small_talk, read_case_number
from flows.understanding.shrugs import is_shrug
from flows.understanding.words import bare
from flows.wording.say import Say, say

TELLING_SHORTEST = 2
NAME_LONGEST = 30
_CALLED = re.compile(
    r"(?:我叫做?|名叫|叫我|[,，。]\s*叫|名字[是叫:：]+|姓名[是:：]*)\s*(?P<name>[^\s,，。;；!！]+)"
)
_BEFORE_NAME = re.compile(
    r"^(?:你好|您好)?[,，。\s]*(?:我叫做?|我是|叫我|姓名|名字|称呼我?|my name is|i am|i'm|this is)"
    r"\s*[是叫:：]?\s*",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3400-\u9fff]")
_BEHIND_NAME = re.compile(r"[,，。.;；!！\n].*$|(?:就行|就好|就可以)(?:了)?$", re.DOTALL)


def together(*said: str) -> str:
    """What was said one after the other, as one line, with the mark of its script between."""
    return ("；" if _HAN.search("".join(said)) else "; ").join(said)


@dataclass(frozen=True)
class Telling(Text):
    """What happened. A greeting, thanks, a plain yes or a word of the menu tells nothing.

    Nor does the number of a case: who names it speaks of that one.
    """

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The words as they came. Raises Unreadable."""
        text = super().read(reply, shown)
        word = bare(text)
        is_figures = word.isdecimal() or read_case_number(text) is not None
        if len(word) < TELLING_SHORTEST or is_figures or is_small_talk(text) or is_shrug(text):
            raise Unreadable
        return text


@dataclass(frozen=True)
class Name(Text):
    """A name, out of a sentence such as 我叫王芳，谢谢."""

    def read(self, reply: Reply, shown: tuple[str, ...]) -> str:
        """The name. Raises Unreadable."""
        text = super().read(reply, shown)
        if is_small_talk(text) or is_shrug(text):
            raise Unreadable
        called = _CALLED.search(text)
        name = _BEFORE_NAME.sub("", text) if called is None else called["name"]
        name = _BEHIND_NAME.sub("", name).strip()
        if not name or bare(name).isdecimal() or len(name) > NAME_LONGEST:
            raise Unreadable
        return name

    def hint(self, wrong: int) -> Say:
        """How a name is written; a number is none."""
        return say("hint.name")
