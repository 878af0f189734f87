"""A provider's small XML or JSON document -> plain fields, within limits (F30-F34).

An element with children becomes a dict, a repeated one a list, any other its text as it stands.
Attributes, and text between elements, are dropped.
"""

import json
import re
from typing import TypeAlias
from xml.parsers import expat

Fields: TypeAlias = dict[str, object]

DEPTH_MAX = 4
ELEMENTS_MAX = 64

# XML 1.0 has no way to write these, PostgreSQL stores no NUL, and UTF-8 knows no surrogates.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Unreadable(ValueError):
    """The bytes are no document that we read: wrong form, wrong encoding, or beyond the limits."""


def read_fields(document: bytes) -> Fields:
    """The fields under the document's root; XML or JSON by its first byte. Raises Unreadable."""
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    match text.lstrip(" \t\r\n")[:1]:
        case "<":
            return _read_xml(writable(text))
        case "{":
            return _read_json(text)
        case _:
            raise Unreadable("neither XML nor JSON")


def writable(text: str) -> str:
    """The text with every character that XML or a database cannot hold visibly replaced (F34)."""
    return _UNWRITABLE.sub(_REPLACEMENT, text)


def word(fields: Fields, name: str) -> str:
    """A field that is one plain value, without the space round it; empty for any other."""
    match fields.get(name):
        case str() as text:
            return text.strip()
        case bool():
            return ""
        case int() | float() as number:
            return str(number)
        case _:
            return ""


class _XmlReader:
    """Builds the fields while the parser runs, and stops it at the first thing beyond a limit."""

    def __init__(self) -> None:
        self.root: object = ""
        self._elements = 0
        self._open: list[tuple[Fields, list[str]]] = []

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._elements += 1
        # The root is neither counted nor deep: the limits are about what it holds.
        if len(self._open) > DEPTH_MAX or self._elements > ELEMENTS_MAX + 1:
            raise Unreadable("too deep or too many elements")
        self._open.append(({}, []))

    def text(self, piece: str) -> None:
        self._open[-1][1].append(piece)

    def end(self, name: str) -> None:
        children, pieces = self._open.pop()
        value = children or "".join(pieces)
        if self._open:
            _add(self._open[-1][0], name, value)
        else:
            self.root = value

    def refuse(self, *_declaration: object) -> None:
        raise Unreadable("a document type is declared")


def _read_xml(text: str) -> Fields:
    reader = _XmlReader()
    # A parser made for UTF-8 ignores the encoding that the document itself claims.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise Unreadable(f"no XML: {expat.ErrorString(error.code)}") from error
    # `<xml/>` and `<xml>text</xml>` hold no fields.
    return reader.root if isinstance(reader.root, dict) else {}


def _add(fields: Fields, name: str, value: object) -> None:
    before = fields.get(name)
    if name not in fields:
        fields[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        fields[name] = [before, value]


def _read_json(text: str) -> Fields:
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise Unreadable("too deep") from error
    except ValueError as error:
        raise Unreadable("no JSON") from error
    counted = [0]
    return {writable(name): _limited(value, 1, counted) for name, value in document.items()}


def _limited(value: object, depth: int, counted: list[int]) -> object:
    counted[0] += 1
    if depth > DEPTH_MAX or counted[0] > ELEMENTS_MAX:
        raise Unreadable("too deep or too many elements")
    match value:
        case str():
            return writable(value)
        case list():
            return [_limited(item, depth + 1, counted) for item in value]
        case dict():
            return {
                writable(name): _limited(item, depth + 1, counted) for name, item in value.items()
            }
        case _:
            return value


def _refuse_constant(name: str) -> object:
    raise Unreadable(f"{name} is no JSON")
