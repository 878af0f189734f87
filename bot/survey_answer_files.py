"""Many answers at once: a table with a row for each home, of which all are taken or none (R8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.directory_files import Row, read_table
from bot.directory_lines import FileRefused, Problem
from flows.forms.form import Form, ItemKind
from flows.forms.keyed import WrongAnswers, read_keyed
from flows.forms.reading import load_form
from flows.rules.refusals import NotAllowed
from flows.talks.keyed_cells import columns_of, from_cells
from storage.audit import COMMAND
from storage.campaigns import Campaign, estates_of
from storage.estates import Home, homes_written
from storage.keyed_responses import Collected, KeyedMode, key_in
from storage.staff import Staff

HOME, MODE, ORIGINAL, ESTATE = "home", "mode", "original", "estate"


def take_answers(
    session: Session, campaign: Campaign, content: bytes, collector: Staff, now: datetime
) -> int:
    """Key in every row of a CSV or XLSX file; returns how many.

    Raises FileRefused with every mistake, and then the caller must write nothing.
    """
    stack = _Stack(session, campaign, load_form(campaign.form_content), collector, now)
    estates = {one.name: one.id for one in estates_of(session, campaign.id)}
    own = (HOME, MODE, ORIGINAL, *((ESTATE,) if len(estates) > 1 else ()))
    days = frozenset(item.id for item in stack.form.items if item.kind is ItemKind.DATE)
    table = read_table(content, (*own, *columns_of(stack.form)), days)
    problems = list(table.problems)
    for row in table.rows:
        home = _home(session, row, estates)
        problems += stack.take(home, row)
    if problems:
        raise FileRefused(problems)
    return len(table.rows)


@dataclass(frozen=True)
class _Stack:
    """Papers of one survey that one member of staff keys in."""

    session: Session
    campaign: Campaign
    form: Form
    collector: Staff
    now: datetime

    def take(self, home: Home | None, row: Row) -> list[Problem]:
        """Key in one row; all that is wrong with it."""
        cells, problems = row.cells, []
        if home is None:
            problems.append(Problem(row.line, HOME, f"there is no home {cells[HOME]}"))
        if cells[MODE] not in set(KeyedMode):
            modes = ", ".join(KeyedMode)
            problems.append(Problem(row.line, MODE, f"{cells[MODE]!r} is none of {modes}"))
        try:
            response = read_keyed(self.form, from_cells(self.form, cells))
        except WrongAnswers as wrong:
            problems += [Problem(row.line, "", problem) for problem in wrong.problems]
        if home is None or problems:
            return problems
        collected = Collected(
            self.collector, self.collector.role, KeyedMode(cells[MODE]), cells[ORIGINAL], COMMAND
        )
        try:
            key_in(self.session, self.campaign, home, response, collected, self.now)
        except NotAllowed as refusal:
            return [Problem(row.line, HOME, refusal.reason)]
        return []


def _home(session: Session, row: Row, estates: Mapping[str, int]) -> Home | None:
    """The home of a row, in the estate that it names where there are several."""
    wanted = {estates.get(row.cells[ESTATE])} if ESTATE in row.cells else set(estates.values())
    found = [home for home in homes_written(session, row.cells[HOME]) if home.estate_id in wanted]
    return found[0] if len(found) == 1 else None
