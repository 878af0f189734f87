"""Policies as people and the database have them: TOML files and JSON values."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, assert_never

from flows.resources import read_text
from flows.rules.policy import Policy
from flows.rules.policy_kinds import TemplateField
from flows.rules.policy_lines import Path, line_numbers
from flows.rules.policy_reading import EXTENDS, PolicyError, Problem, Reading
from flows.rules.policy_shape import Leaf, Table, places
from flows.rules.wall_clock import Span
from flows.wording.mistake import Mistake

PROFILES = ("strict", "office")
DEFAULT_PROFILE = "strict"
POLICY_CHARACTERS_MAX = 100_000

_HEADING = "# The policy of an estate. R-numbers are the rules in docs/rules.md.\n"


@cache
def packaged(profile: str) -> Policy:
    """Return a packaged profile; raises KeyError for a name that is not in PROFILES."""
    if profile not in PROFILES:
        raise KeyError(profile)
    return parse_policy(read_text("flows.rules", f"profiles/{profile}.toml"), name=profile)


def parse_policy(text: str, *, name: str = "policy") -> Policy:
    """Read a whole policy, or one that says which packaged profile it `extends`.

    Raises PolicyError with all mistakes at once, each with its line; `name` stands before them.
    """
    tables = _tables(text, name)
    reading = Reading(line_numbers(text))
    base = _base(tables.pop(EXTENDS, None), reading)
    return reading.finish(name, reading.table(Policy, tables, base))


def render_policy(policy: Policy) -> str:
    """Write a policy as a whole TOML text with the rule of each number; parsing gives it back."""
    return _HEADING + "".join(_rendered(policy, ()))


def policy_values(policy: Policy) -> dict[str, Any]:
    """Return a policy as JSON has it: objects, lists, texts, numbers; dates are ISO texts."""
    values: dict[str, Any] = json.loads(json.dumps(_plain(policy), default=date.isoformat))
    return values


def policy_from_values(values: Mapping[str, Any]) -> Policy:
    """Read what `policy_values` wrote, also of an older or a newer version of the house.

    A key that is missing is taken from the default profile, an unknown one is left alone: a row
    must outlive the version that wrote it. Raises PolicyError for a value that cannot be.
    """
    reading = Reading(forgiving=True)
    policy = reading.table(Policy, values, packaged(DEFAULT_PROFILE))
    return reading.finish("stored policy", policy)


def _tables(text: str, name: str) -> dict[str, object]:
    """Read the TOML; its grammar allows no guess after the first mistake, so only that is told."""
    if len(text) > POLICY_CHARACTERS_MAX:
        reason = Mistake(
            "{count} characters are more than {longest}",
            count=len(text),
            longest=POLICY_CHARACTERS_MAX,
        )
        raise PolicyError(name, (Problem(1, "", reason),))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise PolicyError(name, (Problem(1, "", Mistake("nested too deeply")),)) from None
    except ValueError as wrong:
        place = re.search(r"\(at line (\d+), column \d+\)", str(wrong))
        line = int(place[1]) if place else text.count("\n") + 1
        raise PolicyError(
            name, (Problem(line, "", Mistake("not TOML: {wrong}", wrong=wrong)),)
        ) from None


def _base(profile: object, reading: Reading) -> Policy | None:
    if profile is None:
        return None
    if profile not in PROFILES:
        reading.complain(
            (EXTENDS,),
            Mistake("{given} is none of {words}", given=repr(profile), words=", ".join(PROFILES)),
        )
        # What is left out would otherwise be reported as missing, line after line.
        return packaged(DEFAULT_PROFILE)
    return packaged(str(profile))


def _plain(value: object) -> object:
    """Turn a policy or a part of it into what TOML can write; JSON lacks only the dates."""
    match value:
        case Span():
            return str(value)
        case tuple() if any(isinstance(each, TemplateField) for each in value):
            return {each.name: str(each.carries) for each in value}
        case tuple():
            return [_plain(each) for each in value]
        case StrEnum():
            return str(value)
        case int() | float() | str() | date():
            return value
        case _:
            table = places(type(value))
            return {place.name: _plain(getattr(value, place.name)) for place in table}


def _rendered(table: object, path: Path) -> Iterator[str]:
    """Yield the lines of one table: first its own keys, because in TOML the tables come after."""
    for place in sorted(places(type(table)), key=_is_table):
        value = getattr(table, place.name)
        here = (*path, place.name)
        match place:
            case Leaf(is_table=False):
                yield from _comment(place.note)
                yield f"{place.name} = {_toml(_plain(value))}\n"
            case Leaf():
                yield f"\n[{'.'.join(here)}]\n"
                yield from (f'{each.name} = "{each.carries}"\n' for each in value)
            case Table():
                yield "\n"
                yield from _comment(place.note)
                yield f"[{'.'.join(here)}]\n"
                yield from _rendered(value, here)
            case _:
                assert_never(place)


def _is_table(place: Leaf | Table) -> bool:
    return isinstance(place, Table) or place.is_table


def _comment(note: str) -> Iterator[str]:
    if note:
        yield f"# {note}\n"


def _toml(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(_toml(each) for each in value)}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
        case _:
            return repr(value)
