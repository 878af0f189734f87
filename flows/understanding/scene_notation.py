"""How a scene of danger is written, and the expression that finds it.

`lexicon/danger_scenes.patterns` tells its readers how. A scene also has anchors: beginnings of
words of which at least one stands in every clause that it fits, so that hardly any clause needs to
be searched for it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.understanding.danger import Danger
from flows.understanding.lexicon.loading import LexiconError, Phrases
from flows.understanding.lexicon.rewriting import in_standard_words

OR, NONE_OF, MAY_STAND, NOTE, SPACE, REST = "|", "!", "?", "#", "_", "*"
CROSSES = ","
EDGES = {"^": "^", "$": "$"}

ANCHOR_CHINESE = 2
ANCHOR_ENGLISH = 4
"""Characters of an anchor."""

_DENYING_OR_END = "[没不未无,]"
_DENYING_ENGLISH = r"\b(?:not|no|never|nobody|without|if|nothing)\b"
_GAP = re.compile(r"(?P<most>\d+)(?P<crosses>,?)")
_HEADING = re.compile(r"\[(?P<name>[a-z_]+)\]")
_NAMED = re.compile(r"\{(?P<name>[a-z_]+)\}")
_FILES_NAMED_DEEPEST = 4


@dataclass(frozen=True)
class Scene:
    """A danger, and the expression that finds it.

    Where it stands, one anchor of each of `needs` stands too, that of the rarest first.
    crosses: it may go on behind a comma.
    """

    danger: Danger
    expression: str
    needs: tuple[frozenset[str], ...]
    crosses: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first wanted: most never are."""
        return re.compile(self.expression)


@dataclass(frozen=True)
class _Gap:
    """So many characters at most between two elements."""

    most: int
    crosses: bool


@dataclass(frozen=True)
class _Element:
    """One of these words; is_optional: or none."""

    words: tuple[str, ...]
    is_optional: bool


@dataclass(frozen=True)
class _Barred:
    """None of these words."""

    words: tuple[str, ...]


_Part = _Gap | _Element | _Barred | str


def scenes(file: str, text: str, words: Phrases, *, is_english: bool) -> Iterator[Scene]:
    """The scenes of a file's text, in its order. Raises LexiconError, with the line."""
    danger: Danger | None = None
    begun: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.split(NOTE)[0].strip()
        if heading := _HEADING.fullmatch(written):
            danger = _danger(file, number, heading["name"])
        elif written:
            if danger is None:
                raise LexiconError(f"{file}, line {number}: stands above the first danger")
            if begun.setdefault(f"{danger} {written}", number) != number:
                raise LexiconError(f"{file}, line {number}: is already in the file")
            try:
                yield _scene(danger, written, words, is_english=is_english)
            except (LexiconError, re.error) as error:
                raise LexiconError(f"{file}, line {number}: {error}") from error


def words_under(name: str, words: Phrases) -> list[str]:
    """The words of a list, those of the lists that it names put in. Raises LexiconError."""
    return _words(f"{{{name}}}", words)


def _danger(file: str, number: int, name: str) -> Danger:
    if name not in set(Danger):
        raise LexiconError(f"{file}, line {number}: [{name}] is no danger")
    return Danger(name)


def _scene(danger: Danger, written: str, words: Phrases, *, is_english: bool) -> Scene:
    parts = [_part(token, words) for token in written.split()]
    needs = _needs(parts, is_english=is_english)
    if not needs:
        raise LexiconError("every word of it may be missing")
    crosses = any(isinstance(part, _Gap) and part.crosses for part in parts)
    expression = _english(parts) if is_english else _chinese(parts)
    return Scene(danger, expression, needs, crosses)


def _part(token: str, words: Phrases) -> _Part:
    if token in EDGES:
        return token
    if gap := _GAP.fullmatch(token):
        return _Gap(int(gap["most"]), crosses=bool(gap["crosses"]))
    found = tuple(_words(token.removeprefix(NONE_OF).removeprefix(MAY_STAND), words))
    if token.startswith(NONE_OF):
        return _Barred(found)
    return _Element(found, is_optional=token.startswith(MAY_STAND))


