"""One form for everything that is compared: Simplified, half width, lower case, no decoration."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

MARKS = re.compile(r"[\s\u200b-\u200d\ufe0f\u20e3。.,，!！?？~～、;；:：'\"“”‘’()（）\[\]【】<>《》…·-]+")


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalised(text: str) -> str:
    """The text in Simplified characters, half width and lower case, spaces folded."""
    folded = unicodedata.normalize("NFKC", text).replace("\ufe0f", "").replace("\u20e3", "")
    simplified: str = _to_simplified().convert(folded)
    return " ".join(simplified.lower().split())


def bare(text: str) -> str:
    """`normalised` without spaces and punctuation: what whole-message words are compared in."""
    return MARKS.sub("", normalised(text))
