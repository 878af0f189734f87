"""Let a member of staff talk with a resident in person while the bot keeps still."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takeover",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name=op.f("fk_takeover_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_takeover_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_takeover_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_takeover_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("takeover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_takeover_staff_id"))
        batch_op.drop_index(batch_op.f("ix_takeover_case_id"))
    op.drop_table("takeover")
