"""The sentences that the models of `flows.understanding` are learnt from, and their digest."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.understanding.model import EMERGENCY, joint_label

FOLDER = Path(__file__).parents[1] / "flows" / "understanding" / "training"
NO_EMERGENCY = "not_emergency"
"""The file of what only sounds like danger: a sentence and, if known, a tab and its intent."""

WISHES_OF_CASES = ("complaint", "repair", "fee")
"""What is wanted by whoever tells of a case, and of no emergency."""


@dataclass(frozen=True)
class Example:
    """A sentence and what it is; what is None is not known."""

    text: str
    intent: str | None = None
    case_class: str | None = None
    urgency: str | None = None

    @property
    def label(self) -> str | None:
        """What it teaches, all at once; None where a case does not tell what is wanted."""
        if EMERGENCY in {self.intent, self.urgency}:
            return joint_label(EMERGENCY, self.case_class, EMERGENCY)
        if self.intent in WISHES_OF_CASES:
            return joint_label(self.intent, self.case_class, self.urgency)
        return None if self.intent is None and self.case_class else joint_label(self.intent)


def packaged(folder: Path = FOLDER) -> Iterator[Example]:
    """All sentences of the packaged files. Raises ValueError for a line of no known form."""
    for path in _files(folder):
        about, *labels = path.stem.split("_")
        for number, line in enumerate(_lines(path), start=1):
            text, tab, instead = line.strip().partition("\t")
            match about, labels:
                case _ if path.stem == NO_EMERGENCY:
                    yield Example(text, intent=instead or None)
                case "intent", [intent] if not tab:
                    yield Example(text, intent=intent)
                case "case", [case_class, urgency] if not tab:
                    yield Example(text, case_class=case_class, urgency=urgency)
                case _:
                    raise ValueError(f"{path.name}, line {number}: no training sentence")


def digest(folder: Path = FOLDER) -> str:
    """One number for all the packaged sentences: another one says that the weights are stale."""
    whole = hashlib.sha256()
    for path in _files(folder):
        lines = "\n".join((path.name, *_lines(path), ""))
        whole.update(lines.encode())
    return whole.hexdigest()


def joined(examples: Iterable[Example]) -> list[Example]:
    """Each text once, with all that is known of it; of what contradicts itself the first."""
    found: dict[str, Example] = {}
    for one in examples:
        known = found.get(one.text, one)
        found[one.text] = Example(
            one.text,
            known.intent or one.intent,
            known.case_class or one.case_class,
            known.urgency or one.urgency,
        )
    return sorted(found.values(), key=lambda one: one.text)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"), key=lambda path: path.name)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
