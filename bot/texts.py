"""Texts from outside, made fit for both databases and every reader."""

import re

ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "�"


def legible(text: str) -> str:
    """The text with control characters and halves of characters shown as replacement marks.

    PostgreSQL refuses NUL and SQLite keeps it: replaced here, both hold the same (F34).
    """
    return ILLEGIBLE.sub(REPLACEMENT, text)
