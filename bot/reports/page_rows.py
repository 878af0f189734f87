"""Rows of a table on paper: a text that fills more than a page goes on in the rows below (F54).

What prints the pages refuses a row that is higher than one.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

HALF_A_PAGE_MM = 120
"""So high may wide characters stand in a row; long words take up to twice as many lines."""
PADDING = 1
MM_PER_POINT = 0.3528

Row = tuple[str, ...]


def parted(row: Row, widths: Sequence[float], size: float, line_mm: float) -> list[Row]:
    """The row, or the rows that it goes on in; widths are millimetres, the size is points."""
    lines_max = int(HALF_A_PAGE_MM / line_mm)
    columns = [
        _pieces(text, max(1, int((width - 2 * PADDING) / (size * MM_PER_POINT))), lines_max)
        for text, width in zip(row, widths, strict=True)
    ]
    return list(zip_longest(*columns, fillvalue=""))


def _pieces(text: str, line_max: int, lines_max: int) -> Iterator[str]:
    """The text in pieces of so many lines of so many wide characters, a piece at least."""
    piece, lines = "", 0
    for line in text.splitlines(keepends=True):
        for begin in range(0, len(line), line_max):
            if lines == lines_max:
                yield piece
                piece, lines = "", 0
            piece += line[begin : begin + line_max]
            lines += 1
    yield piece
