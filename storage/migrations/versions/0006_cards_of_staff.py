"""Pushes to staff come with buttons, and what was sent in the last hour is found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        # What was queued before goes out as the text that it was written as.
        table.add_column(
            sa.Column("pressable", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("outgoing") as table:
        table.alter_column("pressable", server_default=None)
    op.create_index("ix_attempt_started_at", "attempt", ["started_at"])
    op.create_table(
        "staff_card",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("case_state", sa.String(32), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("response_code", sa.String(), nullable=True),
        sa.Column("update_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_staff_card_case_id"),
        sa.ForeignKeyConstraint(["handler_id"], ["staff.id"], name="fk_staff_card_handler_id"),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing.id"], name="fk_staff_card_outgoing_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_card_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_card"),
        sa.UniqueConstraint("name", name="uq_staff_card_name"),
        sa.UniqueConstraint("outgoing_id", name="uq_staff_card_outgoing_id"),
    )
    op.create_index("ix_staff_card_case_id", "staff_card", ["case_id"])
    op.create_index("ix_staff_card_update_at", "staff_card", ["update_at"])


def downgrade() -> None:
    op.drop_table("staff_card")
    op.drop_index("ix_attempt_started_at", "attempt")
    with op.batch_alter_table("outgoing") as table:
        table.drop_column("pressable")