def _words(token: str, words: Phrases, depth: int = 0) -> list[str]:
    """The words of a token, those of the lists that it names put in, the longest first."""
    found: set[str] = set()
    for one in token.split(OR):
        named = _NAMED.fullmatch(one)
        if not one:
            raise LexiconError("nothing stands on one side of a |")
        if named is None:
            plain = one.replace(SPACE, " ") if one.isascii() else one
            found.add(in_standard_words(plain).replace("’", "'"))
        elif named["name"] not in words or depth == _FILES_NAMED_DEEPEST:
            raise LexiconError(f"no list [{named['name']}]")
        else:
            for word in words[named["name"]]:
                found.update(_words(word, words, depth + 1))
    return sorted(found, key=lambda word: (-len(word), word))


def _chinese(parts: Iterable[_Part]) -> str:
    known = list(parts)
    barred = _either(word for part in known if isinstance(part, _Barred) for word in part.words)
    pieces: list[str] = []
    for at, part in enumerate(known):
        match part:
            case _Element(words, is_optional):
                pieces.append(f"(?:{_either(words)}){'?' if is_optional else ''}")
            case _Gap(most, crosses):
                never = OR.join(filter(None, ("" if crosses else _DENYING_OR_END, barred)))
                pieces.append(f"(?:(?!{never}).){{0,{most}}}" if never else f".{{0,{most}}}")
            case _Barred(words) if at == 0:
                pieces += [f"(?<!{re.escape(word)})" for word in words]
            case _Barred(words) if at == len(known) - 1:
                pieces.append(f"(?!{_either(words)})")
            case str():
                pieces.append(part)
    return "".join(pieces)


def _english(parts: Iterable[_Part]) -> str:
    """Whole words with spaces between; what is told of a gap counts letters and spaces."""
    known = list(parts)
    barred = [word for part in known if isinstance(part, _Barred) for word in part.words]
    never = OR.join(filter(None, (_DENYING_ENGLISH, ",", _whole(barred) if barred else "")))
    pieces: list[str] = []
    for at, part in enumerate(known):
        match part:
            case _Element(words, is_optional):
                pieces.append(f"(?:{_whole(words)}[ ]?){'?' if is_optional else ''}")
            case _Gap(most, _):
                pieces.append(f"(?:(?!{never}).){{0,{most}}}")
            case _Barred(words) if at == 0:
                pieces += [rf"(?<!\b{re.escape(word)} )" for word in words]
            case _Barred(words) if at == len(known) - 1:
                pieces.append(rf"(?!\W*{_whole(words)})")
            case str():
                pieces.append(part)
    return "".join(pieces)


def _whole(words: Iterable[str]) -> str:
    """Any of these English words, whole; an apostrophe may be missing."""
    return rf"\b(?:{_either(words)})\b"


def _either(words: Iterable[str]) -> str:
    return OR.join(
        re.escape(word).replace(re.escape(REST), r"\w*").replace("'", "'?") for word in words
    )


def _needs(parts: Iterable[_Part], *, is_english: bool) -> tuple[frozenset[str], ...]:
    """Sets of anchors; the one that is likely to be met least, of few and long ones, first."""
    if is_english:
        found = [
            frozenset(map(anchor_of, part.words))
            for part in parts
            if isinstance(part, _Element) and not part.is_optional
        ]
        return tuple(sorted(found, key=len))
    found = [anchors for anchors in map(_beginnings, _runs(parts)) if anchors]
    return tuple(sorted(found, key=lambda some: (min(map(len, some)) < ANCHOR_CHINESE, len(some))))


def anchor_of(english: str) -> str:
    """The anchor that an English word or phrase begins with."""
    return english.replace("'", "").split()[0].removesuffix(REST)[:ANCHOR_ENGLISH]


def _runs(parts: Iterable[_Part]) -> Iterator[list[_Element]]:
    """Elements that stand side by side."""
    run: list[_Element] = []
    for part in parts:
        if isinstance(part, _Element):
            run.append(part)
        elif isinstance(part, _Gap):
            yield run
            run = []
    yield run


def _beginnings(run: Iterable[_Element]) -> frozenset[str]:
    """With what a run may begin: two characters, or the one it has; nothing where it is unsure."""
    begun = {""}
    for element in run:
        short = {start for start in begun if len(start) < ANCHOR_CHINESE}
        longer = {(start + word)[:ANCHOR_CHINESE] for start in short for word in element.words}
        begun = (begun if element.is_optional else begun - short) | longer
    return frozenset() if "" in begun else frozenset(begun)
