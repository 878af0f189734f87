"""Call the frame of a draw what it is: sealed, so that a new key seals it anew."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("campaign", "frame", new_column_name="frame_sealed")


def downgrade() -> None:
    op.alter_column("campaign", "frame_sealed", new_column_name="frame")
