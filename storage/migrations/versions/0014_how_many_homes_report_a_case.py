"""How many homes report a case: people of one home are one."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_case") as case:
        case.add_column(sa.Column("homes", sa.Integer(), server_default="1", nullable=False))
    op.execute("UPDATE report_case SET homes = joined + 1")
    with op.batch_alter_table("report_case") as case:
        case.alter_column("homes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("report_case") as case:
        case.drop_column("homes")
