"""The words by which a reader of SMS leaves and comes back."""

import unicodedata
from enum import StrEnum


class OptOut(StrEnum):
    """What the word asks for: OUT silences SMS to this number, BACK undoes it."""

    OUT = "out"
    BACK = "back"


# The English ones are Twilio's own: it blocks the number on them whatever we think of it. The
# single letters are what mainland carriers make every sender offer (拒收请回复R).
_OUT = frozenset(
    {
        "stop", "unsubscribe", "end", "quit", "stopall", "revoke", "optout", "cancel",
        "退订", "退訂", "td", "t", "r", "停止", "停止接收", "取消订阅", "取消訂閱", "拒收",
    }
)  # fmt: skip
# Twilio also counts YES; here it is the answer to a question.
_BACK = frozenset(
    {"start", "unstop", "恢复", "恢復", "恢复接收", "恢復接收", "重新订阅", "重新訂閱"}
)


def opt_out_word(text: str) -> OptOut | None:
    """What the text asks for if it is nothing but such a word; None for everything else.

    Case, width, spaces and punctuation do not matter: "ＴＤ。" is 退订 too.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    word = "".join(character for character in folded if character.isalnum())
    if word in _OUT:
        return OptOut.OUT
    if word in _BACK:
        return OptOut.BACK
    return None
