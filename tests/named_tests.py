"""Tests that a page names as the keepers of its promises: `[words of the name](its file)`."""

import re
from pathlib import Path

LINK = re.compile(r"\[([a-z0-9 ]+)\]\(((?:\.\./)?tests/[\w/]+\.py)\)")


def missing(kept_by: str, folder: Path) -> list[str]:
    """The tests that are named and are not there; of none that is named at all, that.

    `folder` is the page's own, from where its links lead.
    """
    named = LINK.findall(kept_by)
    gone = [
        f"{path}::{words}"
        for words, path in named
        if f"def test_{words.replace(' ', '_')}(" not in _text_of(folder / path)
    ]
    return gone if named else ["no test is named"]


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
