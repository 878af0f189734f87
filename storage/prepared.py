"""Statements that are put together once, and then handed to the driver as they are.

Most of what SQLAlchemy does for a statement is to find out anew how it is done: which words, which
types, which columns become which object. A message asks a dozen times. Here that is found out the
first time and kept; in all else it is as if the session had executed the statement: what waits to
be written is written before, whoever listens hears of it, and errors are SQLAlchemy's own.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, TypeVarTuple, overload

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlmodel import Session
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.compiling import Answering, Asking, Given

Row = TypeVar("Row")
Rows = TypeVarTuple("Rows")


class Prepared(Generic[Row]):
    """One statement; what it does not say itself is given by name at each call.

    A row of one column or object is that itself, a row of several a tuple of them. `make` puts it
    together for one kind of database: not all have the same words for everything.
    """

    def __init__(self, make: Callable[[Dialect], Executable]) -> None:
        self._make = make
        self._ready: dict[str, tuple[Asking, Answering]] = {}

    def all(self, session: Session, **given: Any) -> list[Row]:  # noqa: ANN401 - of the types of the columns
        """All rows."""
        answering, found, _ = self._execute(session, given)
        return answering.rows(session, found)

    def first(self, session: Session, **given: Any) -> Row | None:  # noqa: ANN401 - as above
        """The first row; None where there is none."""
        answering, found, _ = self._execute(session, given)
        return next(iter(answering.rows(session, found[:1])), None)

    def one_or_none(self, session: Session, **given: Any) -> Row | None:  # noqa: ANN401 - as above
        """The only row; None where there is none. Raises MultipleResultsFound."""
        rows = self.all(session, **given)
        if len(rows) > 1:
            raise MultipleResultsFound(f"{len(rows)} rows instead of one at most")
        return rows[0] if rows else None

    def one(self, session: Session, **given: Any) -> Row:  # noqa: ANN401 - as above
        """The only row. Raises NoResultFound or MultipleResultsFound."""
        rows = self.all(session, **given)
        if len(rows) != 1:
            error = MultipleResultsFound if rows else NoResultFound
            raise error(f"{len(rows)} rows instead of one")
        return rows[0]

    def run(self, session: Session, **given: Any) -> int:  # noqa: ANN401 - as above
        """Do it; how many rows it changed."""
        return self._execute(session, given)[2]

    def _execute(
        self, session: Session, given: Given
    ) -> tuple[Answering, Sequence[Sequence[Any]], int]:
        if session.autoflush:
            session.flush()
        connection = session.connection()
        asking, answering = self._ready.get(connection.dialect.name) or self._prepare(
            connection.dialect
        )
        driver: Any = connection.connection.dbapi_connection
        cursor = driver.cursor()
        words, values = asking.words, None
        try:
            words, values = asking.with_values(given)
            for hear in connection.dispatch.before_cursor_execute:
                hear(connection, cursor, words, values, None, False)
            cursor.execute(words, values)
            for hear in connection.dispatch.after_cursor_execute:
                hear(connection, cursor, words, values, None, False)
            found = ()
            if answering.has_rows:
                if not answering.has_learned:  # the driver takes long to tell
                    answering.learn(cursor.description)
                found = cursor.fetchall()
        except BaseException as error:  # noqa: BLE001 - it is raised again
            # The one way to have it told of, wrapped, and a lost connection given up, as always.
            connection._handle_dbapi_exception(error, words, values, cursor, None)  # noqa: SLF001
        else:
            return answering, found, cursor.rowcount
        finally:
            cursor.close()

    def _prepare(self, dialect: Dialect) -> tuple[Asking, Answering]:
        answering = Answering(self._make(dialect), dialect)
        compiled: Any = answering.statement
        ready = Asking(compiled.compile(dialect=dialect), dialect), answering
        self._ready[dialect.name] = ready
        return ready


@overload
def prepared(statement: SelectOfScalar[Row]) -> Prepared[Row]: ...
@overload
def prepared(statement: Select[*Rows]) -> Prepared[tuple[*Rows]]: ...
@overload
def prepared(statement: Executable) -> Prepared[Any]: ...
def prepared(statement: Executable) -> Prepared[Any]:
    """A statement that is the same for all kinds of databases, apart from their words."""
    return Prepared(lambda _dialect: statement)
