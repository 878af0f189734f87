"""Cases of a home are found by it, and not by reading all of its estate's."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_case") as table:
        table.drop_index(op.f("ix_report_case_home_id"))
        table.create_index(op.f("ix_report_case_home_id_estate_id"), ["home_id", "estate_id"])


def downgrade() -> None:
    with op.batch_alter_table("report_case") as table:
        table.drop_index(op.f("ix_report_case_home_id_estate_id"))
        table.create_index(op.f("ix_report_case_home_id"), ["home_id"], unique=False)
