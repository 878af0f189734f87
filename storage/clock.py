"""The offset of an adjustable service clock, as a row that survives restarts."""

from sqlmodel import Field, Session, SQLModel


class ClockOffset(SQLModel, table=True):
    """Service time = system time + seconds. There is one row, and it only grows."""

    __tablename__ = "clock_offset"

    id: int = Field(default=1, primary_key=True)
    seconds: float = 0.0


def read_offset(session: Session) -> float:
    """The offset in seconds; zero where the clock was never moved."""
    row = session.get(ClockOffset, 1)
    return 0.0 if row is None else row.seconds


def move_offset(session: Session, seconds: float) -> float:
    """Move the clock forward and return the new offset."""
    row = session.get(ClockOffset, 1) or ClockOffset(id=1)
    row.seconds += seconds
    session.add(row)
    session.flush()
    return row.seconds
