"""Tables for spreadsheet programs: CSV that opens in them, in which nothing becomes a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BOM = "\ufeff"
"""Without it, the usual program takes UTF-8 for something else."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""The wide forms too: where Chinese is typed, programs take them for the narrow ones."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table in UTF-8; a cell that a program would calculate begins with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell as text, whatever somebody outside has written into it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
