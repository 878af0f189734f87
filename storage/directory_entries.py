"""What an import says, checked: one entry for each row of residents.csv or staff.csv."""

from dataclasses import dataclass, field
from datetime import date

from flows.rules.vocabulary import Language, ResidenceRole, Role
from storage.estates import home_code


@dataclass(frozen=True)
class ResidentEntry:
    """One resident of one home; `phone` is E.164 or empty, the dates are both included."""

    estate: str
    building: str
    unit: str
    room: str
    name: str
    phone: str
    role: ResidenceRole
    language: Language
    moved_in: date | None
    moved_out: date | None
    key_client: bool

    @property
    def code(self) -> str:
        """How people write the home."""
        return home_code(self.building, self.unit, self.room)


@dataclass(frozen=True)
class StaffEntry:
    """One member of staff; without an estate they are of the company office."""

    userid: str
    name: str
    role: Role
    department: str
    phone: str
    estate: str
    reports_to: str


@dataclass
class Entered:
    """How many entries of an import were new, changed what was there, or told nothing new."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    new_estates: list[str] = field(default_factory=list)

    def count(self, *, added: bool, changed: bool) -> None:
        """Count one entry."""
        if added:
            self.added += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1
