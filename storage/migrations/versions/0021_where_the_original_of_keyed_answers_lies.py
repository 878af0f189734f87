"""Keep where the paper lies whose answers were keyed in."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("form_response") as table:
        table.add_column(sa.Column("original_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("form_response") as table:
        table.drop_column("original_sealed")
