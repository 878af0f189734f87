"""A YAML or JSON text as a tree that knows the line of each of its parts.

Of YAML only what people write by hand: no anchors, no tags, no second document, no key twice. All
values stay texts, so that `no` is the word that was written.
"""

import json
from dataclasses import dataclass
from typing import Any

import yaml

from flows.rules.policy_reading import Problem
from flows.wording.mistake import Mistake

CHARACTERS_MAX = 100_000
DEEPEST = 12


class NoTree(Exception):
    """The text cannot be taken apart; `problem` is the first mistake, after which all is guess."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


@dataclass(frozen=True)
class Leaf:
    """One value, as it was written."""

    line: int
    text: str


@dataclass(frozen=True)
class Branch:
    """A list of parts."""

    line: int
    parts: "tuple[Tree, ...]"


@dataclass(frozen=True)
class Keyed:
    """Parts by their keys; `lines` are those of the keys."""

    line: int
    parts: "dict[str, Tree]"
    lines: dict[str, int]


Tree = Leaf | Branch | Keyed


def yaml_tree(text: str) -> Tree:
    """The tree of a YAML text, with lines counted from 1. Raises NoTree."""
    if len(text) > CHARACTERS_MAX:
        raise NoTree(
            Problem(
                1,
                "",
                Mistake(
                    "{count} characters are more than {longest}",
                    count=len(text),
                    longest=CHARACTERS_MAX,
                ),
            )
        )
    try:
        _refuse_references(text)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = text.count("\n") + 1 if mark is None else mark.line + 1
        raise NoTree(
            Problem(line, "", Mistake("not YAML: {wrong}", wrong=wrong.problem or wrong.context))
        ) from None
    except yaml.reader.ReaderError as wrong:
        line = text.count("\n", 0, wrong.position) + 1
        raise NoTree(Problem(line, "", Mistake("not YAML: {wrong}", wrong=wrong.reason))) from None
    if root is None:
        raise NoTree(Problem(1, "", Mistake("is empty")))
    return _grown(root)


def json_tree(text: str) -> Tree:
    """The tree of a JSON text that the house wrote; it has no lines."""
    return _planted(json.loads(text))


def _refuse_references(text: str) -> None:
    """Anchors let a short file mean an endless one; a tag asks for more than a text."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = 1 if event.start_mark is None else event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise NoTree(Problem(line, "", Mistake("anchors and aliases are not allowed")))
        if getattr(event, "tag", None) is not None:
            raise NoTree(Problem(line, "", Mistake("tags are not allowed")))
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise NoTree(Problem(line, "", Mistake("nested too deeply")))


def _grown(node: yaml.Node) -> Tree:
    line = node.start_mark.line + 1
    match node:
        case yaml.SequenceNode():
            return Branch(line, tuple(_grown(part) for part in node.value))
        case yaml.MappingNode():
            return _keyed(line, node)
        case _:
            return Leaf(line, str(node.value).strip())


def _keyed(line: int, node: yaml.MappingNode) -> Keyed:
    keyed = Keyed(line, {}, {})
    for key, value in node.value:
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise NoTree(Problem(at, "", Mistake("a key is no plain word")))
        if key.value in keyed.parts:
            raise NoTree(Problem(at, key.value, Mistake("stands here twice")))
        keyed.parts[key.value] = _grown(value)
        keyed.lines[key.value] = at
    return keyed


def _planted(value: Any) -> Tree:  # noqa: ANN401 - what JSON holds
    match value:
        case dict():
            return Keyed(0, {str(key): _planted(part) for key, part in value.items()}, {})
        case list():
            return Branch(0, tuple(_planted(part) for part in value))
        case bool():
            return Leaf(0, "true" if value else "false")
        case _:
            return Leaf(0, str(value))
