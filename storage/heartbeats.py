"""Signs of life of the loops that keep promises, one row for each loop of each process.

Their time is the system's, for a rehearsal's clock says nothing of who lives.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col, func, select

from storage.columns import instant
from storage.inserting import insert_into

FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat(SQLModel, table=True):
    """When one loop of one process was last seen to move."""

    process: str = Field(primary_key=True)
    loop: str = Field(primary_key=True)
    at: datetime = instant()


def note_beats(session: Session, process: str, loops: Iterable[str], now: datetime) -> None:
    """Write down that these loops of a process move; processes of long ago are forgotten."""
    insert, table = insert_into(session, "heartbeat")
    for loop in sorted(loops):
        fresh = insert.values(process=process, loop=loop, at=now)
        session.execute(
            fresh.on_conflict_do_update(
                index_elements=[table.c.process, table.c.loop], set_={"at": fresh.excluded.at}
            )
        )
    session.execute(delete(Heartbeat).where(col(Heartbeat.at) < now - FORGOTTEN_AFTER))


def forget_beats(session: Session, process: str) -> None:
    """A process has ended in peace."""
    session.execute(delete(Heartbeat).where(col(Heartbeat.process) == process))


def last_beats(session: Session) -> dict[str, datetime]:
    """When each loop was last seen to move, whichever process it belongs to."""
    query = select(Heartbeat.loop, func.max(Heartbeat.at)).group_by(col(Heartbeat.loop))
    return dict(session.exec(query).all())
