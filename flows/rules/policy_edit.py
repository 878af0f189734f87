"""Single values of a policy as people type them into a form, put into the policy's text.

The text alone decides: what was typed is read, and judged, where every policy is.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flows.rules.policy import Policy
from flows.rules.policy_kinds import Dates, SomeOf, Spans
from flows.rules.policy_lines import Path, line_numbers
from flows.rules.policy_shape import Leaf, Table, places
from flows.rules.policy_text import render_policy

STRETCH_DAYS_MAX = 60
"""More days off at one stretch than this are a slip of the pen."""

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?|true|false")
_BETWEEN = re.compile(r"[\s,，、;；]+")
_STRETCH = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.|至|~|—|–)([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DASH = re.compile("[–—~至]")


@dataclass(frozen=True)
class Value:
    """One value of a policy: `revisit.unreachable_records`, its note, and how it is typed."""

    path: str
    note: str
    typed: str
    is_list: bool


def values_of(policy: Policy) -> dict[str, Value]:
    """Every value that stands on a line of its own, by its path, in the order of the text."""
    lines = render_policy(policy).split("\n")
    numbers = line_numbers("\n".join(lines))
    found = {}
    for path, leaf in _leaves(Policy, ()):
        present = tomllib.loads(lines[numbers[path] - 1])[leaf.name]
        name = ".".join(path)
        found[name] = Value(name, leaf.note, _shown(leaf, present), isinstance(present, list))
    return found


def with_values(policy: Policy, given: Mapping[str, str]) -> str:
    """The text of a policy with some values as somebody typed them, right or wrong.

    Raises KeyError for a path that is no value's.
    """
    lines = render_policy(policy).split("\n")
    numbers = line_numbers("\n".join(lines))
    leaves = dict(_leaves(Policy, ()))
    for name, typed in given.items():
        path = tuple(name.split("."))
        leaf, place = leaves[path], numbers[path] - 1
        present = tomllib.loads(lines[place])[leaf.name]
        lines[place] = f"{leaf.name} = {_literal(leaf, present, typed)}"
    return "\n".join(lines)


def _leaves(table: type, above: Path) -> Iterator[tuple[Path, Leaf]]:
    for place in places(table):
        here = (*above, place.name)
        match place:
            case Table():
                yield from _leaves(place.holds, here)
            case Leaf(is_table=False):
                yield here, place


def _shown(leaf: Leaf, present: object) -> str:
    if isinstance(present, list):
        between = ", " if isinstance(leaf.kind, Spans) else "\n"
        return between.join(str(one) for one in present)
    return str(present).lower() if isinstance(present, bool) else str(present)


def _literal(leaf: Leaf, present: object, typed: str) -> str:
    """What was typed as TOML; of what is no such value a text, so that its mistake is named."""
    typed = typed.strip()
    if isinstance(present, list):
        return json.dumps(_listed(leaf, typed), ensure_ascii=False)
    if isinstance(present, int | float) and _NUMBER.fullmatch(typed):
        return typed
    return json.dumps(typed, ensure_ascii=False)


def _listed(leaf: Leaf, typed: str) -> list[str]:
    match leaf.kind:
        case Dates():
            return sorted({day for one in _parts(typed) for day in _days(one)})
        case Spans():
            return _parts(_DASH.sub("-", typed))
        case SomeOf():
            return _parts(typed)
        case _:
            return [line.strip() for line in typed.splitlines() if line.strip()]


def _parts(typed: str) -> list[str]:
    return [one for one in _BETWEEN.split(typed) if one]


def _days(written: str) -> list[str]:
    """The days of 2027-02-08..2027-02-14; anything else as it was written."""
    stretch = _STRETCH.fullmatch(written)
    if stretch is None:
        return [written]
    try:
        first, last = (date.fromisoformat(day) for day in stretch.groups())
    except ValueError:
        return [written]
    count = (last - first).days + 1
    if not 1 <= count <= STRETCH_DAYS_MAX:
        return [written]
    return [(first + timedelta(days=number)).isoformat() for number in range(count)]
