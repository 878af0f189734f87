"""Keep an audit log, how a consent was given, who chose their language, and what is on hold."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ADDED = {
    "consent": (("text_version", sa.String()), ("words_sealed", sa.LargeBinary())),
    "identity": (("left_at", INSTANT),),
    "report_case": (
        ("for_whom_sealed", sa.LargeBinary()),
        ("hold_reason", sa.String()),
        ("anonymised_at", INSTANT),
    ),
    "resident": (
        ("language_chosen_at", INSTANT),
        ("language_asked_at", INSTANT),
        ("erased_at", INSTANT),
    ),
}
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
ONLY_GROWS = {
    "sqlite": (
        f"CREATE TRIGGER audit_entry_not_updated BEFORE UPDATE ON audit_entry {_REFUSE}",
        f"CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON audit_entry {_REFUSE}",
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$
        """,
        """
        CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_only_grows()
        """,
    ),
}


def upgrade() -> None:
    _create_audit_log()
    op.create_table(
        "notice_text",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_notice_text")),
    )
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, kind in columns:
                batch.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, _kind in columns:
                batch.drop_column(name)
    op.drop_table("notice_text")
    op.drop_table("audit_entry")


def _create_audit_log() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    for column in ("action", "at", "subject"):
        op.create_index(op.f(f"ix_audit_entry_{column}"), "audit_entry", [column])
    for statement in ONLY_GROWS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))
