"""Who of the staff heard what a resident said to a visit, and how it was said."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("told_to", sa.String(), nullable=True))
        task.add_column(sa.Column("told_by", sa.String(32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task") as task:
        task.drop_column("told_by")
        task.drop_column("told_to")
