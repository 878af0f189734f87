"""On which line of a TOML text each key stands, which Python's own reader does not tell."""

import re
from collections.abc import Mapping

Path = tuple[str, ...]

_KEY = r"""[\w-]+|"[^"\n]*"|'[^'\n]*'"""
_KEYS = rf"(?:{_KEY})(?:[ \t]*\.[ \t]*(?:{_KEY}))*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_KEYS})[ \t]*\]\]?[ \t]*")
_ASSIGNMENT = re.compile(rf"[ \t]*({_KEYS})[ \t]*=")
_STRING_OR_COMMENT = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*''', re.DOTALL
)


def line_numbers(text: str) -> Mapping[Path, int]:
    """Return the line, counted from 1, on which each key and table of a valid TOML text begins.

    Keys inside inline tables and lists are not told apart: they stand where the whole stands.
    """
    found: dict[Path, int] = {}
    table: Path = ()
    depth = 0
    for number, line in enumerate(_without_misleading_brackets(text).split("\n"), start=1):
        if depth == 0 and (header := _HEADER.fullmatch(line.rstrip("\r"))):
            table = _path(header[1])
            found.setdefault(table, number)
            continue
        if depth == 0 and (assignment := _ASSIGNMENT.match(line)):
            path = table + _path(assignment[1])
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
        depth += sum(line.count(bracket) for bracket in "[{")
        depth -= sum(line.count(bracket) for bracket in "]}")
    return found


def nearest_line(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a key, or of the innermost table around it; 1 where there is none."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _without_misleading_brackets(text: str) -> str:
    return _STRING_OR_COMMENT.sub(_blank, text)


def _blank(token: re.Match[str]) -> str:
    if token[0].startswith("#"):
        return ""
    return re.sub(r"[\[\]{}=]", " ", token[0])


def _path(keys: str) -> Path:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, keys))
