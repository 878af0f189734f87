"""Let an estate begin its answers in words of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_wording",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("language", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("said_since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id"], ["estate.id"], name=op.f("fk_own_wording_estate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_wording")),
    )
    with op.batch_alter_table("own_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_wording_estate_id"), ["estate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_wording_key"), ["key"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("own_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_wording_key"))
        batch_op.drop_index(batch_op.f("ix_own_wording_estate_id"))

    op.drop_table("own_wording")
