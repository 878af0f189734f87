"""Keep what residents sign, and who has signed a file off."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "archive",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name=op.f("fk_archive_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive")),
        sa.UniqueConstraint("case_id", "round", name=op.f("uq_archive_case_id_round")),
    )
    op.create_index(op.f("ix_archive_case_id"), "archive", ["case_id"])
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("via", sa.String(32), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=False),
        sa.Column("satisfaction", sa.String(32), nullable=True),
        sa.Column("identity_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name=op.f("fk_sign_off_case_id")),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name=op.f("fk_sign_off_identity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    for column in ("case_id", "identity_id"):
        op.create_index(op.f(f"ix_sign_off_{column}"), "sign_off", [column])


def downgrade() -> None:
    op.drop_table("sign_off")
    op.drop_table("archive")
