"""One row of residents.csv or staff.csv as an entry, with everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot import directory_values as values
from bot.directory_files import Row, Table
from bot.directory_lines import Problem
from bot.directory_reasons import Reason
from flows.rules.vocabulary import ResidenceRole, Role
from storage.directory_entries import ResidentEntry, StaffEntry

T = TypeVar("T")
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Line(Generic[Entry]):
    """An entry without mistakes of its own, and the line that it stands on."""

    number: int
    entry: Entry


class Cells:
    """The cells of one row: each is taken as a value, and what is wrong is noted."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self.problems: list[Problem] = []

    def take(self, column: str, read: Callable[[str], T], otherwise: T) -> T:
        """The value of a cell; `otherwise` stands in for a wrong one, in an entry nobody keeps."""
        try:
            return read(self._row.cells[column])
        except ValueError as wrong:
            self.complain(column, wrong.args[0])
            return otherwise

    def complain(self, column: str, reason: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(self._row.line, column, reason))


def read_lines(
    table: Table, read: Callable[[Cells], Entry]
) -> tuple[list[Line[Entry]], list[Problem]]:
    """The entries of the rows that are right, and the problems of all others."""
    lines, problems = [], list(table.problems)
    unreadable = {problem.line for problem in table.problems}
    for row in table.rows:
        cells = Cells(row)
        entry = read(cells)
        problems += cells.problems
        if not cells.problems and row.line not in unreadable:
            lines.append(Line(row.line, entry))
    return lines, problems


def read_resident(cells: Cells) -> ResidentEntry:
    """A row of residents.csv."""
    moved_in = cells.take("moved_in", values.day, None)
    moved_out = cells.take("moved_out", values.day, None)
    if moved_in is not None and moved_out is not None and moved_out < moved_in:
        cells.complain("moved_out", Reason("out_before_in", out=moved_out, moved_in=moved_in))
    return ResidentEntry(
        estate=cells.take("estate", values.required(values.name), ""),
        building=cells.take("building", values.required(values.home_part), ""),
        unit=cells.take("unit", values.home_part, ""),
        room=cells.take("room", values.required(values.home_part), ""),
        name=cells.take("name", values.required(values.name), ""),
        phone=cells.take("phone", values.phone, ""),
        role=cells.take("role", values.one_of(ResidenceRole), ResidenceRole.OWNER),
        language=cells.take("language", values.language, values.DEFAULT_LANGUAGE),
        moved_in=moved_in,
        moved_out=moved_out,
        key_client=cells.take("key_client", values.yes_or_empty, False),
    )


def read_staff(cells: Cells) -> StaffEntry:
    """A row of staff.csv."""
    return StaffEntry(
        userid=cells.take("userid", values.required(values.userid), ""),
        name=cells.take("name", values.required(values.name), ""),
        role=cells.take("role", values.one_of(Role), Role.ASSISTANT),
        department=cells.take("department", values.name, ""),
        phone=cells.take("phone", values.phone, ""),
        estate=cells.take("estate", values.name, ""),
        reports_to=cells.take("reports_to", values.userid, ""),
    )
