"""Changes of a few rows are written by statements that are put together once.

What SQLAlchemy does for any number of new, changed and deleted objects at once, it does for a
single changed row too: several times the work of the statement itself. A message changes two.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, inspect, update
from sqlalchemy.orm import InstanceState, Mapper
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from storage.prepared import Prepared, prepared

STATEMENTS_KEPT = 500
FEW = 3
"""More rows than this go to the database faster together, as SQLAlchemy sends them."""


def write_changes(session: Session) -> bool:
    """Write what was changed in the objects of a session that has no new or deleted ones.

    False, and nothing is written, where they are more than a few.
    """
    changed: list[InstanceState[Any]] = [inspect(row) for row in session.dirty]
    if len(changed) > FEW:
        return False
    # Always in the same order: else two transactions might each wait for the other.
    changed.sort(key=lambda one: (one.mapper.local_table.description, one.identity))
    with session.no_autoflush:
        for one in changed:
            _write(session, one)
    return True


def _write(session: Session, row: InstanceState[Any]) -> None:
    known, now = row.committed_state, row.dict
    changed = {name: now[name] for name, was in known.items() if name in now and now[name] != was}
    if changed:
        new = {f"new_{name}": value for name, value in changed.items()}
        key = {f"key_{place}": value for place, value in enumerate(row.identity or ())}
        if _updating(row.mapper, tuple(sorted(changed))).run(session, **new, **key) != 1:
            message = f"the row of a {row.class_.__name__} is not there any more"
            raise StaleDataError(message)
        session._register_altered([row])  # noqa: SLF001 - a savepoint that is undone undoes it
    row._commit_all(now, session.identity_map)  # noqa: SLF001 - nothing public says "written"


@lru_cache(maxsize=STATEMENTS_KEPT)
def _updating(mapper: Mapper[Any], names: tuple[str, ...]) -> Prepared[Any]:
    columns = [mapper.columns[name] for name in names]
    key = [one == bindparam(f"key_{place}") for place, one in enumerate(mapper.primary_key)]
    new = {
        column: bindparam(f"new_{name}", type_=column.type)
        for name, column in zip(names, columns, strict=True)
    }
    return prepared(update(mapper.tables[0]).where(*key).values(new))
