"""Tasks and deadlines about a survey instead of a case; what a measure is, and who hears of it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ABOUT_ONE = "(case_id IS NULL) <> (campaign_id IS NULL)"
REFERENCES = {"campaign_id": "campaign", "invitation_id": "invitation"}
OF_TABLE = {
    "task": {**REFERENCES, "response_id": "form_response"},
    "deadline": {"campaign_id": "campaign"},
}


def upgrade() -> None:
    for name, references in OF_TABLE.items():
        with op.batch_alter_table(name) as table:
            table.alter_column("case_id", existing_type=sa.Integer(), nullable=True)
            for column, target in references.items():
                table.add_column(sa.Column(column, sa.Integer(), nullable=True))
                table.create_index(op.f(f"ix_{name}_{column}"), [column])
                table.create_foreign_key(op.f(f"fk_{name}_{column}"), target, [column], ["id"])
            table.create_check_constraint(op.f(f"ck_{name}_about_one"), ABOUT_ONE)
    with op.batch_alter_table("task_record") as table:
        table.add_column(sa.Column("confirmed", sa.Boolean(), nullable=True))
    with op.batch_alter_table("measure") as table:
        table.add_column(sa.Column("text", sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("follow_up_id", sa.Integer(), nullable=True))
        table.create_index(op.f("ix_measure_follow_up_id"), ["follow_up_id"])
        table.create_foreign_key(
            op.f("fk_measure_follow_up_id"), "campaign", ["follow_up_id"], ["id"]
        )
    with op.batch_alter_table("measure") as table:
        for column in ("text", "position", "failures"):
            table.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("measure") as table:
        table.drop_constraint(op.f("fk_measure_follow_up_id"), type_="foreignkey")
        table.drop_index(op.f("ix_measure_follow_up_id"))
        for column in ("follow_up_id", "failures", "held_until", "position", "text"):
            table.drop_column(column)
    with op.batch_alter_table("task_record") as table:
        table.drop_column("confirmed")
    # The older tables have no room for what is about a campaign.
    op.execute("DELETE FROM deadline WHERE case_id IS NULL")
    op.execute(
        "DELETE FROM task_record WHERE task_id IN (SELECT id FROM task WHERE case_id IS NULL)"
    )
    op.execute("DELETE FROM task WHERE case_id IS NULL")
    for name, references in reversed(OF_TABLE.items()):
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_about_one"), type_="check")
            for column in reversed(references):
                table.drop_constraint(op.f(f"fk_{name}_{column}"), type_="foreignkey")
                table.drop_index(op.f(f"ix_{name}_{column}"))
                table.drop_column(column)
            table.alter_column("case_id", existing_type=sa.Integer(), nullable=False)
