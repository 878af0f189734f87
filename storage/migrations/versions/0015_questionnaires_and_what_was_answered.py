"""Keep the versions of questionnaires that were asked, and what was answered to them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("form", "version", name=op.f("uq_form_version_form_version")),
    )
    references = ("form_version", "resident", "conversation", "home")
    op.create_table(
        "form_response",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("home_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_form_response_{table}_id")
            )
            for table in references
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_response")),
    )
    for column in (*(f"{table}_id" for table in references), "handed_in_at"):
        op.create_index(op.f(f"ix_form_response_{column}"), "form_response", [column])


def downgrade() -> None:
    op.drop_table("form_response")
    op.drop_table("form_version")
