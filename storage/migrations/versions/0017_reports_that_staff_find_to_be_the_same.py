"""Staff join a report to another case; whoever told it to them follows without an address."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REFERENCE = "fk_report_case_joined_to_id"
INDEX = "ix_report_case_joined_to_id"


def upgrade() -> None:
    with op.batch_alter_table("follower") as follower:
        follower.alter_column("identity_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("report_case") as case:
        case.add_column(sa.Column("joined_to_id", sa.Integer(), nullable=True))
        case.create_foreign_key(REFERENCE, "report_case", ["joined_to_id"], ["id"])
        case.create_index(INDEX, ["joined_to_id"])


def downgrade() -> None:
    op.execute("DELETE FROM follower WHERE identity_id IS NULL")
    with op.batch_alter_table("report_case") as case:
        case.drop_index(INDEX)
        case.drop_constraint(REFERENCE, type_="foreignkey")
        case.drop_column("joined_to_id")
    with op.batch_alter_table("follower") as follower:
        follower.alter_column("identity_id", existing_type=sa.Integer(), nullable=False)
