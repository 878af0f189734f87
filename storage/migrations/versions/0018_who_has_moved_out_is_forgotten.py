"""Whoever of the directory has moved out of their last home is forgotten in time, also so far.

These rows are due at once: looking at one puts it to its own time, by the policy of its estate.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KIND = "departed_days"
NAMES = ("kind", "estate_id", "resident_id", "begun_at", "due_at", "next_at", "state", "failures")
FORGETTING = sa.table("forgetting", *map(sa.column, NAMES))
RESIDENTS = sa.table("resident", *map(sa.column, ("id", "estate_id", "created_at", "in_directory")))
TIES = sa.table("residence", sa.column("resident_id"), sa.column("moved_out"))


def upgrade() -> None:
    of_theirs = TIES.c.resident_id == RESIDENTS.c.id
    has_left = sa.exists().where(of_theirs, TIES.c.moved_out.is_not(None))
    stays = sa.exists().where(of_theirs, TIES.c.moved_out.is_(None))
    since = RESIDENTS.c.created_at
    columns = {
        "kind": sa.literal(KIND),
        "estate_id": RESIDENTS.c.estate_id,
        "resident_id": RESIDENTS.c.id,
        "begun_at": since,
        "due_at": since,
        "next_at": since,
        "state": sa.literal("pending"),
        "failures": sa.literal(0),
    }
    in_directory = RESIDENTS.c.in_directory == sa.true()
    rows = sa.select(*columns.values()).where(in_directory, has_left, ~stays)
    op.execute(FORGETTING.insert().from_select(list(columns), rows))


def downgrade() -> None:
    op.execute(sa.delete(FORGETTING).where(FORGETTING.c.kind == KIND))
