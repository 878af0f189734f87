"""Unfinished cases of an estate are found by their state, however many have ended."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_case") as table:
        table.create_index(op.f("ix_report_case_estate_id_state"), ["estate_id", "state"])


def downgrade() -> None:
    with op.batch_alter_table("report_case") as table:
        table.drop_index(op.f("ix_report_case_estate_id_state"))
