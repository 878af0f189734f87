"""One form for everything that is compared: Simplified, half width, lower case, no decoration."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from opencc import OpenCC

DECORATION = (
    r"\s\u200b-\u200d\ufe0e\ufe0f\u20e3。.,，!！?？~～、;；:：'\"“”‘’「」『』()（）\[\]【】<>《》"
    r"…·—_-"
)
MARKS = re.compile(f"[{DECORATION}]+")
EDGES = re.compile(f"^[{DECORATION}]+|[{DECORATION}]+$")
CLAUSE_ENDS = re.compile(r"[。.!?,，！？;；、:：\n~～…]+")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
COURTESIES = (
    "谢谢你们 谢谢你 谢谢您 谢谢师傅 谢谢 多谢晒 多谢 唔该晒 唔该 感谢你们 感谢您 感谢 辛苦了 "
    "麻烦你们了 麻烦您了 麻烦你了 麻烦了 拜托了 thankyou thanks thx please pls plz"
).split()
PARTICLES = "的 了 啊 呀 哦 喔 吧 啦 嘛 哈 咯 呐 喇 㗎 嗯 您".split()
TAILS = (*sorted(COURTESIES, key=len, reverse=True), *PARTICLES)
HEADS = "嗯嗯 嗯 哦 喔 啊 哎 唉 你好 您好 谢谢 唔该 请 please hello hi".split()
SAID_OVER_MAX = 4
ANSWER_LONGEST = 40
"""What is longer is no short answer with thanks around it."""


TEXTS_REMEMBERED = 64
"""Every rule asks for the same few forms of a message."""
STORIES_REMEMBERED = 200
"""A conversation is replayed at each message: what was told first is read again every time."""


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(TEXTS_REMEMBERED)
def normalised(text: str) -> str:
    """The text in Simplified characters, half width and lower case, spaces folded."""
    folded = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").replace("\u20e3", "")
    return " ".join(simplified(folded).lower().split())


def simplified(text: str) -> str:
    """The text in Simplified characters."""
    # OpenCC is written in C++ and knows no halves of characters.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    converted: str = _to_simplified().convert(whole)
    return converted


@lru_cache(TEXTS_REMEMBERED)
def bare(text: str) -> str:
    """`normalised` without spaces and punctuation: what whole-message words are compared in."""
    return MARKS.sub("", normalised(text))


def trimmed(text: str) -> str:
    """`normalised` without spaces and punctuation around it."""
    return EDGES.sub("", normalised(text))


def asks_back(text: str) -> bool:
    """Whether the words are put as a question: 满意？ asks what is meant and answers nothing."""
    return normalised(text).rstrip(" .!~。…").endswith("?")


def half_width(text: str) -> str:
    """The text with full-width letters, digits and signs made half width; its length stays."""
    return text.translate(FULL_WIDTH)


def same_length(text: str) -> str:
    """Half width, lower case and Simplified, as far as every character keeps its place."""
    folded = half_width(text)
    lowered = folded.lower() if len(folded.lower()) == len(folded) else folded
    converted = simplified(lowered)
    return converted if len(converted) == len(text) else lowered


def clauses(text: str) -> tuple[str, ...]:
    """What stands between the punctuation marks, normalised."""
    parts = (normalised(part) for part in CLAUSE_ENDS.split(text))
    return tuple(part for part in parts if part)


@lru_cache(TEXTS_REMEMBERED)
def without_courtesy(text: str) -> tuple[str, ...]:
    """`bare` forms of a short answer: as it is, without thanks and particles, said only once.

    好的，谢谢您！ → 好的谢谢您, 好的, 好; 对对对 → 对对对, 对.
    """
    return tuple(_shorter_and_shorter(text))


def _shorter_and_shorter(text: str) -> Iterator[str]:
    forms = [bare(text)]
    for form in forms:  # it grows as it is walked
        yield form
        if len(form) > ANSWER_LONGEST:
            return
        yield from _units(form)
        shorter = (form.removeprefix(head) for head in HEADS if form.startswith(head))
        forms += [one for one in shorter if one and one not in forms]
        shorter = (form.removesuffix(tail) for tail in TAILS if form.endswith(tail))
        forms += [one for one in shorter if one and one not in forms]


def _units(word: str) -> Iterator[str]:
    """What a word says twice or more: 好的好的 → 好的."""
    for times in range(2, SAID_OVER_MAX + 1):
        unit = word[: len(word) // times]
        if unit and unit * times == word:
            yield unit
