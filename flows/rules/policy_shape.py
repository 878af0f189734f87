"""The shape of a policy, read off its dataclasses: which tables hold what, under which note."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, get_origin, get_type_hints

from flows.rules.policy_kinds import Kind, TemplateFields


@dataclass(frozen=True)
class Leaf:
    """A key with a value of its own; `note` stands above it in a policy file."""

    name: str
    kind: Kind
    note: str

    @property
    def is_table(self) -> bool:
        """Whether TOML writes the value as a table."""
        return isinstance(self.kind, TemplateFields)


@dataclass(frozen=True)
class Table:
    """A key that holds a table of the policy, which is the dataclass `holds`."""

    name: str
    holds: type

    @property
    def note(self) -> str:
        """The first line of the table's docstring."""
        return (self.holds.__doc__ or "").partition("\n")[0]


def places(table: type) -> tuple[Leaf | Table, ...]:
    """Return what a table of the policy is made of, in order."""
    return _places(table)


@cache
def _places(table: type) -> tuple[Leaf | Table, ...]:
    hints = get_type_hints(table, include_extras=True)
    return tuple(_place(name, hint) for name, hint in hints.items())


def _place(name: str, hint: object) -> Leaf | Table:
    if isinstance(hint, type):
        return Table(name, hint)
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name} of a policy has no kind")
    kind, *notes = hint.__metadata__  # type: ignore[attr-defined]  # Annotated has no type of its own
    return Leaf(name, kind, *notes or [""])
