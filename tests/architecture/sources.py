"""The files of this repository, as the laws of the house look at them."""

import ast
import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
CODE = ("bot", "flows", "scheduler", "storage", "tests")


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies, seen from the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All that stands in the file, walked through once for all laws."""
        return list(ast.walk(self.tree))

    @property
    def package(self) -> str:
        """The top-level package, or "tests"."""
        return PurePosixPath(self.path).parts[0]

    def is_in(self, *places: str) -> bool:
        """Whether it is one of these files, or lies in one of these folders (with a slash)."""
        return any(
            self.path == place or (place.endswith("/") and self.path.startswith(place))
            for place in places
        )


def all_sources() -> list[Source]:
    """Every Python file of ours."""
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for package in CODE
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def top_level_names() -> Iterator[str]:
    """What lies in the root and is not ignored by git."""
    ignored = [
        line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ]
    for path in sorted(ROOT.iterdir()):
        if path.name != ".git" and not any(fnmatch.fnmatch(path.name, line) for line in ignored):
            yield path.name
