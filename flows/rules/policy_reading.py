"""Reading a policy from nested tables: all that is wrong is collected, nothing is guessed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple, TypeVar

from flows.rules.policy_lines import Path, nearest_line
from flows.rules.policy_shape import Leaf, places
from flows.wording.mistake import Mistake, mistake_of

T = TypeVar("T")

# The key of a policy text that names the packaged profile under it.
EXTENDS = "extends"


class Problem(NamedTuple):
    """One mistake of a policy: the line (0 when there is no text), the key's path, the reason."""

    line: int
    path: str
    reason: str


class PolicyError(ValueError):
    """A policy cannot be used; `problems` holds every mistake found, in the order of the lines."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(sentence(name, problem) for problem in problems))
        self.name = name
        self.problems = problems


@dataclass
class Reading:
    """One pass over the tables of a policy.

    A `forgiving` pass overlooks unknown keys: a row of the database may have been written by a
    newer version, which knows more keys than this one.
    """

    lines: Mapping[Path, int] | None = None
    forgiving: bool = False
    problems: list[Problem] = field(default_factory=list)

    def table(self, kind: type[T], given: object, base: T | None, path: Path = ()) -> T | None:
        """Read one table as the dataclass `kind`; keys that are missing come from `base`.

        None means that something in it is wrong, and stands in `problems`.
        """
        if not isinstance(given, Mapping):
            self.complain(path, Mistake("is not a table"))
            return None
        self._unknown_keys(kind, given, path)
        values = dict(self._values(kind, given, base, path))
        if len(values) < len(places(kind)):
            return None
        make: Callable[..., T] = kind
        made = make(**values)
        self._contradictions(made, path)
        return made

    def complain(self, path: Path, reason: str) -> None:
        """Note one mistake with the line that it stands on."""
        line = 0 if self.lines is None else nearest_line(self.lines, path)
        self.problems.append(Problem(line, ".".join(path), reason))

    def finish(self, name: str, made: T | None) -> T:
        """Return what was read; raises PolicyError if anything was wrong."""
        if made is None or self.problems:
            raise PolicyError(name, tuple(sorted(self.problems)))
        return made

    def _values(
        self, kind: type[T], given: Mapping[str, object], base: T | None, path: Path
    ) -> Iterator[tuple[str, object]]:
        """Yield the good values; a bad or missing one is noted and left out."""
        for place in places(kind):
            here = (*path, place.name)
            fallback = None if base is None else getattr(base, place.name)
            if place.name not in given:
                if fallback is None:
                    self.complain(
                        here, Mistake("is missing, and no extends says where to take it from")
                    )
                else:
                    yield place.name, fallback
            elif isinstance(place, Leaf):
                try:
                    yield place.name, place.kind.read(given[place.name])
                except ValueError as wrong:
                    self.complain(here, mistake_of(wrong))
            else:
                made: object = self.table(place.holds, given[place.name], fallback, here)
                if made is not None:
                    yield place.name, made

    def _unknown_keys(self, kind: type[T], given: Mapping[str, object], path: Path) -> None:
        known = [place.name for place in places(kind)] + ([] if path else [EXTENDS])
        for key in () if self.forgiving else given:
            if key not in known:
                nearest = get_close_matches(key, known, n=1, cutoff=0.0)[0]
                reason = Mistake(
                    "is not known; the nearest known key is {nearest}", nearest=nearest
                )
                self.complain((*path, key), reason)

    def _contradictions(self, made: object, path: Path) -> None:
        for key, reason in getattr(made, "contradictions", tuple)():
            self.complain((*path, *key.split(".")), reason)


def sentence(name: str, problem: Problem) -> str:
    """One mistake as a line to print: file:line: path: reason."""
    place = f"{name}:{problem.line}" if problem.line else name
    return ": ".join(part for part in (place, problem.path, problem.reason) if part)
