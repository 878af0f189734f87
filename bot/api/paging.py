"""Lists in pages, newest first: what is added meanwhile moves no row from one page to another."""

from typing import Protocol, TypeVar

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from bot.api.asked import Page


class Numbered(Protocol):
    """A row with an id that grows."""

    id: int


Row = TypeVar("Row", bound=Numbered)


def newest_first(
    session: Session, query: SelectOfScalar[Row], identifier: int, page: Page
) -> tuple[list[Row], str | None]:
    """One page of the rows, and the cursor of the next; None after the last.

    `identifier` is the column of the rows' ids.
    """
    column = col(identifier)
    if page.before is not None:
        query = query.where(column < page.before)
    # One row more than the page holds tells whether there is another page.
    rows = list(session.exec(query.order_by(column.desc()).limit(page.limit + 1)))
    shown = rows[: page.limit]
    if len(rows) <= page.limit:
        return shown, None
    return shown, str(shown[-1].id)
