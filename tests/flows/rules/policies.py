"""Policies that an estate could have, drawn at random: the default with some numbers changed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from flows.rules.policy import Policy
from flows.rules.policy_kinds import (
    Carries,
    Code,
    Dates,
    Flag,
    Fraction,
    Kind,
    NightSpan,
    OneOf,
    SomeOf,
    Spans,
    TemplateFields,
    Texts,
    Whole,
)
from flows.rules.policy_reading import PolicyError
from flows.rules.policy_shape import Leaf, places
from flows.rules.policy_text import packaged, policy_from_values, policy_values

Path = tuple[str, ...]

CODES = {
    "country": ["CN", "HK", "GB"],
    "subdivision": [""],
    "wechat_account": ["", "松涛苑服务中心"],
    "phone": ["", "+86 21 5555 0100"],
    "hours": ["", "周一至周五 08:30–18:00"],
}


def leaves(table: type = Policy, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every key of a policy that holds a value."""
    for place in places(table):
        if isinstance(place, Leaf):
            yield (*path, place.name), place
        else:
            yield from leaves(place.holds, (*path, place.name))


def set_value(values: dict[str, Any], path: Path, value: object) -> None:
    """Change one key in nested tables."""
    for name in path[:-1]:
        values = values[name]
    values[path[-1]] = value


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy that can be; what contradicts itself is thrown away."""
    values = policy_values(packaged("strict"))
    for path, leaf in draw(st.lists(st.sampled_from(list(leaves())), min_size=1, max_size=4)):
        set_value(values, path, draw(_values(path[-1], leaf.kind)))
    try:
        return policy_from_values(values)
    except PolicyError:
        assume(condition=False)
        raise


def _values(name: str, kind: Kind) -> st.SearchStrategy[object]:
    simple: Mapping[type, st.SearchStrategy[object]] = {
        Flag: st.booleans(),
        Fraction: st.floats(0, 1, exclude_min=True, exclude_max=True),
        Dates: st.lists(st.dates(date(2000, 1, 1)), unique=True).map(
            lambda days: [day.isoformat() for day in sorted(days)]
        ),
        Spans: _spans_of_a_day(),
        NightSpan: st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True).map(
            lambda minutes: _span(*minutes)
        ),
        TemplateFields: st.dictionaries(
            st.from_regex(r"[a-z]{1,8}[0-9]{1,2}", fullmatch=True),
            st.sampled_from(list(Carries)),
            min_size=1,
            max_size=5,
        ),
    }
    match kind:
        case Whole(least, most):
            return st.integers(least, most)
        case OneOf(words):
            return st.sampled_from(list(words))
        case SomeOf(words):
            return st.permutations(list(words))
        case Texts(most, longest):
            line = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=longest)
            return st.lists(line, max_size=most)
        case Code():
            return st.sampled_from(CODES[name])
        case _:
            return simple[type(kind)]


def _spans_of_a_day() -> st.SearchStrategy[object]:
    edges = st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted)
    return edges.map(
        lambda minutes: [
            _span(begins, ends) for begins, ends in zip(minutes[::2], minutes[1::2], strict=False)
        ]
    )


def _span(begins: int, ends: int) -> str:
    return f"{begins // 60:02}:{begins % 60:02}-{ends // 60:02}:{ends % 60:02}"
