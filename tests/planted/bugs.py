"""The bugs that are planted: which words of which file are put in the place of which others.

They lie beside this file as data, exact old words and new ones: what moves about takes them along,
and what is written anew is noticed by the test that each still applies, once.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
LAYERS = ("flows", "storage", "scheduler", "bot")
"""What each is built on comes before it."""


@dataclass(frozen=True)
class Life:
    """The life of an estate in which a bug shows; `seed` is the first that is tried."""

    homes: int = 5
    days: int = 3
    seed: int = 2
    reports_a_year: float = 200
    harm: float = 1


@dataclass(frozen=True)
class Change:
    """Words of a file that are there exactly once, and what is put in their place."""

    file: str
    old: str
    new: str

    @property
    def module(self) -> str:
        """The name under which the file is imported."""
        return self.file.removesuffix(".py").replace("/", ".")


@dataclass(frozen=True)
class Bug:
    """One planted bug; `breaks` names the rule or the invariant that does not hold with it."""

    name: str
    breaks: str = ""
    changes: tuple[Change, ...] = ()
    life: Life = Life()
    cheap: bool = False

    @property
    def layer(self) -> str:
        """The lowest package that it changes: what stands on it is imported anew."""
        return min((one.file.split("/")[0] for one in self.changes), key=LAYERS.index)

    def sources(self) -> dict[str, str]:
        """The changed modules whole. Raises ValueError where the old words are not there, once."""
        sources: dict[str, str] = {}
        for change in self.changes:
            source = sources.get(change.module) or (ROOT / change.file).read_text(encoding="utf-8")
            if source.count(change.old) != 1:
                message = (
                    f"{self.name}: {change.file} holds the words {source.count(change.old)} times"
                )
                raise ValueError(message)
            sources[change.module] = source.replace(change.old, change.new)
        return sources


def all_bugs() -> tuple[Bug, ...]:
    """Every bug, in the order of its file."""
    return tuple(bug for file in sorted(FOLDER.glob("*.toml")) for bug in _read(file))


def control(bug: Bug) -> Bug:
    """The same life without the bug: what is found there, the checks cry of by themselves."""
    return Bug("no bug at all", life=bug.life)


def _read(file: Path) -> Iterator[Bug]:
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["bug"]:
        changes = tuple(Change(**change) for change in entry.pop("change"))
        life = Life(**entry.pop("life", {}))
        yield Bug(**entry, changes=changes, life=life)
