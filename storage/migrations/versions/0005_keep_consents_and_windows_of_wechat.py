"""Keep the consents to WeChat's subscription messages, its short window, and homes' QR codes.

A queued answer of staff is known as one from now on, so that no template leaves its words out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two tables, and three columns."""
    op.create_table(
        "subscription_consent",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("identity_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("sends_left", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name="fk_subscription_consent_identity_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscription_consent"),
        sa.UniqueConstraint(
            "identity_id", "template", name="uq_subscription_consent_identity_id_template"
        ),
    )
    op.create_index("ix_subscription_consent_identity_id", "subscription_consent", ["identity_id"])
    op.create_table(
        "home_qr",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("home_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name="fk_home_qr_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_home_qr"),
        sa.UniqueConstraint("home_id", "account", name="uq_home_qr_home_id_account"),
    )
    op.create_index("ix_home_qr_home_id", "home_qr", ["home_id"])
    op.add_column("identity", sa.Column("event_window_until", sa.DateTime(timezone=True)))
    _add_filled("identity", "event_window_left", sa.Integer, "0")
    _add_filled("outgoing", "is_answer", sa.Boolean, sa.false())
    op.execute("UPDATE outgoing SET is_answer = answers_respond")


def downgrade() -> None:
    """Without them again."""
    with op.batch_alter_table("outgoing") as outgoing:
        outgoing.drop_column("is_answer")
    with op.batch_alter_table("identity") as identity:
        identity.drop_column("event_window_left")
        identity.drop_column("event_window_until")
    op.drop_table("home_qr")
    op.drop_table("subscription_consent")


def _add_filled(
    table: str,
    name: str,
    kind: type[sa.Integer] | type[sa.Boolean],
    value: str | sa.sql.elements.False_,
) -> None:
    """A column that must have a value, also in the rows that there are."""
    with op.batch_alter_table(table) as changed:
        changed.add_column(sa.Column(name, kind, nullable=False, server_default=value))
    with op.batch_alter_table(table) as changed:
        changed.alter_column(name, server_default=None)
