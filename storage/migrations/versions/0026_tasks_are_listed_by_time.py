"""Tasks to be done are listed by when they fall due, those over by when they ended.

Messages of a state are listed newest first.
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.drop_index(op.f("ix_task_state"))
        table.create_index(op.f("ix_task_state_due_at"), ["state", "due_at"])
        table.create_index(op.f("ix_task_ended_at"), ["ended_at"])
    with op.batch_alter_table("outgoing") as table:
        table.drop_index(op.f("ix_outgoing_state"))
        table.create_index(op.f("ix_outgoing_state_id"), ["state", "id"])


def downgrade() -> None:
    with op.batch_alter_table("outgoing") as table:
        table.drop_index(op.f("ix_outgoing_state_id"))
        table.create_index(op.f("ix_outgoing_state"), ["state"])
    with op.batch_alter_table("task") as table:
        table.drop_index(op.f("ix_task_ended_at"))
        table.drop_index(op.f("ix_task_state_due_at"))
        table.create_index(op.f("ix_task_state"), ["state"])
