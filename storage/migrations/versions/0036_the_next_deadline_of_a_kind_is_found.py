"""The next deadline of a kind is the first of an index, however many wait behind it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WAITED_FOR = sa.text("next_at IS NOT NULL")
HELD = sa.text("held_until IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("deadline") as table:
        table.create_index(
            "ix_deadline_kind_next_at",
            ["kind", "next_at"],
            sqlite_where=WAITED_FOR,
            postgresql_where=WAITED_FOR,
        )
        table.create_index(
            "ix_deadline_kind_held_until",
            ["kind", "held_until"],
            sqlite_where=HELD,
            postgresql_where=HELD,
        )


def downgrade() -> None:
    with op.batch_alter_table("deadline") as table:
        table.drop_index("ix_deadline_kind_held_until")
        table.drop_index("ix_deadline_kind_next_at")
