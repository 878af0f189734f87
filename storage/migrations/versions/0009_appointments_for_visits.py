"""A visit is agreed on beforehand: when, and what the resident said to it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ANSWER = (
    ("consented", sa.Boolean()),
    ("consented_at", INSTANT),
    ("consented_by_id", sa.Integer()),
    ("appointment_at", INSTANT),
    ("appointment_until", INSTANT),
)


def upgrade() -> None:
    with op.batch_alter_table("task") as task:
        for name, kind in ANSWER:
            task.add_column(sa.Column(name, kind, nullable=True))
        task.create_index("ix_task_consented_by_id", ["consented_by_id"])
        task.create_foreign_key("fk_task_consented_by_id", "identity", ["consented_by_id"], ["id"])
    with op.batch_alter_table("task_record") as record:
        record.add_column(sa.Column("without_appointment", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task_record") as record:
        record.drop_column("without_appointment")
    with op.batch_alter_table("task") as task:
        task.drop_constraint("fk_task_consented_by_id", type_="foreignkey")
        task.drop_index("ix_task_consented_by_id")
        for name, _ in reversed(ANSWER):
            task.drop_column(name)
