"""The sentences that the models of `flows.understanding` are learnt from, and their digest."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "flows" / "understanding" / "training"
NO_EMERGENCY = "not_emergency"
"""The file of what only sounds like danger: a sentence and, if known, a tab and its intent."""

EMERGENCY, NO_DANGER, DANGER = "emergency", "none", "danger"


class ModelName(StrEnum):
    """The models: what a message wants, of which class a case is, how urgent, any danger at all."""

    INTENT = "intent"
    CLASS = "class"
    URGENCY = "urgency"
    DANGER = "danger"


@dataclass(frozen=True)
class Example:
    """A sentence and what it is; a label that is None is not known."""

    text: str
    intent: str | None = None
    case_class: str | None = None
    urgency: str | None = None

    def label(self, name: ModelName) -> str | None:
        """What this sentence teaches the model of that name; None: nothing."""
        match name:
            case ModelName.INTENT:
                return EMERGENCY if self.urgency == EMERGENCY else self.intent
            case ModelName.CLASS:
                return self.case_class
            case ModelName.URGENCY:
                return self.urgency
            case ModelName.DANGER:
                return DANGER if EMERGENCY in {self.intent, self.urgency} else NO_DANGER


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


def labelled(examples: Iterable[Example], name: ModelName) -> tuple[list[str], list[str]]:
    """The texts that teach a model, and beside each its label; each text and label once."""
    known = {(one.text, label) for one in examples if (label := one.label(name)) is not None}
    pairs = sorted(known)
    return [text for text, _ in pairs], [label for _, label in pairs]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"), key=lambda path: path.name)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
