"""What a verb on a case says, judged already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.staff import Staff


@dataclass(frozen=True)
class Said:
    """The fields of a verb that are not empty, and the member of staff whom `handler` names."""

    given: Mapping[str, object]
    named: Staff | None

    def text(self, name: str) -> str:
        """A field's words; empty where it was left out."""
        return str(self.given.get(name, "")).strip()

    def time(self, name: str) -> datetime | None:
        """A field's moment, if it was given one."""
        value = self.given.get(name)
        return value if isinstance(value, datetime) else None
