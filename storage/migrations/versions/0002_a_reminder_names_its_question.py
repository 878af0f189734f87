"""A reminder names the message that it repeats, so that it can go by another channel."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.add_column(sa.Column("reminds_id", sa.Integer(), nullable=True))
        table.create_index("ix_outgoing_reminds_id", ["reminds_id"])
        table.create_foreign_key("fk_outgoing_reminds_id", "outgoing", ["reminds_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.drop_constraint("fk_outgoing_reminds_id", type_="foreignkey")
        table.drop_index("ix_outgoing_reminds_id")
        table.drop_column("reminds_id")
