"""What a cell of any table holds, and tables as CSV; nothing that somebody wrote is calculated."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from bot.channels.graphemes import longest_start
from bot.texts import legible

BOM = "\ufeff"
"""Without it, the usual program takes UTF-8 for something else."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""The wide forms too: where Chinese is typed, programs take them for the narrow ones."""
SPACE_STARTS = ("\t", "\r", "\n")
"""Some programs throw these away and look at what comes after them."""
CELL_MAX = 32_767
"""Characters that a spreadsheet program keeps in one cell; counted as it does, in UTF-16."""


def cell_text(text: str) -> str:
    """The text as every cell of a table holds it: fit to be read by any program, and not too long.

    What is cut off is counted at the end: `… (+120)` (F54).
    """
    readable = legible(text)
    if utf16_length(readable) <= CELL_MAX:
        return readable
    mark = f"… (+{len(readable)})"
    # A cut of half a million characters looks at no more than could fit.
    kept = longest_start(readable[:CELL_MAX], lambda one: utf16_length(one) + len(mark) <= CELL_MAX)
    return f"{kept}… (+{len(readable) - len(kept)})"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table in UTF-8; a cell that a program would calculate begins with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerows([cell_text(harmless(cell)) for cell in row] for row in (head, *rows))
    return (BOM + written.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell as text, whatever somebody outside has written into it (F53)."""
    is_formula = cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula or cell.startswith(SPACE_STARTS) else cell


def utf16_length(text: str) -> int:
    """How many characters a spreadsheet program counts."""
    return len(text.encode("utf-16-le")) // 2
