"""Cases of an estate are found by when they were reported, deadlines by when they fall due."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_case") as table:
        table.create_index(op.f("ix_report_case_estate_id_opened_at"), ["estate_id", "opened_at"])
    with op.batch_alter_table("deadline") as table:
        table.create_index(op.f("ix_deadline_due_at"), ["due_at"])


def downgrade() -> None:
    with op.batch_alter_table("deadline") as table:
        table.drop_index(op.f("ix_deadline_due_at"))
    with op.batch_alter_table("report_case") as table:
        table.drop_index(op.f("ix_report_case_estate_id_opened_at"))
