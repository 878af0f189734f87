"""Whose words a line of a case's history keeps, so that they go with that person."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CASES = sa.table("report_case", sa.column("id"), sa.column("reporter_id"))
EVENTS = sa.table(
    "case_event",
    sa.column("case_id"),
    sa.column("kind"),
    sa.column("by"),
    sa.column("speaker_id"),
)


def upgrade() -> None:
    with op.batch_alter_table("case_event") as event:
        event.add_column(sa.Column("speaker_id", sa.Integer(), nullable=True))
        event.create_index("ix_case_event_speaker_id", ["speaker_id"])
        event.create_foreign_key("fk_case_event_speaker_id", "resident", ["speaker_id"], ["id"])
    reporter = sa.select(CASES.c.reporter_id).where(CASES.c.id == EVENTS.c.case_id)
    is_said = sa.or_(EVENTS.c.by == "resident", EVENTS.c.kind == "opened")
    op.execute(EVENTS.update().where(is_said).values(speaker_id=reporter.scalar_subquery()))


def downgrade() -> None:
    with op.batch_alter_table("case_event") as event:
        event.drop_constraint("fk_case_event_speaker_id", type_="foreignkey")
        event.drop_index("ix_case_event_speaker_id")
        event.drop_column("speaker_id")
