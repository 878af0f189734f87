"""What the sweep did: one line for each step that fell due."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """A step of a deadline or conversation: its kind, what it is about, what was done, when due."""

    kind: str
    about: str
    action: str
    at: datetime
