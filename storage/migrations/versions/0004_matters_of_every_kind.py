"""Matters of every kind: praise, suggestions, enquiries, forwarded and shared reports."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS: tuple[sa.Column[Any], ...] = (
    sa.Column("forwarded_from_id", sa.Integer(), nullable=True),
    sa.Column("in_person", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("joined", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("adoption", sa.String(32), nullable=True),
    sa.Column("adoption_reason", sa.String(), nullable=True),
    sa.Column("flag_reason", sa.String(), nullable=True),
    sa.Column("flagged_by", sa.String(), nullable=True),
    sa.Column("unit", sa.String(), nullable=True),
    sa.Column("unit_reason", sa.String(), nullable=True),
    sa.Column("unit_until", sa.DateTime(timezone=True), nullable=True),
)


def upgrade() -> None:
    """Add what the new matters keep; old cases have none of it."""
    with op.batch_alter_table("report_case") as report_case:
        for column in COLUMNS:
            report_case.add_column(column)
        report_case.create_index("ix_report_case_forwarded_from_id", ["forwarded_from_id"])
        report_case.create_foreign_key(
            "fk_report_case_forwarded_from_id", "report_case", ["forwarded_from_id"], ["id"]
        )
    _create_credit()
    _create_follower()
    _create_knowledge()


def downgrade() -> None:
    """Take it away again, with what was kept there."""
    for table in ("knowledge_version", "follower", "credit"):
        op.drop_table(table)
    with op.batch_alter_table("report_case") as report_case:
        report_case.drop_constraint("fk_report_case_forwarded_from_id", type_="foreignkey")
        report_case.drop_index("ix_report_case_forwarded_from_id")
        for column in reversed(COLUMNS):
            report_case.drop_column(column.name)


def _create_credit() -> None:
    op.create_table(
        "credit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_credit_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_credit_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_credit"),
        sa.UniqueConstraint("case_id", "staff_id", name="uq_credit_case_id_staff_id"),
    )
    _index("credit", "case_id", "staff_id")


def _create_follower() -> None:
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("inbound_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name="fk_follower_case_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_follower_resident_id"),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.id"], name="fk_follower_identity_id"),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_follower_home_id"),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbound.id"], name="fk_follower_inbound_id"),
        sa.PrimaryKeyConstraint("id", name="pk_follower"),
        sa.UniqueConstraint("case_id", "identity_id", name="uq_follower_case_id_identity_id"),
    )
    _index("follower", "case_id", "resident_id", "identity_id", "home_id", "inbound_id")


def _create_knowledge() -> None:
    op.create_table(
        "knowledge_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("estate_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["estate_id"], ["estate.id"], name="fk_knowledge_version_estate_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_version"),
    )
    _index("knowledge_version", "estate_id")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
